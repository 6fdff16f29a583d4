"""Is an article about AI in entertainment? Both must be spoken of, and of each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.extract.learned.features import SentenceView
from graph.extract.learned.linear import LinearModel
from graph.extract.learned.models import RELEVANCE
from graph.extract.learned.subject import window_features, windows
from graph.extract.tellings import speaks_of_ai

_BEST = 2  # windows that decide: what an article is about, it tells more than once
_OF_MANY = 0.7  # asked of the best of several windows; the threshold of the model is for one


def is_relevant(views: Sequence[SentenceView], models: Mapping[str, LinearModel]) -> bool:
    """Whether AI and entertainment meet in the article, not merely both occur; without a model, whether AI is named."""
    if not any(speaks_of_ai(view.reading, view.sentence) for view in views):
        return False
    model = models.get(RELEVANCE)
    if model is None:
        return True
    likely = sorted(model.likelihoods(window_features(window))[RELEVANCE] for window in windows(views))[-_BEST:]
    return sum(likely) / len(likely) >= (model.threshold if len(likely) == 1 else _OF_MANY)
