"""Train the linear models of extraction on our own text, and say what held-out mini-articles give.

usage: python -m scripts.models.train_linear [LANGUAGE…]
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from graph.extract.languages import SUPPORTED
from graph.extract.learned.linear import LinearModel
from scripts.models.examples import NONE, Examples, collect

TARGET = Path(__file__).resolve().parents[2] / "data" / "models" / "linear"
MULTIPLE = {"types", "technique", "stage", "extent", "relevance"}  #: tasks in which none or several labels may hold
STRENGTH = {"types": 1.0, "roles": 0.3, "relations": 1.0, "speakers": 0.3}  #: inverse regularisation
RAREST = 2  # examples a feature must occur in
SMALLEST = 0.02  # weights below it are not kept


def train(features: list[list[str]], labels: list[list[str]], *, multiple: bool, strength: float) -> LinearModel:
    """One model: independent labels, or one of several."""
    counts = Counter(f for row in features for f in set(row))
    index = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= RAREST))}
    matrix = _matrix(features, index)
    names = sorted({label for row in labels for label in row})
    if multiple:
        columns, biases = [], []
        for name in names:
            target = np.array([name in row for row in labels])
            fitted = LogisticRegression(C=strength, solver="liblinear").fit(matrix, target)
            columns.append(fitted.coef_[0])
            biases.append(fitted.intercept_[0])
        weights, bias = np.array(columns).T, np.array(biases)
    else:
        target = np.array([row[0] for row in labels])
        fitted = LogisticRegression(C=strength, max_iter=300, tol=1e-3).fit(matrix, target)
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


def held_out(task: str, examples: Examples, strength: float) -> str:
    """F1 over labels (``none`` left out) on every fifth mini-article, trained on the others."""
    features, labels, groups = examples.features[task], examples.labels[task], examples.group[task]
    train_rows = [i for i, g in enumerate(groups) if g % 5]
    test_rows = [i for i, g in enumerate(groups) if not g % 5]
    model = train(
        [features[i] for i in train_rows], [labels[i] for i in train_rows], multiple=task in MULTIPLE, strength=strength
    )
    right = told = found = 0
    for i in test_rows:
        if task in MULTIPLE:
            got = {k for k, p in model.likelihoods(features[i]).items() if p >= 0.5}
        else:
            scores = model.distribution(features[i])
            got = {max(scores, key=lambda k: scores[k])} - {NONE}
        want = set(labels[i]) - {NONE}
        right, told, found = right + len(got & want), told + len(want), found + len(got)
    precision, recall = right / max(found, 1), right / max(told, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"{task:10s} examples {len(features):6d}  held out P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"


def main(arguments: list[str]) -> int:
    """Train all tasks, print held-out figures, write the files."""
    languages = tuple(arguments) or SUPPORTED
    examples = collect(languages)
    TARGET.mkdir(parents=True, exist_ok=True)
    for task in sorted(examples.features):
        strength = STRENGTH.get(task, 0.5)
        print(held_out(task, examples, strength), flush=True)
        model = train(examples.features[task], examples.labels[task], multiple=task in MULTIPLE, strength=strength)
        model.save(TARGET / f"{task}.npz")
        print(f"{'':10s} {len(model.index)} features, {len(model.labels)} labels", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
