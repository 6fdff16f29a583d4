"""One writer, whole articles, snapshots: what the store promises, also to a process that is killed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph import iri
from graph.errors import StoreError, StoreLockedError
from graph.store import embedded
from graph.store.embedded import Writer, open_reader
from graph.store.snapshots import KEPT

ROOT = Path(__file__).parents[2]
GRAPH = "https://w3id.org/reelgraph/article/a/1"
P = NamedNode("https://example.org/says")


def quads(graph: str, *words: str) -> list[Quad]:
    return [Quad(NamedNode(graph), P, Literal(word), NamedNode(graph)) for word in words]


def words(home: Path, snapshot: int | None = None) -> set[str]:
    with open_reader(home, snapshot) as reader:
        return {s["w"].value for s in reader.query(f"SELECT ?w {{ ?s {P} ?w }}")}


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with Writer(tmp_path) as opened:
        yield opened


class TestCommit:
    def test_replaces_what_the_graph_held(self, writer: Writer) -> None:
        writer.commit(GRAPH, quads(GRAPH, "old", "stays"))
        writer.commit(GRAPH, quads(GRAPH, "stays", "new"))
        assert {q.object.value for q in writer.quads(graph=GRAPH)} == {"stays", "new"}

    def test_leaves_other_graphs_alone(self, writer: Writer) -> None:
        writer.commit(GRAPH, quads(GRAPH, "one"))
        writer.commit(GRAPH + "2", quads(GRAPH + "2", "two"))
        assert writer.graphs() == (GRAPH, GRAPH + "2")
        assert [q.object.value for q in writer.quads(graph=GRAPH)] == ["one"]

    def test_twice_is_once(self, writer: Writer) -> None:
        for _ in range(2):
            writer.commit(GRAPH, quads(GRAPH, "one", "two"))
        assert len(list(writer.quads())) == 2

    def test_of_nothing_removes_the_graph(self, writer: Writer) -> None:
        writer.commit(GRAPH, quads(GRAPH, "one"))
        writer.commit(GRAPH, [])
        assert not writer.has_graph(GRAPH)
        assert writer.graphs() == ()

    def test_of_another_graphs_quads_changes_nothing(self, writer: Writer) -> None:
        writer.commit(GRAPH, quads(GRAPH, "one"))
        with pytest.raises(StoreError, match="one graph at a time"):
            writer.commit(GRAPH, [*quads(GRAPH, "two"), *quads(GRAPH + "2", "three")])
        assert [q.object.value for q in writer.quads()] == ["one"]

    def test_goes_to_disk_before_the_engines_buffer_is_full(
        self, writer: Writer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """With a full buffer the engine's flush would never return; that takes half a million quads to show."""
        monkeypatch.setattr(embedded, "_MOST_UNFLUSHED", 20)
        flushed: list[int] = []
        flush = writer.flush

        def told() -> None:
            flushed.append(len(list(writer.quads())))
            flush()

        monkeypatch.setattr(writer, "flush", told)
        for number in range(1, 8):
            graph = f"{GRAPH}{number}"
            writer.commit(graph, quads(graph, "one", "two", "three"))
        assert flushed == [12]  # every four commits of three quads
        for number in range(1, 8):
            writer.commit(f"{GRAPH}{number}", [])
        assert flushed[1] == 18  # what is removed is written, too

    @pytest.mark.parametrize(
        "word", ['"}} ; DROP ALL #', "a\\u0022b", "tab\t line\n nul\x00", "’é😀\u2028", "\\", "'''"]
    )
    def test_keeps_any_text(self, writer: Writer, word: str) -> None:
        writer.commit(GRAPH, quads(GRAPH, word))
        assert [q.object.value for q in writer.quads()] == [word]


class TestOneWriter:
    def test_second_one_is_told_who_writes(self, tmp_path: Path, writer: Writer) -> None:
        with pytest.raises(StoreLockedError, match=r"process \d+ is writing to .*; wait"):
            Writer(tmp_path)

    def test_next_one_may_write_when_the_first_is_done(self, tmp_path: Path) -> None:
        with Writer(tmp_path) as first:
            first.commit(GRAPH, quads(GRAPH, "one"))
        with Writer(tmp_path) as second:
            assert second.has_graph(GRAPH)

    def test_closed_one_writes_no_more(self, tmp_path: Path) -> None:
        with Writer(tmp_path) as closed:
            pass
        closed.close()
        with pytest.raises(StoreError, match="closed"):
            closed.commit(GRAPH, quads(GRAPH, "one"))

    def test_folder_that_is_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "store").write_text("")
        with pytest.raises(StoreError, match="cannot be written"):
            Writer(tmp_path)

    def test_broken_store_is_named(self, tmp_path: Path) -> None:
        with Writer(tmp_path) as writer:
            writer.commit(GRAPH, quads(GRAPH, "one"))
        (tmp_path / "store" / "live" / "CURRENT").write_text("nonsense\n")
        for _ in range(2):  # the second time too: the lock was let go
            with pytest.raises(StoreError, match=r"live cannot be opened") as broken:
                Writer(tmp_path)
            assert broken.type is StoreError


