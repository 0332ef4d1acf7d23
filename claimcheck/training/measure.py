"""Figures for a three-way verifier."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from claimcheck.training.pairs import LABELS

Floats = npt.NDArray[np.floating]
Ints = npt.NDArray[np.int64]


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


def calibration_error(truth: Ints, probabilities: Floats, *, bins: int = 10) -> float:
    """Expected calibration error of the most likely label, equal-width bins, 0 to 1."""
    sure, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == truth
    places = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = [
        abs(float(sure[places == place].mean()) - float(right[places == place].mean()))
        * float((places == place).mean())
        for place in range(bins)
        if (places == place).any()
    ]
    return float(sum(gaps))


def false_support(truth: Ints, guess: Ints) -> float:
    """Share of contradicted rows called supported."""
    rows = truth == LABELS.index("contradictory")
    return float((guess[rows] == 0).mean()) if rows.any() else 0.0


def bootstrap(
    truth: Ints, guess: Ints, *, rounds: int = 1000, seed: int = 0
) -> tuple[float, float]:
    """95 % interval of macro-F1 over resampled rows."""
    random = np.random.default_rng(seed)
    draws = (random.integers(0, len(truth), len(truth)) for _ in range(rounds))
    scores = [macro_f1(truth[draw], guess[draw]) for draw in draws]
    low, high = np.percentile(scores, [2.5, 97.5])
    return float(low), float(high)


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
