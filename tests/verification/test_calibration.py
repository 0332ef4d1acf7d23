from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from claimcheck.errors import ModelError
from claimcheck.verification import Calibration


def test_a_temperature_above_one_draws_probabilities_together() -> None:
    row = np.array([[0.9, 0.08, 0.02]])
    assert Calibration(temperature=2.0).apply(row)[0, 0] < 0.9
    assert Calibration(temperature=1.0).apply(row)[0, 0] == 0.9


def test_rounding_to_four_decimals_comes_before_thresholds() -> None:
    one = Calibration(temperature=1.3).apply(np.array([[0.7, 0.2, 0.1]]))
    other = Calibration(temperature=1.3).apply(np.array([[0.7 + 1e-7, 0.2, 0.1 - 1e-7]]))
    assert (one == other).all()


def test_it_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "calibration.json"
    path.write_text(
        json.dumps({"temperature": 1.5, "thresholds": {"supported": 0.8, "contradictory": 0.65}})
    )
    assert Calibration.load(path) == Calibration(temperature=1.5, supported=0.8, contradictory=0.65)


@pytest.mark.parametrize("content", ["", "[]", '{"temperature": 0}', '{"temperature": "warm"}'])
def test_a_broken_file_is_refused_in_one_sentence(tmp_path: Path, content: str) -> None:
    path = tmp_path / "calibration.json"
    path.write_text(content)
    with pytest.raises(ModelError):
        Calibration.load(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="calibration"):
        Calibration.load(tmp_path / "calibration.json")
