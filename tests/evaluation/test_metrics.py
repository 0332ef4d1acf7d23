from __future__ import annotations

import numpy as np
import pytest

from claimcheck.evaluation import metrics

S, U, C = metrics.LABELS


def test_macro_f1_is_the_mean_over_all_three_labels() -> None:
    scores = metrics.classification([S, S, U, C], [S, U, U, C])
    assert scores["accuracy"] == 0.75
    assert scores["macro_f1"] == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)
    assert scores["confusion"][S] == {S: 1, U: 1, C: 0}


def test_a_label_that_is_never_guessed_scores_nothing_and_warns_nobody() -> None:
    assert metrics.classification([S, C], [S, S])["per_class"][C]["f1"] == 0


def test_false_support_counts_contradicted_rows_only() -> None:
    truth, guess = [C, C, C, C, U, S], [S, C, U, U, S, S]
    assert metrics.false_support_rate(truth, guess) == 0.25
    assert metrics.supported_recall(truth, guess) == 1.0
    assert metrics.false_support_rate([S], [S]) == 0.0


def test_calibration_error_is_the_gap_between_sure_and_right() -> None:
    sure = np.array([[0.9, 0.05, 0.05]] * 10)
    assert metrics.expected_calibration_error([S] * 9 + [U], sure) == pytest.approx(0)
    assert metrics.expected_calibration_error([U] * 10, sure) == pytest.approx(0.9)


def test_brier_is_zero_when_certain_and_right_and_two_when_certain_and_wrong() -> None:
    certain = np.array([[1.0, 0.0, 0.0]])
    assert metrics.brier([S], certain) == 0
    assert metrics.brier([C], certain) == 2


def test_the_majority_baseline_never_scores_above_a_third_by_macro_f1_on_even_rows() -> None:
    scores = metrics.majority([S, U, C])
    assert scores["accuracy"] == pytest.approx(1 / 3)
    assert scores["macro_f1"] < 1 / 3


def test_the_bootstrap_is_repeatable_and_holds_the_measure() -> None:
    truth, guess = [S, U, C] * 20, [S, U, U] * 20

    def accuracy(gold: object, said: object) -> float:
        return float(np.mean(np.asarray(gold) == np.asarray(said)))

    first = metrics.bootstrap(truth, guess, accuracy, rounds=50)
    assert first == metrics.bootstrap(truth, guess, accuracy, rounds=50)
    assert first[0] <= 2 / 3 <= first[1]


def test_a_side_that_gives_the_label_away_shows_and_an_empty_one_does_not() -> None:
    truth = [S, U, C] * 10
    giveaway = {S: "works well", U: "nobody knows", C: "fails badly"}
    telling = [f"{giveaway[label]} {place}" for place, label in enumerate(truth)]
    assert metrics.one_sided_macro_f1(telling, truth) == 1.0
    assert metrics.one_sided_macro_f1(["the same text"] * 30, truth) < 0.4
    assert metrics.one_sided_macro_f1([giveaway[t] for t in truth], truth) == 0.0, "learnt by heart"
    assert metrics.one_sided_macro_f1(["one row"], [S]) == 0.0


def test_counts_of_nothing_give_zero() -> None:
    assert metrics.prf(0, 0, 5) == {"precision": 0.0, "recall": 0.0, "f1": 0.0}
    assert metrics.prf(2, 4, 2)["f1"] == pytest.approx(2 / 3)
