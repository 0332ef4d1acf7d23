"""Own claims beside passages of the bundled corpus: true ones, false ones, and hype.

``challenge.jsonl`` was at hand while the cues were written; ``challenge_b.jsonl`` was
written afterwards, and its first run is recorded in ``docs/verification.md``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from claimcheck.config import models_dir
from claimcheck.types import Design, Label, Passage, Standing
from claimcheck.verification import Calibration, Verifier
from tests.verification.helpers import make_claim, make_evidence

FILES = ("challenge", "challenge_b")


def rows(name: str) -> list[dict[str, Any]]:
    path = Path(__file__).parent / "data" / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def passage(fields: dict[str, Any]) -> Passage:
    design, standing = Design(fields["design"]), Standing(fields["standing"])
    return Passage(**{**fields, "design": design, "standing": standing})


class Credulous:
    """Says that everything is supported by everything."""

    def predict(self, pairs: Sequence[tuple[str, str]]) -> Any:
        return np.tile([0.95, 0.04, 0.01], (len(pairs), 1))


def labels(verifier: Verifier, items: Sequence[dict[str, Any]]) -> list[Label | None]:
    claims = [make_claim(item["claim"]) for item in items]
    evidence = [make_evidence(*map(passage, item["passages"])) for item in items]
    return [verdict.label for verdict in verifier.verify(claims, evidence)]


def share(verifier: Verifier, items: Sequence[dict[str, Any]], label: Label) -> float:
    return sum(found is label for found in labels(verifier, items)) / len(items)


def of(name: str, *groups: str) -> list[dict[str, Any]]:
    return [item for item in rows(name) if item["group"] in groups]


@pytest.mark.parametrize(("name", "floor"), [("challenge", 0.8), ("challenge_b", 0.6)])
def test_the_checks_alone_hold_back_most_false_claims_and_hardly_a_true_one(
    name: str, floor: float
) -> None:
    credulous = Verifier(Credulous(), Calibration())
    assert share(credulous, of(name, "false", "hype"), Label.SUPPORTED) <= 1 - floor
    assert share(credulous, of(name, "true"), Label.SUPPORTED) >= 0.9


@pytest.mark.models
@pytest.mark.parametrize("name", FILES)
def test_the_bundled_verifier_supports_no_false_claim_and_most_true_ones(name: str) -> None:
    from claimcheck.runtime import PairClassifier

    folder = models_dir() / "verifier"
    if not (folder / "calibration.json").is_file():
        pytest.skip("the verifier is not built")
    model = PairClassifier.load(folder, threads=1)
    verifier = Verifier(model, Calibration.load(folder / "calibration.json"))
    assert share(verifier, of(name, "false", "hype"), Label.SUPPORTED) == 0
    assert share(verifier, of(name, "true"), Label.SUPPORTED) >= 0.6
