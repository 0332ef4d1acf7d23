"""One temperature and two thresholds, chosen on tuning sets for a budget of false support."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from claimcheck.training.measure import Floats, Ints, softmax

__all__ = ["calibration", "decide", "fit_shift", "fit_temperature", "negative_log_likelihood"]

_STEPS = np.round(np.arange(0.30, 0.991, 0.01), 2)


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


def decide(probabilities: Floats, *, supported: float, contradictory: float) -> Ints:
    """Labels at thresholds, *shape* (n,): contradiction is looked at first, then support."""
    guess = np.ones(len(probabilities), dtype=np.int64)
    refuted = probabilities[:, 2] >= contradictory
    guess[refuted] = 2
    guess[~refuted & (probabilities[:, 0] >= supported)] = 0
    return guess


def calibration(
    truth: Ints,
    logits: Floats,
    *,
    false_support: float,
    precision: float,
    sets: Mapping[str, int],
) -> dict[str, Any]:
    """The content of `calibration.json`.

    :param truth: *shape* (n,), positions in `LABELS`.
    :param logits: *shape* (n, 3).
    :param false_support: most contradicted rows, as a share, that may come out as supported.
    :param precision: least share of rows called contradictory that must be so.
    :param sets: rows of each tuning set, for the record.
    :returns: temperature, thresholds, and what they give on the rows they were chosen on.
    """
    temperature = fit_temperature(truth, logits)
    probabilities = softmax(logits, temperature=temperature)
    contradictory = _contradictory(truth, probabilities, precision)
    supported = _supported(truth, probabilities, contradictory, false_support)
    guess = decide(probabilities, supported=supported, contradictory=contradictory)
    return {
        "temperature": temperature,
        "thresholds": {"supported": supported, "contradictory": contradictory},
        "chosen": {
            "false_support_budget": false_support,
            "contradictory_precision_floor": precision,
            "false_support": round(float((guess[truth == 2] == 0).mean()), 4),
            "supported_recall": round(float((guess[truth == 0] == 0).mean()), 4),
            "contradictory_recall": round(float((guess[truth == 2] == 2).mean()), 4),
            "sets": dict(sets),
        },
    }


def _contradictory(truth: Ints, probabilities: Floats, precision: float) -> float:
    for step in _STEPS:
        called = probabilities[:, 2] >= step
        if called.any() and float((truth[called] == 2).mean()) >= precision:
            return float(step)
    return float(_STEPS[-1])


def _supported(truth: Ints, probabilities: Floats, contradictory: float, budget: float) -> float:
    refuted = truth == 2
    for step in _STEPS:
        guess = decide(probabilities, supported=float(step), contradictory=contradictory)
        if float((guess[refuted] == 0).mean()) <= budget:
            return float(step)
    return float(_STEPS[-1])
