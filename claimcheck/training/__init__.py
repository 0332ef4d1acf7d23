"""What makes the bundled models: data readers, trainers, export and calibration."""

from __future__ import annotations

import importlib
from pathlib import Path

from claimcheck.config import load_settings
from claimcheck.errors import MissingExtraError, UsageError

__all__ = ["train"]

#: The module and the function that make each model; loaded when asked for.
_TRAINERS = {
    "verifier": ("verifier", "make_verifier"),
    "judge": ("verifier", "make_verifier"),
    "encoder": ("encoder", "train_encoder"),
    "reranker": ("reranker", "train_reranker"),
    "strength": ("strength", "train_strength"),
    "promo": ("promo", "train_promo"),
    "aggregator": ("aggregate", "train_aggregator"),
    "units": ("units", "train_units"),
}


def train(name: str, *, data: Path, output: Path, base: Path, resume: bool = False) -> Path:
    """Rebuild a bundled model from its recipe.

    Checkpoints go beside the folder, to `<output>.run`.

    :param name: `verifier`, `judge`, `encoder`, `reranker`, `strength`, `units` or `promo`.
    :param data: folder of public data, laid out as `docs/training.md` says.
    :param output: the model folder to write.
    :param base: folder of the base model the recipe names.
    :param resume: go on from the last checkpoint of a run cut short.
    :returns: the model folder.
    :raises UsageError: the name is not known, or a folder is missing.
    :raises MissingExtraError: the packages of the extra `train` are not installed.
    """
    if name not in _TRAINERS:
        raise UsageError(f"There is no model {name!r} to train; known are {', '.join(_TRAINERS)}.")
    if not (base / "config.json").is_file():
        raise UsageError(
            f"The base model folder {base} holds no config.json; see docs/training.md."
        )
    if not data.is_dir():
        raise UsageError(f"There is no data folder at {data}; see docs/training.md.")
    recipe = load_settings().models_path / name / "recipe.toml"
    module, function = _TRAINERS[name]
    try:
        made = getattr(importlib.import_module(f"claimcheck.training.{module}"), function)
        folder: Path = made(recipe, data=data, output=output, base=base, resume=resume)
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"Training needs the package {error.name!r}; "
            "install it with: pip install 'claimcheck-health[train]'"
        ) from error
    return folder
