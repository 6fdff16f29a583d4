"""Treebanks become documents whose tokens are those of spaCy's tokenizers."""

from __future__ import annotations

import lzma
import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc
from spacy.training import Example

from scripts.models.treebank import DEV, TEST, TRAIN, Treebank, grouped, read, to_doc

PUBLIC = Path(__file__).resolve().parents[4] / "shared" / "training"
FRENCH = """\
# text = Il parle du film.
1\tIl\til\tPRON\t_\tNumber=Sing\t2\tnsubj\t_\t_
2\tparle\tparler\tVERB\t_\tMood=Ind\t0\troot\t_\t_
3-4\tdu\t_\t_\t_\t_\t_\t_\t_\t_
3\tde\tde\tADP\t_\t_\t5\tcase\t_\t_
4\tle\tle\tDET\t_\tGender[ctxt]=Masc|Number=Sing\t5\tdet\t_\t_
5\tfilm\tfilm\tNOUN\t_\tGender=Masc\t2\tobl:arg\t_\tSpaceAfter=No
5.1\tvu\tvoir\tVERB\t_\t_\t_\t_\t_\t_
6\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

"""
ENGLISH = """\
# text = They don’t sing.
1\tThey\tthey\tPRON\t_\t_\t4\tnsubj\t_\t_
2-3\tdon’t\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\tdo\tAUX\t_\t_\t4\taux\t_\t_
3\tn’t\tnot\tPART\t_\t_\t4\tadvmod\t_\t_
4\tsing\tsing\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_

"""


@pytest.fixture
def document(tmp_path: Path) -> Callable[..., Doc]:
    def make(text: str, bank: Treebank, language: str) -> Doc:
        with lzma.open(tmp_path / bank.path, "wt", encoding="utf-8") as file:
            file.write(text)
        return to_doc(spacy.blank(language).vocab, read(tmp_path, bank))

    return make


def test_what_one_token_writes_is_one_token_with_the_relation_that_leads_out(document: Callable[..., Doc]) -> None:
    doc = document(FRENCH, Treebank("fr.conllu.xz"), "fr")
    assert doc.text == "Il parle du film."
    assert [(t.text, t.lemma_, t.pos_, t.dep_, t.head.text) for t in doc][2:4] == [
        ("du", "de", "ADP", "case", "film"),
        ("film", "film", "NOUN", "obl:arg", "parle"),
    ]
    assert str(doc[2].morph) == "Number=Sing"


def test_english_contractions_stay_apart_and_have_straight_apostrophes(document: Callable[..., Doc]) -> None:
    doc = document(ENGLISH, Treebank("en.conllu.xz", parted=True), "en")
    assert doc.text == "They don't sing."
    assert [t.text for t in doc] == [t.text for t in spacy.blank("en")(doc.text)]
    assert [t.dep_ for t in doc] == ["nsubj", "aux", "advmod", "ROOT", "punct"]


def test_a_treebank_that_calls_relations_otherwise_is_brought_in_line(document: Callable[..., Doc]) -> None:
    doc = document(FRENCH, Treebank("fr.conllu.xz", relations={"obl:arg": "obl"}), "fr")
    assert doc[3].dep_ == "obl"


def test_sentences_of_a_document_are_those_of_the_treebank(document: Callable[..., Doc]) -> None:
    doc = document(FRENCH * 3, Treebank("fr.conllu.xz"), "fr")
    assert [s.text for s in doc.sents] == ["Il parle du film."] * 3


def test_runs_keep_every_sentence_once_and_in_order(tmp_path: Path) -> None:
    sentences = [[word] for word in range(100)]
    runs = list(grouped(sentences, random.Random(4)))  # type: ignore[type-var, arg-type]
    assert [s for run in runs for s in run] == sentences
    assert len({len(run) for run in runs}) > 2


@pytest.mark.skipif(not PUBLIC.is_dir(), reason=f"{PUBLIC} is not here")
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_nearly_every_token_is_one_of_spacys(language: str) -> None:
    nlp = spacy.blank(language)
    docs = [to_doc(nlp.vocab, [s]) for s in read(PUBLIC, TEST[language][0])[:200]]
    aligned = [head for d in docs for head in Example(nlp.make_doc(d.text), d).get_aligned("HEAD")]
    assert sum(head is None for head in aligned) < 0.01 * len(aligned)


def test_no_sentence_both_trains_and_tests() -> None:
    for language, banks in TRAIN.items():
        for bank in banks:
            for other in (*DEV[language], *TEST[language]):
                ends = bank.first >= (other.last or sys.maxsize) or other.first >= (bank.last or sys.maxsize)
                assert bank.path != other.path or ends


def test_what_may_not_train_what_is_shipped_trains_nothing() -> None:
    # licences for evaluation alone: CC BY-NC-SA
    assert not [
        b.path for banks in (*TRAIN.values(), *DEV.values()) for b in banks if "gum" in b.path or "partut" in b.path
    ]
