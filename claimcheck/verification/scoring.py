"""From claims and evidence to calibrated, checked scores: one call of the model for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from claimcheck.types import Evidence, Passage, Qualifier, Reason, Standing
from claimcheck.verification.calibration import Calibration
from claimcheck.verification.checks import CHECKS, Effect, Side
from claimcheck.verification.checks.opposition import opposed, repeats
from claimcheck.verification.checks.substance import bears, on_topic
from claimcheck.verification.facts import Facts, facts
from claimcheck.verification.windows import Window, runs, singles, titled, windows

__all__ = ["PairScorer", "ScoredPassage", "ScoredWindow", "score"]


class PairScorer(Protocol):
    """What is needed of a model: probabilities for (evidence, claim) pairs."""

    def predict(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[Any]:
        """Supported, unsupported and contradictory for each pair, *shape* (n, 3)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredWindow:
    """A window with its calibrated probabilities and what the checks said of it."""

    window: Window
    supported: float
    contradictory: float
    effects: tuple[Effect, ...]
    opposed: bool
    repeats: bool
    bears: bool

    @property
    def blocked(self) -> bool:
        """Whether a check blocks ``supported``."""
        return any(effect.blocks for effect in self.effects)

    @property
    def reason(self) -> Reason:
        """The reason of the first check that blocks."""
        return next((e.reason for e in self.effects if e.blocks), Reason.TOO_WEAK)

    @property
    def qualifiers(self) -> frozenset[Qualifier]:
        """The qualifiers of all checks."""
        return frozenset(e.qualifier for e in self.effects if e.qualifier is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredPassage:
    """A piece of evidence with its scored windows, first to last."""

    evidence: Evidence
    windows: tuple[ScoredWindow, ...]
    on_topic: bool

    @property
    def retracted(self) -> bool:
        """Whether the source was withdrawn, so that nothing may rest on it."""
        return self.evidence.passage.standing is Standing.RETRACTED


def score(
    model: PairScorer,
    calibration: Calibration,
    readings: Sequence[str],
    evidence: Sequence[Sequence[Evidence]],
) -> list[tuple[ScoredPassage, ...]]:
    """Score every claim against its evidence, all claims in one call of the model.

    Runs of sentences are read first; single sentences only where their run says
    something, in a second call. What says nothing in context settles nothing alone.

    :param model: the pair model.
    :param calibration: its temperature.
    :param readings: what each claim says, self-contained.
    :param evidence: the passages found for each claim, in the same order.
    :returns: for each claim its evidence, in the order given.
    """
    cut = {item.passage: windows(item.passage) for found in evidence for item in found}
    asked = [
        (reading, item.passage)
        for reading, found in zip(readings, evidence, strict=True)
        for item in found
    ]
    scores = _predict(model, calibration, _pairs(asked, cut, runs))
    telling = [(r, p) for r, p in asked if _tells(r, runs(cut[p]), scores)]
    scores |= _predict(model, calibration, _pairs(telling, cut, singles) - scores.keys())
    return [
        tuple(_passage(reading, item, cut[item.passage], scores) for item in found)
        for reading, found in zip(readings, evidence, strict=True)
    ]


_Pair = tuple[str, str]
_Cut = Mapping[Passage, tuple[Window, ...]]
_Scores = dict[_Pair, tuple[float, float]]
# Below this a run of sentences is not read sentence by sentence.
_SCREEN = 0.15


def _pairs(
    asked: Iterable[tuple[str, Passage]],
    cut: _Cut,
    part: Callable[[tuple[Window, ...]], tuple[Window, ...]],
) -> set[_Pair]:
    return {(window.pair, reading) for reading, item in asked for window in part(cut[item])}


def _tells(reading: str, read: Iterable[Window], scores: _Scores) -> bool:
    return any(max(scores[window.pair, reading]) >= _SCREEN for window in read)


def _predict(model: PairScorer, calibration: Calibration, pairs: Iterable[_Pair]) -> _Scores:
    # Sorted, so that the same pairs meet the model in the same order whoever asks first.
    ordered = sorted(pairs)
    if not ordered:
        return {}
    rows = calibration.apply(np.asarray(model.predict(ordered)))
    return {pair: (float(row[0]), float(row[2])) for pair, row in zip(ordered, rows, strict=True)}


def _passage(reading: str, item: Evidence, cut: Iterable[Window], scores: _Scores) -> ScoredPassage:
    claim = facts(reading)
    context = facts(context_text(item.passage))
    scored = tuple(
        _window(claim, context, item.passage, window, scores[window.pair, reading])
        for window in cut
        if (window.pair, reading) in scores
    )
    return ScoredPassage(evidence=item, windows=scored, on_topic=on_topic(claim, context))


def context_text(passage: Passage) -> str:
    """The title, the population and the text, as the checks read the passage as a whole."""
    return titled(passage.title, f"{passage.text} {passage.population}")


def _window(
    claim: Facts, context: Facts, passage: Passage, window: Window, pair: tuple[float, float]
) -> ScoredWindow:
    side = Side(
        window=facts(window.text), read=facts(window.pair), context=context, passage=passage
    )
    effects = (check(claim, side) for _, check in CHECKS)
    return ScoredWindow(
        window=window,
        supported=pair[0],
        contradictory=pair[1],
        effects=tuple(effect for effect in effects if effect is not None),
        opposed=opposed(claim, side.window),
        repeats=repeats(claim, side.window),
        bears=bears(claim, side.read),
    )
