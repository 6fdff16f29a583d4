"""What a sandbox and its worker say to each other: frames of JSON, with bytes where they are pages.

JSON, since the worker's word is not to be trusted: nothing that it sends is run.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any

_HEAD = struct.Struct(">4sII")
_MAGIC = b"RG1\n"
_MOST = 256 * 2**20


class BrokenFrameError(Exception):
    """The other side is gone, or says what makes no sense."""


def pack(message: object, body: bytes = b"", *, default: Callable[[object], object] | None = None) -> bytes:
    """A frame."""
    head = json.dumps(message, default=default).encode()
    return _HEAD.pack(_MAGIC, len(head), len(body)) + head + body


def unpack(read: Callable[[int], bytes]) -> tuple[Any, bytes]:
    """The next frame's message and bytes; ``read`` gives up to so many bytes, b"" at the end.

    Raises BrokenFrameError.
    """
    magic, size, body = _HEAD.unpack(_exactly(read, _HEAD.size))
    if magic != _MAGIC or size + body > _MOST:
        raise BrokenFrameError("its answer makes no sense")
    try:
        return json.loads(_exactly(read, size)), _exactly(read, body)
    except (ValueError, RecursionError):
        raise BrokenFrameError("its answer makes no sense") from None


def _exactly(read: Callable[[int], bytes], size: int) -> bytes:
    parts = []
    while size:
        part = read(min(size, 1 << 20))
        if not part:
            raise BrokenFrameError("it is gone")
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
