"""The spaCy pipeline of a language: trained on our data where ``data/models/ner`` has one, blank otherwise."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language

from graph import resources


@cache
def pipeline(language: str) -> Language:
    """The pipeline of a language; without a model it only tokenises."""
    folder = resources.models() / "ner" / language
    return spacy.load(folder) if folder.is_dir() else spacy.blank(language)
