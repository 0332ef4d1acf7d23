"""Reviews and a scripted model for tests of learning: it needs too much to contradict."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from claimcheck.training.learn.judging import Case
from claimcheck.training.learn.reviews import Review, cited
from claimcheck.types import Evidence, Label, Passage
from claimcheck.verification import Calibration, Verifier

HERBS = ("willow bark", "nettle", "arnica", "sage", "thyme", "fennel", "rosehip", "hawthorn",
         "comfrey", "burdock", "yarrow", "mullein")  # fmt: skip
TROUBLES = ("back pain", "hay fever", "bruising", "hot flushes", "coughing", "sickness",
            "stiffness", "palpitations", "sore muscles", "rash", "cramps", "earache",
            "gout", "sunburn", "vertigo", "chilblains")  # fmt: skip
LABELS = (Label.SUPPORTED, Label.UNSUPPORTED, Label.CONTRADICTORY)


class Model:
    """Unsure and right: .75 for what the evidence says, as its text begins."""

    hash = "00" * 32

    def predict(self, pairs: Sequence[tuple[str, str]]) -> Any:
        return np.array([self._row(evidence) for evidence, _ in pairs]).reshape(-1, 3)

    def _row(self, evidence: str) -> tuple[float, float, float]:
        if "does not ease" in evidence:
            return 0.05, 0.2, 0.75
        return (0.75, 0.2, 0.05) if "eases" in evidence else (0.2, 0.7, 0.1)


def verifier() -> Verifier:
    return Verifier(
        Model(), Calibration(supported=0.7, repeated=0.65, contradictory=0.9, unopposed=0.95)
    )


def claim_of(number: int) -> tuple[str, str, Label]:
    """A claim, its evidence and what that says of it."""
    herb = HERBS[number % len(HERBS)]
    trouble = TROUBLES[(number // len(HERBS)) % len(TROUBLES)]
    label = LABELS[number % 3]
    said = {
        Label.SUPPORTED: f"{herb} eases {trouble}",
        Label.CONTRADICTORY: f"{herb} does not ease {trouble}",
        Label.UNSUPPORTED: f"{herb} grows where {trouble} is common",
    }[label]
    return f"{herb.capitalize()} eases {trouble}.", f"A review says that {said}.", label


def review(number: int, **changes: Any) -> Review:
    claim, text, label = claim_of(number)
    passage = Passage(id=f"p{number}", doc_id=f"p{number}", text=text)
    evidence = (Evidence(passage=passage, rank=1, score=1.0),)
    label = changes.pop("label", label)
    values: dict[str, Any] = {
        "item": f"i{number:04d}",
        "reading": claim,
        "label": label,
        "by": ("ana",),
        "at": "2026-03-04T10:00:00+00:00",
        "random": True,
        "evidence": evidence,
        "cited": cited(evidence, label, marked={}) if label else (),
    }
    return Review(**{**values, **changes})


def case(number: int) -> Case:
    found = review(number)
    assert found.label is not None
    return Case(reading=found.reading, evidence=found.evidence, label=found.label)


def swapped(found: Review) -> Review:
    other = {Label.SUPPORTED: Label.CONTRADICTORY, Label.CONTRADICTORY: Label.SUPPORTED}
    return review(int(found.item[1:]), label=other.get(found.label, found.label))


def model_folders(home: Path) -> dict[str, Path]:
    """Folders that look like models, as far as learning touches them."""
    folder = home / "verifier"
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}", encoding="utf-8")
    (folder / "model.onnx").write_bytes(b"weights")
    stored = {"temperature": 1.0, "thresholds": {"supported": 0.7, "contradictory": 0.9},
              "chosen": {"by": "hand"}}  # fmt: skip
    (folder / "calibration.json").write_text(json.dumps(stored), encoding="utf-8")
    return {"verifier": folder}
