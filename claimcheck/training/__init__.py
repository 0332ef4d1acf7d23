"""What makes the bundled models: data readers, trainers, export and calibration."""

from __future__ import annotations

import tomllib
from pathlib import Path

from claimcheck.config import load_settings
from claimcheck.errors import MissingExtraError, UsageError

__all__ = ["train"]

_NAMES = ("verifier", "encoder")


def train(name: str, *, data: Path, output: Path, base: Path, resume: bool = False) -> Path:
    """Rebuild a bundled model from its recipe.

    Checkpoints go beside the folder, to `<output>.run`.

    :param name: `verifier` or `encoder`.
    :param data: folder of public data, laid out as `docs/training.md` says.
    :param output: the model folder to write.
    :param base: folder of the base model the recipe names.
    :param resume: go on from the last checkpoint of a run cut short.
    :returns: the model folder.
    :raises UsageError: the name is not known, or a folder is missing.
    :raises MissingExtraError: the packages of the extra `train` are not installed.
    """
    if name not in _NAMES:
        raise UsageError(f"There is no model {name!r} to train; known are {', '.join(_NAMES)}.")
    if not (base / "config.json").is_file():
        raise UsageError(
            f"The base model folder {base} holds no config.json; see docs/training.md."
        )
    if name == "verifier" and not data.is_dir():
        raise UsageError(f"There is no data folder at {data}; see docs/training.md.")
    recipe = load_settings().models_path / name / "recipe.toml"
    try:
        if name == "encoder":
            return _encoder(recipe, output=output, base=base)
        return _verifier(recipe, data=data, output=output, base=base, resume=resume)
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"Training needs the package {error.name!r}; "
            "install it with: pip install 'claimcheck-health[train]'"
        ) from error


def _encoder(recipe: Path, *, output: Path, base: Path) -> Path:
    from claimcheck.training.export import export_encoder

    table = tomllib.loads(recipe.read_text(encoding="utf-8"))
    return export_encoder(base, output, base=table["model"]["base"], **table["export"])


def _verifier(recipe: Path, *, data: Path, output: Path, base: Path, resume: bool) -> Path:
    from claimcheck.training.finish import finish_verifier
    from claimcheck.training.recipe import read_recipe
    from claimcheck.training.verifier import train_verifier

    plan = read_recipe(recipe)
    run = output.with_name(f"{output.name}.run")
    trained = train_verifier(plan, data=data, output=run, base=base, resume=resume)
    return finish_verifier(plan, trained=trained, run=run, data=data, output=output)
