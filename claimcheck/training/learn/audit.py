"""Are these reviews worth learning from? Mixed-up, swapped or guessed labels are told here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from claimcheck.evaluation.metrics import LABELS
from claimcheck.training.learn.judging import Bench
from claimcheck.training.measure import Floats, Ints, upper_bound

__all__ = ["suspicions"]

#: Fewer reviews than this tell nothing.
LEAST = 20
_ROUNDS = 2000
_SURE = 0.95
_CLEAR = 0.8
_LARGEST = 1 / 3


def suspicions(drawn: Bench, chosen: Bench) -> tuple[str, ...]:
    """Why reviews look wrong: those drawn at random agree with the model no better than labels
    drawn by lot, or many call supported what it finds contradicted, or the reverse.

    A model is wrong often enough, yet never so that its answers tell nothing of the truth. The
    queue, though, holds what it is unsure of, so of those only its sure answers are looked at.

    :param drawn: reviews drawn at random, with a verdict and evidence.
    :param chosen: the other reviews.
    :returns: a sentence for each suspicion; empty where there is none or too few reviews.
    """
    found = []
    if len(drawn.cases) >= LEAST:
        guess, probabilities = drawn.verdicts(drawn.verifier.calibration)
        found += _swaps(drawn.truth, guess)
        if len(set(drawn.truth.tolist())) > 1:
            found.append(_unrelated(drawn.truth, probabilities))
    if len(chosen.cases) >= LEAST:
        guess, probabilities = chosen.verdicts(chosen.verifier.calibration)
        sure = probabilities[np.arange(len(guess)), guess] >= _CLEAR
        found += _swaps(chosen.truth[sure], guess[sure])
    return tuple(dict.fromkeys(text for text in found if text))


def _swaps(truth: Ints, guess: Ints) -> list[str]:
    return [_swapped(truth, guess, 2, 0), _swapped(truth, guess, 0, 2)]


def _swapped(truth: Ints, guess: Ints, said: int, reviewed: int) -> str:
    rows = truth[guess == said]
    count = int((rows == reviewed).sum())
    # The share is surely above a third where its complement is surely below two thirds.
    least = 1 - upper_bound(len(rows) - count, len(rows), level=_SURE) if len(rows) else 0.0
    if least <= _LARGEST:
        return ""
    return (
        f"{count} of {len(rows)} claims that the model finds {LABELS[said]} were reviewed as "
        f"{LABELS[reviewed]}"
    )


def _unrelated(truth: Ints, probabilities: Floats) -> str:
    """A permutation test of the mean log-probability of the reviewed labels."""
    logs = np.log(np.clip(probabilities, 1e-3, 1.0))
    seen = float(logs[np.arange(len(truth)), truth].mean())
    random = np.random.default_rng(0)
    drawn = [_mean(logs, random.permutation(truth)) for _ in range(_ROUNDS)]
    beaten = float(np.mean([value >= seen for value in drawn]))
    # One in as many as there are reviews: of few the model, which is often wrong, can tell little,
    # and of many it must.
    if beaten <= 1 / len(truth):
        return ""
    return (
        "the labels agree with the model's answers no better than labels drawn by lot "
        f"(p = {beaten:.3f})"
    )


def _mean(logs: Floats, truth: Sequence[int] | Ints) -> float:
    return float(logs[np.arange(len(truth)), truth].mean())
