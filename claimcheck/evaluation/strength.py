"""``evaluate strength``: how well the strength of single sentences is told.

Each line is ``{"sentence", "label"}``, the label one of 0 none, 1 correlational,
2 conditional causal, 3 causal (Yu, Li and Wang, EMNLP 2019); ``strength`` is read as
another name of ``label``. A line may name its ``source``: each gets figures of its own.
Beside the model's figures stand those of the commonest level, of the cue rules, and of
TF-IDF with a logistic regression, cross-validated on the rows themselves.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from claimcheck.config import load_settings
from claimcheck.errors import CodecError
from claimcheck.evaluation.lines import read_jsonl
from claimcheck.text.strength import Strength, strength_of

__all__ = [
    "Rows",
    "cue_levels",
    "evaluate",
    "interval",
    "levels_figures",
    "tfidf_macro_f1",
    "words_model",
]

Rows = Sequence[tuple[str, int, str]]
_NAMES = {
    name: int(level)
    for level in Strength
    for name in (str(int(level)), level.name.lower(), f"{level.name.lower()} causal")
}


class _Model(Protocol):
    def predict(self, texts: Sequence[str]) -> npt.NDArray[Any]: ...


def evaluate(data: Path, *, model: _Model | None = None) -> dict[str, object]:
    """The figures of a file of sentences.

    :param data: ``.jsonl`` or ``.jsonl.gz``.
    :param model: gives probabilities of the four levels, *shape* (n, 4); the bundled one
        if ``None``.
    :returns: figures by name, as JSON can hold them.
    :raises CodecError: if a line lacks a key or has another label, or there is no line.
    :raises ModelError: if the bundled model is missing or altered.
    """
    rows = _rows(data)
    model = model or _bundled()
    texts, truth = [text for text, _, _ in rows], [level for _, level, _ in rows]
    began = time.perf_counter()
    guess = model.predict(texts).argmax(axis=1).tolist()
    seconds = time.perf_counter() - began
    sources = sorted({source for _, _, source in rows})
    return {
        "n": len(rows),
        **levels_figures(truth, guess),
        "sources": {name: _of(name, rows, guess) for name in sources if len(sources) > 1},
        "sentences_per_second": len(rows) / max(seconds, 1e-9),
        "baseline": _baseline(texts, truth),
    }


def levels_figures(truth: Sequence[int], guess: Sequence[int]) -> dict[str, Any]:
    """Accuracy, macro-F1 with its 95 % interval, figures of each level, confusion.

    :param truth: gold levels, 0–3.
    :param guess: predicted levels, as many.
    :returns: figures by name; rows of ``confusion`` are gold, columns predicted.
    """
    from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

    levels = [int(level) for level in Strength]
    precision, recall, f1, support = precision_recall_fscore_support(
        truth, guess, labels=levels, zero_division=0.0
    )
    return {
        "accuracy": float(np.mean(np.asarray(truth) == np.asarray(guess))),
        "macro_f1": float(np.mean(f1)),
        "macro_f1_interval": list(interval(truth, guess)),
        "per_class": {
            level.name.lower(): {
                "precision": float(precision[level]),
                "recall": float(recall[level]),
                "f1": float(f1[level]),
                "support": int(support[level]),
            }
            for level in Strength
        },
        "confusion": confusion_matrix(truth, guess, labels=levels).tolist(),
    }


def interval(
    truth: Sequence[int], guess: Sequence[int], *, rounds: int = 1000, seed: int = 0
) -> tuple[float, float]:
    """95 % bootstrap interval of macro-F1 over rows drawn with replacement."""
    random = np.random.default_rng(seed)
    pairs = np.asarray(truth) * len(Strength) + np.asarray(guess)
    draws = random.integers(0, len(pairs), (rounds, len(pairs)))
    values = [_macro_f1(np.bincount(pairs[draw], minlength=len(Strength) ** 2)) for draw in draws]
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def _macro_f1(counts: npt.NDArray[np.int64]) -> float:
    """Macro-F1 of a flat confusion matrix, gold by rows."""
    matrix = counts.reshape(len(Strength), len(Strength))
    sums = matrix.sum(axis=0) + matrix.sum(axis=1)
    return float(np.mean(2 * matrix.diagonal() / np.maximum(sums, 1)))


def cue_levels(texts: Sequence[str]) -> list[int]:
    """What the cue rules say, without any model."""
    return [int(strength_of(text)) for text in texts]


def tfidf_macro_f1(texts: Sequence[str], truth: Sequence[int], *, folds: int = 5) -> float:
    """Macro-F1 of words and word pairs with a logistic regression, cross-validated.

    Equal texts stay in one fold. 0 where a level has too few rows to part.
    """
    from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict

    folds = min(folds, *Counter(truth).values())
    if folds < 2 or len(set(truth)) < 2:
        return 0.0
    model = words_model()
    split = StratifiedGroupKFold(folds, shuffle=True, random_state=0)
    guess = cross_val_predict(model, list(texts), list(truth), groups=list(texts), cv=split)
    counts = np.bincount(np.asarray(truth) * len(Strength) + guess, minlength=len(Strength) ** 2)
    return _macro_f1(counts)


def words_model() -> Any:
    """The baseline, not yet fitted: TF-IDF of words and word pairs with a logistic regression."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    return make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        LogisticRegression(max_iter=1000, class_weight="balanced", C=10.0),
    )


def _baseline(texts: Sequence[str], truth: Sequence[int]) -> dict[str, object]:
    commonest = min(truth, key=lambda level: (-truth.count(level), level))
    return {
        "majority": {"macro_f1": levels_figures(truth, [commonest] * len(truth))["macro_f1"]},
        "tfidf": {"macro_f1": tfidf_macro_f1(texts, truth)},
        "cue_rules": {"macro_f1": levels_figures(truth, cue_levels(texts))["macro_f1"]},
    }


def _of(name: str, rows: Rows, guess: Sequence[int]) -> dict[str, Any]:
    places = [place for place, row in enumerate(rows) if row[2] == name]
    scores = levels_figures([rows[p][1] for p in places], [guess[p] for p in places])
    return {"n": len(places), **scores}


def _rows(data: Path) -> Rows:
    found = []
    for number, row in enumerate(read_jsonl(data, keys=("sentence",)), 1):
        label = row.get("label", row.get("strength"))
        written = "" if label is None else str(label).strip().lower()
        if written not in _NAMES:
            raise CodecError(
                f"{data}, record {number} has the label {written!r}; "
                "this task needs a label from 0 to 3 in every line."
            )
        found.append((str(row["sentence"]), _NAMES[written], str(row.get("source", ""))))
    if not found:
        raise CodecError(f"{data} is empty; this task needs sentences with a label from 0 to 3.")
    return found


def _bundled() -> _Model:
    from claimcheck.runtime.strength import StrengthClassifier

    settings = load_settings()
    return StrengthClassifier.load(
        settings.models_path / "strength", threads=settings.threads or None
    )
