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
max_tokens = 32
[calibration]
shift_share = 0.75
false_support = 0.06
precision = 0.65
review_risk = 0.2
[card]
title = "Verifier of the tests"
limits = "Knows ten words."
[[try]]
name = "twice the teas"
changed = "data"
figures = {a_dev = 0.5, b_dev = "the same"}
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


@pytest.fixture
def made(data, tiny_base, tmp_path):
    """A finished run: the recipe's file, the data, the run and the model folder."""
    from claimcheck.training.finish import finish_verifier
    from claimcheck.training.recipe import read_recipe
    from claimcheck.training.verifier import train_verifier

    recipe = tmp_path / "recipe.toml"
    recipe.write_text(RECIPE + STAGE.format(name="one") + STAGE.format(name="two"))
    plan, run, output = read_recipe(recipe), tmp_path / "made.run", tmp_path / "made"

    def finish():
        trained = train_verifier(plan, data=data, output=run, base=tiny_base, resume=True)
        return finish_verifier(
            plan, trained=trained, run=run, data=data, output=output, described=recipe
        )

    assert finish() == output
    return run, output, finish


@pytest.mark.filterwarnings("ignore")
def test_training_ends_in_a_folder_that_loads(made):
    from claimcheck.runtime import PairClassifier
    from claimcheck.runtime.folder import digest
    from claimcheck.verification import Calibration

    run, output, finish = made
    model = PairClassifier.load(output)
    assert model.predict([("No trial of tea.", "Tea cures colds.")]).shape == (1, 3)
    found = json.loads((output / "calibration.json").read_text())
    assert set(found["thresholds"]) == {"supported", "contradictory", "repeated"}
    assert (
        Calibration.load(output / "calibration.json").supported == found["thresholds"]["supported"]
    )
    assert 0 <= found["review_below"] <= 1
    assert set(found["cross_validated"]) == {"folds"}

    figures = json.loads((run / "figures.json").read_text())
    assert set(figures["sets"]) == {"a_dev", "b_dev"}
    assert set(figures["shipped"]) == {"a_dev", "b_dev", "pooled"}
    assert figures["shipped"]["pooled"]["false_support"]["rows"] > 0
    assert figures["float"]["b_dev"]["same_label"] > 0.9
    assert figures["seen"]["b_dev"]["shared_evidence"] <= 1

    card = (output / "card.md").read_text()
    assert card.startswith("# Verifier of the tests")
    for told in (
        digest(output / "model.onnx"),
        "template",
        "a_dev 0.5, b_dev the same",
        "ten words",
    ):
        assert told in card
    for name in ("reliability.svg", "risk_coverage.svg", "loss.svg"):
        assert f"]({name})" in card
        assert (output / name).is_file()
    assert (output / "recipe.toml").read_text().startswith("\n[model]")

    assert "Aggregation" not in card

    before = {path.name: path.read_bytes() for path in output.iterdir()}
    stamp = (run / "1-one" / "stage.json").stat().st_mtime_ns
    finish()
    assert {path.name: path.read_bytes() for path in output.iterdir()} == before
    assert (run / "1-one" / "stage.json").stat().st_mtime_ns == stamp

    f1 = {"f1": 0.456}
    measures = dict.fromkeys(
        ("abstract_label_only", "abstract_label_rationale", "sentence"), f1
    ) | {"claims": {"macro_f1": 0.5, "ece": 0.04, "false_support": 0.02}}
    verdicts = {
        "supported_recall": 0.61,
        "contradictory_recall": 0.52,
        "contradicted_called_supported": 0.03,
        "open_called_supported": 0.14,
    }
    (run / "aggregate.json").write_text(
        json.dumps({"scifact": {"dev in folds": measures}, "written": {"alone": verdicts}})
    )
    finish()
    card = (output / "card.md").read_text()
    assert "| dev in folds | 0.456 |" in card
    assert "| alone | 0.610 | 0.520 | 0.030 | 0.140 |" in card


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
