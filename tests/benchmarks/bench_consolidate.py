"""Consolidation of many articles: all at once against one more, and how the time grows.

    python -m tests.benchmarks.bench_consolidate [ARTICLES …]     (1000 and 20000 if none are given)

The articles are variations of the samples: worlds of all relevant samples, told some days later each, in which
whatever stories are of has other names of the same length: people, works, studios, unions, laws, AI systems. Outlets,
places and the largest technology companies are the same in all worlds, as they are in all news. Were studios and AI
companies, too, one deal would be told anew every third day for years, as one happening of thousands of tellings, which
no news has. The articles are extracted once, as samples; what is measured comes after extraction: who is who
(``identity``) and happenings, roots, conflicts, shapes and the store (``consolidate``). CPU seconds, all threads.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from graph import iri, resources
from graph.consolidate.consolidation import Consolidator
from graph.extract.pipeline import default_extractor
from graph.extract.records import read_articles
from graph.extract.register import load_register
from graph.identity import Identity, Judgements, Resolver, occurrences
from graph.model import Article, Entity, EntityType, Extraction
from graph.store.embedded import Writer
from graph.vocabulary import load_vocabulary

_SHARED_ORGANIZATIONS = ("outlet", "tech-company")  # subtypes of the register
_VOWELS, _CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwxz"
_DAYS = 3
T = TypeVar("T")


def main(sizes: Iterable[int]) -> None:
    """Measure each size and print ratios."""
    samples = extracted_samples()
    per_article = {}
    for size in sizes:
        per_article[size] = measure(samples, size)
    if len(per_article) > 1:
        smallest, largest = min(per_article), max(per_article)
        for what in ("all at once", "one more"):
            ratio = per_article[largest][what] / per_article[smallest][what]
            print(f"{what}: time an article at {largest} is {ratio:.2f} × that at {smallest}")


def extracted_samples() -> list[tuple[Article, Extraction]]:
    """The relevant samples with what they tell."""
    extractor = default_extractor()
    articles = (a for a in read_articles(resources.samples() / "articles.jsonl") if isinstance(a, Article))
    found = [(article, extractor.extract(article)) for article in articles]
    return [(article, extraction) for article, extraction in found if extraction.relevant]


def measure(samples: list[tuple[Article, Extraction]], size: int) -> dict[str, float]:
    """Seconds an article, all at once and one by one."""
    base = {f"{n // len(samples)}-{samples[n % len(samples)][0].id}": n for n in range(size + 1)}

    @lru_cache(maxsize=4096)
    def read(article_id: str) -> tuple[Article, Extraction]:
        n = base[article_id]
        return varied(*samples[n % len(samples)], n // len(samples), article_id)

    ids = list(base)
    last = ids[size]
    resolver = Resolver(load_register())
    filled, _ = timed(lambda: resolver.add(o for i in ids[:size] for o in occurrences(*read(i))))
    joined, identity = timed(lambda: resolver.identity(Judgements()))
    with TemporaryDirectory() as folder, Writer(Path(folder)) as writer:
        consolidator = Consolidator(Path(folder), writer, load_vocabulary(), load_register(), Judgements())

        def hold(chosen: list[str], who: Identity) -> float:
            stamps = {i: i for i in chosen}
            seconds, diff = timed(lambda: consolidator.run(stamps, read, who))
            changed = f"{len(diff.happenings):6} happenings, {len(diff.claims):6} claims changed"
            print(f"    {changed}, {diff.articles} articles read", flush=True)
            return seconds

        print(f"{size} articles: identity {filled + joined:.1f} s")
        everything = hold(ids[:size], identity)
        quads = sum(1 for _ in writer.quads(graph=iri.CONSOLIDATED_GRAPH))
        print(f"  all at once {everything:.1f} s, {1000 * everything / size:.1f} ms an article, {quads} quads")
        resolver.add(occurrences(*read(last)))
        again, identity = timed(lambda: resolver.identity(Judgements()))
        more = hold(ids, identity)
        before = writer.graph_digest(iri.CONSOLIDATED_GRAPH)
        gone = ids[size // 2]
        resolver.remove(gone)
        without = resolver.identity(Judgements())
        fewer = hold([i for i in ids if i != gone], without)
        resolver.add(occurrences(*read(gone)))
        back = hold(ids, resolver.identity(Judgements()))
        same = writer.graph_digest(iri.CONSOLIDATED_GRAPH) == before
    print(
        f"  one more {more:.2f} s (and identity {again:.2f} s), one retracted {fewer:.2f} s, back {back:.2f} s, "
        f"same digest: {same}; all at once is {everything / more:.0f} × one more"
    )
    return {"all at once": everything / size, "one more": more}


def timed(action: Callable[[], T]) -> tuple[float, T]:
    """CPU seconds of an action, and what it gives."""
    began = time.process_time()
    result = action()
    return time.process_time() - began, result


def varied(article: Article, extraction: Extraction, world: int, article_id: str) -> tuple[Article, Extraction]:
    """A sample as another world tells it."""
    if world == 0:
        article = replace(article, id=article_id)
        return article, replace(extraction, article_id=article_id, content_hash=article.content_hash)
    text = list(article.full_text)
    for entity in extraction.entities:
        for mention in () if _shared(entity) else entity.mentions:
            surface = mention.of(article.full_text)
            if any(c.isupper() for c in surface):  # a name, and no "she"
                text[mention.start : mention.end] = renamed(surface, world)
    whole = "".join(text)
    article = replace(
        article,
        id=article_id,
        title=whole[: len(article.title)],
        paragraphs=tuple(whole[article.body_start :].split("\n\n")),
        published=article.published + timedelta(days=_DAYS * world) if article.published else None,
    )
    return article, replace(
        extraction,
        article_id=article_id,
        content_hash=article.content_hash,
        entities=tuple(_entity(e, world) for e in extraction.entities),
        events=tuple(replace(e, time=_later(e.time, _DAYS * world)) for e in extraction.events),
    )


def _later(time: str, days: int) -> str:
    """A year, month or day that many days later; "" stays."""
    middle = {4: "-07-01", 7: "-15"}.get(len(time), "")
    return (date.fromisoformat(time + middle) + timedelta(days=days)).isoformat()[: len(time)] if time else ""


def _entity(entity: Entity, world: int) -> Entity:
    if _shared(entity):
        return entity
    name = renamed(entity.name, world)
    return replace(entity, name=name, iri=iri.minted_entity(entity.type, name))


def _shared(entity: Entity) -> bool:
    """Whether it is the same in all worlds."""
    entry = load_register().entries.get(iri.last_segment(entity.iri))
    return entity.type is EntityType.PLACE or (entry is not None and entry.subtype in _SHARED_ORGANIZATIONS)


@lru_cache(maxsize=65536)
def renamed(name: str, world: int) -> str:
    """Another name of the same length; the same in all articles of a world."""
    table = _table(world)
    return "".join(table.get(c, c) for c in name)


@lru_cache(maxsize=1024)
def _table(world: int) -> dict[str, str]:
    table: dict[str, str] = {}
    for letters in (_VOWELS, _CONSONANTS):
        order = sorted(letters, key=lambda c: hashlib.sha256(f"{world} {c}".encode()).digest())
        table.update(zip(letters, order, strict=True))
    return table | {c.upper(): r.upper() for c, r in table.items()}


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1000, 20000])
