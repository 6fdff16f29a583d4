"""One module a language, beside its rules: the nouns that describe named things and relate them."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from graph.extract.noun_rules import NounRules


@cache
def noun_rules(code: str) -> NounRules:
    """The noun rules of a supported language. Raises KeyError for another."""
    try:
        found = import_module(f"{__name__}.{code}").NOUNS
    except ModuleNotFoundError:
        raise KeyError(code) from None
    assert isinstance(found, NounRules)  # noqa: S101 - tells mypy, and whoever adds a language
    return found
