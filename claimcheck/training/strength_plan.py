"""The recipe of the claim-strength model."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Plan", "read_plan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The recipe of the model.

    `seeds` are trained one by one and their weights averaged. `balance` is the power of the
    inverse class share that weighs the loss, 0 for none. `flips` adds training sentences whose
    hedge is dropped or put in. `dev_share` of the sentences choose the recipe; the shipped model
    then trains on all.
    """

    base: str
    seeds: tuple[int, ...]
    epochs: float
    learning_rate: float
    batch_size: int
    max_tokens: int
    dropout: float
    label_smoothing: float
    balance: float
    flips: bool
    sets: Mapping[str, str]
    dev_share: float
    split_seed: int
    export: Mapping[str, int]


def read_plan(path: Path) -> Plan:
    """The plan in a `recipe.toml`.

    :param path: the file.
    :returns: the plan.
    :raises OSError: the file cannot be read.
    :raises KeyError: a key is missing.
    """
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    training, data = dict(table["training"]), dict(table["data"])
    return Plan(
        base=table["model"]["base"],
        seeds=tuple(training.pop("seeds")),
        sets=data.pop("sets"),
        export=table["export"],
        **training,
        **data,
    )
