"""The cascade: a small model reads everything, and the large one what is left.

Escalating only the uncertain failed elsewhere: a small model is wrong with confidence. So what
the large one reads is chosen by how much the small one finds in it, for or against.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from claimcheck.types import Evidence, Passage
from claimcheck.verification.calibration import Calibration
from claimcheck.verification.windows import Window, runs

__all__ = ["Cut", "Pair", "PairScorer", "Scores", "Screen", "chosen", "predict"]

#: Evidence first, claim second.
Pair = tuple[str, str]
Cut = Mapping[Passage, tuple[Window, ...]]
#: Calibrated P(supported) and P(contradictory) of a pair.
Scores = dict[Pair, tuple[float, float]]

# Below this the screen finds nothing in a window, and only the nearest passages are read anyway.
_FAINT = 0.1
_ALWAYS = 2


class PairScorer(Protocol):
    """What is needed of a model: probabilities for (evidence, claim) pairs."""

    def predict(self, pairs: Sequence[Pair]) -> npt.NDArray[Any]:
        """Supported, unsupported and contradictory for each pair, *shape* (n, 3)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """The small model, its calibration, and the most windows a claim that go on from it."""

    model: PairScorer
    calibration: Calibration
    most: int = 3


def predict(model: PairScorer, calibration: Calibration, pairs: Iterable[Pair]) -> Scores:
    """Calibrated scores of pairs.

    :param model: the pair model.
    :param calibration: its temperature.
    :param pairs: in any order, without repeats.
    :returns: P(supported) and P(contradictory) of each.
    """
    # Sorted, so that the same pairs meet the model in the same order whoever asks first.
    ordered = sorted(pairs)
    if not ordered:
        return {}
    rows = calibration.apply(np.asarray(model.predict(ordered)))
    return {pair: (float(row[0]), float(row[2])) for pair, row in zip(ordered, rows, strict=True)}


def chosen(
    readings: Sequence[str],
    evidence: Sequence[Sequence[Evidence]],
    cut: Cut,
    scores: Scores,
    *,
    most: int,
) -> set[Pair]:
    """The windows of each claim that the large model reads.

    Those in which the small one finds most, for or against, and always one of each of the
    first two passages; of equals the one ranked first.

    :param readings: what each claim says.
    :param evidence: its passages.
    :param cut: the windows of each passage.
    :param scores: of every run of sentences, by the small model.
    :param most: the most windows a claim.
    :returns: pairs of window and claim.
    """
    wanted: set[Pair] = set()
    for reading, found in zip(readings, evidence, strict=True):
        ranked = sorted(_ranked(reading, found, cut, scores))
        firsts = [min(row for row in ranked if row[1] == rank) for rank in _first_ranks(ranked)]
        telling = [row for row in ranked if -row[0] >= _FAINT and row not in firsts]
        wanted |= {(row[3], reading) for row in (*firsts, *telling)[:most]}
    return wanted


_Row = tuple[float, int, int, str]


def _ranked(reading: str, found: Sequence[Evidence], cut: Cut, scores: Scores) -> Iterable[_Row]:
    """How little each window tells, its passage's rank, its place in it, and its text."""
    for item in found:
        for place, window in enumerate(runs(cut[item.passage])):
            yield -sum(scores[window.pair, reading]), item.rank, place, window.pair


def _first_ranks(ranked: Sequence[_Row]) -> list[int]:
    return sorted({row[1] for row in ranked})[:_ALWAYS]
