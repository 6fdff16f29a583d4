"""The ``<meta>`` and ``<link>`` tags of a page, without parsing it: they are looked at before a page is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

_MOST_BYTES = 512 * 1024
_SKIPPED = re.compile(
    rb"<!--.*?(?:-->|\Z)|<(script|style|noscript|template)\b.*?(?:</\1|\Z)", re.DOTALL | re.IGNORECASE
)
_ATTRIBUTE = re.compile(
    r"""([a-z][a-z0-9:_.-]{0,40})\s{0,9}=\s{0,9}(?:"([^"]{0,1000})"|'([^']{0,1000})'|([^\s"'>]{1,1000}))""",
    re.IGNORECASE,
)
# nothing follows the repetition, so that it is never tried in another way
_TAGS = {
    name: re.compile(rf"<{name}\b((?:[^>\"']+|\"[^\"]{{0,1000}}\"|'[^']{{0,1000}}')*)".encode(), re.IGNORECASE)
    for name in ("meta", "link")
}


def head_tags(body: bytes, name: str) -> Iterator[Mapping[str, str]]:
    """The attributes, by name in lower case, of each ``<meta>`` or ``<link>`` (``name``) of a page's first 512 KiB."""
    head = body[:_MOST_BYTES]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")
    for tag in _TAGS[name].finditer(_SKIPPED.sub(b" ", head)):
        found: dict[str, str] = {}
        for attribute in _ATTRIBUTE.finditer(tag.group(1).decode("utf-8", "replace")):
            value = next((v for v in attribute.groups()[1:] if v is not None), "")
            found.setdefault(attribute.group(1).lower(), unescape(value).strip())
        yield found
