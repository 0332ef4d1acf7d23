"""The reranker's training: head, calibration, resuming, and what it leaves behind."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

from tests.training.retrieval_data import data_folder  # noqa: E402

RECIPE = """
[model]
base = "tiny"
encoder = "encoder"
[data]
scifact = 99
check-covid = 9
[mining]
depth = 8
sources = {scifact = 0, check-covid = 1}
[training]
seed = 1
batch_size = 4
negatives = 2
learning_rate = 1e-3
warmup = 0.1
dropout = 0.0
max_tokens = 48
save_steps = 3
[tune]
sets = ["scifact_dev"]
[measure]
sets = ["scifact_dev"]
float = ["scifact_dev"]
[export]
bits = 8
max_tokens = 48
"""


@pytest.mark.filterwarnings("ignore")
def test_a_run_leaves_a_folder_that_loads_and_a_cut_one_ends_the_same(
    tiny_base, tmp_path_factory, tmp_path
):
    from safetensors.numpy import load_file

    from claimcheck.runtime import Reranker
    from claimcheck.training.export import export_encoder
    from claimcheck.training.reranker import train_reranker

    data = data_folder(tmp_path_factory.mktemp("data"))
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(RECIPE)
    export_encoder(tiny_base, tmp_path / "encoder", base="tiny", max_tokens=48)
    output = tmp_path / "reranker"
    train_reranker(recipe, data=data, output=output, base=tiny_base, resume=False)
    scores = Reranker.load(output).relevance([("trial of moss", "placebo"), ("no", "cures")])
    assert scores.shape == (2,)
    assert ((scores >= 0) & (scores <= 1)).all()
    run = tmp_path / "reranker.run"
    figures = json.loads((run / "figures.json").read_text())
    assert set(figures["sets"]["scifact_dev"]) == {"shipped", "float"}
    assert set(figures["sets"]["scifact_dev"]["shipped"]) == {"bm25", "dense", "fused", "reranked"}
    assert figures["rows"] == sum(figures["counts"].values())
    assert "both, reranked" in (output / "card.md").read_text()

    whole = load_file(run / "model" / "model.safetensors")
    (run / "trained.json").unlink()
    shutil.rmtree(run / "model")
    train_reranker(recipe, data=data, output=output, base=tiny_base, resume=True)
    for name, value in load_file(run / "model" / "model.safetensors").items():
        np.testing.assert_allclose(value, whole[name], atol=1e-4, err_msg=name)


def test_the_first_head_asks_whether_evidence_settles_the_claim(tmp_path):
    from safetensors.torch import save_file

    from claimcheck.training.reranker import first_head

    weight, bias = torch.tensor([[2.0, 0], [0, 1], [4, 0]]), torch.tensor([1.0, 2, 3])
    save_file(
        {"classifier.weight": weight, "classifier.bias": bias}, tmp_path / "model.safetensors"
    )
    found = first_head(tmp_path)
    assert found is not None
    assert found[0].tolist() == [[3.0, -1.0]]
    assert found[1].tolist() == [0.0]


def test_a_base_without_three_logits_gets_a_new_head(tiny_base):
    from claimcheck.training.reranker import first_head

    assert first_head(tiny_base) is None


def test_fitted_logits_are_probabilities():
    from claimcheck.training.reranker import fit_logistic

    random = np.random.default_rng(1)
    logits = random.normal(0, 4, 4000)
    truth = (random.random(4000) < 1 / (1 + np.exp(-(0.5 * logits - 1)))).astype(float)
    scale, shift = fit_logistic(logits, truth)
    assert scale == pytest.approx(0.5, abs=0.05)
    assert shift == pytest.approx(-1, abs=0.15)
    assert fit_logistic(logits, 1 - truth)[0] == 0.05
