"""Extractions of many articles with identity across them: one IRI for one thing, one for one happening."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from tempfile import TemporaryFile
from typing import IO

from graph.extract.records import article_from_json, article_to_json, extraction_from_json, extraction_to_json
from graph.extract.register import Register
from graph.identity.events import event_views
from graph.identity.happenings import HappeningIndex
from graph.identity.identity import Identity
from graph.identity.judgements import Judgements
from graph.identity.occurrences import occurrences
from graph.identity.resolver import Resolver
from graph.iri import telling
from graph.model import Article, Extraction
from graph.vocabulary import Vocabulary


def with_identity(
    extracted: Iterable[tuple[Article, Extraction]],
    vocabulary: Vocabulary | None = None,
    judgements: Judgements | None = None,
    register: Register | None = None,
) -> Iterator[tuple[Article, Extraction]]:
    """The same extractions in the same order, entities with canonical IRIs and events with those of happenings.

    Identity is of all articles together, so none comes out before the last has gone in; meanwhile they wait on disk,
    and memory holds names and roles alone.
    """
    judgements = judgements or Judgements()
    resolver = Resolver(register)
    with TemporaryFile("w+", encoding="utf-8", newline="\n") as waiting:
        for article, extraction in extracted:
            waiting.write(article_to_json(article) + "\n" + extraction_to_json(extraction) + "\n")
            resolver.add(occurrences(article, extraction))
        identity = resolver.identity(judgements)
        index = HappeningIndex(vocabulary, judgements)
        for article, extraction in _read(waiting):
            index.add(event_views(article, extraction, identity))
        told = {event.telling: happening.iri for happening in index.happenings() for event in happening.tellings}
        for article, extraction in _read(waiting):
            yield article, identified(extraction, identity, told)


def identified(extraction: Extraction, identity: Identity, happenings: Mapping[str, str]) -> Extraction:
    """An extraction with the IRIs of its things and happenings; ``happenings`` maps telling IRIs to theirs."""
    article = extraction.article_id
    return replace(
        extraction,
        entities=tuple(replace(e, iri=identity.canonical(e.iri, article)) for e in extraction.entities),
        events=tuple(replace(v, iri=happenings.get(telling(article, v.id), v.iri)) for v in extraction.events),
    )


def _read(waiting: IO[str]) -> Iterator[tuple[Article, Extraction]]:
    waiting.seek(0)
    for line in waiting:
        yield article_from_json(line), extraction_from_json(next(waiting))
