"""One temperature and two thresholds, chosen on tuning sets for a budget of false support."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from claimcheck.training.measure import (
    Floats,
    Ints,
    calibration_error,
    false_support,
    macro_f1,
    softmax,
    supported_recall,
    upper_bound,
)

__all__ = [
    "Aims",
    "calibration",
    "cross_fitted",
    "decide",
    "fit_shift",
    "fit_temperature",
    "joined",
    "negative_log_likelihood",
]

_STEPS = np.round(np.arange(0.30, 0.991, 0.01), 2)
_FOLDS = 5
#: Gold labels, *shape* (n,), and logits, *shape* (n, 3).
Scored = tuple[Ints, Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aims:
    """The table `calibration` of a recipe: what is asked of the thresholds. All values 0–1.

    `false_support` is the largest share of contradicted rows that may come out as supported, and
    `bound` how surely the true share is to lie below it (0 takes the share as counted);
    `precision` is the least share of rows called contradictory that must be so; `review_risk` the
    largest share of errors among verdicts that no person needs to see; `shift_share` how much of
    the fitted shift of the logits is folded into the weights. `repeated_gap` is how far below the
    threshold the one lies for evidence that repeats the claim; `unopposed`, `certain` and `margin`
    are passed on as they are.
    """

    false_support: float
    precision: float
    shift_share: float = 1.0
    bound: float = 0.9
    review_risk: float = 0.1
    repeated_gap: float = 0.09
    unopposed: float | None = None
    certain: float | None = None
    margin: float | None = None


def negative_log_likelihood(truth: Ints, logits: Floats, *, temperature: float) -> float:
    """Mean loss of the true labels at a temperature."""
    probabilities = softmax(logits, temperature=temperature)
    return float(-np.log(probabilities[np.arange(len(truth)), truth] + 1e-12).mean())


def fit_temperature(truth: Ints, logits: Floats) -> float:
    """The temperature of least loss between 0.5 and 4, to two decimals (Guo et al., ICML 2017)."""
    steps = np.round(np.arange(0.50, 4.01, 0.01), 2)
    losses = [negative_log_likelihood(truth, logits, temperature=float(step)) for step in steps]
    return float(steps[int(np.argmin(losses))])


def fit_shift(truth: Ints, logits: Floats, *, steps: int = 4000) -> Floats:
    """What to add to the logits, *shape* (3,), so that labels come out as often as they are true.

    Training holds more neutral pairs a claim than any use does, and the logits carry that share.
    Two numbers and a temperature are fitted together by gradient descent on the loss, which is
    convex; the shift of `unsupported` is 0. The temperature is fitted again afterwards.
    """
    scale, shift = 0.5, np.zeros(3)
    wanted = np.eye(3)[truth]
    for _ in range(steps):
        error = (softmax(scale * logits + shift) - wanted) / len(truth)
        scale -= 0.1 * float((error * logits).sum())
        shift -= 1.0 * error.sum(axis=0)
    result: Floats = np.round((shift - shift[1]) / scale, 2)
    return result


def decide(probabilities: Floats, *, supported: float, contradictory: float, **_: float) -> Ints:
    """Labels at thresholds, *shape* (n,): contradiction is looked at first, then support."""
    guess = np.ones(len(probabilities), dtype=np.int64)
    refuted = probabilities[:, 2] >= contradictory
    guess[refuted] = 2
    guess[~refuted & (probabilities[:, 0] >= supported)] = 0
    return guess


def calibration(
    truth: Ints, logits: Floats, *, aims: Aims, sets: Mapping[str, int]
) -> dict[str, Any]:
    """The content of `calibration.json`, as far as logits alone tell it.

    :param truth: *shape* (n,), positions in `LABELS`.
    :param logits: *shape* (n, 3).
    :param aims: what is asked of the thresholds.
    :param sets: rows of each tuning set, for the record.
    :returns: temperature, thresholds, and what they give on the rows they were chosen on.
    """
    temperature = fit_temperature(truth, logits)
    probabilities = softmax(logits, temperature=temperature)
    contradictory = _contradictory(truth, probabilities, aims.precision)
    supported = _supported(truth, probabilities, contradictory, aims)
    guess = decide(probabilities, supported=supported, contradictory=contradictory)
    thresholds = {
        "supported": supported,
        "contradictory": contradictory,
        "repeated": round(max(0.0, supported - aims.repeated_gap), 2),
    }
    given = {"unopposed": aims.unopposed, "certain": aims.certain}
    thresholds |= {name: value for name, value in given.items() if value is not None}
    return {
        "temperature": temperature,
        "thresholds": thresholds,
        **({} if aims.margin is None else {"margin": aims.margin}),
        "chosen": {
            "false_support_budget": aims.false_support,
            "false_support_bound": aims.bound,
            "contradictory_precision_floor": aims.precision,
            **counted(truth, guess),
            "sets": dict(sets),
        },
    }


def counted(truth: Ints, guess: Ints) -> dict[str, float]:
    """What thresholds cost and keep: shares by name, and the upper bound of false support."""
    refuted = truth == 2
    wrong = int((guess[refuted] == 0).sum())
    return {
        "false_support": round(false_support(truth, guess), 4),
        "false_support_upper": round(upper_bound(wrong, int(refuted.sum()), level=0.9), 4),
        "supported_recall": round(supported_recall(truth, guess), 4),
        "contradictory_recall": round(float((guess[refuted] == 2).mean()), 4)
        if refuted.any()
        else 0.0,
    }


def within_budget(truth: Ints, guess: Ints, *, budget: float, level: float) -> bool:
    """Whether false support lies below the budget, as surely as `level` says."""
    refuted = truth == 2
    wrong = int((guess[refuted] == 0).sum())
    return upper_bound(wrong, int(refuted.sum()), level=level) <= budget


def joined(found: Mapping[str, Scored], *, without: str = "") -> Scored:
    """The rows of all sets but one, one set after the other."""
    parts = [scored for name, scored in found.items() if name != without]
    return np.concatenate([t for t, _ in parts]), np.concatenate([rows for _, rows in parts])


def cross_fitted(found: Mapping[str, Scored], *, aims: Aims) -> dict[str, dict[str, float]]:
    """What shift, temperature and thresholds give on rows that had no part in choosing them.

    :param found: each tuning set's logits without any shift.
    :param aims: what is asked of the thresholds.
    :returns: figures by the name of the set left out, all chosen on the others, where there are
        others; and under `folds` those of a fivefold split of all rows together.
    """
    result = {}
    if len(found) > 1:
        for name, held in found.items():
            result[name] = _figures(held[0], *_applied(joined(found, without=name), held, aims))
    truth, logits = joined(found)
    fold_of = _folds(truth)
    probabilities = np.zeros(logits.shape)
    guess = np.ones(len(truth), dtype=np.int64)
    for fold in range(_FOLDS):
        held = fold_of == fold
        probabilities[held], guess[held] = _applied(
            (truth[~held], logits[~held]), (truth[held], logits[held]), aims
        )
    return result | {"folds": _figures(truth, probabilities, guess)}


def _applied(fitted: Scored, held: Scored, aims: Aims) -> tuple[Floats, Ints]:
    truth, logits = fitted
    shift = aims.shift_share * fit_shift(truth, logits)
    made = calibration(truth, logits + shift, aims=aims, sets={})
    probabilities = softmax(held[1] + shift, temperature=made["temperature"])
    return probabilities, decide(probabilities, **made["thresholds"])


def _figures(truth: Ints, probabilities: Floats, guess: Ints) -> dict[str, float]:
    return {
        "n": float(len(truth)),
        "macro_f1": macro_f1(truth, probabilities.argmax(axis=1)),
        "ece": calibration_error(truth, probabilities),
        **counted(truth, guess),
    }


def _folds(truth: Ints) -> Ints:
    """A fold for each row, *shape* (n,), every label spread evenly; seeded."""
    random = np.random.default_rng(0)
    folds = np.zeros(len(truth), dtype=np.int64)
    for label in range(3):
        rows = random.permutation(np.flatnonzero(truth == label))
        folds[rows] = np.arange(len(rows)) % _FOLDS
    return folds


def _contradictory(truth: Ints, probabilities: Floats, precision: float) -> float:
    for step in _STEPS:
        called = probabilities[:, 2] >= step
        if called.any() and float((truth[called] == 2).mean()) >= precision:
            return float(step)
    return float(_STEPS[-1])


def _supported(truth: Ints, probabilities: Floats, contradictory: float, aims: Aims) -> float:
    """The lowest step whose bound keeps the budget; else the lowest whose share does."""
    for level in (aims.bound, 0.0):
        for step in _STEPS:
            guess = decide(probabilities, supported=float(step), contradictory=contradictory)
            if within_budget(truth, guess, budget=aims.false_support, level=level):
                return float(step)
    return float(_STEPS[-1])
