"""One module a language; to add one, add a module that defines ``RULES`` and triggers in ``ontologies/``."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from graph.extract.rules import LanguageRules

SUPPORTED = tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))  #: ISO 639-1 codes


@cache
def rules(code: str) -> LanguageRules:
    """The rules of a supported language. Raises KeyError for another."""
    if code not in SUPPORTED:
        raise KeyError(code)
    found = import_module(f"{__name__}.{code}").RULES
    assert isinstance(found, LanguageRules)  # noqa: S101 - tells mypy, and whoever adds a language
    return found
