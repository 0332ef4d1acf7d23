"""Fills the folder of a version: the models it began with, and what was learnt in their place."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from claimcheck.codec import dumps, write_atomic
from claimcheck.runtime.folder import PACKED, TOKENIZER, WEIGHTS
from claimcheck.training.aggregate import stored
from claimcheck.training.learn.card import card
from claimcheck.training.learn.house import FOLDER as HOUSE
from claimcheck.training.learn.house import write_house
from claimcheck.training.learn.learned import Learned
from claimcheck.training.learn.versions import link_folder
from claimcheck.verification.memory import FOLDER

__all__ = ["builder"]

# The figures of a model are those of its weights.
_STALE = (WEIGHTS, PACKED, TOKENIZER, "config.json", "card.md", "loss.svg", "reliability.svg",
          "risk_coverage.svg")  # fmt: skip


def builder(base: Path, done: Learned, *, deciding: str) -> Callable[[Path], None]:
    """What fills the folder of a version.

    :param base: the version learnt from.
    :param done: what was learnt.
    :param deciding: the name of the model that decides.
    :returns: a function that fills an empty folder.
    """

    def build(folder: Path) -> None:
        for source in sorted(path for path in base.iterdir() if path.is_dir()):
            if source.name not in (FOLDER, HOUSE):
                link_folder(source, folder / source.name)
        done.memory.write(folder / FOLDER)
        if not done.house.empty:
            write_house(done.house, folder / HOUSE)
        _write_model(folder / deciding, done)
        write_atomic(folder / "card.md", card(done))

    return build


def _write_model(folder: Path, done: Learned) -> None:
    candidate = done.candidate
    if candidate.weights is not None:
        for name in _STALE:
            # A hard link of the version before is taken away, never written through.
            (folder / name).unlink(missing_ok=True)
        for path in candidate.weights.iterdir():
            shutil.copy2(path, folder / path.name)
    path = folder / "calibration.json"
    present = json.loads(path.read_text(encoding="utf-8"))
    write_atomic(path, dumps(_calibrated(present, done), indent=2) + "\n")
    if done.aggregator is not None:
        content = stored(done.aggregator, fitted_on={"random reviews": len(done.snapshot.learnt)})
        write_atomic(folder / "aggregator.json", dumps(content, indent=1) + "\n")


def _calibrated(present: dict[str, Any], done: Learned) -> dict[str, Any]:
    """The stored calibration with what was learnt; the rest of it stays."""
    then = done.then
    learnt = {"supported": then.supported, "contradictory": then.contradictory,
              "repeated": then.repeated, "unopposed": then.unopposed}  # fmt: skip
    given = {name: value for name, value in learnt.items() if value is not None}
    thresholds = dict(present.get("thresholds", {})) | given
    record = {"snapshot": done.snapshot.hash, "why": done.why}
    return present | {"temperature": then.temperature, "thresholds": thresholds, "learnt": record}
