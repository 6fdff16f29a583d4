"""A linear model over named features: the sum of the rows of those present, a score a label.

Trained elsewhere (``scripts/models``), read here with NumPy alone: no pickles, nothing to execute in a model file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from graph.errors import SettingsError

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class LinearModel:
    """Weights of one task."""

    labels: tuple[str, ...]
    index: Mapping[str, int]  #: feature to row
    weights: Floats  #: shape (features, labels)
    bias: Floats  #: shape (labels,)
    threshold: float = 0.5  #: probability from which a label holds, chosen on held-out text

    def scores(self, features: Iterable[str]) -> Floats:
        """Raw scores, shape (labels,); features never seen in training count nothing."""
        rows = sorted({row for f in features if (row := self.index.get(f)) is not None})
        total: Floats = self.bias + self.weights[rows].sum(axis=0, dtype=np.float32)
        return total

    def likelihoods(self, features: Iterable[str]) -> dict[str, float]:
        """Independent probability of each label (logistic function)."""
        values = 1.0 / (1.0 + np.exp(-self.scores(features)))
        return dict(zip(self.labels, map(float, values), strict=True))

    def distribution(self, features: Iterable[str], allowed: Sequence[str] | None = None) -> dict[str, float]:
        """Probabilities over the labels (softmax), or over those allowed."""
        scores = self.scores(features)
        kept = [i for i, label in enumerate(self.labels) if allowed is None or label in allowed]
        if not kept:
            return {}
        powers = np.exp(scores[kept] - scores[kept].max())
        return {self.labels[i]: float(p) for i, p in zip(kept, powers / powers.sum(), strict=True)}

    def save(self, path: Path) -> None:
        """Write the model as ``.npz`` with half-precision weights."""
        np.savez_compressed(
            path,
            labels=np.array(self.labels),
            features=np.array(list(self.index)),
            weights=self.weights.astype(np.float16),
            bias=self.bias.astype(np.float32),
            threshold=np.float32(self.threshold),
        )


def load(path: Path) -> LinearModel:
    """Read a model. Raises SettingsError for a file that is none."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            content: dict[str, Any] = {name: arrays[name] for name in arrays.files}
        return LinearModel(
            labels=tuple(map(str, content["labels"])),
            index={str(name): row for row, name in enumerate(content["features"])},
            weights=content["weights"].astype(np.float32),
            bias=content["bias"].astype(np.float32),
            threshold=float(content["threshold"]),
        )
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise SettingsError(f"{path}: no model ({error}); run make models, or restore the file") from error
