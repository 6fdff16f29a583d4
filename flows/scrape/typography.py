"""Non-breaking spaces: kept where French puts them, plain where a content system strewed them."""

from __future__ import annotations

import re

# no-break, thin, narrow no-break
_SPACE = "\u00a0\u2009\u202f"
_TYPOGRAPHIC = re.compile(rf"(?<=[«‹])[{_SPACE}]|[{_SPACE}](?=[»›:;?!%€$£])|(?<=\d)[{_SPACE}](?=\d)")
_ANY = re.compile(f"[{_SPACE}]")
# printable signs that no article uses: what cleans text further on takes them for letters and lets them be
_STAND_INS = str.maketrans(dict(zip(_SPACE, "\u23b4\u23b5\u23b6", strict=True)))
_BACK = str.maketrans(dict(zip("\u23b4\u23b5\u23b6", _SPACE, strict=True)))


def plain_spaces(text: str) -> str:
    """The text with non-breaking spaces where typography wants them (``« 12 000 % »``) and plain ones elsewhere."""
    return restore(_ANY.sub(" ", protect(text)))


def protect(text: str) -> str:
    """The text with signs in the place of its typographic non-breaking spaces, which cleaning would make plain."""
    if text.isascii():
        return text
    return _TYPOGRAPHIC.sub(lambda m: m.group().translate(_STAND_INS), text)


def restore(text: str) -> str:
    """Inverse of :func:`protect`."""
    return text if text.isascii() else text.translate(_BACK)
