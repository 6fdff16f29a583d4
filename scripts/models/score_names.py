"""How well names are found: on the annotated articles, and on public test sets."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, DocBin

from graph.errors import InputError
from graph.extract.document import Document, read
from graph.extract.entities import cluster
from graph.extract.languages import rules
from graph.extract.mentions import Mention, MentionFinder
from graph.extract.records import read_articles
from graph.extract.register import Register, load_register
from graph.model import Article, EntityType
from scripts.models.corpus import CROSSNER_LABELS, SPACY_LABELS, conll

LARGEST = 3000  # documents of a public set: the large ones say no more with more

#: public test sets by language, with the labels of ours that each annotates
TEST_SETS: Mapping[str, tuple[tuple[str, frozenset[str]], ...]] = {
    "en": (
        ("ner/en-uner_ewt_test.spacy", frozenset({"Person", "Organization", "Place"})),
        ("ner/en-wnut17_test.spacy", frozenset({"Person", "Organization", "Place", "CreativeWork"})),
        ("ner/en-wikineural_test.spacy", frozenset({"Person", "Organization", "Place"})),
        ("ner/crossner/science-test.txt.xz", frozenset({"Person", "Organization", "Place", "Occasion"})),
    ),
    "fr": (
        ("ner/fr-sequoia_ne_test.spacy", frozenset({"Person", "Organization", "Place"})),
        ("ner/fr-wikineural_test.spacy", frozenset({"Person", "Organization", "Place"})),
        ("ner/fr-crossre.spacy", frozenset({"Person", "Organization", "Place"})),
    ),
    "es": (
        ("ner/es-wikineural_test.spacy", frozenset({"Person", "Organization", "Place"})),
        ("ner/es-crossre.spacy", frozenset({"Person", "Organization", "Place"})),
    ),
}  # fmt: skip


@dataclass(slots=True)
class Count:
    """Right, wanted and given, and what follows from them."""

    right: int = 0
    wanted: int = 0
    given: int = 0

    def add(self, wanted: set[Any], given: set[Any]) -> None:
        """Count two sets of answers."""
        self.right += len(wanted & given)
        self.wanted += len(wanted)
        self.given += len(given)

    @property
    def f1(self) -> float:
        """0 where nothing is right."""
        return 2 * self.right / (self.wanted + self.given) if self.right else 0.0


def public_scores(nlp: Language, folder: Path, language: str) -> Iterator[tuple[str, str, Count]]:
    """(set, type, count) of exact names on the sets' own tokens; types that a set does not annotate are left out."""
    for name, types in TEST_SETS[language]:
        counts = {t: Count() for t in (*sorted(types), "all")}
        labels = CROSSNER_LABELS if "crossner" in name else SPACY_LABELS
        for gold in _documents(nlp, folder / name):
            plain = [t.text.replace("’", "'") for t in gold]
            found = nlp(Doc(nlp.vocab, words=plain, spaces=[bool(t.whitespace_) for t in gold]))
            wanted = {(e.start, e.end, labels.get(e.label_, "")) for e in gold.ents}
            given = {(e.start, e.end, e.label_) for e in found.ents}
            for t in types:
                counts[t].add({w for w in wanted if w[2] == t}, {g for g in given if g[2] == t})
            counts["all"].add({w for w in wanted if w[2] in types}, {g for g in given if g[2] in types})
        for t, count in counts.items():
            yield Path(name).name.partition(".")[0], t, count


def _documents(nlp: Language, path: Path) -> list[Doc]:
    if path.suffix == ".xz":
        return list(conll(nlp, path))[:LARGEST]
    return list(DocBin().from_disk(path).get_docs(nlp.vocab))[:LARGEST]


