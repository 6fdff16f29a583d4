"""The spaCy pipeline of a language: ours, an installed package's, or none."""

from __future__ import annotations

import importlib
import json
import shutil
import warnings
from functools import cache
from pathlib import Path

import pytest
import spacy
from spacy.cli.package import package as make_package
from spacy.language import Language
from spacy.training import Example
from thinc.api import fix_random_seed

from graph import resources
from graph.errors import SettingsError
from graph.extract.languages import SUPPORTED
from graph.extract.pipeline import default_extractor
from graph.extract.pipelines import pipeline
from graph.model import Article

SENTENCE = "Ottilie Brandt left Halcyon Pictures."
#: a sentence with the names, heads and relations of the packages that the tests make; NORP and DATE are no names here
NAMES = [("Ottilie Brandt", "PERSON"), ("Halcyon Pictures", "ORG"), ("Glass Harbour", "WORK_OF_ART"), ("Oslo", "GPE"),
         ("the AI Act", "LAW"), ("Cannes", "EVENT"), ("Sora", "PRODUCT"), ("French", "NORP")]  # fmt: skip
TYPES = {
    "Ottilie Brandt": "Person", "Halcyon Pictures": "Organization", "Glass Harbour": "CreativeWork", "Oslo": "Place",
    "the AI Act": "LegalInstrument", "Cannes": "Occasion", "Sora": "AISystem",
}  # fmt: skip


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose packages can be imported; those made by :func:`install` go there."""
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def install(folder: Path, nlp: Language, name: str) -> str:
    """Package a pipeline as spaCy's command does and put it where an installer would; returns its full name."""
    nlp.meta["name"], nlp.meta["version"] = name, "3.8.0"
    nlp.to_disk(folder / "pipeline")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the command leaves the files it writes open
        make_package(folder / "pipeline", folder, create_sdist=False, silent=True)
    full = f"{nlp.lang}_{name}"
    (folder / f"{full}-3.8.0" / full).rename(folder / full)
    shutil.copy(folder / f"{full}-3.8.0" / "meta.json", folder / full)  # as its setup.py does
    information = folder / f"{full}-3.8.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {full}\nVersion: 3.8.0\n", encoding="utf-8")
    importlib.invalidate_caches()
    return full


@cache
def taught(language: str, relations: tuple[str, str]) -> Language:
    """A pipeline that has learnt the names above, and a parser of the given subject and object relations."""
    fix_random_seed(1)
    nlp = spacy.blank(language)
    nlp.add_pipe("tok2vec", config={"model": {"width": 32, "depth": 1, "embed_size": 300}})
    listener = {"tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": 32, "upstream": "tok2vec"}}
    nlp.add_pipe("parser", config={"model": listener, "min_action_freq": 1})
    nlp.add_pipe("ner", config={"model": listener})
    texts = [(name, label) for name, label in NAMES]
    examples = [Example.from_dict(nlp.make_doc(name), {"entities": [(0, len(name), label)]}) for name, label in texts]
    subject, object_ = relations
    examples.append(
        Example.from_dict(
            nlp.make_doc(SENTENCE),
            {
                "entities": [(0, 14, "PERSON"), (20, 36, "ORG")],
                "heads": [1, 2, 2, 4, 2, 2],
                "deps": ["flat", subject, "ROOT", "flat", object_, "punct"],
            },
        )
    )
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(40):
        nlp.update(examples, sgd=optimizer)
    return nlp


def test_without_a_package_names_of_the_eight_types_are_found_in_every_language() -> None:
    texts = {
        "en": "Ottilie Brandt, chief executive of Netflix, said so on Monday.",
        "fr": "Ottilie Brandt, la directrice générale de Netflix, l'a dit lundi.",
        "es": "Ottilie Brandt, directora general de Netflix, lo dijo el lunes.",
    }
    assert set(texts) == set(SUPPORTED)
    for language, text in texts.items():
        assert {"Person", "Organization"} <= {e.label_ for e in pipeline(language)(text).ents}, language


def test_a_named_package_finds_the_names_with_its_labels_turned_into_our_types(installed: Path) -> None:
    name = install(installed, taught("en", ("nsubj", "dobj")), "made_core_sm")
    reader = pipeline("en", name)
    found = {text: [e.label_ for e in reader(text).ents] for text, _ in NAMES}
    assert found == {**{text: [type_] for text, type_ in TYPES.items()}, "French": []}


