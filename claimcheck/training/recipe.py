"""The recipe of a model folder (`recipe.toml`) and where a run keeps its state."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One pass of training: which data, how long, how fast.

    `stop` ends it after that many steps, 0 for none: the step whose checkpoint did best on the
    tuning sets, on the learning-rate curve of the whole stage. `freeze` keeps the word vectors and
    that many of the lowest layers as they are: a third less work, where a base is large. `start`
    names earlier stages whose weights are averaged to start from, with the share of each; where it
    is empty, the stage before is gone on from.
    """

    name: str
    seed: int
    epochs: float
    learning_rate: float
    batch_size: int
    max_tokens: int
    dropout: float
    guard: float
    stop: int
    freeze: int
    data: dict[str, Any]
    start: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Base model, tuning sets, stages in the order they run, and how the result is shipped.

    `average` names stages whose weights are averaged in the end, with the share of each; where it
    is empty, those of the last stage are the result.
    """

    base: str
    tune: tuple[str, ...]
    report: tuple[str, ...]
    label_smoothing: float
    save_steps: int
    export: dict[str, Any]
    calibration: dict[str, Any]
    stages: tuple[Stage, ...]
    average: dict[str, float] = field(default_factory=dict)


def read_recipe(path: Path) -> Recipe:
    """The recipe in a TOML file.

    :param path: `recipe.toml`.
    :returns: the checked recipe.
    :raises OSError: the file cannot be read.
    :raises KeyError: a required key is missing.
    """
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    common = table["training"]
    stages = tuple(
        Stage(
            name=stage["name"],
            seed=stage.get("seed", common["seed"]),
            epochs=stage["epochs"],
            learning_rate=stage["learning_rate"],
            batch_size=stage.get("batch_size", common["batch_size"]),
            max_tokens=stage["max_tokens"],
            dropout=stage.get("dropout", 0.0),
            guard=stage.get("guard", 0.0),
            stop=stage.get("stop", 0),
            freeze=stage.get("freeze", common.get("freeze", 0)),
            data=stage["data"],
            start=stage.get("start", {}),
        )
        for stage in table["stage"]
    )
    return Recipe(
        base=table["model"]["base"],
        tune=tuple(table["dev"]["tune"]),
        report=tuple(table["dev"]["report"]),
        label_smoothing=common["label_smoothing"],
        save_steps=common["save_steps"],
        export=table["export"],
        calibration=table["calibration"],
        stages=stages,
        average=common.get("average", {}),
    )
