"""Values made fit for every format: typed, finite, NFC, legal in XML 1.0; what had to give way is counted.

networkx's own writers emit malformed XML for control characters and lone surrogates without a word, and take an
attribute's type from the first value they meet; so nothing reaches a writer of ours that has not been through here.
"""

from __future__ import annotations

import math
import operator
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

LIST_SEPARATOR = "|"  #: joins the items of a list in formats that have no lists; never part of an item

# XML 1.0 (fifth edition), production 2 "Char", turned round; the C1 controls are legal but discouraged, and no text
_ILLEGAL = re.compile("[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\ufffd"
_LONG = 2**63


class ColumnType(StrEnum):
    """What a column holds."""

    STRING = "string"
    INTEGER = "integer"  #: 64 bits, signed
    DOUBLE = "double"  #: finite
    BOOLEAN = "boolean"
    DATE = "date"  #: ISO 8601, ``2025-07-22``
    STRINGS = "strings"  #: a list of strings


Value = str | int | float | bool | tuple[str, ...]


@dataclass
class Cleaner:
    """Cleans values and counts: ``replaced`` code points, and values ``dropped`` because they do not fit their type."""

    replaced: int = 0
    dropped: int = 0

    def text(self, value: str) -> str:
        """NFC text with line feeds as line ends; each code point that XML forbids becomes U+FFFD."""
        if value.isascii() and value.isprintable():
            return value
        unified = value.replace("\r\n", "\n").replace("\r", "\n")
        cleaned, count = _ILLEGAL.subn(_REPLACEMENT, unified)
        self.replaced += count
        return unicodedata.normalize("NFC", cleaned)

    def label(self, value: object, otherwise: str) -> str:
        """Text in one line; ``otherwise``, cleaned alike, where there is none."""
        for candidate in (self.value(value, ColumnType.STRING), self.text(otherwise)):
            if isinstance(candidate, str) and (line := " ".join(candidate.split())):
                return line
        return _REPLACEMENT

    def value(self, value: object, kind: ColumnType) -> Value | None:
        """The value as its column's type; None where there is none: null, empty, or of a type that does not fit."""
        if value is None:
            return None
        if kind is ColumnType.STRING:
            return self.text(_as_text(value)) or None
        if kind is ColumnType.STRINGS:
            return self._strings(value)
        fitted = _FITTERS[kind](value)
        if fitted is None and value != "":
            self.dropped += 1
        return fitted

    def _strings(self, value: object) -> tuple[str, ...] | None:
        items = [value] if isinstance(value, str | bytes) or not isinstance(value, Iterable) else list(value)
        cleaned = []
        for item in items:
            if item is None:
                self.dropped += 1
                continue
            text = " ".join(self.text(_as_text(item)).split())
            self.replaced += text.count(LIST_SEPARATOR)
            if text := text.replace(LIST_SEPARATOR, "¦"):
                cleaned.append(text)
        return tuple(cleaned) or None


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _as_integer(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    number: int
    try:
        if isinstance(value, str):
            number = int(value)
        elif isinstance(value, float):
            if not value.is_integer():
                return None
            number = int(value)
        else:
            number = operator.index(value)  # type: ignore[arg-type]  # numpy's integers too
    except (TypeError, ValueError):
        return None
    return number if -_LONG <= number < _LONG else None


def _as_double(value: object) -> float | None:
    if isinstance(value, bool):
        return None
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _as_boolean(value: object) -> bool | None:
    return value if isinstance(value, bool) else {"true": True, "false": False}.get(str(value))


def _as_date(value: object) -> str | None:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    try:
        return date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        return None


_FITTERS = {
    ColumnType.INTEGER: _as_integer,
    ColumnType.DOUBLE: _as_double,
    ColumnType.BOOLEAN: _as_boolean,
    ColumnType.DATE: _as_date,
}
