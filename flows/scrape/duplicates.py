"""Articles that say the same in the same words, wherever they stand."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from graph.model import Article


def text_digest(article: Article) -> str:
    """32 hex digits that two articles share when their bodies differ in nothing but case, spaces and punctuation.

    The title is left out: agencies' copies are retitled everywhere.
    """
    folded = unicodedata.normalize("NFKC", article.text).casefold()
    words = " ".join(re.findall(r"\w+", folded))
    return hashlib.sha256(words.encode()).hexdigest()[:32]
