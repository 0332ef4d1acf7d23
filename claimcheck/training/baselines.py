"""What a model scores that sees one side of a pair only: the leakage beside every figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from claimcheck.evaluation.metrics import one_sided_macro_f1
from claimcheck.training.measure import gold, macro_f1
from claimcheck.training.pairs import Pair

__all__ = ["one_sided_baselines", "seen_in_training", "trivial"]

_SIDES = ("claim", "evidence")


def one_sided_baselines(
    train: Sequence[Pair], tests: Mapping[str, Sequence[Pair]]
) -> dict[str, dict[str, float]]:
    """Macro-F1 of logistic regressions on words that read the claim alone, the evidence alone.

    :param train: the pairs the model was trained on.
    :param tests: the sets it is measured on.
    :returns: for each set `claim_only` and `evidence_only`, learnt from `train`, and
        `claim_only_own` and `evidence_only_own`, learnt from the set itself by cross-validation.
    """
    scores: dict[str, dict[str, float]] = {name: {} for name in tests}
    labels = gold([pair.label for pair in train])
    for side in _SIDES:
        model = make_pipeline(
            TfidfVectorizer(min_df=3, sublinear_tf=True),
            LogisticRegression(max_iter=200, class_weight="balanced"),
        )
        model.fit([getattr(pair, side) for pair in train], labels)
        for name, pairs in tests.items():
            texts = [getattr(pair, side) for pair in pairs]
            truth = [pair.label for pair in pairs]
            scores[name][f"{side}_only"] = macro_f1(gold(truth), model.predict(texts))
            scores[name][f"{side}_only_own"] = one_sided_macro_f1(texts, truth)
    return scores


def trivial(pairs: Sequence[Pair]) -> float:
    """Macro-F1 of the commonest label given to every pair."""
    truth = gold([pair.label for pair in pairs])
    return macro_f1(truth, np.full_like(truth, np.bincount(truth, minlength=3).argmax()))


def seen_in_training(
    train: Sequence[Pair], tests: Mapping[str, Sequence[Pair]]
) -> dict[str, dict[str, float]]:
    """How much of each set a model has met: the same text, letter case and punctuation aside.

    :param train: the pairs of all stages.
    :param tests: the sets the model is measured on.
    :returns: for each set the share of rows, 0–1, whose `claim`, whose `evidence` and whose `pair`
        of both was in training, and `shared_evidence`, the share whose evidence serves another row
        of the set too.
    """
    met = {side: {_plain(getattr(pair, side)) for pair in train} for side in _SIDES}
    pairs_met = {(_plain(pair.claim), _plain(pair.evidence)) for pair in train}
    return {name: _overlap(pairs, met, pairs_met) for name, pairs in tests.items()}


def _overlap(
    pairs: Sequence[Pair], met: Mapping[str, set[str]], pairs_met: set[tuple[str, str]]
) -> dict[str, float]:
    claims = [_plain(pair.claim) for pair in pairs]
    evidence = [_plain(pair.evidence) for pair in pairs]
    rows = max(1, len(pairs))
    return {
        "claim": sum(text in met["claim"] for text in claims) / rows,
        "evidence": sum(text in met["evidence"] for text in evidence) / rows,
        "pair": sum(both in pairs_met for both in zip(claims, evidence, strict=True)) / rows,
        "shared_evidence": sum(evidence.count(text) > 1 for text in evidence) / rows,
    }


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
