"""The recipe of the tagger of promotional language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Plan", "read_plan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The recipe of the model.

    `seeds` are trained one by one and their weights averaged. `freeze` keeps the word vectors and
    that many of the lowest layers as they are. `joined` is the share of sentences that are read
    with others beside them, drawn anew for each epoch.
    """

    base: str
    seeds: tuple[int, ...]
    epochs: int
    learning_rate: float
    batch_size: int
    max_tokens: int
    dropout: float
    label_smoothing: float
    freeze: int
    joined: float
    export: Mapping[str, int]


def read_plan(path: Path) -> Plan:
    """The plan in a `recipe.toml`.

    :param path: the file.
    :returns: the plan.
    :raises OSError: the file cannot be read.
    :raises KeyError: a key is missing.
    """
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    training = dict(table["training"])
    return Plan(
        base=table["model"]["base"],
        seeds=tuple(training.pop("seeds")),
        export=table["export"],
        **training,
    )
