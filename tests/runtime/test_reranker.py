"""The reranker as it runs, on a tiny model."""

from __future__ import annotations

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from claimcheck.errors import ModelError
from claimcheck.runtime import PairCache, Reranker

PAIRS = [
    ("Ginger eases nausea.", "Ginger eases nausea."),
    ("In a trial of 200 adults no effect of vitamin C was seen.", "Vitamin C does prevent colds."),
    ("In mice ginger eases nausea. " * 20, "Ginger eases nausea in adults."),
    ("", "Ginger eases nausea."),
]


@pytest.fixture(scope="module")
def folder(weights_folder, tmp_path_factory):
    import shutil

    from claimcheck.training.export import export_reranker

    base = shutil.copytree(weights_folder, tmp_path_factory.mktemp("one") / "base")
    weights = load_file(base / "model.safetensors")
    for name in ("classifier.weight", "classifier.bias"):
        weights[name] = weights[name][:1].copy()
    save_file(weights, base / "model.safetensors")
    output = tmp_path_factory.mktemp("models")
    for name, more in (("plain", {}), ("scaled", {"scale": 0.5, "shift": 1.0})):
        export_reranker(base, output / name, base="tiny", max_tokens=32, **more)
    return output


def test_a_score_a_pair_in_input_order(folder):
    model = Reranker.load(folder / "plain", threads=1)
    scores = model.relevance(PAIRS)
    assert scores.shape == (len(PAIRS),)
    assert scores.dtype == np.float32
    assert ((scores >= 0) & (scores <= 1)).all()
    alone = [Reranker.load(folder / "plain", threads=1).relevance([pair])[0] for pair in PAIRS]
    np.testing.assert_allclose(scores, alone, atol=1e-4)
    np.testing.assert_array_equal(model.relevance(PAIRS[::-1] + PAIRS), [*scores[::-1], *scores])


def test_no_pairs_give_no_scores(folder):
    assert Reranker.load(folder / "plain", threads=1).relevance([]).shape == (0,)


def test_scale_and_shift_act_on_the_logit(folder):
    plain, scaled = (
        Reranker.load(folder / name, threads=1).relevance(PAIRS).astype(np.float64)
        for name in ("plain", "scaled")
    )

    def logit(chance):
        return np.log(chance / (1 - chance))

    np.testing.assert_allclose(logit(scaled), 0.5 * logit(plain) + 1, atol=1e-3)


def test_known_pairs_are_read_from_the_cache(folder, tmp_path):
    with PairCache(tmp_path / "scores.sqlite") as cache:
        first = Reranker.load(folder / "plain", cache=cache).relevance(PAIRS)
    with PairCache(tmp_path / "scores.sqlite") as cache:
        model = Reranker.load(folder / "plain", cache=cache)
        model._session = None
        np.testing.assert_array_equal(model.relevance(PAIRS), first)


def test_a_folder_of_another_kind_is_refused(folder, verifier_folder):
    with pytest.raises(ModelError, match="verifier"):
        Reranker.load(verifier_folder)
