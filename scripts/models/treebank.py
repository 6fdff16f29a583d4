"""Make spaCy corpora for syntax from Universal Dependencies treebanks (CoNLL-U, compressed with xz).

Multiword tokens follow spaCy's tokenizers: in English the words of "don't" stay apart; in French and Spanish "du" (de +
le) and "transmitiéndose" (transmitiendo + se) become one token, as ``spacy convert --merge-subtokens`` does: the word
whose head is outside gives part of speech, lemma and relation, features are united.
"""

from __future__ import annotations

import lzma
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

SEED = 20261124
GROUPS = (1, 1, 2, 3, 5)  # sentences a document, so that the parser meets single sentences and learns where they end


@dataclass(frozen=True, slots=True)
class Treebank:
    """A treebank file: part of its sentences may be left out for choosing the best step."""

    path: str
    first: int = 0  #: sentences before it are left out
    last: int | None = None
    relations: Mapping[str, str] | None = None  #: relations that this treebank calls otherwise
    lower_names: bool = False  #: whether lemmas of names are put in lower case, as the others have them
    parted: bool = False  #: whether words that spell a multiword token stay apart


_SPANISH_PUD = {
    "flat:name": "flat", "obl:tmod": "obl", "compound:prt": "expl:pv", "expl:pass": "expl:pv", "cc:preconj": "cc",
    "csubj:pass": "csubj",
}  # fmt: skip

#: what trains each language, what chooses its best step, what tests it; licences stand in the model card
TRAIN: Mapping[str, tuple[Treebank, ...]] = {
    "en": (Treebank("ud/en_ewt-train.conllu.xz", parted=True),),
    # the other French treebanks are CC BY-SA, which does not mix with Sequoia's LGPL-LR
    "fr": (Treebank("ud/fr_sequoia-train.conllu.xz"),),
    "es": (
        Treebank("ud/es_gsd-dev.conllu.xz", first=150),
        Treebank("ud/es_pud.conllu.xz", relations=_SPANISH_PUD, lower_names=True),
    ),
}
DEV: Mapping[str, tuple[Treebank, ...]] = {
    "en": (Treebank("ud/en_ewt-dev.conllu.xz", last=1000, parted=True),),
    "fr": (Treebank("ud/fr_sequoia-dev.conllu.xz"),),
    "es": (Treebank("ud/es_gsd-dev.conllu.xz", last=150),),
}
TEST: Mapping[str, tuple[Treebank, ...]] = {
    "en": (Treebank("ud/en_ewt-test.conllu.xz", parted=True), Treebank("ud/en_gum-test.conllu.xz", parted=True)),
    "fr": (Treebank("ud/fr_sequoia-test.conllu.xz"), Treebank("ud/fr_gsd-test.conllu.xz")),
    "es": (Treebank("ud/es_gsd-test.conllu.xz"),),
}


@dataclass(slots=True)
class Word:
    """A token of a treebank sentence; ``head`` is an index into the sentence."""

    form: str
    space: bool
    lemma: str
    pos: str
    features: str
    head: int
    relation: str


def read(folder: Path, treebank: Treebank) -> list[list[Word]]:
    """The sentences of a treebank, in order. Raises FileNotFoundError if the folder lacks the file."""
    with lzma.open(folder / treebank.path, "rt", encoding="utf-8") as lines:
        blocks = list(_blocks(lines))[treebank.first : treebank.last]
    return [_sentence(block, treebank) for block in blocks]


def _blocks(lines: Iterable[str]) -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    for line in [*lines, "\n"]:
        if line[:1].isdigit():
            rows.append(line.rstrip("\n").split("\t"))
        elif not line.strip() and rows:
            yield rows
            rows = []


