"""``make demo``: ingest the sample articles through the Prefect flow and show what the graph tells of them.

Everything lies in ``demo-workspace/``; the articles are paraphrases written for testing (``data/samples/README.md``).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from graph.model import Extent
from graph.query import Table as Answer
from graph.query import run_query
from graph.store.embedded import Reader, open_reader

HOME = Path(__file__).resolve().parent.parent / "demo-workspace"
RELATIVE = HOME.name
REELGRAPH = Path(sys.executable).with_name("reelgraph")

_WORKS = 6
_EXTENTS = [e.value for e in Extent]

_COUNTS = """
SELECT (COUNT(DISTINCT ?article) AS ?articles) (COUNT(DISTINCT ?publisher) AS ?outlets)
       (COUNT(DISTINCT ?language) AS ?languages) WHERE {
  ?article a schema:NewsArticle ; schema:inLanguage ?language .
  OPTIONAL { ?article schema:publisher ?publisher }
}"""
_KINDS = """
SELECT (COUNT(DISTINCT ?event) AS ?events) (COUNT(DISTINCT ?claim) AS ?claims) (COUNT(DISTINCT ?speaker) AS ?speakers)
WHERE { ?claim a rg:Claim ; rg:about ?event . OPTIONAL { ?claim rg:saidBy ?speaker } }"""

console = Console(highlight=False, width=min(Console().width, 120) if sys.stdout.isatty() else 120)


def main() -> int:
    """Run the demo; the exit status is that of the ingest."""
    console.print(Rule("1 · Ingest 61 sample articles, observed by Prefect", align="left"))
    sys.stdout.flush()
    done = subprocess.run(
        [REELGRAPH, "ingest", "samples", "--prefect", "--home", RELATIVE], cwd=HOME.parent, check=False
    )
    if not (HOME / "store" / "current").exists():
        return done.returncode or 1
    with open_reader(HOME) as reader:
        _counts(reader)
        _uses(reader)
        _contradiction(reader)
    _further()
    return done.returncode


def _counts(reader: Reader) -> None:
    console.print(Rule("2 · What is in the graph", align="left"))
    (articles,) = _records(reader, _COUNTS)
    (claims,) = _records(reader, _KINDS)
    console.print(
        f"{articles['articles']} articles by {articles['outlets']} outlets in {articles['languages']} languages tell "
        f"{claims['events']} events in {claims['claims']} claims; {claims['speakers']} who are named make some of them."
    )


def _uses(reader: Reader) -> None:
    console.print(Rule("3 · Which productions are reported to use AI: who says so, how surely, where", align="left"))
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in ("work", "used for", "extent", "how surely", "who says so", "in"):
        table.add_column(column)
    for use in _chosen(_records(reader, "ai-uses")):
        table.add_row(
            use["work"],
            use["stage"].split(", ")[0],
            use["extent"] or "not told",
            use["factuality"],
            use["said_by"],
            f"{use['publisher']}, {use['published']}",
        )
    console.print(table)


def _chosen(uses: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """One claim a work, the most telling first: someone is named, the extent is told."""
    best: dict[str, tuple[int, dict[str, str]]] = {}
    for use in uses:
        if not use["work"] or ", " in use["work"] or not use["stage"]:
            continue
        score = (use["said_by"] != "the article") + (use["extent"] not in ("", "none")) + (", " not in use["stage"])
        if use["work"] not in best or score > best[use["work"]][0]:
            best[use["work"]] = (score, use)
    ranked = sorted(best.values(), key=lambda found: (-found[0], found[1]["work"]))
    return [use for _, use in ranked[:_WORKS]]


def _contradiction(reader: Reader) -> None:
    console.print(Rule("4 · Two articles that cannot both be right", align="left"))
    found = [
        row
        for row in _records(reader, "contradictions")
        if row["aspect"] == "extent" and row["one_publisher"] != row["other_publisher"]
    ]
    if not found:
        console.print("none between two outlets")
        return
    row = max(found, key=lambda r: (_apart(r), -len(r["one_evidence"] + r["other_evidence"]), r["one_claim"]))
    console.print(Text.assemble((row["about"], "bold"), f": {row['explanation']}"))
    for side in ("one", "other"):
        console.print(f"  says {row[f'{side}_said_by']} ({row[f'{side}_publisher']}):")
        console.print(Padding(Text(f"“{row[f'{side}_evidence']}”", style="italic"), (0, 0, 0, 4)))
    console.print(f"Neither is overwritten: {len(found)} such pairs, each with both pieces of evidence and the rule.")


def _apart(row: dict[str, str]) -> int:
    ranks = [_EXTENTS.index(word) for word in row["explanation"].split() if word in _EXTENTS]
    return max(ranks) - min(ranks) if len(ranks) == 2 else 0


def _further() -> None:
    console.print(Rule("5 · Where to look next", align="left"))
    table = Table(box=None, show_header=False, pad_edge=False)
    for command, does in (
        (f"export REELGRAPH_HOME={RELATIVE}", "the workspace of the demo, for the commands below"),
        (".venv/bin/reelgraph query --list", "the questions that have a name"),
        (".venv/bin/reelgraph query ai-uses --param work=brutalist", "one of them, about one work"),
        (".venv/bin/reelgraph conflicts", "what contradicts what, by which rule"),
        (".venv/bin/reelgraph analyse", "who is central, which communities there are"),
        (".venv/bin/reelgraph export gexf -o network.gexf", "a network for Gephi"),
        (".venv/bin/reelgraph ingest https://…", "an article, feed or sitemap of your own"),
        ("README.md", "what it is and how it works"),
    ):
        table.add_row(command, does)
    console.print(table)


def _records(reader: Reader, query: str) -> list[dict[str, str]]:
    answer = run_query(reader, query)
    assert isinstance(answer, Answer)  # noqa: S101 - all of the demo's questions are SELECTs
    return answer.records()


if __name__ == "__main__":
    sys.exit(main())
