"""What a model scores that sees one side of a pair only: the leakage beside every figure."""

from __future__ import annotations

from collections.abc import Sequence

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from claimcheck.training.measure import gold, macro_f1
from claimcheck.training.pairs import Pair

__all__ = ["one_sided_baselines"]


def one_sided_baselines(train: Sequence[Pair], test: Sequence[Pair]) -> dict[str, float]:
    """Macro-F1 of logistic regressions on words that read the claim alone, the evidence alone."""
    truth = gold([pair.label for pair in test])
    scores = {}
    for side in ("claim", "evidence"):
        model = make_pipeline(
            TfidfVectorizer(min_df=3, sublinear_tf=True),
            LogisticRegression(max_iter=200, class_weight="balanced"),
        )
        model.fit([getattr(pair, side) for pair in train], gold([pair.label for pair in train]))
        scores[f"{side}_only"] = macro_f1(
            truth, model.predict([getattr(pair, side) for pair in test])
        )
    return scores