@dataclass(frozen=True)
class Gold:
    """The annotated articles and their scorer."""

    path: Path

    @cached_property
    def records(self) -> list[dict[str, Any]]:
        """One an article."""
        return [json.loads(line) for line in self.path.read_text(encoding="utf-8").splitlines() if line.strip()]

    @cached_property
    def articles(self) -> list[Article]:
        """The same as articles. Raises InputError."""
        found: list[Article] = []
        for article in read_articles(self.path):
            if isinstance(article, InputError):
                raise article
            found.append(article)
        return found

    @cached_property
    def scorer(self) -> ModuleType:
        """``score.py`` beside the articles. Raises OSError."""
        spec = importlib.util.spec_from_file_location("reelgraph_scorer", self.path.parent / "score.py")
        if spec is None or spec.loader is None:
            raise OSError(f"{self.path.parent}: no score.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def unknown(self, register: Register) -> tuple[Register, int]:
        """The register without the entries that bear a name of an annotated entity, and how many those are."""
        norm: Callable[[str], str] = self.scorer.norm
        named = {norm(s) for r in self.records for e in r["entities"] for s in (e["name"], *e["mentions"])}
        kept = {}
        for entry in register.entries.values():
            names = {n for language in ("en", "fr", "es") for n in entry.names(language)} | set(entry.shared)
            if not named & {norm(n) for n in names}:
                kept[entry.id] = entry
        for id_, entry in kept.items():
            kept[id_] = replace(entry, relations=tuple(r for r in entry.relations if r[1] in kept))
        smaller = Register(entries=MappingProxyType(kept), digest=register.digest + "-")
        return smaller, len(register.entries) - len(kept)


#: how names are found, by the name of the table's column
Finder = Callable[[Document], list[Mention]]


def finders(language: str, register: Register, unknown: Register) -> dict[str, Finder]:
    """The ways of finding names that the tables compare."""
    both, without = MentionFinder(register, rules(language)), MentionFinder(unknown, rules(language))

    def blind(document: Document) -> list[Mention]:
        return [Mention(e.start, e.end, document.span(e.start, e.end), EntityType(e.label_)) for e in document.doc.ents]

    def register_alone(document: Document) -> list[Mention]:
        document.doc.set_ents([])
        return both.find(document)

    return {"model": blind, "both": both.find, "unknown": without.find, "register": register_alone}


def gold_scores(gold: Gold) -> tuple[dict[tuple[str, str, str], Count], Counter[str], int]:
    """Counts by (language, way, type), the kinds of error left with both, and how many entries "unknown" lacks."""
    register = load_register()
    unknown, removed = gold.unknown(register)
    counts: dict[tuple[str, str, str], Count] = defaultdict(Count)
    errors: Counter[str] = Counter()
    for article, record in zip(gold.articles, gold.records, strict=True):
        document = read(article)
        ways = finders(article.language, register, unknown)
        for way, find in ways.items():  # the last one takes the model's names away
            found = _entities(document, find(document), article)
            matched = gold.scorer.match_entities(record["entities"], found)
            wanted = {e["id"]: e["type"] for e in record["entities"]}
            right = Counter(e["type"] for e in found if wanted.get(matched.get(e["id"], "")) == e["type"])
            for type_ in EntityType:
                name = type_.value
                for language in (article.language, "all"):
                    count = counts[language, way, name]
                    count.right += right[name]
                    count.wanted += sum(t == name for t in wanted.values())
                    count.given += sum(e["type"] == name for e in found)
            for language in (article.language, "all"):
                count = counts[language, way, "all"]
                count.right += right.total()
                count.wanted += len(wanted)
                count.given += len(found)
            if way == "both":
                errors.update(_errors(record["entities"], found, matched, gold.scorer.norm))
    return dict(counts), errors, removed


def _entities(document: Document, mentions: list[Mention], article: Article) -> list[dict[str, Any]]:
    text = article.full_text
    return [
        {"id": e.id, "type": e.type.value, "name": e.name, "mentions": [m.of(text) for m in e.mentions]}
        for e in cluster(document, mentions, rules(article.language)).all
    ]


def _errors(
    gold: Iterable[Mapping[str, Any]],
    found: Iterable[Mapping[str, Any]],
    matched: Mapping[str, str],
    norm: Callable[[str], str],
) -> Iterator[str]:
    wanted = {e["id"]: e for e in gold}
    words_of = {id_: {w for m in e["mentions"] for w in norm(m).split()} for id_, e in wanted.items()}
    missed = set(wanted) - set(matched.values())
    for entity in found:
        match = wanted.get(matched.get(entity["id"], ""))
        if match is not None:
            if match["type"] != entity["type"]:
                yield f"{match['type']} taken for {entity['type']}"
            continue
        words = {w for m in entity["mentions"] for w in norm(m).split()}
        near = sorted(id_ for id_ in missed if words & words_of[id_])
        if near:
            missed.discard(near[0])
            yield f"{wanted[near[0]]['type']} with other borders"
        elif any(words & words_of[id_] for id_ in wanted):
            yield f"{entity['type']} beside the thing it belongs to, not joined with it"
        else:
            yield f"{entity['type']} where none is annotated"
    for id_ in sorted(missed):
        yield f"{wanted[id_]['type']} missed"
