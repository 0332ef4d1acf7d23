"""A run cut short ends where an uninterrupted one does."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

RECIPE = """
[model]
base = "tiny"
[training]
seed = 1
batch_size = 8
label_smoothing = 0.0
save_steps = 4
[dev]
tune = []
report = []
[export]
bits = 8
max_tokens = 32
[calibration]
false_support = 0.06
precision = 0.75
[[stage]]
name = "one"
epochs = 1
learning_rate = 1e-3
max_tokens = 32
guard = 0.5
data = {templates = 64}
[[stage]]
name = "two"
epochs = 1
learning_rate = 1e-3
max_tokens = 32
data = {templates = 16}
"""


@pytest.fixture(scope="module")
def recipe(tmp_path_factory):
    from claimcheck.training.recipe import read_recipe

    path = tmp_path_factory.mktemp("recipe") / "recipe.toml"
    path.write_text(RECIPE)
    return read_recipe(path)


def weights(folder):
    from safetensors.numpy import load_file

    return load_file(folder / "model.safetensors")


@pytest.mark.filterwarnings("ignore")
def test_resume_goes_on_from_the_last_checkpoint(recipe, tiny_base, tmp_path):
    from claimcheck.training.verifier import train_verifier

    whole = tmp_path / "whole"
    last = train_verifier(recipe, data=tmp_path, output=whole, base=tiny_base, resume=False)
    assert last == whole / "2-two" / "model"
    report = json.loads((whole / "1-one" / "stage.json").read_text())
    assert report["pairs"] == sum(sum(labels.values()) for labels in report["counts"].values())

    cut = shutil.copytree(whole, tmp_path / "cut")
    shutil.rmtree(cut / "2-two")
    (cut / "1-one" / "stage.json").unlink()
    shutil.rmtree(cut / "1-one" / "model")
    final = max((cut / "1-one").glob("checkpoint-*"))
    assert final.is_dir()
    again = train_verifier(recipe, data=tmp_path, output=cut, base=tiny_base, resume=True)
    expected, found = weights(last), weights(again)
    for name, value in expected.items():
        np.testing.assert_allclose(found[name], value, atol=1e-4, err_msg=name)

    mixed = train_verifier(
        replace(recipe, average={"one": 0.25, "two": 0.75}),
        data=tmp_path,
        output=whole,
        base=tiny_base,
        resume=True,
    )
    first = weights(whole / "1-one" / "model")
    for name, value in weights(mixed).items():
        np.testing.assert_allclose(value, 0.25 * first[name] + 0.75 * expected[name], atol=1e-5)


def test_the_guard_prices_belief_in_support_of_the_contradicted():
    from claimcheck.training.verifier import GuardedLoss

    logits = torch.tensor([[4.0, 0.0, 0.0]])
    plain, guarded = GuardedLoss(0.0, 0.0), GuardedLoss(0.5, 0.0)
    refuted, supported = torch.tensor([2]), torch.tensor([0])
    assert guarded({"logits": logits}, refuted) > plain({"logits": logits}, refuted) + 1
    assert guarded({"logits": logits}, supported) == plain({"logits": logits}, supported)
