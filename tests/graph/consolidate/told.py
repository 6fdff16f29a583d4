"""Short articles for tests of consolidation: each tells one event, in sentences given with who says them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.consolidate.conflicts import Account, Conflict
from graph.consolidate.documents import document_view
from graph.consolidate.happenings import conflicts_of
from graph.extract.register import load_register
from graph.identity import Identity, event_views
from graph.model import (
    Article,
    Claim,
    EntityType,
    Extent,
    Extraction,
    Factuality,
    Predicate,
    Quote,
    Relation,
    Segment,
)
from tests.graph import made

PERSON, BODY, WORK = EntityType.PERSON, EntityType.ORGANIZATION, EntityType.CREATIVE_WORK
THINGS = {
    "netflix": (BODY, "Netflix"),
    "el-eternauta": (WORK, "El Eternauta"),
    "ted-sarandos": (PERSON, "Ted Sarandos"),
    "bruno-stagnaro": (PERSON, "Bruno Stagnaro"),
    "reuters": (BODY, "Reuters"),
    "the-guardian": (BODY, "The Guardian"),
    "sag-aftra": (BODY, "SAG-AFTRA"),
    "runway": (EntityType.AI_SYSTEM, "Runway Gen-3"),
    "sora": (EntityType.AI_SYSTEM, "Sora"),
    "anthropic": (BODY, "Anthropic"),
    "les-voix": (BODY, "Les Voix"),
    "academy": (BODY, "Motion Picture Academy"),
}


@dataclass(frozen=True)
class Said:
    """A sentence and who says it, outermost speaker first."""

    sentence: str
    source: tuple[str, ...] = ()
    factuality: Factuality = Factuality.ASSERTED
    extent: Extent | None = None
    title: bool = False


def said(sentence: str, *source: str, factuality: str = "asserted", extent: str = "", title: bool = False) -> Said:
    """A claim."""
    return Said(sentence, source, Factuality(factuality), Extent(extent) if extent else None, title)


def told(
    article_id: str,
    day: str,
    *claims: Said,
    kind: str = "AIUse",
    roles: Mapping[str, str | Sequence[str]] | None = None,
    time: str = "",
    publisher: str = "",
    language: str = "en",
    cites: Sequence[str] = (),
    quotes: Sequence[tuple[str, str]] = (),
    relations: Sequence[tuple[str, Predicate, str]] = (),
    more: Sequence[str] = (),
) -> tuple[Article, Extraction]:
    """An article with one event; without ``roles`` it is Netflix's use of AI in El Eternauta."""
    roles = {"agent": "netflix", "work": "el-eternauta"} if roles is None else roles
    titles = [c.sentence for c in claims if c.title]
    words = [c.sentence for c in claims if not c.title]
    named = sorted(
        {v for value in roles.values() for v in ([value] if isinstance(value, str) else value) if v in THINGS}
        | {s for c in claims for s in c.source}
        | {*cites, *(who for who, _ in quotes), *(one for s, _, o in relations for one in (s, o))}
    )
    article = Article(
        id=article_id,
        title=titles[0] if titles else f"News of {article_id}",
        paragraphs=(*words, *(f"“{text}”" for _, text in quotes), *more, ", ".join(THINGS[n][1] for n in named) + "."),
        language=language,
        publisher=publisher or f"{article_id.title()} Daily",
        published=date.fromisoformat(day) if day else None,
    )
    entities = [made.entity(article, name, *THINGS[name]) for name in named]
    found = [
        Claim(
            c.source,
            c.factuality,
            Segment.TITLE if c.title else Segment.BODY,
            made.at(article, c.sentence),
            c.extent,
        )
        for c in claims
    ]
    return article, made.extraction(
        article,
        entities,
        [made.event(1, kind, found, time, **roles)],
        [Relation(s, p, o, made.at(article, article.paragraphs[-1])) for s, p, o in relations],
        [Quote(who, made.at(article, text)) for who, text in quotes],
        cites,
    )


def accounts(*articles: tuple[Article, Extraction]) -> tuple[Account, ...]:
    """These articles' events as accounts of one happening, the first published first."""
    found = []
    for article, extraction in articles:
        document = document_view(article, extraction, Identity(), load_register())
        for view in event_views(article, extraction, Identity()):
            found.append(Account(document, view, document.claims[view.iri], document.beside(view.iri)))
    return tuple(sorted(found, key=lambda a: (a.document.order, a.event.iri)))


def conflicts(*articles: tuple[Article, Extraction]) -> tuple[Conflict, ...]:
    """In what these articles differ, as accounts of one happening."""
    return conflicts_of(accounts(*articles))


def labels(*articles: tuple[Article, Extraction]) -> list[tuple[str, str, str]]:
    """Label, aspect and rule of each conflict."""
    return sorted((c.label, c.aspect, c.rule) for c in conflicts(*articles))
