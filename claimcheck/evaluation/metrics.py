"""Figures of three-way classification, with intervals and what a trivial guess would score.

Labels are always in the order supported, unsupported, contradictory. All figures
are shares between 0 and 1. scikit-learn counts; it is imported when a figure is
asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from claimcheck.types import Label

__all__ = [
    "LABELS",
    "bootstrap",
    "brier",
    "classification",
    "expected_calibration_error",
    "false_support_rate",
    "majority",
    "one_sided_macro_f1",
    "prf",
    "supported_recall",
]

LABELS: tuple[str, ...] = (Label.SUPPORTED, Label.UNSUPPORTED, Label.CONTRADICTORY)

Floats = npt.NDArray[np.floating[Any]]


def classification(truth: Sequence[str], guess: Sequence[str]) -> dict[str, Any]:
    """Accuracy, macro-F1, precision, recall and F1 of each label, and the confusion matrix.

    :param truth: gold labels.
    :param guess: predicted labels, as many.
    :returns: ``accuracy``, ``macro_f1``, ``per_class`` (label to precision, recall, f1,
        support) and ``confusion`` (gold label to predicted label to count). A label
        never guessed has precision 0.
    """
    from sklearn.metrics import accuracy_score, confusion_matrix, precision_recall_fscore_support

    precision, recall, f1, support = precision_recall_fscore_support(
        truth, guess, labels=LABELS, zero_division=0.0
    )
    matrix = confusion_matrix(truth, guess, labels=LABELS)
    return {
        "accuracy": float(accuracy_score(truth, guess)),
        "macro_f1": float(np.mean(f1)),
        "per_class": {
            str(label): {
                "precision": float(precision[i]),
                "recall": float(recall[i]),
                "f1": float(f1[i]),
                "support": int(support[i]),
            }
            for i, label in enumerate(LABELS)
        },
        "confusion": {
            str(gold): {str(said): int(matrix[i, j]) for j, said in enumerate(LABELS)}
            for i, gold in enumerate(LABELS)
        },
    }


def majority(truth: Sequence[str]) -> dict[str, float]:
    """Accuracy and macro-F1 of always giving the commonest gold label."""
    (label, _), *_ = sorted(Counter(truth).items(), key=lambda item: (-item[1], item[0]))
    scores = classification(truth, [label] * len(truth))
    return {"accuracy": scores["accuracy"], "macro_f1": scores["macro_f1"]}


def false_support_rate(truth: Sequence[str], guess: Sequence[str]) -> float:
    """Share of the contradictory rows that were called supported; 0 where there are none."""
    return _share(truth, guess, of=Label.CONTRADICTORY, called=Label.SUPPORTED)


def supported_recall(truth: Sequence[str], guess: Sequence[str]) -> float:
    """Share of the supported rows that were called supported; 0 where there are none."""
    return _share(truth, guess, of=Label.SUPPORTED, called=Label.SUPPORTED)


def _share(truth: Sequence[str], guess: Sequence[str], *, of: str, called: str) -> float:
    rows = [said for gold, said in zip(truth, guess, strict=True) if gold == of]
    return sum(said == called for said in rows) / len(rows) if rows else 0.0


def expected_calibration_error(
    truth: Sequence[str], probabilities: Floats, *, bins: int = 10
) -> float:
    """Mean gap between confidence and accuracy at the most likely label (Guo et al. 2017).

    :param truth: gold labels, n of them.
    :param probabilities: *shape* (n, 3).
    :param bins: equal-width bins of the confidence.
    :returns: 0–1; 0 is best.
    """
    sure = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == _places(truth)
    bin_of = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = (
        abs(sure[bin_of == b].mean() - right[bin_of == b].mean()) * (bin_of == b).mean()
        for b in range(bins)
        if (bin_of == b).any()
    )
    return float(sum(gaps))


def brier(truth: Sequence[str], probabilities: Floats) -> float:
    """Mean squared distance to the gold label's corner, 0 (best) to 2 (Brier 1950)."""
    gold = np.eye(len(LABELS))[_places(truth)]
    return float(((probabilities - gold) ** 2).sum(axis=1).mean())


def bootstrap(
    truth: Sequence[str],
    guess: Sequence[str],
    measure: Callable[[Sequence[str], Sequence[str]], float],
    *,
    rounds: int = 200,
    seed: int = 0,
) -> tuple[float, float]:
    """95 % interval of a measure over rows drawn with replacement.

    :param truth: gold labels.
    :param guess: predicted labels.
    :param measure: of gold and predicted labels.
    :param rounds: how many draws.
    :param seed: of the draws.
    :returns: the lower and the upper end.
    """
    random = np.random.default_rng(seed)
    gold, said = np.asarray(truth), np.asarray(guess)
    draws = (random.integers(0, len(gold), len(gold)) for _ in range(rounds))
    values = [measure(gold[draw].tolist(), said[draw].tolist()) for draw in draws]
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def one_sided_macro_f1(texts: Sequence[str], truth: Sequence[str], *, folds: int = 5) -> float:
    """What can be guessed from one side of the pairs alone.

    TF-IDF of words and word pairs with a logistic regression, cross-validated on
    the rows, equal texts kept in one fold so that none is learnt by heart: well above
    the majority's figure means that the set gives its labels away. 0 where the rows
    cannot be parted so.

    :param texts: the claims alone, or the evidence alone.
    :param truth: gold labels.
    :param folds: of the cross-validation, stratified, seeded.
    :returns: macro F1, 0–1.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline

    distinct = Counter(label for _, label in set(zip(texts, truth, strict=True)))
    folds = min(folds, *distinct.values())
    if folds < 2 or len(distinct) < 2:
        return 0.0
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        LogisticRegression(max_iter=1000, class_weight="balanced"),
    )
    split = StratifiedGroupKFold(folds, shuffle=True, random_state=0)
    guess = cross_val_predict(model, list(texts), list(truth), groups=list(texts), cv=split)
    return float(classification(truth, [str(label) for label in guess])["macro_f1"])


def prf(correct: float, predicted: float, gold: float) -> dict[str, float]:
    """Precision, recall and F1 from counts; 0 where a count below is 0."""
    precision = correct / predicted if predicted else 0.0
    recall = correct / gold if gold else 0.0
    total = precision + recall
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / total if total else 0.0,
    }


def _places(truth: Sequence[str]) -> npt.NDArray[np.int64]:
    order = {str(label): place for place, label in enumerate(LABELS)}
    return np.array([order[label] for label in truth], dtype=np.int64)