def test_reading_with_a_package_parses_nothing_until_a_sentence_is_asked_for(installed: Path) -> None:
    reader = pipeline("es", install(installed, taught("es", ("nsubj", "obj")), "made_news_sm"))
    doc = reader(SENTENCE)
    assert not doc.has_annotation("DEP")
    parsed = reader.parse([doc[:], doc[3:6]])
    assert parsed is not None
    assert [[t.text for t in d] for d in parsed] == [[t.text for t in doc], [t.text for t in doc[3:6]]]
    assert [t.dep_ for t in parsed[0]] == ["flat", "nsubj", "ROOT", "flat", "obj", "punct"]


def test_relations_that_are_not_of_universal_dependencies_are_not_given_out(installed: Path) -> None:
    reader = pipeline("en", install(installed, taught("en", ("nsubj", "dobj")), "other_core_sm"))
    parsed = reader.parse([reader(SENTENCE)[:]])
    assert parsed is None or "dobj" not in {t.dep_ for t in parsed[0]}


def test_an_article_is_extracted_with_the_named_package_and_says_so(installed: Path) -> None:
    name = install(installed, taught("en", ("nsubj", "dobj")), "third_core_sm")
    article = Article(
        id="a", url="https://example.org/a", language="en", title="Changes", paragraphs=(SENTENCE,),
    )  # fmt: skip
    extractor = default_extractor(None, (("en", name),))
    names = {e.name: e.type.value for e in extractor.extract(article).entities}
    assert names.items() >= {"Ottilie Brandt": "Person", "Halcyon Pictures": "Organization"}.items()
    assert extractor.name != default_extractor().name


def test_a_package_that_is_not_installed_is_named_with_how_to_get_it() -> None:
    with pytest.raises(SettingsError, match="python -m spacy download en_core_web_made_up"):
        pipeline("en", "en_core_web_made_up")


def test_a_package_of_another_language_or_without_names_is_refused(installed: Path) -> None:
    empty = spacy.blank("fr")
    name = install(installed, empty, "made_news_md")
    with pytest.raises(SettingsError, match="is for 'fr', not for 'en'"):
        pipeline("en", name)
    with pytest.raises(SettingsError, match="recognises no names"):
        pipeline("fr", name)


def test_a_package_that_is_no_pipeline_is_refused() -> None:
    with pytest.raises(SettingsError, match="'pytest'"):
        pipeline("en", "pytest")


@pytest.mark.parametrize("language", SUPPORTED)
def test_what_is_shipped_fits_a_repository_and_says_its_licence(language: str) -> None:
    folder = resources.models() / "pipelines" / language
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    assert size < 15_000_000
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    assert meta["license"] == {"fr": "LGPL-LR"}.get(language, "CC-BY-SA-4.0")
    assert all(source["license"] for source in meta["sources"])


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "The union sued the studio.", [("union", "nsubj", "sue"), ("studio", "obj", "sue")]),
        (
            "fr",
            "Le syndicat poursuit le studio.",
            [("syndicat", "nsubj", "poursuivre"), ("studio", "obj", "poursuivre")],
        ),
        ("es", "El sindicato demandó al estudio.", [("sindicato", "nsubj", "demandar")]),
    ],
)
def test_ours_parses_a_sentence_as_one_tree_of_universal_dependencies(
    language: str, text: str, told: list[tuple[str, str, str]]
) -> None:
    reader = pipeline(language)
    doc = reader(f"{text} {text}")
    half = len(doc) // 2
    parsed = reader.parse([doc[:half], doc[half:], doc[:]])
    assert parsed is not None
    assert [[t.dep_ == "ROOT" for t in d].count(True) for d in parsed] == [1, 1, 1]
    assert {(t.text, t.dep_, t.head.lemma_) for t in parsed[0]} >= set(told)
    assert {(t.text, t.dep_) for t in parsed[1]} == {(t.text, t.dep_) for t in parsed[0]}


def test_names_are_the_same_whether_or_not_the_rest_runs() -> None:
    reader = pipeline("en")
    text = "Ottilie Brandt of Netflix met Halcyon Pictures in Oslo. They agreed."
    assert [(e.text, e.label_) for e in reader(text).ents] == [(e.text, e.label_) for e in reader.nlp(text).ents]
