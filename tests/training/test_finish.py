"""From trained weights to a folder that loads, with a card and a calibration that fit it."""

from __future__ import annotations

import gzip
import json

import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

STAGE = """
[[stage]]
name = "{name}"
epochs = 1
learning_rate = 1e-3
max_tokens = 32
data = {{templates = 60}}
"""
RECIPE = """
[model]
base = "tiny"
[training]
seed = 1
batch_size = 8
label_smoothing = 0.0
save_steps = 50
[dev]
tune = ["a_dev"]
report = ["b_dev"]
[export]
bits = 8
block = 64
max_tokens = 32
[calibration]
shift_share = 0.75
false_support = 0.06
precision = 0.65
"""


@pytest.fixture
def data(tmp_path):
    from claimcheck.training.templates import template_pairs

    for seed, name in enumerate(("a_dev", "b_dev")):
        path = tmp_path / "data" / "verifier" / f"{name}.jsonl.gz"
        path.parent.mkdir(parents=True, exist_ok=True)
        with gzip.open(path, "wt") as stream:
            for pair in template_pairs(seed=90 + seed, limit=90):
                row = {"evidence": pair.evidence, "claim": pair.claim, "label": pair.label}
                stream.write(json.dumps(row) + "\n")
    return tmp_path / "data"


@pytest.mark.filterwarnings("ignore")
def test_training_ends_in_a_folder_that_loads(data, tiny_base, tmp_path, monkeypatch):
    from claimcheck import training
    from claimcheck.runtime import PairClassifier
    from claimcheck.runtime.folder import digest

    recipe = tmp_path / "models" / "verifier" / "recipe.toml"
    recipe.parent.mkdir(parents=True)
    recipe.write_text(RECIPE + STAGE.format(name="one") + STAGE.format(name="two"))
    monkeypatch.setenv("CLAIMCHECK_MODELS", str(tmp_path / "models"))
    output = tmp_path / "made"
    assert training.train("verifier", data=data, output=output, base=tiny_base) == output

    model = PairClassifier.load(output)
    assert model.predict([("No trial of tea.", "Tea cures colds.")]).shape == (1, 3)
    card = (output / "card.md").read_text()
    assert digest(output / "model.onnx") in card
    assert "template" in card
    found = json.loads((output / "calibration.json").read_text())
    assert set(found["thresholds"]) == {"supported", "contradictory"}
    figures = json.loads((tmp_path / "made.run" / "figures.json").read_text())
    assert set(figures["sets"]) == {"a_dev", "b_dev"}
    assert set(figures["baselines"]["b_dev"]) == {"claim_only", "evidence_only"}


def test_unknown_models_and_missing_folders_are_named(tmp_path):
    from claimcheck import training
    from claimcheck.errors import UsageError

    with pytest.raises(UsageError, match="no model 'ranker'"):
        training.train("ranker", data=tmp_path, output=tmp_path / "o", base=tmp_path)
    with pytest.raises(UsageError, match=r"no config\.json"):
        training.train("encoder", data=tmp_path, output=tmp_path / "o", base=tmp_path)
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(UsageError, match="no data folder"):
        training.train("verifier", data=tmp_path / "x", output=tmp_path / "o", base=tmp_path)
