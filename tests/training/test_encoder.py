"""The encoder's training: its loss, its batches, resuming, and what it leaves behind."""

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
[data]
scifact = 99
check-covid = 99
titles = 40
[repeat]
scifact = 2
[mining]
depth = 8
sources = {scifact = 0}
[training]
seed = 1
batch_size = 4
learning_rate = 1e-3
warmup = 0.1
dropout = 0.0
scale = 20.0
max_tokens = 48
query_tokens = 24
save_steps = 4
[tune]
sets = ["scifact_dev"]
documents = 20
shares = [0.5, 1.0]
[measure]
sets = ["scifact_dev", "check_covid_dev", "nfcorpus_dev", "../nowhere/*.jsonl"]
[export]
bits = 8
max_tokens = 48
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return data_folder(tmp_path_factory.mktemp("data"))


@pytest.mark.filterwarnings("ignore")
def test_a_run_leaves_a_folder_that_loads_and_a_cut_one_ends_the_same(data, tiny_base, tmp_path):
    from safetensors.numpy import load_file

    from claimcheck.runtime import Encoder
    from claimcheck.training.encoder import train_encoder

    recipe = tmp_path / "recipe.toml"
    recipe.write_text(RECIPE)
    output = tmp_path / "encoder"
    train_encoder(recipe, data=data, output=output, base=tiny_base, resume=False)
    encoder = Encoder.load(output)
    np.testing.assert_allclose(np.linalg.norm(encoder.encode(["placebo"]), axis=1), 1, atol=1e-5)
    run = tmp_path / "encoder.run"
    figures = json.loads((run / "figures.json").read_text())
    assert set(figures["sets"]) == {"scifact_dev", "check_covid_dev"}
    assert figures["share"] in (0.5, 1.0)
    assert figures["rows"] == sum(figures["counts"].values()) == 4 * figures["steps"]
    card = (output / "card.md").read_text()
    assert "ODC-By" in card
    assert "in 32 bits" in card

    whole = load_file(run / "model" / "model.safetensors")
    (run / "trained.json").unlink()
    shutil.rmtree(run / "model")
    train_encoder(recipe, data=data, output=output, base=tiny_base, resume=True)
    for name, value in load_file(run / "model" / "model.safetensors").items():
        np.testing.assert_allclose(value, whole[name], atol=1e-4, err_msg=name)


def test_the_loss_wants_the_right_passage_and_forgives_its_siblings():
    from claimcheck.training.encoder import contrastive_loss

    queries = torch.eye(4)[:2]
    right = torch.eye(4)[:3]
    keys = torch.tensor([1, 2, 3])
    assert contrastive_loss(queries, right, keys, scale=20.0) < 0.01
    turned = contrastive_loss(queries, right[[1, 0, 2]], keys, scale=20.0)
    assert turned > 5
    # A negative just like the query costs, unless it is cut from the query's own document.
    near = torch.cat([right[:2], queries[:1]])
    assert contrastive_loss(queries, near, keys, scale=20.0) > 0.1
    assert contrastive_loss(queries, near, torch.tensor([1, 2, 1]), scale=20.0) < 0.01


def test_a_batch_is_of_one_set_and_holds_nothing_twice():
    import random

    from claimcheck.training.encoder import in_batches
    from claimcheck.training.relevance import Match

    rows = [
        (
            Match(
                query=f"q{n % 9}",
                passage=f"p{n}",
                document=f"d{n % 13}",
                source=("a", "b")[n % 2],
                full=True,
            ),
            None,
        )
        for n in range(80)
    ]
    ordered = in_batches(rows, 4, random.Random(1))
    assert len(ordered) >= 60
    for start in range(0, len(ordered), 4):
        batch = [match for match, _ in ordered[start : start + 4]]
        assert len({match.source for match in batch}) == 1
        assert len({match.query for match in batch}) == 4
        assert len({match.document for match in batch}) == 4


def test_interpolated_weights_lie_between(tiny_base, tmp_path):
    from safetensors.torch import load_file, save_file

    from claimcheck.training.encoder import interpolate

    old = load_file(tiny_base / "model.safetensors")
    other = tmp_path / "other"
    other.mkdir()
    save_file({name: value + 1 for name, value in old.items()}, other / "model.safetensors")
    mixed = interpolate(tiny_base, other, tmp_path / "mixed", share=0.25)
    for name, value in load_file(mixed / "model.safetensors").items():
        np.testing.assert_allclose(value, old[name] + 0.25, atol=1e-5)
