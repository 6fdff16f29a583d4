"""Taking an article out of the graph: with all that was derived from it, on the record, and undone by ingesting it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches

from pyoxigraph import Literal, NamedNode, Quad

from flows.consolidate import consolidate, diff_quads, save_diff, unsound
from flows.identify import current_versions, read_judgements
from flows.scrape.catalogue import Catalogue
from flows.settings import Settings
from graph import iri
from graph.consolidate.changes import Diff
from graph.errors import InputError
from graph.extract.register import load_register
from graph.namespaces import DCTERMS, PROV, RG, TYPE, XSD
from graph.store import Snapshot
from graph.store.embedded import Writer
from graph.vocabulary import load_vocabulary


@dataclass(frozen=True, slots=True)
class Retraction:
    """What became of it."""

    run: str
    article: str
    versions: tuple[str, ...]  #: IRIs
    addresses: tuple[str, ...]  #: that are left alone from now on, unless they are named to ``ingest``
    diff: Diff
    snapshot: Snapshot


def retract(settings: Settings, article_id: str, why: str) -> Retraction:
    """Remove all versions of an article, consolidate, publish.

    Raises InputError where there is no such article, GateError where the graph would not be sound: then nothing is
    published.
    """
    now = datetime.now(UTC)
    run_id = f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
    with Writer(settings.home) as writer, Catalogue(settings.home, url=settings.catalogue_url) as catalogue:
        versions = _versions(writer, article_id)
        # the catalogue first: killed in between, the article is still there to be retracted
        addresses = catalogue.record_retraction(article_id, f"retracted: {why}")
        for version in versions:
            writer.commit(version, [])
        writer.write_run(_quads(run_id, versions, why, now.isoformat(timespec="seconds")))
        vocabulary, register = load_vocabulary(settings.events), load_register()
        diff = consolidate(settings.home, writer, vocabulary, register, read_judgements(settings))
        save_diff(diff, settings.home, run_id)
        writer.write_run(diff_quads(diff, run_id))
        if (broken := unsound(writer, settings.home)) != ():
            raise broken[0]
        snapshot = writer.publish(run_id)
    return Retraction(run_id, article_id, versions, addresses, diff, snapshot)


def _versions(writer: Writer, article_id: str) -> tuple[str, ...]:
    article = NamedNode(iri.article(article_id))
    found = {q.subject for q in writer.quads(predicate=DCTERMS("isVersionOf"), value=article)}
    versions = tuple(sorted(node.value for node in found if isinstance(node, NamedNode)))
    if not versions:
        near = get_close_matches(article_id, current_versions(writer), n=3)
        hint = f"; do you mean {' or '.join(near)}?" if near else "; reelgraph query article tells what there is"
        raise InputError(f"there is no article {article_id!r} in the graph{hint}", article_id)
    return versions


def _quads(run_id: str, versions: tuple[str, ...], why: str, when: str) -> list[Quad]:
    graph, run = NamedNode(iri.RUNS_GRAPH), NamedNode(iri.run(run_id))
    moment = Literal(when, datatype=XSD("dateTime"))
    statements: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (run, TYPE, PROV("Activity")),
        (run, PROV("startedAtTime"), moment),
        (run, RG("why"), Literal(why)),
    ]
    for version in versions:
        statements += [(run, PROV("invalidated"), NamedNode(version)), (NamedNode(version), RG("retracted"), moment)]
    return [Quad(s, p, o, graph) for s, p, o in statements]