def _sentence(rows: list[list[str]], treebank: Treebank) -> list[Word]:
    groups: list[list[list[str]]] = []  # the words of each token
    forms: list[list[str]] = []
    spaces: list[bool] = []
    inside = 0
    for row in rows:
        number, form, misc = row[0], row[1], row[9]
        if "." in number:
            continue  # a word that is understood, not written
        if "-" in number:
            inside = int(number.partition("-")[2])
            groups.append([])
            forms.append([form])
            spaces.append("SpaceAfter=No" not in misc)
        elif int(number) <= inside:
            groups[-1].append(row)
        else:
            groups.append([row])
            forms.append([form])
            spaces.append("SpaceAfter=No" not in misc)
    tokens: list[tuple[str, bool, list[list[str]]]] = []
    for group, (form,), space in zip(groups, forms, spaces, strict=True):
        if treebank.parted and len(group) > 1 and "".join(r[1] for r in group) == form:
            tokens += [(r[1], False, [r]) for r in group[:-1]]
            tokens.append((group[-1][1], space, [group[-1]]))
        else:
            tokens.append((form, space, group))
    owner = {r[0]: i for i, (_, _, group) in enumerate(tokens) for r in group}
    return [_word(i, form, space, group, owner, treebank) for i, (form, space, group) in enumerate(tokens)]


def _word(
    index: int, form: str, space: bool, group: Sequence[Sequence[str]], owner: Mapping[str, int], treebank: Treebank
) -> Word:
    numbers = {r[0] for r in group}
    top = next(r for r in group if r[6] not in numbers)
    features: dict[str, str] = {}
    for row in group:
        for feature in row[5].split("|") if row[5] != "_" else []:
            name, _, value = feature.partition("=")
            if "[" not in name:
                features.setdefault(name, value)
    lemma = top[2] if top[2] != "_" or top[1] == "_" else top[1]
    if treebank.lower_names and top[3] == "PROPN":
        lemma = lemma.lower()
    relation = (treebank.relations or {}).get(top[7], top[7])
    return Word(
        _straight(form), space, _straight(lemma), top[3],
        "|".join(f"{name}={value}" for name, value in sorted(features.items())),
        index if top[6] == "0" else owner[top[6]], "ROOT" if top[6] == "0" else relation,
    )  # fmt: skip


def _straight(text: str) -> str:
    # extraction reads every apostrophe as a straight one
    return text.replace("’", "'").replace(" ", "")


def to_doc(vocab: Vocab, sentences: Sequence[Sequence[Word]]) -> Doc:
    """One document of sentences with gold annotation."""
    words = [w for s in sentences for w in s]
    spaces = [w.space or i == len(s) - 1 for s in sentences for i, w in enumerate(s)]
    heads: list[int] = []
    for sentence in sentences:
        start = len(heads)
        heads += [start + w.head for w in sentence]
    return Doc(
        vocab,
        words=[w.form for w in words],
        spaces=[*spaces[:-1], False] if spaces else [],
        pos=[w.pos for w in words],
        morphs=[w.features for w in words],
        lemmas=[w.lemma for w in words],
        heads=heads,
        deps=[w.relation for w in words],
    )


def grouped(sentences: Sequence[list[Word]], chance: random.Random) -> Iterator[list[list[Word]]]:
    """Runs of neighbouring sentences."""
    at = 0
    while at < len(sentences):
        size = chance.choice(GROUPS)
        yield list(sentences[at : at + size])
        at += size


def write_corpora(language: str, folder: Path, target: Path) -> tuple[Path, Path]:
    """Write ``train.spacy`` and ``dev.spacy`` of a language from the treebanks in ``folder``; returns their paths."""
    vocab = spacy.blank(language).vocab
    chance = random.Random(SEED)  # noqa: S311 - no secret
    target.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, banks, rounds in (("train", TRAIN, 2), ("dev", DEV, 1)):
        docs = DocBin(attrs=["ORTH", "SPACY", "LEMMA", "POS", "MORPH", "HEAD", "DEP", "SENT_START"])
        for _ in range(rounds):  # another grouping each
            for bank in banks[language]:
                for run in grouped(read(folder, bank), chance):
                    docs.add(to_doc(vocab, run))
        path = target / f"{name}.spacy"
        docs.to_disk(path)
        paths.append(path)
    return paths[0], paths[1]
