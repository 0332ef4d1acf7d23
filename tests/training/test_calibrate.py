"""Temperature, thresholds and doubt keep to what is asked of them."""

from __future__ import annotations

import numpy as np
import pytest

from claimcheck.training.calibrate import (
    Aims,
    calibration,
    cross_fitted,
    decide,
    fit_shift,
    fit_temperature,
)
from claimcheck.training.measure import (
    bootstrap,
    calibration_error,
    exact_interval,
    false_support,
    gap,
    macro_f1,
    reliability,
    softmax,
    upper_bound,
)
from claimcheck.training.risk import kept, review_below, risk_coverage

AIMS = Aims(false_support=0.06, precision=0.6)


def drawn(rows, *, seed=2, sharper=3):
    """Rows whose logits are as sure as they are right, then made `sharper` times too sure."""
    random = np.random.default_rng(seed)
    logits = random.standard_normal((rows, 3)) * 1.5
    chances = softmax(logits)
    truth = np.array([random.choice(3, p=row / row.sum()) for row in chances])
    return truth, logits * sharper


@pytest.fixture
def scored():
    return drawn(3000)


def test_temperature_undoes_overconfidence(scored):
    truth, logits = scored
    temperature = fit_temperature(truth, logits)
    assert temperature == pytest.approx(3, abs=0.25)
    before = calibration_error(truth, softmax(logits))
    after = calibration_error(truth, softmax(logits, temperature=temperature))
    assert after < 0.05 < before


def test_the_shift_takes_out_a_surplus_of_neutral_pairs(scored):
    truth, logits = scored
    shift = fit_shift(truth, logits + np.array([0.0, 3.0, 0.0]))
    assert shift.tolist() == pytest.approx([3.0, 0.0, 3.0], abs=0.6)


def test_thresholds_keep_to_the_budget_of_false_support(scored):
    truth, logits = scored
    found = calibration(truth, logits, aims=AIMS, sets={"made": len(truth)})
    rows = softmax(logits, temperature=found["temperature"])
    guess = decide(rows, **found["thresholds"])
    assert false_support(truth, guess) <= found["chosen"]["false_support_upper"] <= 0.06
    assert (truth[guess == 2] == 2).mean() >= 0.6


def test_few_rows_ask_for_a_higher_threshold_than_many():
    few, many = (calibration(*drawn(rows), aims=AIMS, sets={}) for rows in (240, 6000))
    counted = Aims(false_support=0.06, precision=0.6, bound=0.0)
    as_counted = calibration(*drawn(240), aims=counted, sets={})
    assert few["thresholds"]["supported"] > as_counted["thresholds"]["supported"]
    assert few["thresholds"]["supported"] > many["thresholds"]["supported"]


def test_the_lower_threshold_for_a_repetition_moves_along(scored):
    truth, logits = scored
    aims = Aims(false_support=0.06, precision=0.6, repeated_gap=0.2, certain=0.95, margin=0.05)
    found = calibration(truth, logits, aims=aims, sets={})
    limits = found["thresholds"]
    assert limits["repeated"] == pytest.approx(limits["supported"] - 0.2)
    assert (limits["certain"], found["margin"]) == (0.95, 0.05)
    assert "unopposed" not in limits


def test_contradiction_is_looked_at_first():
    rows = np.array([[0.5, 0.0, 0.5], [0.6, 0.3, 0.1], [0.3, 0.5, 0.2]])
    assert decide(rows, supported=0.5, contradictory=0.5).tolist() == [2, 0, 1]


def test_cross_fitting_measures_rows_that_had_no_part_in_the_choice():
    found = {"one": drawn(900, seed=1), "two": drawn(600, seed=5, sharper=1)}
    crossed = cross_fitted(found, aims=AIMS)
    assert list(crossed) == ["one", "two", "folds"]
    assert (crossed["one"]["n"], crossed["folds"]["n"]) == (900, 1500)
    # Rows three times as sure as those the temperature was fitted on stay too sure.
    assert crossed["one"]["ece"] > 0.1
    alone = cross_fitted({"one": found["one"]}, aims=AIMS)
    assert list(alone) == ["folds"]
    assert alone["folds"]["ece"] < 0.06


def test_macro_f1_counts_a_label_never_guessed_as_zero():
    truth, guess = np.array([0, 1, 2]), np.array([0, 0, 0])
    assert macro_f1(truth, guess) == pytest.approx(0.5 / 3)
    low, high = bootstrap(truth, truth)
    assert low <= high <= 1


def test_bins_hold_every_row_and_their_gap_is_the_calibration_error(scored):
    truth, logits = scored
    rows = softmax(logits)
    found = reliability(truth, rows)
    assert sum(item.rows for item in found) == len(truth)
    assert gap(found) == pytest.approx(calibration_error(truth, rows))
    refuted = reliability(truth, rows, label=2)
    assert refuted[0].confidence < 0.1 < refuted[-1].right


def test_a_bound_is_above_zero_where_nothing_was_counted():
    assert upper_bound(0, 100, level=0.95) == pytest.approx(0.0295, abs=1e-3)
    assert upper_bound(3, 50, level=0.0) == pytest.approx(0.06)
    assert (upper_bound(0, 0, level=0.9), upper_bound(4, 4, level=0.9)) == (1.0, 1.0)
    # Clopper and Pearson's interval of 5 in 20, from tables.
    assert exact_interval(5, 20) == pytest.approx((0.0866, 0.4910), abs=1e-3)


def test_risk_falls_as_less_is_kept():
    confidence = np.array([0.9, 0.9, 0.8, 0.6, 0.6])
    right = np.array([True, True, True, False, True])
    curve = risk_coverage(confidence, right)
    assert curve.confidence.tolist() == [0.9, 0.8, 0.6]
    assert curve.coverage.tolist() == pytest.approx([0.4, 0.6, 1.0])
    assert curve.risk.tolist() == pytest.approx([0.0, 0.0, 0.2])
    assert curve.area == pytest.approx(0.08)


def test_review_begins_where_the_risk_passes_its_aim():
    random = np.random.default_rng(3)
    confidence = random.uniform(0.3, 1.0, 4000)
    right = random.uniform(size=4000) < confidence
    below = review_below(confidence, right, risk=0.2)
    found = kept(confidence, right, threshold=below)
    # Where confidence is honest, those above .6 are wrong one time in five.
    assert below == pytest.approx(0.6, abs=0.05)
    assert found["risk"] <= 0.2 <= found["risk_upper"] + 0.02
    assert found["coverage"] == pytest.approx(0.57, abs=0.07)


def test_everything_is_reviewed_where_no_confidence_is_right_often_enough():
    confidence = np.linspace(0.4, 0.9, 200)
    assert review_below(confidence, np.zeros(200, dtype=bool), risk=0.1) == 1.0
