"""Bytes of a page or text file to text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Python's own codecs that no page is written in
_NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"})
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# what XML, and so lxml, does not take; a pattern is twenty times as fast as str.translate
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")
_CONTROL_BYTES = bytes([*range(0x09), *range(0x0E, 0x20), 0x7F])
_FEED_BYTES = bytes.maketrans(b"\x0b\x0c", b"  ")
_FEED = re.compile("[\x0b\x0c]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and what had to be done to get it."""

    text: str
    encoding: str
    note: str = ""  #: "" where every byte was as declared


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Text of bytes: byte order mark, else UTF-8 where all of it is valid, else what header or page declares.

    Bytes that do not fit are read as Windows-1252, which is what they nearly always are, and noted. Control characters
    are left out.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            text = body[len(mark) :].decode(encoding, "replace")
            note = f"bytes that are not {encoding} were left out" if "\ufffd" in text else ""
            return Decoded(printable(text), encoding, note)
    declared = _declared(body, content_type)
    if declared.startswith("utf-16"):
        return Decoded(printable(body.decode(declared, "replace")), declared)
    try:
        # control bytes are no part of any other character in UTF-8, and bytes are cleaned faster than text
        text = body.translate(None, _CONTROL_BYTES).translate(_FEED_BYTES).decode("utf-8")
        return Decoded(text if "\uffff" not in text and "\ufffe" not in text else printable(text), "utf-8")
    except UnicodeDecodeError:
        first = _first_invalid(body)
    if declared not in ("utf-8", ""):
        try:
            return Decoded(printable(body.decode(declared)), declared)
        except (UnicodeError, LookupError):
            pass
    if declared == "" and not _MULTIBYTE.search(body):
        return Decoded(printable(body.decode("cp1252", "replace")), "cp1252")
    named = f"declared as {declared}" if declared else "of undeclared encoding"
    note = f"text {named} has invalid bytes, the first at {first}; they were read as Windows-1252"
    if _MULTIBYTE.search(body):
        return Decoded(printable(body.decode("utf-8", _WINDOWS)), "utf-8", note)
    return Decoded(printable(body.decode("cp1252", "replace")), "cp1252", note)


def _first_invalid(body: bytes) -> int:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(body)


def _declared(body: bytes, content_type: str) -> str:
    head = body[:4096]
    match = _XML.search(head) or _META.search(head)
    header = _HEADER.search(content_type)
    name = header.group(1) if header else match.group(1).decode("ascii", "replace") if match else ""
    try:
        name = codecs.lookup(name).name if name else ""
    except LookupError:
        return ""
    if name in _NO_CHARSETS:
        return ""
    # as browsers do (WHATWG): pages that say Latin-1 or ASCII mean Windows-1252
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def printable(text: str) -> str:
    """The text without control characters; vertical tabs and form feeds become spaces."""
    return _FEED.sub(" ", _CONTROL.sub("", text))


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


_WINDOWS = "reelgraph-windows-1252"
codecs.register_error(_WINDOWS, _as_windows)
