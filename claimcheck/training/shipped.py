"""Verdicts on pairs as users get them: windows, checks and thresholds, not the model alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt

from claimcheck.training.calibrate import Aims, within_budget
from claimcheck.training.measure import Floats, Ints, gold
from claimcheck.training.pairs import LABELS, Pair
from claimcheck.types import Claim, Evidence, Passage, Span, Verdict
from claimcheck.verification import Calibration
from claimcheck.verification.verifier import VerifiesClaims

__all__ = ["Judged", "judged", "tuned"]

_STEPS = tuple(round(0.30 + 0.01 * step, 2) for step in range(70))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Gold and given labels as positions in `LABELS`, and confidence 0–1; all *shape* (n,)."""

    truth: Ints
    guess: Ints
    confidence: Floats
    review: npt.NDArray[np.bool_]

    @property
    def right(self) -> npt.NDArray[np.bool_]:
        """Whether each label given is the gold one."""
        return np.asarray(self.guess == self.truth)

    @property
    def settled(self) -> Judged:
        """The rows called supported or contradictory."""
        rows = self.guess != LABELS.index("unsupported")
        return Judged(
            truth=self.truth[rows],
            guess=self.guess[rows],
            confidence=self.confidence[rows],
            review=self.review[rows],
        )


def judged(verifier: VerifiesClaims, pairs: Sequence[Pair]) -> Judged:
    """Every pair's verdict, its evidence as the only passage.

    :param verifier: what is measured.
    :param pairs: with gold labels.
    :returns: the labels given, in the order of the pairs.
    """
    claims = [_claim(pair.claim, place) for place, pair in enumerate(pairs)]
    evidence = [_evidence(pair.evidence, place) for place, pair in enumerate(pairs)]
    verdicts = verifier.verify(claims, evidence)
    return Judged(
        truth=gold([pair.label for pair in pairs]),
        guess=gold([_label(verdict) for verdict in verdicts]),
        confidence=np.array([verdict.confidence or 0.0 for verdict in verdicts]),
        review=np.array([verdict.needs_review for verdict in verdicts], dtype=bool),
    )


def tuned(
    build: Callable[[Calibration], VerifiesClaims],
    start: Calibration,
    sets: Mapping[str, Sequence[Pair]],
    *,
    aims: Aims,
) -> Calibration:
    """The calibration with the lowest threshold for `supported` at which verdicts keep the budget.

    The budget is kept by its upper bound where any threshold does that, else by the share as
    counted. The threshold for evidence that repeats the claim moves along.

    :param build: a verifier with a calibration; one that caches its pairs is asked a few times.
    :param start: what the logits alone gave.
    :param sets: the tuning sets.
    :param aims: the budget.
    :returns: `start` with other thresholds for `supported`.
    """
    pairs = [pair for rows in sets.values() for pair in rows]

    def keeps(level: float, step: float) -> bool:
        found = judged(build(_at(start, step, aims)), pairs)
        return within_budget(found.truth, found.guess, budget=aims.false_support, level=level)

    for level in (aims.bound, 0.0):
        if keeps(level, _STEPS[-1]):
            return _at(start, _first(partial(keeps, level)), aims)
    return _at(start, _STEPS[-1], aims)


def _first(passes: Callable[[float], bool]) -> float:
    """The lowest step that passes; whatever is above one that passes is taken to pass too."""
    low, high = 0, len(_STEPS) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if passes(_STEPS[middle]) else (middle + 1, high)
    return _STEPS[low]


def _at(start: Calibration, supported: float, aims: Aims) -> Calibration:
    repeated = round(max(0.0, supported - aims.repeated_gap), 2)
    return replace(start, supported=supported, repeated=repeated)


def _label(verdict: Verdict) -> str:
    return str(verdict.label or LABELS[1])


def _claim(text: str, place: int) -> Claim:
    span = Span(start=0, end=max(1, len(text)))
    return Claim(id=str(place), span=span, parts=(span,), text=text, reading=text)


def _evidence(text: str, place: int) -> tuple[Evidence, ...]:
    passage = Passage(id=str(place), doc_id=str(place), text=text)
    return (Evidence(passage=passage, rank=1, score=1.0),)
