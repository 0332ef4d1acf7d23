"""What labels given to reviewed claims are worth, and the folds that tell it fairly."""

from __future__ import annotations

import numpy as np

from claimcheck.evaluation.metrics import LABELS
from claimcheck.training.measure import Ints, macro_f1

__all__ = ["FOLDS", "folds", "gained", "worth", "wrongly_supported"]

FOLDS = 5
_REFUTED = LABELS.index("contradictory")


def wrongly_supported(truth: Ints, guess: Ints) -> int:
    """How many claims that do not hold are called supported."""
    return int(((truth == _REFUTED) & (guess == 0)).sum())


def worth(truth: Ints, guess: Ints) -> float:
    """Macro-F1 less the share of contradicted claims called supported, -1–1."""
    refuted = max(1, int((truth == _REFUTED).sum()))
    return macro_f1(truth, guess) - wrongly_supported(truth, guess) / refuted


def gained(truth: Ints, before: Ints, after: Ints) -> float:
    """How much more other labels are worth."""
    return worth(truth, after) - worth(truth, before)


def folds(size: int) -> Ints:
    """The fold of each row, by lot but always the same, *shape* (size,)."""
    return np.asarray(np.random.default_rng(0).permutation(size) % FOLDS, dtype=np.int64)
