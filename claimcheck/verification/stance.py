"""What one passage says of a claim, from its scored windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimcheck.types import Label, Reason, Span
from claimcheck.verification.calibration import Calibration
from claimcheck.verification.scoring import ScoredPassage, ScoredWindow

__all__ = ["Stance", "saying_alone", "stance_of", "support_bar"]

# Evidence on other things, or on rats, contradicts no more than it supports.
_ELSEWHERE = frozenset({Reason.OFF_TOPIC, Reason.POPULATION_MISMATCH})
# A sentence says something by itself from here on.
_TELLING = 0.5
# More sentences than these are no longer looked at one by one.
_MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """A passage's answer.

    ``supported`` and ``contradictory`` are the highest probabilities over the windows
    that count; ``window`` is the one that decided, ``rationale`` its telling sentences;
    both are empty where nothing decided. ``blocked`` is the window that would have
    supported, had no check blocked it.
    """

    passage: ScoredPassage
    label: Label
    supported: float
    contradictory: float
    window: ScoredWindow | None
    rationale: tuple[Span, ...]
    blocked: ScoredWindow | None


def stance_of(passage: ScoredPassage, calibration: Calibration) -> Stance:
    """Look at contradiction first; within one passage the higher of two high scores wins.

    A passage that contradicts in one sentence and supports more strongly in another
    settles nothing.
    """
    against = _best([w for w in passage.windows if _counts(w, calibration)], Label.CONTRADICTORY)
    standing = [w for w in passage.windows if _stands(w, passage)]
    reaching = [w for w in standing if w.supported >= support_bar(w, calibration)]
    for_it = _best(reaching or standing, Label.SUPPORTED)
    c = against.contradictory if against else 0.0
    s = for_it.supported if for_it else 0.0
    label, decided = Label.UNSUPPORTED, None
    if passage.decides:
        if against and c >= calibration.contradictory and c >= s:
            label, decided = Label.CONTRADICTORY, against
        elif reaching and c < calibration.contradictory:
            label, decided = Label.SUPPORTED, for_it
    return Stance(
        passage=passage,
        label=label,
        supported=s,
        contradictory=c,
        window=decided,
        rationale=_rationale(passage, decided, label) if decided else (),
        blocked=_blocked(passage, calibration) if passage.read else None,
    )


def support_bar(window: ScoredWindow, calibration: Calibration) -> float:
    """The threshold for this window: lower where it says the claim in its own words."""
    return calibration.support_bar(repeats=window.repeats and not window.opposed)


def _stands(window: ScoredWindow, passage: ScoredPassage) -> bool:
    """Whether a window may support: not blocked, nor any sentence of it that carries it.

    What blocks a sentence ("in rats …") is not undone by the next ("… in people it is
    not known").
    """
    inside = set(window.window.sentences)
    return not window.blocked and not any(
        single.blocked and single.supported >= _TELLING
        for single in passage.windows
        if len(single.window.sentences) == 1 and single.window.sentences[0] in inside
    )


def _counts(window: ScoredWindow, calibration: Calibration) -> bool:
    """Whether a window's contradiction counts: on the topic, and opposed or very sure.

    What repeats the claim without opposing it in any word contradicts nothing.
    """
    if any(effect.blocks and effect.reason in _ELSEWHERE for effect in window.effects):
        return False
    sure = window.contradictory >= calibration.contradiction_bar(opposed=False, bears=window.bears)
    return window.opposed or (sure and not window.repeats)


def _best(windows: list[ScoredWindow], label: Label) -> ScoredWindow | None:
    """The highest; of equals the one with fewer sentences, then the earlier."""
    return min(
        windows,
        key=lambda w: (-w.share_for(label), len(w.window.sentences), w.window.sentences[0]),
        default=None,
    )


def _blocked(passage: ScoredPassage, calibration: Calibration) -> ScoredWindow | None:
    best = _best([w for w in passage.windows if w.blocked], Label.SUPPORTED)
    return best if best and best.supported >= calibration.supported else None


def _rationale(passage: ScoredPassage, decided: ScoredWindow, label: Label) -> tuple[Span, ...]:
    """The sentences of the passage that say it by themselves, or the deciding window."""
    return saying_alone(passage.windows, label) or decided.window.sentences


def saying_alone(windows: Sequence[ScoredWindow], label: Label) -> tuple[Span, ...]:
    """The sentences that support or contradict by themselves, the three surest, first to last.

    :param windows: of one passage, single sentences among them.
    :param label: `supported`, for which blocked sentences are passed over, or `contradictory`.
    :returns: spans into the passage's text; empty where no sentence says so.
    """
    telling = [
        window
        for window in windows
        if len(window.window.sentences) == 1
        and window.share_for(label) >= _TELLING
        and not (window.blocked and label is Label.SUPPORTED)
    ]
    surest = sorted(telling, key=lambda w: (-w.share_for(label), w.window.sentences[0]))[:_MOST]
    return tuple(sorted(window.window.sentences[0] for window in surest))