class TestPublish:
    def test_readers_see_nothing_before_and_all_after(self, tmp_path: Path, writer: Writer) -> None:
        writer.commit(GRAPH, quads(GRAPH, "one"))
        with pytest.raises(StoreError, match=r"nothing ingested yet.*reelgraph ingest"):
            open_reader(tmp_path)
        writer.publish("r1")
        writer.commit(GRAPH, quads(GRAPH, "two"))
        assert words(tmp_path) == {"one"}
        writer.publish("r2")
        assert words(tmp_path) == {"two"}

    def test_manifest_tells_what_is_in_it(self, tmp_path: Path, writer: Writer) -> None:
        writer.commit(GRAPH, quads(GRAPH, "one", "two"))
        writer.commit(GRAPH + "2", quads(GRAPH + "2", "three"))
        snapshot = writer.publish("run-7")
        assert (tmp_path / "store" / "current").resolve() == snapshot.path
        assert json.loads((snapshot.path / "manifest.json").read_text()) == {
            "number": 1,
            "quads": 3,
            "graphs": 2,
            "digest": snapshot.digest,
            "run": "run-7",
        }

    def test_same_content_is_not_published_again(self, tmp_path: Path, writer: Writer) -> None:
        writer.commit(GRAPH, quads(GRAPH, "one"))
        first = writer.publish("r1")
        writer.commit(GRAPH, quads(GRAPH, "one"))
        writer.write_run(quads(GRAPH, "a run began at nine"))
        assert writer.publish("r2") == first

    def test_runs_are_published_with_the_next_change_and_count_for_nothing(
        self, tmp_path: Path, writer: Writer
    ) -> None:
        writer.write_run(quads(GRAPH, "run"))
        writer.commit(GRAPH, quads(GRAPH, "one"))
        snapshot = writer.publish("r1")
        assert (snapshot.quads, snapshot.graphs) == (1, 1)
        assert words(tmp_path) == {"run", "one"}
        assert [q.graph_name.value for q in writer.quads(graph=iri.RUNS_GRAPH)] == [iri.RUNS_GRAPH]

    def test_digest_depends_on_content_alone(self, tmp_path: Path) -> None:
        digests = []
        for folder, order in (("a", ("one", "two")), ("b", ("two", "one"))):
            with Writer(tmp_path / folder) as writer:
                writer.commit(GRAPH + "9", quads(GRAPH + "9", "gone"))
                for word in order:
                    writer.commit(GRAPH + word, quads(GRAPH + word, word))
                writer.commit(GRAPH + "9", [])
                digests.append(writer.publish(folder).digest)
        assert digests[0] == digests[1]

    def test_digest_is_right_after_a_writer_that_never_published(self, tmp_path: Path) -> None:
        with Writer(tmp_path / "a") as writer:
            writer.commit(GRAPH, quads(GRAPH, "one"))
            writer.publish("r1")
            writer.commit(GRAPH, quads(GRAPH, "two"))  # and no publish
        with Writer(tmp_path / "a") as writer:
            late = writer.publish("r2")
        with Writer(tmp_path / "b") as writer:
            writer.commit(GRAPH, quads(GRAPH, "two"))
            assert writer.publish("r1").digest == late.digest

    @pytest.mark.parametrize("content", ["", "[]", "{", '{"x": 1}'])
    def test_broken_ledger_is_made_anew(self, tmp_path: Path, content: str) -> None:
        with Writer(tmp_path) as writer:
            writer.commit(GRAPH, quads(GRAPH, "one"))
            first = writer.publish("r1")
        (tmp_path / "store" / "digests.json").write_text(content)
        with Writer(tmp_path) as writer:
            assert writer.publish("r2") == first


