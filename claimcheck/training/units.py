"""Training of the model of units: a logistic regression over sentence vectors.

Its sentences were written for it and lie beside the recipe; nothing else is read.
"""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Sequence
from pathlib import Path

from claimcheck.codec import read_jsonl
from claimcheck.runtime import Encoder
from claimcheck.runtime.folder import FORMAT
from claimcheck.segment.model import features

__all__ = ["train_units"]

SENTENCES = "sentences.jsonl"


def train_units(recipe: Path, *, data: Path, output: Path, base: Path, resume: bool) -> Path:  # noqa: ARG001
    """Fit the weights and write the folder.

    :param recipe: `recipe.toml`, with `sentences.jsonl` beside it.
    :param data: not read.
    :param output: the model folder to write.
    :param base: folder of the sentence encoder.
    :param resume: without effect: it takes seconds.
    :returns: `output`.
    :raises OSError: the sentences are missing.
    """
    plan = tomllib.loads(recipe.read_text(encoding="utf-8"))
    rows = list(read_jsonl(recipe.parent / SENTENCES))
    encoder = Encoder.load(base)
    kinds, weights, bias = _fit(
        [row["text"] for row in rows],
        [row["kind"] for row in rows],
        encoder,
        strength=plan["training"]["inverse_regularisation"],
    )
    output.mkdir(parents=True, exist_ok=True)
    stored = {
        "format": FORMAT,
        "kind": "units",
        "encoder": encoder.hash,
        "kinds": list(kinds),
        "weights": weights,
        "bias": bias,
    }
    (output / "config.json").write_text(json.dumps(stored) + "\n", encoding="utf-8")
    if output.resolve() != recipe.parent.resolve():
        for name in (recipe.name, SENTENCES):
            shutil.copyfile(recipe.parent / name, output / name)
    return output


def _fit(
    texts: Sequence[str], kinds: Sequence[str], encoder: Encoder, *, strength: float
) -> tuple[list[str], list[list[float]], list[float]]:
    """The kinds in order, and for each its weights and bias, to five places."""
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=strength, max_iter=3000).fit(features(texts, encoder), kinds)
    weights = [[round(float(value), 5) for value in row] for row in fitted.coef_]
    return list(fitted.classes_), weights, [round(float(value), 5) for value in fitted.intercept_]
