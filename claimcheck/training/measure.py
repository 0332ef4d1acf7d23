"""Figures for a three-way verifier, with the doubt that few rows leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from claimcheck.training.pairs import LABELS

Floats = npt.NDArray[np.floating]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Rows of about the same confidence: how many, how sure, how often right (0–1)."""

    rows: int
    confidence: float
    right: float


def softmax(logits: Floats, *, temperature: float = 1.0) -> Floats:
    """Row-wise probabilities, *shape* (n, 3)."""
    scaled = logits / temperature
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    result: Floats = powers / powers.sum(axis=1, keepdims=True)
    return result


def gold(labels: Sequence[str]) -> Ints:
    """Label names as positions in `LABELS`, *shape* (n,)."""
    return np.array([LABELS.index(label) for label in labels], dtype=np.int64)


def class_scores(truth: Ints, guess: Ints) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of each label; a label never guessed scores 0."""
    scores = {}
    for place, label in enumerate(LABELS):
        hits = int(((truth == place) & (guess == place)).sum())
        precision = hits / max(1, int((guess == place).sum()))
        recall = hits / max(1, int((truth == place).sum()))
        f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
        scores[label] = {"precision": precision, "recall": recall, "f1": f1}
    return scores


def macro_f1(truth: Ints, guess: Ints) -> float:
    """Unweighted mean of the three F1 scores, 0 to 1."""
    return float(np.mean([score["f1"] for score in class_scores(truth, guess).values()]))


def reliability(
    truth: Ints, probabilities: Floats, *, label: int | None = None, bins: int = 10
) -> tuple[Bin, ...]:
    """How often rows of about the same confidence are right, equal-width bins, empty ones left out.

    :param truth: *shape* (n,), positions in `LABELS`.
    :param probabilities: *shape* (n, 3).
    :param label: of which label the probability is read; None for the most likely one.
    :param bins: how many parts 0 to 1 is cut into.
    :returns: the bins that hold rows, least sure first.
    """
    if label is None:
        sure, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == truth
    else:
        sure, right = probabilities[:, label], truth == label
    return binned(sure, right, bins=bins)


def binned(sure: Floats, right: npt.NDArray[Any], *, bins: int = 10) -> tuple[Bin, ...]:
    """Rows by confidence, *shape* (n,), with whether each is right."""
    places = np.minimum((sure * bins).astype(int), bins - 1)
    return tuple(
        Bin(
            rows=int((places == place).sum()),
            confidence=float(sure[places == place].mean()),
            right=float(right[places == place].mean()),
        )
        for place in range(bins)
        if (places == place).any()
    )


def gap(found: Sequence[Bin]) -> float:
    """Mean distance between confidence and share of right ones, weighted by rows, 0 to 1."""
    total = max(1, sum(item.rows for item in found))
    return sum(abs(item.confidence - item.right) * item.rows for item in found) / total


def calibration_error(truth: Ints, probabilities: Floats, *, bins: int = 10) -> float:
    """Expected calibration error of the most likely label, equal-width bins, 0 to 1."""
    return gap(reliability(truth, probabilities, bins=bins))


def false_support(truth: Ints, guess: Ints) -> float:
    """Share of contradicted rows called supported."""
    return _share(truth, guess, of="contradictory")


def supported_recall(truth: Ints, guess: Ints) -> float:
    """Share of supported rows called supported."""
    return _share(truth, guess, of="supported")


def _share(truth: Ints, guess: Ints, *, of: str) -> float:
    rows = truth == LABELS.index(of)
    return float((guess[rows] == LABELS.index("supported")).mean()) if rows.any() else 0.0


def bootstrap(
    truth: Ints,
    guess: npt.NDArray[Any],
    *,
    measure: Callable[[Ints, Any], float] = macro_f1,
    rounds: int = 1000,
    seed: int = 0,
) -> tuple[float, float]:
    """95 % interval of a measure over resampled rows.

    :param truth: *shape* (n,).
    :param guess: what `measure` reads beside the truth: labels, *shape* (n,), or probabilities,
        *shape* (n, 3).
    :param measure: macro-F1 by default.
    :param rounds: how many draws.
    :param seed: of the draws.
    :returns: the lower and the upper end.
    """
    random = np.random.default_rng(seed)
    draws = (random.integers(0, len(truth), len(truth)) for _ in range(rounds))
    scores = [measure(truth[draw], guess[draw]) for draw in draws]
    low, high = np.percentile(scores, [2.5, 97.5])
    return float(low), float(high)


def exact_interval(count: int, rows: int, *, level: float = 0.95) -> tuple[float, float]:
    """Two-sided interval of a share (Clopper and Pearson, Biometrika 1934), 0 to 1 each."""
    tail = (1 - level) / 2
    return 1 - upper_bound(rows - count, rows, level=1 - tail), upper_bound(
        count, rows, level=1 - tail
    )


def upper_bound(count: int, rows: int, *, level: float) -> float:
    """The share that `count` of `rows` still agrees with, one-sided (Clopper and Pearson).

    Unlike a resampled bound it is above 0 where nothing was counted.

    :param count: rows that went wrong.
    :param rows: of how many.
    :param level: how surely the true share lies below, 0 to 1; 0 gives the share itself.
    :returns: 0 to 1; 1 where there are no rows.
    """
    from scipy.stats import beta

    if rows == 0 or count >= rows:
        return 1.0
    return float(beta.ppf(level, count + 1, rows - count)) if level else count / rows


def summary(truth: Ints, probabilities: Floats) -> dict[str, float]:
    """The figures of one set at the most likely label."""
    guess = probabilities.argmax(axis=1)
    scores = class_scores(truth, guess)
    return {
        "n": float(len(truth)),
        "accuracy": float((guess == truth).mean()),
        "macro_f1": macro_f1(truth, guess),
        **{f"f1_{label}": scores[label]["f1"] for label in LABELS},
        "ece": calibration_error(truth, probabilities),
        "false_support": false_support(truth, guess),
    }
