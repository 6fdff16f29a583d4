"""Train the linear models of extraction on our own text, and say what held-out mini-articles give.

usage: python -m scripts.models.train_linear [LANGUAGE…]
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from graph.extract.languages import SUPPORTED
from graph.extract.learned.linear import LinearModel
from graph.extract.learned.models import RELEVANCE
from scripts.models.examples import NONE, Examples, collect

TARGET = Path(__file__).resolve().parents[2] / "data" / "models" / "linear"
MULTIPLE = {"types", RELEVANCE}  #: tasks in which none or several labels may hold
STRENGTHS = (0.3, 1.0)  #: inverse regularisations that are tried
#: Eight articles in nine are relevant, and every word of a window is a feature: off-topic ones count as much as the
#: others, and single words little.
BALANCED = {RELEVANCE}
STRENGTHS_OF = {RELEVANCE: (0.03,)}
THRESHOLDS = tuple(round(0.1 + 0.05 * step, 2) for step in range(11))
FOLDS = 3
AS_GOOD = 0.01  # F1 that is given for fewer false claims: of thresholds as good as the best, the highest is taken
RAREST = 2  # examples a feature must occur in
SMALLEST = 0.02  # weights below it are not kept


def train(
    features: list[list[str]], labels: list[list[str]], *, multiple: bool, strength: float, balanced: bool = False
) -> LinearModel:
    """One model: independent labels, or one of several."""
    counts = Counter(f for row in features for f in set(row))
    index = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= RAREST))}
    matrix = _matrix(features, index)
    names = sorted({label for row in labels for label in row})
    if multiple:
        columns, biases = [], []
        for name in names:
            target = np.array([name in row for row in labels])
            fitted = LogisticRegression(
                C=strength, solver="liblinear", class_weight="balanced" if balanced else None
            ).fit(matrix, target)
            columns.append(fitted.coef_[0])
            biases.append(fitted.intercept_[0])
        weights, bias = np.array(columns).T, np.array(biases)
    else:
        target = np.array([row[0] for row in labels])
        fitted = LogisticRegression(C=strength, max_iter=100, tol=1e-3).fit(matrix, target)
        names = list(map(str, fitted.classes_))
        weights, bias = fitted.coef_.T, fitted.intercept_
        if len(names) == 2:
            weights, bias = np.hstack([-weights, weights]) / 2, np.concatenate([-bias, bias]) / 2
    weights = np.where(np.abs(weights) < SMALLEST, 0, weights)
    kept = np.flatnonzero(np.abs(weights).max(axis=1) > 0)
    rows = [f for f, _ in sorted(index.items(), key=lambda p: p[1])]
    return LinearModel(
        tuple(names),
        {rows[k]: i for i, k in enumerate(kept)},
        weights[kept].astype(np.float32),
        bias.astype(np.float32),
    )


def _matrix(features: list[list[str]], index: dict[str, int]) -> csr_matrix:
    rows, columns = [], []
    for row, names in enumerate(features):
        for name in sorted(set(names)):
            if name in index:
                rows.append(row)
                columns.append(index[name])
    return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(features), len(index)))


@dataclass(frozen=True)
class Choice:
    """What held-out mini-articles speak for, with the F1 (``none`` left out) that they give."""

    strength: float
    threshold: float
    precision: float
    recall: float
    f1: float


def choose(task: str, examples: Examples) -> Choice:
    """Regularisation and threshold by F1 in cross-validation by mini-article, precision first among equals."""
    features, labels, groups = examples.features[task], examples.labels[task], examples.group[task]
    multiple = task in MULTIPLE
    choices: list[Choice] = []
    for strength in STRENGTHS_OF.get(task, STRENGTHS):
        counts = {threshold: [0, 0, 0] for threshold in THRESHOLDS}
        for fold in range(FOLDS):
            inside = [i for i, g in enumerate(groups) if g % FOLDS != fold]
            outside = [i for i, g in enumerate(groups) if g % FOLDS == fold]
            fitted = train(
                [features[i] for i in inside],
                [labels[i] for i in inside],
                multiple=multiple,
                strength=strength,
                balanced=task in BALANCED,
            )
            for i in outside:
                want = set(labels[i]) - {NONE}
                scores = fitted.likelihoods(features[i]) if multiple else fitted.distribution(features[i])
                if not multiple:
                    top = max((k for k in scores if k != NONE), key=lambda k: scores[k])
                    scores = {top: scores[top]}
                for threshold, count in counts.items():
                    got = {k for k, p in scores.items() if p >= threshold}
                    count[0] += len(got & want)
                    count[1] += len(got)
                    count[2] += len(want)
        for threshold, (right, found, told) in counts.items():
            precision, recall = right / max(found, 1), right / max(told, 1)
            f1 = 2 * precision * recall / max(precision + recall, 1e-9)
            choices.append(Choice(strength, threshold, precision, recall, f1))
    best = max(choices, key=lambda c: c.f1)
    alike = [c for c in choices if c.strength == best.strength and c.f1 >= best.f1 - AS_GOOD]
    return max(alike, key=lambda c: c.threshold)


def main(arguments: list[str]) -> int:
    """Train all tasks, print held-out figures, write the files."""
    languages = tuple(arguments) or SUPPORTED
    examples = collect(languages)
    TARGET.mkdir(parents=True, exist_ok=True)
    for task in sorted(examples.features):
        chosen = choose(task, examples)
        model = train(
            examples.features[task],
            examples.labels[task],
            multiple=task in MULTIPLE,
            strength=chosen.strength,
            balanced=task in BALANCED,
        )
        replace(model, threshold=chosen.threshold).save(TARGET / f"{task}.npz")
        print(
            f"{task:10s} examples {len(examples.features[task]):6d}  held out P {chosen.precision:.3f} "
            f"R {chosen.recall:.3f} F1 {chosen.f1:.3f}  strength {chosen.strength} threshold {chosen.threshold}  "
            f"{len(model.index)} features, {len(model.labels)} labels",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
