"""Linear models: sums of the weights of named features, saved and read without pickles."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import SettingsError
from graph.extract.learned.linear import LinearModel, load
from graph.extract.learned.models import models

LABELS = ("asserted", "denied", "planned")
FEATURES = {"u=not": 0, "u=will": 1, "u=film": 2}
WEIGHTS = np.array([[-1.0, 3.0, 0.0], [0.0, 0.0, 2.5], [0.25, 0.25, 0.25]], dtype=np.float32)
BIAS = np.array([1.0, 0.0, -1.0], dtype=np.float32)
MODEL = LinearModel(LABELS, FEATURES, WEIGHTS, BIAS, threshold=0.4)


def test_a_score_is_the_bias_and_the_weights_of_what_is_present() -> None:
    assert MODEL.scores(["u=not", "u=film"]).tolist() == [0.25, 3.25, -0.75]
    assert MODEL.scores([]).tolist() == [1.0, 0.0, -1.0]


def test_a_feature_counts_once_and_an_unknown_one_not_at_all() -> None:
    assert MODEL.scores(["u=not", "u=not", "u=of"]).tolist() == MODEL.scores(["u=not"]).tolist()


def test_likelihoods_are_told_label_by_label() -> None:
    told = MODEL.likelihoods(["u=not"])
    assert list(told) == list(LABELS)
    assert told["denied"] == pytest.approx(1 / (1 + math.exp(-3)))


def test_a_distribution_adds_up_to_one_over_the_labels_allowed() -> None:
    whole = MODEL.distribution(["u=will"])
    assert sum(whole.values()) == pytest.approx(1)
    assert max(whole, key=lambda label: whole[label]) == "planned"
    some = MODEL.distribution(["u=will"], ("asserted", "denied", "unheard of"))
    assert list(some) == ["asserted", "denied"]
    assert sum(some.values()) == pytest.approx(1)
    assert MODEL.distribution(["u=will"], ()) == {}


@settings(deadline=None)
@given(st.lists(st.sampled_from([*FEATURES, "u=of"])), st.randoms())
def test_the_order_of_features_changes_nothing(features: list[str], random: object) -> None:
    shuffled = sorted(features, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert MODEL.scores(shuffled).tolist() == MODEL.scores(features).tolist()
    assert all(0 <= p <= 1 for p in MODEL.likelihoods(features).values())


def test_what_is_saved_is_read_again_to_half_precision(tmp_path: Path) -> None:
    MODEL.save(tmp_path / "factuality.npz")
    read = load(tmp_path / "factuality.npz")
    assert (read.labels, dict(read.index), read.threshold) == (LABELS, FEATURES, pytest.approx(0.4))
    assert read.scores(["u=not", "u=will"]).tolist() == pytest.approx(
        MODEL.scores(["u=not", "u=will"]).tolist(), abs=1e-2
    )


@pytest.mark.parametrize("content", [b"", b"no model"])
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.npz"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=r"broken.npz: no model"):
        load(path)


def test_a_model_file_runs_no_code(tmp_path: Path) -> None:
    path = tmp_path / "evil.npz"
    parts = {"labels": LABELS, "features": list(FEATURES), "weights": WEIGHTS, "bias": BIAS, "threshold": 0.5}
    np.savez(path, **{**{k: np.array(v) for k, v in parts.items()}, "labels": np.array([print], dtype=object)})
    with pytest.raises(SettingsError, match="allow_pickle"):
        load(path)


def test_models_are_named_by_their_files_and_none_is_fine(tmp_path: Path) -> None:
    assert models(tmp_path) == {}
    (tmp_path / "full").mkdir()
    MODEL.save(tmp_path / "full" / "stance.npz")
    assert list(models(tmp_path / "full")) == ["stance"]


@pytest.mark.parametrize("task", sorted(models()))
def test_every_trained_model_is_finite_and_of_one_shape(task: str) -> None:
    model = models()[task]
    assert model.weights.shape == (len(model.index), len(model.labels))
    assert model.bias.shape == (len(model.labels),)
    assert np.isfinite(model.weights).all()
    assert np.isfinite(model.bias).all()
    assert 0 < model.threshold < 1
    assert sorted(model.index.values()) == list(range(len(model.index)))
