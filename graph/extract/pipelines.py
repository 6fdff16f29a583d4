"""The spaCy pipeline of a language: trained on our data where ``data/models`` has one, or an installed package's.

Names are recognised in every text; syntax costs more and is asked for, sentence by sentence (:meth:`Pipeline.parse`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import get_package_path, is_package
from spacy.vocab import Vocab
from thinc.api import Model

from graph import resources
from graph.errors import SettingsError
from graph.extract import trained
from graph.model import EntityType

RECOGNISER = "ner"
PARSER = "parser"
_BATCH = 64  # sentences; more is no faster

#: labels of the official pipelines (OntoNotes, WikiNER, AnCora) as types of ours; what is not here is no name of ours
OFFICIAL_LABELS: Mapping[str, EntityType] = {
    "PERSON": EntityType.PERSON, "PER": EntityType.PERSON, "ORG": EntityType.ORGANIZATION, "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE, "FAC": EntityType.PLACE, "WORK_OF_ART": EntityType.CREATIVE_WORK,
    "LAW": EntityType.LEGAL_INSTRUMENT, "EVENT": EntityType.OCCASION, "PRODUCT": EntityType.AI_SYSTEM,
}  # fmt: skip
_TYPES: Mapping[str, str] = {
    **{t.value: t.value for t in EntityType},
    **{k: v.value for k, v in OFFICIAL_LABELS.items()},
}


@dataclass(frozen=True, eq=False)
class Pipeline:
    """Tokeniser, names and, where a model has it, syntax of one language."""

    language: str
    package: str  #: the installed package that recognises names, or "" for ours
    nlp: Language  #: tokeniser and recogniser
    idle: tuple[str, ...]  #: components of ``nlp`` that names do not need
    syntax: Language | None  #: what parses, by Universal Dependencies; None where no model does

    @property
    def vocab(self) -> Vocab:
        """Vocabulary of the documents that :meth:`__call__` makes."""
        return self.nlp.vocab

    def make_doc(self, text: str) -> Doc:
        """Tokens alone."""
        return self.nlp.make_doc(text)

    def __call__(self, text: str) -> Doc:
        """Tokens and names, the latter labelled with our types."""
        doc = self.nlp(text, disable=self.idle)
        if self.package:
            doc.set_ents([Span(doc, e.start, e.end, _TYPES[e.label_]) for e in doc.ents if e.label_ in _TYPES])
        return doc

    def parse(self, spans: Sequence[Span]) -> list[Doc] | None:
        """Each span, which should be one sentence, as a document of the same tokens with one tree over them.

        Parts of speech, features and lemmas are set too. The relations are those of Universal Dependencies, save
        that the root is called ``ROOT``. None where no model of the language parses.
        """
        if self.syntax is None:
            return None
        docs = [_sentence(span, self.syntax.vocab) for span in spans]
        for name, component in self.syntax.components:
            if name == RECOGNISER:
                continue
            batched = getattr(component, "pipe", None)  # a function that a package brings has none
            docs = list(batched(docs, batch_size=_BATCH)) if batched else [component(doc) for doc in docs]
        return docs


def _sentence(span: Span, vocab: Vocab) -> Doc:
    return Doc(
        vocab,
        words=[t.text for t in span],
        spaces=[bool(t.whitespace_) for t in span],
        sent_starts=[i == 0 for i in range(len(span))],  # who asks has decided where the sentence ends
    )


@cache
def pipeline(language: str, package: str = "") -> Pipeline:
    """The pipeline of a language; names come from an installed ``package`` if one is given.

    Without a model it only tokenises. Raises SettingsError for a package that is not installed, is for another language
    or recognises no names.
    """
    own = _own(language)
    parsing = own if own is not None and PARSER in own.pipe_names else None
    if not package:
        nlp = own or spacy.blank(language)
        return Pipeline(language, "", nlp, _idle(nlp), parsing)
    official = _official(language, package)
    return Pipeline(language, package, official, _idle(official), official if _speaks_ud(official) else parsing)


def describe(named: tuple[str, str]) -> str:
    """A language's package with its version, which tells what it recognises."""
    meta = pipeline(*named).nlp.meta
    return f"{named[0]}={named[1]} {meta.get('version', '')}"


def _own(language: str) -> Language | None:
    folder = resources.models() / "pipelines" / language
    return trained.load(folder) if folder.is_dir() else None


def _official(language: str, package: str) -> Language:
    if not is_package(package):
        raise SettingsError(
            f"spaCy pipeline {package!r} for {language!r} is not installed: "
            f"install it with `python -m spacy download {package}`, or leave the setting empty to use ours"
        )
    try:
        nlp = spacy.load(package)
    except (OSError, ValueError, ImportError, AttributeError) as error:
        raise SettingsError(
            f"spaCy pipeline {package!r} in {get_package_path(package)} cannot be loaded: {error}"
        ) from error
    if nlp.lang != language:
        raise SettingsError(f"spaCy pipeline {package!r} is for {nlp.lang!r}, not for {language!r}")
    if RECOGNISER not in nlp.pipe_names:
        raise SettingsError(f"spaCy pipeline {package!r} recognises no names: it has no component {RECOGNISER!r}")
    return nlp


def _speaks_ud(nlp: Language) -> bool:
    # the English pipelines know dobj, prep and pobj, which stand in other trees than those of Universal Dependencies
    return PARSER in nlp.pipe_names and "obj" in getattr(nlp.get_pipe(PARSER), "labels", ())


def _idle(nlp: Language) -> tuple[str, ...]:
    needed = {RECOGNISER, *_heard(nlp)}
    return tuple(name for name in nlp.pipe_names if name not in needed)


def _heard(nlp: Language) -> Iterator[str]:
    """Components whose encoding the recogniser listens to."""
    if RECOGNISER in nlp.pipe_names:
        model: Model[list[Doc], object] = getattr(nlp.get_pipe(RECOGNISER), "model")  # noqa: B009 - not in Pipe's type
        for node in model.walk():
            upstream = getattr(node, "upstream_name", "")
            if upstream == "*":
                yield from (name for name in nlp.pipe_names if name in {"tok2vec", "transformer"})
            elif upstream:
                yield upstream
