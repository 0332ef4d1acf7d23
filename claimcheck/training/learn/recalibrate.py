"""Temperature and thresholds from the random reviews, never worse where it can be told.

Few reviews move a threshold little: the temperature is drawn towards the present one, and
new thresholds are kept only where they do better on reviews that had no part in choosing them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from claimcheck.evaluation.metrics import LABELS
from claimcheck.training.calibrate import fit_temperature
from claimcheck.training.learn.gate import falls
from claimcheck.training.learn.judging import Bench, figures
from claimcheck.training.learn.worth import FOLDS, folds, gained, worth, wrongly_supported
from claimcheck.training.measure import Ints
from claimcheck.verification import Calibration

__all__ = ["Recalibrated", "recalibrate"]

#: Below so many random reviews, or so many of any label, thresholds stay as they are.
LEAST, LEAST_OF_EACH = 40, 5
_PRIOR = 100
# By how much more than now support is asked for, in logits. Of 0 to .3 the step .1, on 900 pairs of
# SciFact replayed as reviews with 30 seeds, was the least after which false support fell in most
# and rose in none; without it, it rose in half of them.
_STRICTER = (0.1, 0.3, 0.6, 1.0)
_CONTRADICTORY = (0.35, 0.45, 0.55, 0.65, 0.8)
_UNOPPOSED = (0.5, 0.6, 0.7, 0.8, 0.9)
# Half of what the gate allows the calibration error to rise on other rows of the same suite.
_ROOM = 0.015


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalibrated:
    """A calibration and why it is what it is; ``gain`` is that of held-out folds, -1–1."""

    calibration: Calibration
    why: str
    gain: float = 0.0

    @property
    def changed(self) -> bool:
        """Whether anything was learnt."""
        return self.gain > 0


def recalibrate(bench: Bench, guard: Bench | None = None) -> Recalibrated:
    """The calibration that suits the reviews.

    Chosen is what raises macro-F1 less false support most, among what asks for more before it says
    supported, gives no more false support than now and, on the cases of `guard`, neither lowers
    the one nor raises the other.

    :param bench: the random reviews that may be learnt from.
    :param guard: cases of another kind that must not suffer, such as the challenge rows of dev.
    :returns: the present calibration where there are too few reviews or nothing is gained.
    """
    now = bench.verifier.calibration
    counts = Counter(bench.truth.tolist())
    if len(bench.cases) < LEAST or any(counts[i] < LEAST_OF_EACH for i in range(len(LABELS))):
        return Recalibrated(
            calibration=now,
            why=f"thresholds stay: {len(bench.cases)} random reviews, of which at least {LEAST} "
            f"and {LEAST_OF_EACH} of each label are needed",
        )
    options = [now, *_allowed(_options(now, _temperature(bench, now)), now, guard)]
    guesses = [bench.labels(option) for option in options]
    order = _order(options, guesses)
    gain = _cross_fitted(bench.truth, guesses, order)
    best = _best(bench.truth, guesses, order)
    if best == 0 or gain <= 0:
        return Recalibrated(calibration=now, why="thresholds stay: no others did better")
    return Recalibrated(
        calibration=options[best],
        gain=round(gain, 4),
        why=f"thresholds chosen among {len(options)} on {len(bench.cases)} random reviews",
    )


def _temperature(bench: Bench, now: Calibration) -> float:
    """That of least loss, drawn towards the present one as if that rested on `_PRIOR` rows."""
    logits = np.log(np.clip(bench.telling(now), 1e-6, 1.0))
    fitted = fit_temperature(bench.truth, logits)
    share = len(bench.cases) / (len(bench.cases) + _PRIOR)
    return round(float(fitted**share * now.temperature ** (1 - share)), 2)


def _options(now: Calibration, temperature: float) -> list[Calibration]:
    """The thresholds tried, at the present temperature and at the fitted one.

    Support never becomes easier. A false one is seen once in a hundred contradicted claims, so
    that a few hundred reviews cannot tell whether an easier threshold does harm; what they tell is
    which contradictions count, and that pays for a little more caution.
    """
    gap = max(0.0, now.supported - now.repeated)
    near = now.contradiction_bar(opposed=False)
    return [
        replace(
            now,
            temperature=heat,
            supported=s,
            contradictory=c,
            repeated=round(max(0.0, s - gap), 4),
            unopposed=u,
        )
        for heat in dict.fromkeys((now.temperature, temperature))
        for s in (_bar(now, heat, step) for step in _STRICTER)
        for c in dict.fromkeys((*_CONTRADICTORY, now.contradictory))
        for u in dict.fromkeys((*_UNOPPOSED, near))
        if u >= c
    ]


def _asked(option: Calibration) -> float:
    """What is asked for before a claim is supported, in logits that no temperature has divided."""
    inside = min(max(option.supported, 1e-6), 1 - 1e-6)
    return option.temperature * math.log(inside / (1 - inside))


def _bar(now: Calibration, temperature: float, step: float) -> float:
    """The threshold for support that asks for `step` more than the present one."""
    return round(1 / (1 + math.exp(-(_asked(now) + step) / temperature)), 4)


def _allowed(
    options: Sequence[Calibration], now: Calibration, guard: Bench | None
) -> list[Calibration]:
    if guard is None:
        return list(options)
    before = figures(guard.truth, *guard.verdicts(now))
    found = ((option, figures(guard.truth, *guard.verdicts(option))) for option in options)
    return [option for option, after in found if _harmless(before, after)]


def _harmless(before: Mapping[str, float], after: Mapping[str, float]) -> bool:
    """Whether the gate would pass it, with room to spare in what decides."""
    worse = after["calibration_error"] - before["calibration_error"] > _ROOM
    lower = after["macro_f1"] < before["macro_f1"] - 1e-9
    return not (worse or lower or falls("guard", before, after))


def _order(options: Sequence[Calibration], guesses: Sequence[Ints]) -> list[int]:
    """The places of options: those that move support least, and of these the most cautious.

    Cautious is what calls few claims supported.
    """
    asked = [_asked(option) for option in options]
    key = {
        place: (round(abs(asked[place] - asked[0]), 2), int((guess == 0).sum()), place)
        for place, guess in enumerate(guesses)
    }
    return sorted(key, key=key.__getitem__)


def _best(truth: Ints, guesses: Sequence[Ints], order: Sequence[int]) -> int:
    """The place of the first option, in that order, within one standard error of the best.

    The rule is that of Breiman et al. (Classification and Regression Trees, 1984): what the
    reviews cannot tell apart is decided by caution, and the present one stays if it is among them.
    """
    limit = wrongly_supported(truth, guesses[0])
    able = {
        i: worth(truth, g) for i, g in enumerate(guesses) if wrongly_supported(truth, g) <= limit
    }
    best = max(able, key=able.__getitem__)
    right = float((guesses[best] == truth).mean())
    least = able[best] - (right * (1 - right) / len(truth)) ** 0.5
    return 0 if able[0] >= least else next(i for i in order if able.get(i, -1.0) >= least)


def _cross_fitted(truth: Ints, guesses: Sequence[Ints], order: Sequence[int]) -> float:
    """What choosing gains on rows that had no part in it."""
    fold = folds(len(truth))
    chosen = guesses[0].copy()
    for number in range(FOLDS):
        held = fold == number
        best = _best(truth[~held], [guess[~held] for guess in guesses], order)
        chosen[held] = guesses[best][held]
    return gained(truth, guesses[0], chosen)
