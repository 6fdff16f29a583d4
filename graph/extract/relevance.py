"""Is an article about AI in entertainment? Both must be spoken of, and AI not in passing only."""

from __future__ import annotations

from graph.extract import cues
from graph.extract.reading import Reading
from graph.extract.tellings import speaks_of_ai
from graph.model import EntityType, Segment

_ENTERTAINING = frozenset((EntityType.CREATIVE_WORK, EntityType.SYNTHETIC_PERFORMER))


def is_relevant(reading: Reading) -> bool:
    """Whether AI and entertainment meet in the article, not merely both occur."""
    sentences = reading.document.sentences
    ai = [s for s in sentences if speaks_of_ai(reading, s)]
    if not ai:
        return False
    in_title = any(s.segment is Segment.TITLE for s in ai)
    if len(ai) < 2 and not in_title:
        return False
    domain = {s.index for s in sentences if reading.matched(s, cues.DOMAIN) or _entertaining(reading, s.index)}
    together = sum(s.index in domain for s in ai)
    return together >= 1 and len(domain) >= 2 and (together >= 2 or in_title)


def _entertaining(reading: Reading, index: int) -> bool:
    return any(m.type in _ENTERTAINING for m in reading.mentions[index])
