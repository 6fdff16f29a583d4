"""A regular expression of many alternatives, written so that it compiles fast and matches the same.

spaCy's French tokeniser knows compounds by 266 alternatives, each of which spells all lower-case letters out twice:
Python takes two seconds to compile 1.4 MB. What alternatives share at their end is written once here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_FLAGS = re.compile(r"\(\?[a-z]+\)")
_ALPHABET = re.compile(r"\[[^\]]{200,}\]")  # a class that spells an alphabet out


def factored(pattern: str) -> str:
    """``(?:^a…$)|(?:^b…$)|…`` with the end from the first alphabet on written once for all that share it.

    A pattern written otherwise comes back as it is.
    """
    flags = _FLAGS.match(pattern)
    start = flags.end() if flags else 0
    bodies = _bodies(pattern[start:])
    if not bodies:
        return pattern
    shared: dict[str, list[str]] = {}
    for body in bodies:
        at = _cut(body)
        shared.setdefault(body[at:], []).append(body[:at])
    written = "|".join(f"(?:{'|'.join(heads)}){tail}" for tail, heads in shared.items())
    return f"{pattern[:start]}^(?:{written})$"


def _bodies(pattern: str) -> list[str]:
    """What stands between ``^`` and ``$`` in each alternative; nothing where one is written otherwise."""
    found: list[str] = []
    begin = 0
    outer = [at for at, depth in _syntax(pattern) if depth == 0 and pattern[at] == "|"]
    for end in (*outer, len(pattern)):
        alternative = pattern[begin:end]
        body = alternative[4:-2]
        closes = [at for at, depth in _syntax(alternative) if depth == 0 and alternative[at] == ")"]
        alone = closes == [len(alternative) - 1]
        anchored = alternative.startswith("(?:^") and alternative.endswith("$)")
        if not (alone and anchored) or any(depth == 0 and body[at] == "|" for at, depth in _syntax(body)):
            return []
        found.append(body)
        begin = end + 1
    return found


def _syntax(pattern: str) -> Iterator[tuple[int, int]]:
    """Places of parentheses and bars that are neither escaped nor in a class, with the depth around them."""
    depth, inside, escaped = 0, False, False
    for at, character in enumerate(pattern):
        if escaped or character == "\\":
            escaped = not escaped
        elif inside or character == "[":
            inside = character != "]"
        elif character == ")":
            depth -= 1
            yield at, depth
        elif character in "(|":
            yield at, depth
            depth += character == "("


def _cut(body: str) -> int:
    """Where the first alphabet outside any group begins; the end where there is none."""
    groups = list(_syntax(body))
    for found in _ALPHABET.finditer(body):
        before = [at for at, _ in groups if at < found.start()]
        if sum(body[at] == "(" for at in before) == sum(body[at] == ")" for at in before):
            return found.start()
    return len(body)
