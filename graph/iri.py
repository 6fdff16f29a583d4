"""The IRIs of Reelgraph's data: one function a kind of thing, all from hashes, slugs and offsets, none from clocks."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import quote, unquote

from graph.model import EntityType, Span

BASE = "https://w3id.org/reelgraph/"
ONTOLOGY = BASE + "ontology#"
TERM = BASE + "term/"

RUNS_GRAPH = BASE + "graph/runs"
VOCABULARY_GRAPH = BASE + "graph/vocabulary"
IDENTITY_GRAPH = BASE + "graph/identity"
CONSOLIDATED_GRAPH = BASE + "graph/consolidated"
SYNDICATION_GRAPH = BASE + "graph/syndication"


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; what does not fold to ASCII is replaced by a short digest."""
    folded = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    words = "-".join(re.findall(r"[a-z0-9]+", plain))
    lossless = all(c.isascii() for c in plain if c.isalnum())
    if words and lossless:
        return words
    digest = hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()[:8]
    return f"{words}-{digest}" if words else digest


def segment(text: str) -> str:
    """A path segment of an IRI, percent-encoded (RFC 3987 unreserved characters stay)."""
    return quote(text, safe="")


def article(article_id: str) -> str:
    """The article over all its versions."""
    return f"{BASE}article/{segment(article_id)}"


def article_version(article_id: str, version: str) -> str:
    """One version: an article node, and the name of its graph."""
    return f"{article(article_id)}/{version}"


def event(version_iri: str, event_id: str) -> str:
    """An event as one article version tells it."""
    return f"{version_iri}/event/{segment(event_id)}"


def claim(version_iri: str, number: int) -> str:
    """A claim of an article version, counted from 1 over all its events."""
    return f"{version_iri}/claim/{number}"


def span(version_iri: str, where: Span) -> str:
    """A stretch of an article version's text."""
    return f"{version_iri}/span/{where.start}-{where.end}"


def quote_selector(span_iri: str) -> str:
    """The words of a span."""
    return f"{span_iri}/quote"


def position_selector(span_iri: str) -> str:
    """The offsets of a span."""
    return f"{span_iri}/position"


def source_step(claim_iri: str, position: int) -> str:
    """A step of a claim's source chain, counted from 1, the outermost speaker."""
    return f"{claim_iri}/source/{position}"


def quotation(version_iri: str, number: int) -> str:
    """Direct speech in an article version, counted from 1."""
    return f"{version_iri}/quotation/{number}"


def relation(version_iri: str, number: int) -> str:
    """A relation that an article version states, counted from 1."""
    return f"{version_iri}/relation/{number}"


def registered_entity(register_id: str) -> str:
    """An entity of the gazetteer."""
    return f"{BASE}entity/{segment(register_id)}"


def minted_entity(kind: EntityType, name: str) -> str:
    """An entity that the gazetteer lacks: the same name and type give the same IRI in every article."""
    return f"{BASE}entity/{kind.value.lower()}/{slug(name)}"


def publisher(name: str) -> str:
    """An outlet that publishes articles and is not in the gazetteer."""
    return minted_entity(EntityType.ORGANIZATION, name)


def occurrence(article_id: str, entity_iri: str) -> str:
    """An entity as one article alone names it: what can be told apart from others of that IRI, in all its versions."""
    return f"{article(article_id)}/entity/{segment(entity_iri.removeprefix(BASE + 'entity/'))}"


def entity_of_occurrence(occurrence_iri: str) -> str:
    """The entity that an occurrence is of; "" for an IRI that is no occurrence."""
    path, found, entity = occurrence_iri.removeprefix(f"{BASE}article/").partition("/entity/")
    if not found or path == occurrence_iri or "/" in path or "/" in entity:
        return ""
    return f"{BASE}entity/{unquote(entity)}"


def telling(article_id: str, event_id: str) -> str:
    """An event of an article over all its versions: what judgements name."""
    return f"{article(article_id)}/event/{segment(event_id)}"


def article_of_telling(telling_iri: str) -> str:
    """Id of the article that a telling IRI names."""
    return unquote(telling_iri.removeprefix(f"{BASE}article/").partition("/")[0])


def happening(type_name: str, article_id: str, event_id: str) -> str:
    """What several articles tell, named by its type and its first telling: the same whoever else tells it later."""
    return f"{BASE}happening/{_digest(type_name, article_id, event_id)}"


def report(happening_iri: str, article_id: str) -> str:
    """What one article, in its newest version, reports of a happening."""
    return f"{happening_iri}/report/{segment(article_id)}"


def chain_step(report_iri: str, position: int) -> str:
    """A step from a report back towards its root, counted from 1."""
    return f"{report_iri}/chain/{position}"


def root(happening_iri: str, origin_iri: str) -> str:
    """An independent source of a happening."""
    return f"{happening_iri}/root/{_digest(origin_iri)}"


def contradiction(happening_iri: str, aspect: str, one_claim: str, other_claim: str) -> str:
    """That two claims contradict each other on a happening; their order does not count."""
    return f"{BASE}contradiction/{_digest(happening_iri, aspect, *sorted((one_claim, other_claim)))}"


def supersession(happening_iri: str, aspect: str, earlier_claim: str, later_claim: str) -> str:
    """That a claim reports a later state of a happening than another."""
    return f"{BASE}supersession/{_digest(happening_iri, aspect, earlier_claim, later_claim)}"


def silence(version_iri: str, where: Span, entity_iri: str) -> str:
    """That someone did not answer, as a sentence of an article version says."""
    return f"{version_iri}/silence/{where.start}-{where.end}-{_digest(entity_iri)[:8]}"


def author(version_iri: str, number: int) -> str:
    """Who wrote an article version, counted from 1, where the page gives an address of theirs."""
    return f"{version_iri}/author/{number}"


def run(run_id: str) -> str:
    """A run of the pipeline."""
    return f"{BASE}run/{segment(run_id)}"


def change(run_id: str, subject_iri: str) -> str:
    """What a run changed in a happening."""
    return f"{run(run_id)}/change/{_digest(subject_iri)}"


def software(version: str) -> str:
    """A version of Reelgraph."""
    return f"{BASE}software/{segment(version)}"


def term(name: str) -> str:
    """A concept of ``ontologies/terms.ttl``; ``name`` is its slug."""
    return TERM + name


def ontology(name: str) -> str:
    """A class or property of ``ontologies/reelgraph.ttl``."""
    return ONTOLOGY + name


def last_segment(iri: str) -> str:
    """What stands after the last slash, decoded: a claim's number, an event's local id, a term's slug."""
    return unquote(iri.rsplit("/", 1)[-1])


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
