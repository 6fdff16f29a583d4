"""A stretch of a sentence and who says it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attribution:
    """Tokens ``first`` to ``last`` (exclusive) are said by the innermost of ``chain``."""

    chain: tuple[str, ...]  #: entity ids, outermost first
    first: int
    last: int
    verb: int = -1  #: token of the verb of saying, if there is one
    act: bool = False  #: the verb tells a stance and reports nothing: "praised the step"
