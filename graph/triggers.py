"""The grammar of lexical triggers and cues, as ontologies and language rules write them.

A trigger is blank-separated elements; an element is alternatives ``a/b/c``. An alternative matches a token whose
lemma or lower-cased form equals it; ``=form`` looks at the form alone, ``word*`` at the beginning of the form.
``~`` is a gap of up to four tokens. Example: ``file/bring ~ suit/lawsuit``.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

GAP = 4  #: most tokens that ``~`` passes over


@dataclass(frozen=True, slots=True)
class Trigger:
    """A parsed trigger."""

    text: str  #: as written
    elements: tuple[tuple[str, ...] | None, ...]  #: alternatives; None is a gap


def parse(text: str) -> Trigger:
    """Parse one trigger. Raises ValueError, which says what is wrong."""
    plain = unicodedata.normalize("NFC", text.strip().lower().replace("’", "'"))
    elements: list[tuple[str, ...] | None] = []
    for element in plain.split():
        if element == "~":
            if not elements or elements[-1] is None:
                raise ValueError(f"trigger {text!r}: a gap stands between two words")
            elements.append(None)
            continue
        alternatives = tuple(element.split("/"))
        if not all(map(_word, alternatives)):
            raise ValueError(f"trigger {text!r}: {element!r} has an empty or misplaced part")
        elements.append(alternatives)
    if not elements or elements[-1] is None:
        raise ValueError(f"trigger {text!r}: empty, or ends in a gap")
    return Trigger(plain, tuple(elements))


def _word(alternative: str) -> bool:
    """``form*`` looks at forms already, so a word carries ``=`` or ``*``, not both."""
    word = alternative[1:] if alternative.startswith("=") else alternative.removesuffix("*")
    return bool(word) and not {"=", "*"} & set(word)
