"""Names that a user may mistype."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

import typer


def unknown(what: str, given: str, known: Sequence[str], hint: str) -> typer.BadParameter:
    """The error for a name that does not exist, with what there is."""
    near = difflib.get_close_matches(given, known, 3)
    meant = f"; did you mean {' or '.join(near)}?" if near else ""
    return typer.BadParameter(f"no {what} {given!r}{meant} (there are: {', '.join(known)})", param_hint=hint)
