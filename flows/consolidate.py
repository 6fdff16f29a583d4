"""Consolidation of a workspace: who is who, which tellings are one, what contradicts what; and what a run changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from flows.identify import current_versions, identify, read_judgements, reading
from flows.manifest import Failure, Run, write_text
from flows.syndicate import syndicate
from flows.workshop import Workshop
from graph import iri
from graph.consolidate.changes import Change, Diff, diff_json
from graph.consolidate.consolidation import Consolidator
from graph.errors import GateError
from graph.extract.register import Register
from graph.identity.judgements import Judgements
from graph.namespaces import RG, TYPE, XSD
from graph.quality import problems, wording
from graph.store import GraphWriter
from graph.vocabulary import Vocabulary

_ANSWERED = "questions"  #: file beside the store: digest of the questions that were all answered


def consolidate(
    home: Path,
    writer: GraphWriter,
    vocabulary: Vocabulary,
    register: Register,
    judgements: Judgements,
    *,
    full: bool = False,
    articles: Path | None = None,
) -> Diff:
    """Bring the identity graph and the consolidated graph of a store in line with its articles.

    With ``full`` nothing known from earlier runs is used. ``articles`` is the workspace whose files hold the articles,
    if not this one. Raises GateError where the graph would break a shape; nothing is consolidated then.
    """
    read = reading(articles or home)
    current = current_versions(writer)
    syndicate(home, writer, read, register)
    identity = identify(home, writer, read, judgements, register)
    return Consolidator(home, writer, vocabulary, register, judgements).run(
        {article: version.stamp for article, version in current.items()},
        lambda article: read(current[article]),
        identity,
        full=full,
    )


def consolidated(shop: Workshop, run: Run) -> list[Failure]:
    """The stage of a run between loading and publishing: consolidate, keep the diff, ask whether the graph is sound.

    Returns what speaks against publishing; the articles stay stored, and the next run tries again.
    """
    try:
        diff = consolidate(
            run.home,
            shop.writer,
            shop.extractor.vocabulary,
            shop.extractor.register,
            read_judgements(shop.settings),
        )
    except GateError as error:
        return [Failure.of(error, "consolidate")]
    save_diff(diff, run.home, run.id)
    shop.writer.write_run(diff_quads(diff, run.id))
    return [Failure.of(problem, "quality") for problem in unsound(shop.writer, run.home)]


def unsound(writer: GraphWriter, home: Path, *, questions: bool = False) -> tuple[GateError, ...]:
    """What speaks against publishing; a graph that is published already is not asked again.

    Checks are asked each time, all other questions where they are not those that this workspace has answered before,
    or with ``questions``.
    """
    if not writer.differs():
        return ()
    answered, now = home / "store" / _ANSWERED, wording()
    questions = questions or not answered.exists() or answered.read_text(encoding="utf-8").strip() != now
    found = problems(writer, questions=questions)
    if questions and not found:
        write_text(answered, now + "\n")
    return found


def diff_path(home: Path, run_id: str) -> Path:
    """Where a run's diff lies, beside its report."""
    return home / "runs" / f"{run_id}.diff.json"


def save_diff(diff: Diff, home: Path, run_id: str) -> Path:
    """Write what a run changed into the workspace and say where."""
    path = diff_path(home, run_id)
    write_text(path, diff_json(diff) + "\n")
    return path


def diff_quads(diff: Diff, run_id: str) -> list[Quad]:
    """What a run changed, for the graph of runs."""
    graph = NamedNode(iri.RUNS_GRAPH)
    return [Quad(s, p, o, graph) for s, p, o in _statements(diff.happenings, run_id)]


def _statements(changes: Iterable[Change], run_id: str) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    run = NamedNode(iri.run(run_id))
    for change in changes:
        node = NamedNode(iri.change(run_id, change.iri))
        yield node, TYPE, RG("Change")
        yield node, RG("inRun"), run
        yield node, RG("changeOf"), NamedNode(change.iri)
        yield node, RG("kindOfChange"), Literal(change.change)
        for reason in change.why:
            yield node, RG("reason"), Literal(reason.what)
            if reason.article:
                yield node, RG("because"), NamedNode(iri.article(reason.article))


def recorded_quads(versions: Iterable[str], when: str, writer: GraphWriter) -> list[Quad]:
    """When article versions were first stored, for the graph of runs; those that it has already are left out."""
    graph = NamedNode(iri.RUNS_GRAPH)
    return [
        Quad(NamedNode(version), RG("recorded"), Literal(when, datatype=XSD("dateTime")), graph)
        for version in versions
        if not any(True for _ in writer.quads(subject=NamedNode(version), predicate=RG("recorded"), graph=graph.value))
    ]
