"""Which language a text is in: py3langid over nine languages, checked against what the page declares.

Restricting the classifier to nine languages raises its accuracy on short texts from .77 to .89 at three words and
.99 at eight, and still lets a text in none of ours be recognised as such.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING

from graph.extract.languages import SUPPORTED

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier


_CANDIDATES = (*SUPPORTED, "de", "it", "pt", "nl", "ca", "pl")
_ENOUGH_WORDS = 15  # below it the page's own word is the better witness
_SAMPLE = 4000  # characters; more changes nothing and costs time


@cache
def _identifier() -> LanguageIdentifier:
    logging.getLogger("py3langid").setLevel(logging.WARNING)
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - 0.3 s that only extraction pays

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(_CANDIDATES))
    return identifier


def identify(text: str, declared: str = "") -> str:
    """ISO 639-1 code of ``text``; ``declared`` is what the page says ("fr-FR"), believed for short texts."""
    declared = declared.strip().lower().replace("_", "-").partition("-")[0]
    if declared and len(text.split()) < _ENOUGH_WORDS:
        return declared
    return str(_identifier().classify(text[:_SAMPLE])[0])
