"""The words of a SPARQL query, as far as needed to tell code from strings, IRIs and comments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_TOKEN: Final = re.compile(
    r'''
    (?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'
              |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<comment>\#[^\n\r]*)
    |(?P<variable>[?$]\w+)
    |(?P<prefixed>[\w.\-]*:[\w.\-:%\\]*)
    |(?P<tag>@[A-Za-z0-9\-]+)
    |(?P<word>\w+)
    ''',
    re.VERBOSE | re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def keywords(text: str) -> frozenset[str]:
    """Bare words of a query in upper case.

    Read both as written and with ``\\uXXXX`` resolved, which SPARQL allows anywhere: nothing hides behind an escape.
    """
    found: set[str] = set()
    for reading in (text, _ESCAPE.sub(_character, text)):
        found.update(m.group().upper() for m in _TOKEN.finditer(reading) if m.lastgroup == "word")
    return frozenset(found)


def prefixes_of(text: str) -> frozenset[str]:
    """The prefixes of a query's names, "" for names such as ``:a``."""
    found = (m.group() for m in _TOKEN.finditer(text) if m.lastgroup == "prefixed")
    return frozenset(name.partition(":")[0] for name in found)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put ``values[name]``, written as SPARQL terms, in place of every ``$name`` outside strings, IRIs and comments."""

    def replacement(match: re.Match[str]) -> str:
        name = match.group()[1:]
        is_parameter = match.lastgroup == "variable" and match.group().startswith("$")
        return values[name] if is_parameter and name in values else match.group()

    return _TOKEN.sub(replacement, text)


def _character(match: re.Match[str]) -> str:
    code = int(match.group(1) or match.group(2), 16)
    return chr(code) if code <= 0x10FFFF else " "
