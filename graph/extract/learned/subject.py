"""What the relevance model sees of an article: windows of a few sentences, each under the headline.

Its training articles are as long as a window. Over a long article evidence of both subjects adds up though they never
meet, so it is the windows that are judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.extract import cues
from graph.extract.learned.features import SentenceView
from graph.extract.tellings import speaks_of_ai
from graph.model import EntityType

_SENTENCES, _STEP = 6, 3  # of a window's body; from one window to the next
_MOST = 3  # sentences that are counted
_ENTERTAINING = frozenset((EntityType.CREATIVE_WORK, EntityType.SYNTHETIC_PERFORMER))


def windows(views: Sequence[SentenceView]) -> Iterator[list[SentenceView]]:
    """The headline with some sentences at a time."""
    title, body = views[:1], views[1:]
    last = max(0, len(body) - _SENTENCES)
    for start in (*range(0, last, _STEP), last):
        yield [*title, *body[start : start + _SENTENCES]]


def window_features(window: Sequence[SentenceView]) -> list[str]:
    """Words, words beside AI, words of the headline, and how AI and entertainment are spread over the sentences."""
    ai = [i for i, view in enumerate(window) if speaks_of_ai(view.reading, view.sentence)]
    domain = {i for i, view in enumerate(window) if _entertaining(view)}
    near = sum(bool({i - 1, i, i + 1} & domain) for i in ai)
    found = [
        f"ai={min(len(ai), _MOST)}", f"domain={min(len(domain), _MOST)}", f"near={min(near, _MOST)}",
        f"together={min(len(domain & set(ai)), _MOST)}", f"title={0 in ai}",
        f"ai-share={round(10 * len(ai) / len(window))}", f"domain-share={round(10 * len(domain) / len(window))}",
    ]  # fmt: skip
    found += [f"w={w}" for w in _words(window)]
    found += [f"a={w}" for w in _words([window[i] for i in ai])]
    found += [f"t={w}" for w in _words(window[:1])]
    found += [f"es={s}" for s in sorted({m.subtype for view in window for m in view.mentions if m.subtype})]
    return found


def _words(window: Sequence[SentenceView]) -> list[str]:
    return sorted({word for view in window for word in view.words})


def _entertaining(view: SentenceView) -> bool:
    named = any(m.type in _ENTERTAINING for m in view.mentions)
    return named or bool(view.reading.matched(view.sentence, cues.DOMAIN))
