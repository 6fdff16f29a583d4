"""Join the parts of a language, trained apart, into the one pipeline that is shipped.

Names come first and bring their own encoder: placed after the parser, its sentence breaks would cut them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import spacy
import srsly
from spacy.language import Language

from graph.extract import trained
from graph.extract.pipelines import RECOGNISER
from scripts.models.alternatives import factored

#: the licence of the files and what their training text is, by language; the model card tells more
LICENCES: Mapping[str, str] = {"en": "CC-BY-SA-4.0", "fr": "LGPL-LR", "es": "CC-BY-SA-4.0"}
SOURCES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "en": (
        ("UD English EWT 2 (syntax)", "CC BY-SA 4.0"), ("Universal NER English EWT (names)", "CC BY-SA 4.0"),
        ("WNUT-17 (names)", "CC BY 4.0"), ("Wikigold (names)", "CC BY 4.0"),
        ("CrossNER (names)", "MIT; text of Wikipedia CC BY-SA"),
    ),
    "fr": (("UD French Sequoia (syntax, names)", "LGPL-LR"),),
    "es": (("UD Spanish GSD, dev part (syntax)", "CC BY-SA 4.0"), ("UD Spanish PUD (syntax)", "CC BY-SA 3.0")),
}  # fmt: skip
OWN = ("Reelgraph training text (names)", "Apache-2.0")
DESCRIPTION = "Names of eight types, and Universal Dependencies syntax, for news about AI in entertainment"


def assemble(language: str, names: Path, syntax: Path, target: Path) -> Language:
    """Write the pipeline of ``language`` into the folder ``target``, which is replaced; returns it as read back."""
    nlp = spacy.load(syntax)
    nlp.add_pipe(RECOGNISER, source=spacy.load(names), first=True)
    nlp.meta.update(
        name="reelgraph", version=version("reelgraph"), description=DESCRIPTION, license=LICENCES[language],
        sources=[{"name": name, "license": licence} for name, licence in (OWN, *SOURCES[language])],
    )  # fmt: skip
    nlp.meta.pop("performance", None)  # scores stand in the model card, measured on what is shipped
    nlp.config["paths"].update(train=None, dev=None)  # of the machine that trained it
    trained.keep_function_words(nlp)
    _compile_fast(nlp)
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(target)
    _keep_needed_strings(nlp, target / "vocab" / "strings.json")
    return trained.load(target)


def _compile_fast(nlp: Language) -> None:
    match = nlp.tokenizer.token_match
    if match is not None:
        nlp.tokenizer.token_match = re.compile(factored(match.__self__.pattern)).match  # type: ignore[attr-defined]


def _keep_needed_strings(nlp: Language, path: Path) -> None:
    """Of the strings met in training only edit trees need theirs; the other components bring their own along."""
    trees = srsly.msgpack_loads(nlp.get_pipe("trainable_lemmatizer").trees.to_bytes())["trees"]  # type: ignore[attr-defined]
    needed = {nlp.vocab.strings[tree[side]] for tree in trees for side in ("orig", "subst") if tree.get(side)}
    srsly.write_json(path, sorted(needed))
