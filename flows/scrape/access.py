"""Whether the text of a page is all of its article; that it costs money is another fact: marked pages often have it."""

from __future__ import annotations

import re

from flows.scrape.metadata import Metadata

_TEASER = re.compile(
    r"il (?:vous )?reste (?:encore )?\d+\s?% (?:de cet article|à lire)|(?:la suite|cet article|contenu|"
    r"article) (?:est )?réservée? aux? abonné|"
    r"abonnez-vous pour lire|pour lire la suite|connectez-vous pour lire|déjà abonné\W+(?:se connecter|connectez)|"
    r"(?:subscribe|sign in|log in|register|sign up) to (?:continue|keep|read|unlock)|(?:to continue|"
    r"continue) reading(?: this article)?,? (?:subscribe|log|sign)|"
    r"this (?:article|content|story) is (?:only |exclusively )?(?:for|available to) (?:\w+ )?subscribers|"
    r"already a subscriber\W+(?:log|sign) in|"
    r"(?:contenido|artículo|noticia)s? (?:exclusiv\w+ )?(?:solo |sólo )?para (?:\w+ )?suscriptores|"
    r"suscr[ií]bete para (?:seguir|continuar|leer)|"
    r"para seguir leyendo|(?:regístrate|inicia sesión) para (?:seguir|continuar|leer)",
    re.IGNORECASE,
)
_SHORT = 250  # words; a longer text beside such words is most often whole
_SHARE = 0.5  # of the words that the page counts
_LETTERS = 2_000  # in the source; of fewer, markup that is broken explains a difference


def why_truncated(metadata: Metadata, words: int, visible: str, *, letters: int, parsed: int) -> str:
    """Why the text is thought to be cut: ``parser``, ``word-count``, ``teaser``; "" if nothing shows it.

    ``letters`` were seen in the source and ``parsed`` in the tree that a parser made of it: libxml2 leaves out, and
    does not tell, what is nested too deep.
    """
    if letters > _LETTERS and parsed < letters * _SHARE:
        return "parser"
    counted = max(metadata.words or 0, len(metadata.article_body.split()))
    if counted > _SHORT // 2 and words < counted * _SHARE:
        return "word-count"
    if (words < _SHORT or (metadata.marked_paid and words < 2 * _SHORT)) and _TEASER.search(visible):
        return "teaser"
    return ""