class TestRetention:
    def publish(self, writer: Writer, *told: str) -> None:
        for word in told:
            writer.commit(GRAPH, quads(GRAPH, word))
            writer.publish(word)

    def test_last_few_stay(self, tmp_path: Path, writer: Writer) -> None:
        self.publish(writer, "1", "2", "3", "4", "5")
        assert sorted(p.name for p in (tmp_path / "store" / "snapshots").iterdir()) == ["3", "4", "5"]
        assert KEPT == 3

    def test_snapshot_can_be_pinned_by_its_number(self, tmp_path: Path, writer: Writer) -> None:
        self.publish(writer, "1", "2", "3")
        assert words(tmp_path, snapshot=2) == {"2"}

    def test_missing_number_names_those_that_are_there(self, tmp_path: Path, writer: Writer) -> None:
        self.publish(writer, "1", "2")
        with pytest.raises(StoreError, match=r"there is no snapshot 7 .*there are 1, 2"):
            open_reader(tmp_path, 7)

    def test_what_is_read_stays_until_nobody_reads_it(self, tmp_path: Path, writer: Writer) -> None:
        self.publish(writer, "1")
        with open_reader(tmp_path) as reader:
            self.publish(writer, "2", "3", "4", "5")
            assert reader.snapshot.path.is_dir()
            assert words(tmp_path, snapshot=1) == {"1"}
        self.publish(writer, "6")
        assert not reader.snapshot.path.exists()

    def test_snapshot_without_its_lease_is_named(self, tmp_path: Path, writer: Writer) -> None:
        self.publish(writer, "1")
        (tmp_path / "store" / "snapshots" / "1" / "lease").unlink()
        with pytest.raises(StoreError, match="lacks files of its snapshots; publish again"):
            open_reader(tmp_path)

    def test_broken_manifest_is_named(self, tmp_path: Path, writer: Writer) -> None:
        self.publish(writer, "1")
        manifest = tmp_path / "store" / "snapshots" / "1" / "manifest.json"
        manifest.write_text("{}")
        with pytest.raises(StoreError, match=r"manifest.json cannot be read.*publish again"):
            open_reader(tmp_path)


KILLED = """
import sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Quad
from graph.store.embedded import Writer
P = NamedNode("https://example.org/says")
with Writer(Path(sys.argv[1])) as writer:
    for round in range(10_000):
        for n in range(5):
            g = NamedNode(f"https://w3id.org/reelgraph/article/{n}/1")
            told = Literal(f"round {round}")
            writer.commit(g.value, [Quad(NamedNode(f"{g.value}/{i}"), P, told, g) for i in range(300)])
            print(round, n, flush=True)
        if round % 3 == 2:
            writer.publish(f"round {round}")
"""


@pytest.mark.parametrize("commits", [1, 7, 24])
def test_killed_writer_leaves_whole_articles_and_loses_none(tmp_path: Path, commits: int) -> None:
    child = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert child.stdout is not None
    acknowledged = [child.stdout.readline().split() for _ in range(commits)]
    child.send_signal(signal.SIGKILL)  # in the middle of a commit or a publication
    acknowledged += [line.split() for line in child.stdout.read().splitlines()]
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL
    last = {int(n): int(round_) for round_, n in acknowledged}
    with Writer(tmp_path) as writer:
        for n, round_ in last.items():
            found = [q.object.value for q in writer.quads(graph=f"https://w3id.org/reelgraph/article/{n}/1")]
            assert len(found) == 300
            assert len(set(found)) == 1, "half of one version, half of another"
            assert int(found[0].removeprefix("round ")) >= round_
        assert writer.publish("after").graphs >= len(last)
    with open_reader(tmp_path) as reader:
        assert reader.snapshot.run == "after"
    assert not list((tmp_path / "store" / "snapshots").glob(".*"))


READING = """
import sys
from pathlib import Path
from graph.store.embedded import open_reader
last = 0
while True:
    with open_reader(Path(sys.argv[1])) as reader:
        rows = [(int(r["n"].value), r["w"].value) for r in reader.query(
            "SELECT ?w (COUNT(*) AS ?n) { GRAPH ?g { ?s <https://example.org/says> ?w } } GROUP BY ?w")]
        assert [n for n, _ in rows] == [400], rows
        word = int(rows[0][1])
        assert word >= last, "older than what was read before"
        last = word
    print(word, flush=True)
    if word == 12:
        break
"""


def test_readers_never_see_half_an_article_while_others_are_published(tmp_path: Path, writer: Writer) -> None:
    def version(n: int) -> list[Quad]:
        return [Quad(NamedNode(f"{GRAPH}/{i}"), P, Literal(str(n)), NamedNode(GRAPH)) for i in range(400)]

    writer.commit(GRAPH, version(0))
    writer.publish("0")
    child = subprocess.Popen(
        [sys.executable, "-c", READING, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert child.stdout is not None
    child.stdout.readline()  # it reads by now
    for n in range(1, 13):
        writer.commit(GRAPH, version(n))
        writer.publish(str(n))
    child.stdout.read()
    child.stdout.close()
    assert child.wait() == 0
