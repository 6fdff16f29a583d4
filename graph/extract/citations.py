"""The outlets and documents that an article gives as where its information comes from."""

from __future__ import annotations

from graph.extract import cues
from graph.extract.attribution import Attributions, is_outlet
from graph.extract.reading import Reading

_REACH = 3  # tokens from "according to" to the outlet


def citations(reading: Reading, attributions: Attributions) -> tuple[str, ...]:
    """Entity ids of cited outlets, in text order."""
    found: dict[str, None] = {}
    for sentence in reading.document.sentences:
        outlets = {m.entity: m for m in reading.mentions[sentence.index] if is_outlet(reading, m)}
        for attribution in attributions.by_sentence[sentence.index]:
            found.update(dict.fromkeys(step for step in attribution.chain if step in outlets))
        for match in (*reading.matched(sentence, cues.ACCORDING), *reading.matched(sentence, cues.RELAY)):
            near = (m for m in outlets.values() if match.first < m.last and m.first - match.last <= _REACH)
            found.update(dict.fromkeys(m.entity for m in near))
    return tuple(found)
