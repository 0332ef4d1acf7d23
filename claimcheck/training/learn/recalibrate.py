"""Temperature and thresholds from the random reviews, never worse where it can be told.

Few reviews move a threshold little: the temperature is drawn towards the present one, and
new thresholds are kept only where they do better on reviews that had no part in choosing them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from claimcheck.evaluation.metrics import LABELS
from claimcheck.training.calibrate import fit_temperature
from claimcheck.training.learn.gate import falls
from claimcheck.training.learn.judging import Bench, figures
from claimcheck.training.measure import Ints, macro_f1
from claimcheck.verification import Calibration

__all__ = ["Recalibrated", "recalibrate"]

#: Below so many random reviews, or so many of any label, thresholds stay as they are.
LEAST, LEAST_OF_EACH = 40, 5
_PRIOR = 100
_SUPPORTED = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9)
_NEARBY = (0.0, 0.02, 0.04)
_CONTRADICTORY = (0.35, 0.5, 0.65, 0.8)
_UNOPPOSED = (0.5, 0.6, 0.7, 0.8, 0.9)
_FOLDS = 5
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

    Chosen is what raises macro-F1 less false support most, among what gives no more false
    support than now and, on the cases of `guard`, neither lowers the one nor raises the other.

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
    """The thresholds tried, at the present temperature and at the fitted one."""
    gap = max(0.0, now.supported - now.repeated)
    near = now.contradiction_bar(opposed=False)
    nearby = [round(min(0.99, now.supported + step), 2) for step in _NEARBY]
    return [
        replace(
            now,
            temperature=heat,
            supported=s,
            contradictory=c,
            repeated=round(max(0.0, s - gap), 2),
            unopposed=u,
        )
        for heat in dict.fromkeys((now.temperature, temperature))
        for s in sorted({*_SUPPORTED, *nearby})
        for c in dict.fromkeys((*_CONTRADICTORY, now.contradictory))
        for u in dict.fromkeys((*_UNOPPOSED, near))
        if u >= c
    ]


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


def _false(truth: Ints, guess: Ints) -> int:
    """How many claims that do not hold are called supported."""
    return int(((truth == LABELS.index("contradictory")) & (guess == 0)).sum())


def _worth(truth: Ints, guess: Ints) -> float:
    refuted = max(1, int((truth == LABELS.index("contradictory")).sum()))
    return macro_f1(truth, guess) - _false(truth, guess) / refuted


def _order(options: Sequence[Calibration], guesses: Sequence[Ints]) -> list[int]:
    """The places of options, the most cautious first, then those nearest the present one.

    Cautious is what calls few claims supported; thresholds at two temperatures do not compare.
    """
    now = options[0]
    key = {
        place: (int((guess == 0).sum()), abs(option.contradictory - now.contradictory), place)
        for place, (option, guess) in enumerate(zip(options, guesses, strict=True))
    }
    return sorted(key, key=key.__getitem__)


def _best(truth: Ints, guesses: Sequence[Ints], order: Sequence[int]) -> int:
    """The place of the most cautious option within one standard error of the best.

    The rule is that of Breiman et al. (Classification and Regression Trees, 1984): what the
    reviews cannot tell apart is decided by caution, and the present one stays if it is among them.
    """
    limit = _false(truth, guesses[0])
    able = {i: _worth(truth, g) for i, g in enumerate(guesses) if _false(truth, g) <= limit}
    best = max(able, key=able.__getitem__)
    right = float((guesses[best] == truth).mean())
    least = able[best] - (right * (1 - right) / len(truth)) ** 0.5
    return 0 if able[0] >= least else next(i for i in order if able.get(i, -1.0) >= least)


def _cross_fitted(truth: Ints, guesses: Sequence[Ints], order: Sequence[int]) -> float:
    """What choosing gains on rows that had no part in it."""
    fold = np.random.default_rng(0).permutation(len(truth)) % _FOLDS
    chosen = guesses[0].copy()
    for number in range(_FOLDS):
        held = fold == number
        best = _best(truth[~held], [guess[~held] for guess in guesses], order)
        chosen[held] = guesses[best][held]
    return _worth(truth, chosen) - _worth(truth, guesses[0])
