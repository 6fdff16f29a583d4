"""A pipeline folder of ours as a spaCy ``Language``, without the language package that spaCy would import for it.

What a language's defaults would set stands in the folder: the tokeniser whole, and the words that carry no sense
(:data:`FUNCTION_WORDS`). spaCy's French package compiles 1.4 MB of regular expression at import, which takes two
seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from spacy.language import BaseDefaults, Language
from spacy.lookups import Lookups
from spacy.util import load_config

#: table of the vocabulary's look-ups that holds the language's stop words
FUNCTION_WORDS = "function_words"


def load(folder: Path) -> Language:
    """The pipeline that ``scripts.models.assemble`` wrote into ``folder``. Raises OSError where there is none."""
    config = load_config(folder / "config.cfg")
    words = Lookups().from_disk(folder / "vocab").get_table(FUNCTION_WORDS)
    nlp = _class(config["nlp"]["lang"], words).from_config(config, auto_fill=False)
    return nlp.from_disk(folder)


def keep_function_words(nlp: Language) -> None:
    """Write the stop words of the language's defaults into the vocabulary, where :func:`load` looks for them."""
    nlp.vocab.lookups.add_table(FUNCTION_WORDS, dict.fromkeys(sorted(nlp.Defaults.stop_words), 1))


def _class(code: str, words: Iterable[str]) -> type[Language]:
    defaults = type("Defaults", (BaseDefaults,), {"stop_words": words})
    return type("Trained", (Language,), {"lang": code, "Defaults": defaults})
