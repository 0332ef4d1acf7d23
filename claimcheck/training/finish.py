"""The last steps of a verifier: export, calibrate, measure, write the card."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from claimcheck.runtime import PairClassifier
from claimcheck.training.baselines import one_sided_baselines
from claimcheck.training.calibrate import calibration, decide, fit_shift
from claimcheck.training.card import verifier_card
from claimcheck.training.data import read_pairs, stage_pairs
from claimcheck.training.export import export_verifier
from claimcheck.training.measure import (
    Floats,
    Ints,
    bootstrap,
    class_scores,
    false_support,
    gold,
    macro_f1,
    softmax,
    summary,
)
from claimcheck.training.recipe import Recipe

__all__ = ["finish_verifier"]


def finish_verifier(recipe: Recipe, *, trained: Path, run: Path, data: Path, output: Path) -> Path:
    """Write the model folder from the last stage's weights.

    :param recipe: how the run was made and how it is to ship.
    :param trained: folder of the trained weights.
    :param run: folder of the run, with one `stage.json` a stage; `figures.json` is added to it.
    :param data: the data folder, for the tuning sets.
    :param output: the model folder to write.
    :returns: `output`.
    """
    export_verifier(trained, output, base=recipe.base, **recipe.export)
    unshifted = _all_logits(output, data, recipe.tune)
    limits = dict(recipe.calibration)
    share = limits.pop("shift_share")
    shift = np.round(share * fit_shift(*_joined(unshifted, recipe.tune)), 2)
    export_verifier(
        trained, output, base=recipe.base, shift=tuple(map(float, shift)), **recipe.export
    )
    found = _all_logits(output, data, (*recipe.tune, *recipe.report))
    sizes = {name: len(found[name][0]) for name in recipe.tune}
    settings = calibration(*_joined(found, recipe.tune), sets=sizes, **limits)
    settings["shift_in_weights"] = [float(value) for value in shift]
    _write(output / "calibration.json", settings)
    train = [
        pair
        for stage in recipe.stages[-2:]
        for pair in stage_pairs(data, stage.data, seed=stage.seed)
    ]
    before = {
        name: macro_f1(truth, rows.argmax(axis=1)) for name, (truth, rows) in unshifted.items()
    }
    figures = {
        "before_shift": before,
        "calibration": settings,
        "sets": {name: _figures(*found[name], settings) for name in found},
        "baselines": {
            name: one_sided_baselines(train, read_pairs(_path(data, name))) for name in found
        },
        "stages": [json.loads(path.read_text()) for path in sorted(run.glob("*/stage.json"))],
    }
    _write(run / "figures.json", figures)
    (output / "card.md").write_text(verifier_card(figures, output), encoding="utf-8")
    return output


def _all_logits(folder: Path, data: Path, names: Sequence[str]) -> dict[str, tuple[Ints, Floats]]:
    model = PairClassifier.load(folder)
    return {name: _logits(model, data, name) for name in names}


def _joined(found: Mapping[str, tuple[Ints, Floats]], names: Sequence[str]) -> tuple[Ints, Floats]:
    return (
        np.concatenate([found[name][0] for name in names]),
        np.concatenate([found[name][1] for name in names]),
    )


def _path(data: Path, name: str) -> Path:
    return data / "verifier" / f"{name}.jsonl.gz"


def _logits(model: PairClassifier, data: Path, name: str) -> tuple[Ints, Floats]:
    pairs = read_pairs(_path(data, name))
    logits = model.logits([(pair.evidence, pair.claim) for pair in pairs])
    return gold([pair.label for pair in pairs]), logits


def _figures(truth: Ints, logits: Floats, settings: dict[str, Any]) -> dict[str, Any]:
    probabilities = softmax(logits, temperature=settings["temperature"])
    guess = decide(probabilities, **settings["thresholds"])
    likely = probabilities.argmax(axis=1)
    low, high = bootstrap(truth, likely)
    return {
        "most_likely": summary(truth, probabilities)
        | {
            "macro_f1_low": low,
            "macro_f1_high": high,
            "ece_raw": summary(truth, softmax(logits))["ece"],
        },
        "thresholds": {
            "macro_f1": macro_f1(truth, guess),
            "false_support": false_support(truth, guess),
            "supported_recall": float((guess[truth == 0] == 0).mean()),
            "per_class": class_scores(truth, guess),
        },
        "majority": macro_f1(truth, np.full_like(truth, np.bincount(truth, minlength=3).argmax())),
    }


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
