"""Temperature and thresholds keep to their budgets."""

from __future__ import annotations

import numpy as np
import pytest

from claimcheck.training.calibrate import calibration, decide, fit_temperature
from claimcheck.training.measure import (
    bootstrap,
    calibration_error,
    false_support,
    macro_f1,
    softmax,
)


@pytest.fixture
def scored():
    """Rows whose logits are as sure as they are right, then made three times too sure."""
    random = np.random.default_rng(2)
    logits = random.standard_normal((3000, 3)) * 1.5
    chances = softmax(logits)
    truth = np.array([random.choice(3, p=row / row.sum()) for row in chances])
    return truth, logits * 3


def test_temperature_undoes_overconfidence(scored):
    truth, logits = scored
    temperature = fit_temperature(truth, logits)
    assert temperature == pytest.approx(3, abs=0.25)
    before = calibration_error(truth, softmax(logits))
    after = calibration_error(truth, softmax(logits, temperature=temperature))
    assert after < 0.05 < before


def test_thresholds_keep_to_the_budget_of_false_support(scored):
    truth, logits = scored
    found = calibration(truth, logits, false_support=0.06, precision=0.6, sets={"made": len(truth)})
    rows = softmax(logits, temperature=found["temperature"])
    guess = decide(rows, **found["thresholds"])
    assert false_support(truth, guess) <= 0.06
    assert (truth[guess == 2] == 2).mean() >= 0.6


def test_contradiction_is_looked_at_first():
    rows = np.array([[0.5, 0.0, 0.5], [0.6, 0.3, 0.1], [0.3, 0.5, 0.2]])
    assert decide(rows, supported=0.5, contradictory=0.5).tolist() == [2, 0, 1]


def test_macro_f1_counts_a_label_never_guessed_as_zero():
    truth, guess = np.array([0, 1, 2]), np.array([0, 0, 0])
    assert macro_f1(truth, guess) == pytest.approx(0.5 / 3)
    low, high = bootstrap(truth, truth)
    assert low <= high <= 1
