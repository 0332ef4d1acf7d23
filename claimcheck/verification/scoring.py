"""From claims and evidence to calibrated, checked scores: one call of the model for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from claimcheck.types import Evidence, Label, Passage, Qualifier, Reason, Standing
from claimcheck.verification.calibration import Calibration
from claimcheck.verification.checks import CHECKS, Effect, Side
from claimcheck.verification.checks.opposition import coverage, opposed
from claimcheck.verification.checks.substance import bears, on_topic
from claimcheck.verification.facts import Facts, facts
from claimcheck.verification.grading import Levels, StrengthScorer, graded, levels_of, worth_grading
from claimcheck.verification.screening import Cut, Pair, PairScorer, Scores, Screen, chosen, predict
from claimcheck.verification.windows import Window, runs, singles, titled, windows

__all__ = ["ScoredPassage", "ScoredWindow", "score"]


# A window with so much of the claim's words repeats it.
_MOST = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredWindow:
    """A window with its calibrated probabilities and what the checks said of it.

    ``coverage`` is the share of the claim's content words that it holds, 0-1.
    """

    window: Window
    supported: float
    contradictory: float
    effects: tuple[Effect, ...]
    opposed: bool
    coverage: float
    bears: bool

    @property
    def repeats(self) -> bool:
        """Whether the window holds most content words of the claim."""
        return self.coverage >= _MOST

    @property
    def blocked(self) -> bool:
        """Whether a check blocks ``supported``."""
        return any(effect.blocks for effect in self.effects)

    def share_for(self, label: Label) -> float:
        """The probability of ``supported`` or ``contradictory``."""
        return self.supported if label is Label.SUPPORTED else self.contradictory

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
    """A piece of evidence with its scored windows, first to last.

    ``read`` says whether the deciding model read any of it; where it did not, the scores
    are those of the screen and decide nothing.
    """

    evidence: Evidence
    windows: tuple[ScoredWindow, ...]
    on_topic: bool
    read: bool = True

    @property
    def decides(self) -> bool:
        """Whether a verdict may rest on it: it was read, and it stands."""
        return self.read and not self.retracted

    @property
    def retracted(self) -> bool:
        """Whether the source was withdrawn, so that nothing may rest on it."""
        return self.evidence.passage.standing is Standing.RETRACTED


def score(
    model: PairScorer,
    calibration: Calibration,
    readings: Sequence[str],
    evidence: Sequence[Sequence[Evidence]],
    *,
    screen: Screen | None = None,
    strength: StrengthScorer | None = None,
) -> list[tuple[ScoredPassage, ...]]:
    """Score every claim against its evidence, all claims in a few calls of the model.

    Runs of sentences are read first; single sentences only where their run says
    something, in a second call. What says nothing in context settles nothing alone.
    With a screen the small model of the screen reads every run, and `model` only the
    few of each claim that the screen lets through; what it did not read decides nothing.

    :param model: the pair model that decides.
    :param calibration: its temperature.
    :param readings: what each claim says, self-contained.
    :param evidence: the passages found for each claim, in the same order.
    :param screen: what chooses the runs worth reading; all are read if ``None``.
    :param strength: grades how strongly claims and evidence are put; cue rules if ``None``.
    :returns: for each claim its evidence, in the order given.
    """
    cut = {item.passage: windows(item.passage) for found in evidence for item in found}
    asked = [
        (reading, item.passage)
        for reading, found in zip(readings, evidence, strict=True)
        for item in found
    ]
    wanted, faint = _pairs(asked, cut, _runs), {}
    if screen is not None:
        faint = predict(screen.model, screen.calibration, wanted)
        wanted = chosen(readings, evidence, cut, faint, most=screen.most)
    scores = predict(model, calibration, wanted)
    telling = _pairs(asked, cut, partial(_inside, scores))
    scores |= predict(model, calibration, telling - scores.keys())
    known = _Known(
        cut=cut,
        scores=scores,
        faint=faint,
        levels=levels_of(strength, worth_grading(asked, cut, scores)),
        calibration=calibration,
    )
    return [
        tuple(_passage(reading, item, known) for item in found)
        for reading, found in zip(readings, evidence, strict=True)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the models said: scores of what was read, and of what was only screened."""

    cut: Cut
    scores: Scores
    faint: Scores
    levels: Levels
    calibration: Calibration


# Below this a run of sentences is not read sentence by sentence.
_SCREEN = 0.15


def _pairs(
    asked: Iterable[tuple[str, Passage]],
    cut: Cut,
    part: Callable[[str, tuple[Window, ...]], tuple[Window, ...]],
) -> set[Pair]:
    return {
        (window.pair, reading) for reading, item in asked for window in part(reading, cut[item])
    }


def _runs(_: str, cut: tuple[Window, ...]) -> tuple[Window, ...]:
    return runs(cut)


def _inside(scores: Scores, reading: str, cut: tuple[Window, ...]) -> tuple[Window, ...]:
    """The single sentences of the runs that tell something of the claim."""
    told = {
        sentence
        for window in runs(cut)
        if max(scores.get((window.pair, reading), (0.0, 0.0))) >= _SCREEN
        for sentence in window.sentences
    }
    return tuple(window for window in singles(cut) if window.sentences[0] in told)


def _passage(reading: str, item: Evidence, known: _Known) -> ScoredPassage:
    claim = graded(reading, known.levels)
    context = facts(context_text(item.passage))
    cut = known.cut[item.passage]
    read = any((window.pair, reading) in known.scores for window in cut)
    scores = known.scores if read else known.faint
    scored = tuple(
        _window(claim, context, item.passage, window, scores[window.pair, reading], known)
        for window in cut
        if (window.pair, reading) in scores
    )
    return ScoredPassage(
        evidence=item,
        windows=scored,
        on_topic=on_topic(claim, context),
        read=read or not known.faint,
    )


def context_text(passage: Passage) -> str:
    """The title, the population and the text, as the checks read the passage as a whole."""
    return titled(passage.title, f"{passage.text} {passage.population}")


def _window(
    claim: Facts,
    context: Facts,
    passage: Passage,
    window: Window,
    pair: tuple[float, float],
    known: _Known,
) -> ScoredWindow:
    side = Side(
        window=graded(window.text, known.levels),
        read=facts(window.pair),
        context=context,
        passage=passage,
    )
    effects = (check(claim, side) for _, check in CHECKS)
    certain = known.calibration.is_certain(max(pair))
    return ScoredWindow(
        window=window,
        supported=pair[0],
        contradictory=pair[1],
        effects=tuple(e for e in effects if e is not None and not (e.yields and certain)),
        opposed=opposed(claim, side.window),
        coverage=coverage(claim, side.window),
        bears=bears(claim, side.read),
    )
