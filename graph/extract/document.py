"""An article as tokens, names and sentences, on the spaCy pipeline of its language, with looked-up lemmas.

Every later step reads this and nothing else of spaCy, so that another pipeline can take its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import simplemma
from spacy.tokens import Doc

from graph.extract.pipelines import Pipeline, pipeline
from graph.extract.sentences import sentence_spans
from graph.model import Article, Segment, Span

_STRAIGHT = str.maketrans("’‘ʼ", "'''")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the title or the body: tokens ``first`` to ``last`` (exclusive)."""

    index: int
    first: int
    last: int
    span: Span  #: without surrounding blanks
    segment: Segment
    paragraph: int  #: 0 is the title


@dataclass(frozen=True)
class Document:
    """Tokens of :attr:`Article.full_text` with lower-cased forms, lemmas and sentences."""

    article: Article
    doc: Doc
    lower: tuple[str, ...]  #: straight apostrophes
    lemma: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    pipeline: Pipeline  #: what made ``doc``; its ``parse`` gives syntax

    @property
    def text(self) -> str:
        """The article's full text."""
        return self.article.full_text

    @cached_property
    def _sentence_of_token(self) -> tuple[int, ...]:
        owner = [-1] * len(self.doc)
        for sentence in self.sentences:
            for token in range(sentence.first, sentence.last):
                owner[token] = sentence.index
        return tuple(owner)

    def sentence_at(self, token: int) -> Sentence:
        """The sentence that holds a token, or the one before it for a blank between two."""
        while token and self._sentence_of_token[token] < 0:
            token -= 1
        return self.sentences[max(self._sentence_of_token[token], 0)]

    def span(self, first: int, last: int) -> Span:
        """Characters of tokens ``first`` to ``last`` (exclusive)."""
        end = self.doc[last - 1]
        return Span(self.doc[first].idx, end.idx + len(end.text))

    def tokens_of(self, span: Span) -> tuple[int, int] | None:
        """First and last (exclusive) token of a span, if it falls on token borders."""
        found = self.doc.char_span(span.start, span.end)
        return (found.start, found.end) if found is not None else None


@lru_cache(maxsize=200_000)
def _lemma(word: str, language: str) -> str:
    return str(simplemma.lemmatize(word, lang=language)).lower()


def lemma(word: str, language: str) -> str:
    """Lemma of one word by look-up, in lower case with a straight apostrophe."""
    return _lemma(word.lower().translate(_STRAIGHT), language)


@lru_cache(maxsize=50_000)
def is_everyday(word: str, language: str) -> bool:
    """Whether a word is of the language's common stock, not a name that its dictionary lists."""
    known = simplemma.is_known(word.lower(), lang=language)
    return bool(known) and str(simplemma.lemmatize(word.title(), lang=language)).islower()


def read(article: Article, *, cut: bool = True, names: bool = True, package: str = "") -> Document:
    """Tokenise, recognise names, find sentences and look up lemmas; without ``cut`` a paragraph is one sentence.

    ``package`` names an installed spaCy pipeline to use instead of ours. Raises SettingsError where it cannot be used.
    """
    nlp = pipeline(article.language, package)
    # one apostrophe for all, character for character: names are looked up in one spelling
    text = article.full_text.translate(_STRAIGHT)
    doc = nlp(text) if names else nlp.make_doc(text)
    lower = tuple(t.lower_.translate(_STRAIGHT) for t in doc)
    lemmas = tuple(_lemma(form, article.language) if form[:1].isalpha() else form for form in lower)
    return Document(article, doc, lower, lemmas, tuple(_sentences(article, doc, cut)), nlp)


def _sentences(article: Article, doc: Doc, cut: bool) -> Iterator[Sentence]:
    text = article.full_text
    first = index = 0
    for paragraph, (start, end) in enumerate(_paragraph_borders(article)):
        # a title is one piece of evidence, however it is punctuated
        whole = paragraph == 0 or not cut
        spans = [Span(start, end)] if whole else sentence_spans(text, start, end)
        segment = Segment.TITLE if paragraph == 0 else Segment.BODY
        for span in spans:
            while first < len(doc) and doc[first].idx < span.start:
                first += 1
            last = first
            while last < len(doc) and doc[last].idx < span.end:
                last += 1
            if last > first:
                yield Sentence(index, first, last, span, segment, paragraph)
                index += 1
            first = last


def _paragraph_borders(article: Article) -> Iterator[tuple[int, int]]:
    yield (0, len(article.title))
    at = article.body_start
    for paragraph in article.paragraphs:
        yield (at, at + len(paragraph))
        at += len(paragraph) + 2
