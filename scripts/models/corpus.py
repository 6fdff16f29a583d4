"""Make spaCy corpora for named entities: our own annotated text, and public sets read from a folder.

What a public set does not annotate is marked as missing, not as absent: a title of a work is no entity in most sets,
and a model must not learn that it is none.
"""

from __future__ import annotations

import lzma
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from scripts.models.variants import Names, Passage, passages, vary
from scripts.training_data import MiniArticle, parse

OWN = Path(__file__).resolve().parents[2] / "data" / "training"
HELD_OUT = 10  # every tenth mini-article of ours is for choosing the best epoch
SEED = 20261124
AS_WRITTEN, VARIED = 2, 2  # copies of our own text, which is nearest to what the pipelines will read

#: public sets that may train what is shipped (their README says which), by language
PUBLIC: Mapping[str, tuple[str, ...]] = {
    "en": ("ner/en-uner_ewt_train.spacy", "ner/en-wnut17_train.spacy", "ner/en-wikigold.spacy"),
    "fr": ("ner/fr-sequoia_ne_train.spacy",),
    "es": (),
}
CROSSNER = ("music", "literature", "ai", "politics")
SPACY_LABELS = {"PER": "Person", "ORG": "Organization", "LOC": "Place", "WORK": "CreativeWork"}
CROSSNER_LABELS = {
    "person": "Person", "musicalartist": "Person", "writer": "Person", "politician": "Person", "researcher": "Person",
    "scientist": "Person", "organisation": "Organization", "university": "Organization", "band": "Organization",
    "politicalparty": "Organization", "location": "Place", "country": "Place", "song": "CreativeWork",
    "album": "CreativeWork", "book": "CreativeWork", "poem": "CreativeWork", "award": "Occasion",
    "conference": "Occasion",
}  # fmt: skip


def own_articles(language: str) -> list[MiniArticle]:
    """The mini-articles of a language, file by file."""
    return [article for path in sorted((OWN / language).glob("*.txt")) for article in parse(path)]


def own_docs(nlp: Language, articles: Iterable[Sequence[Passage]]) -> Iterator[Doc]:
    """One document an article, so that names are met in context."""
    for article in articles:
        text, marks = "", []
        for passage in article:
            start = len(text)
            marks += [(start + first, start + last, type_) for first, last, type_ in passage.names]
            text += passage.text + ("\n\n" if passage.is_title else " ")
        doc = nlp.make_doc(text.replace("’", "'").replace("‘", "'"))
        spans = [doc.char_span(start, end, label, alignment_mode="expand") for start, end, label in marks]
        doc.set_ents(spacy.util.filter_spans([s for s in spans if s is not None]))
        yield doc


def public_docs(nlp: Language, language: str, folder: Path) -> Iterator[Doc]:
    """Documents of the public sets with our types; what they do not annotate is missing."""
    for name in PUBLIC[language]:
        for doc in DocBin().from_disk(folder / name).get_docs(nlp.vocab):
            yield _retyped(doc, SPACY_LABELS)
    if language == "en":
        for name in CROSSNER:
            for part in ("train", "dev", "test"):
                for doc in conll(nlp, folder / "ner" / "crossner" / f"{name}-{part}.txt.xz"):
                    yield _retyped(doc, CROSSNER_LABELS)


def _retyped(doc: Doc, labels: Mapping[str, str]) -> Doc:
    kept = [Span(doc, e.start, e.end, labels[e.label_]) for e in doc.ents if e.label_ in labels]
    named = {t for e in kept for t in range(e.start, e.end)}
    missing = [Span(doc, e.start, e.end) for e in doc.ents if e.label_ not in labels]
    open_ = {t for e in missing for t in range(e.start, e.end)}
    for token in doc:
        # capitals in a row within a sentence may be a title, a law, a tool: these sets do not say
        if (
            token.i not in named | open_
            and _capital(doc, token.i)
            and (_capital(doc, token.i - 1) or _capital(doc, token.i + 1))
        ):
            missing.append(Span(doc, token.i, token.i + 1))
    fresh = Doc(doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
    fresh.set_ents(
        [Span(fresh, e.start, e.end, e.label) for e in kept],
        missing=[Span(fresh, m.start, m.end) for m in missing],
    )
    return fresh


def _capital(doc: Doc, index: int) -> bool:
    return 0 < index < len(doc) and doc[index].text[:1].isupper() and not doc[index].is_sent_start


def conll(nlp: Language, path: Path) -> Iterator[Doc]:
    """Documents of a file of words and tags in columns, compressed with xz."""
    words: list[str] = []
    tags: list[str] = []
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in [*lines, ""]:
            if line.strip():
                word, _, tag = line.rstrip("\n").replace("\t", " ").rpartition(" ")
                words.append(word)
                tags.append(tag)
            elif words:
                yield Doc(nlp.vocab, words=words, ents=tags)
                words, tags = [], []


def write_corpora(language: str, public: Path | None, target: Path) -> tuple[Path, Path]:
    """Write ``train.spacy`` and ``dev.spacy`` of a language; returns their paths."""
    nlp = spacy.blank(language)
    articles = own_articles(language)
    dev = [passages(a) for a in articles[::HELD_OUT]]
    train = [passages(a) for i, a in enumerate(articles) if i % HELD_OUT]
    names, chance = Names.of(train), random.Random(SEED)  # noqa: S311 - no secret
    varied = [vary(a, names, language, chance) for _ in range(VARIED) for a in train]
    target.mkdir(parents=True, exist_ok=True)
    docs = list(own_docs(nlp, [*train * AS_WRITTEN, *varied]))
    if public is not None:
        docs += public_docs(nlp, language, public)
    DocBin(docs=docs, store_user_data=False).to_disk(target / "train.spacy")
    DocBin(docs=own_docs(nlp, dev)).to_disk(target / "dev.spacy")
    return target / "train.spacy", target / "dev.spacy"
