"""Identity as quads: who stands for whom and why, in a named graph of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from graph import iri
from graph.identity.identity import Identity, Link
from graph.identity.judgements import Judgements, Verdict
from graph.namespaces import RDFS, RG, SKOS, TYPE, XSD

_Statement: TypeAlias = tuple[NamedNode, NamedNode, NamedNode | Literal]


def identity_quads(identity: Identity, judgements: Judgements) -> list[Quad]:
    """The graph of identity, sorted. What has been undone leaves no trace in it: it is as if never said."""
    graph = NamedNode(iri.IDENTITY_GRAPH)
    statements = {*_canonicals(identity), *_links(identity), *_walls(judgements)}
    return sorted((Quad(s, p, o, graph) for s, p, o in statements), key=str)


def _canonicals(identity: Identity) -> Iterator[_Statement]:
    for one, canonical in identity.canonicals.items():
        if not one.startswith(iri.BASE):
            yield NamedNode(canonical), SKOS("exactMatch"), NamedNode(one)
        elif one != canonical:
            yield NamedNode(one), RG("canonical"), NamedNode(canonical)
    for canonical, label in identity.labels.items():
        yield NamedNode(canonical), SKOS("prefLabel"), Literal(label)
    for canonical, kind in identity.types.items():
        yield NamedNode(canonical), TYPE, RG(kind)


def _links(identity: Identity) -> Iterator[_Statement]:
    for link in identity.links:
        yield from _judgement(link, Verdict.SAME)


def _walls(judgements: Judgements) -> Iterator[_Statement]:
    for judgement in judgements.in_force():
        if judgement.verdict is not Verdict.SAME:
            why = f"{judgement.by}, {judgement.when}" + (f": {judgement.why}" if judgement.why else "")
            link = Link(judgement.left, judgement.right, judgement.rule or "judgement", judgement.score or 1.0, (why,))
            yield from _judgement(link, judgement.verdict)


def _judgement(link: Link, verdict: Verdict) -> Iterator[_Statement]:
    content = "\0".join((link.left, link.right, verdict.value, link.rule))
    node = NamedNode(f"{iri.BASE}judgement/{hashlib.sha256(content.encode()).hexdigest()[:16]}")
    yield node, TYPE, RG("IdentityJudgement")
    yield node, RG("judges"), NamedNode(link.left)
    yield node, RG("judges"), NamedNode(link.right)
    yield node, RG("verdict"), Literal(verdict.value)
    yield node, RG("decidedBy"), Literal(link.rule)
    yield node, RG("score"), Literal(f"{link.score:.3f}", datatype=XSD("decimal"))
    for reason in link.why:
        yield node, RDFS("comment"), Literal(reason)
