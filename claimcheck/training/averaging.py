"""The mean of the weights of models that began alike (Wortsman et al., ICML 2022)."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

__all__ = ["average"]


def average(models: Sequence[Path], output: Path, *, shares: Sequence[float] | None = None) -> Path:
    """Write a folder whose weights are the mean of others'; the rest is the first one's.

    :param models: folders of weights of one shape.
    :param output: folder to write.
    :param shares: how much each counts, above 0; alike if `None`.
    :returns: `output`.
    """
    shutil.copytree(models[0], output, dirs_exist_ok=True)
    held = [load_file(model / "model.safetensors") for model in models]
    mean = {
        name: np.average([one[name] for one in held], axis=0, weights=shares).astype(value.dtype)
        for name, value in held[0].items()
    }
    save_file(mean, output / "model.safetensors", metadata={"format": "pt"})
    return output
