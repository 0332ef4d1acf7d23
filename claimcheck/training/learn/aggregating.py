"""The aggregator drawn towards what people decided over several passages.

Seventeen numbers of a passage are too many for a hundred reviews to weigh anew. So the weights in
use are where the fit starts from and is drawn back to (maximum a posteriori under a normal prior
around them, as in Chelba and Acero, "Adaptation of maximum entropy capitalizer: little data can
help a lot", EMNLP 2004): few reviews move them little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from claimcheck.evaluation.metrics import LABELS
from claimcheck.training.learn.judging import Bench, Case, changed
from claimcheck.training.learn.reviews import Review
from claimcheck.training.learn.worth import FOLDS, folds, gained, wrongly_supported
from claimcheck.training.measure import Floats, Ints, softmax
from claimcheck.types import Label
from claimcheck.verification import Verifier
from claimcheck.verification.aggregate import Aggregator, Linear
from claimcheck.verification.features import claim_features, passage_features, sound
from claimcheck.verification.scoring import ScoredPassage

__all__ = ["LEAST", "LEAST_OF_EACH", "Refitted", "refit"]

#: Below so many random reviews of several passages, or so many of a label, the aggregator stays.
LEAST, LEAST_OF_EACH = 60, 10
_SEVERAL = 2
# How far a weight may well lie from the present one, in units of its column's spread.
_SPREAD = 0.3
_OPEN = LABELS.index(Label.UNSUPPORTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refitted:
    """An aggregator and why it is what it is; ``gain`` is that of held-out folds, -1–1."""

    aggregator: Aggregator | None
    why: str
    gain: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A review: features of the passages whose label is known, and of the claim."""

    passages: Floats
    labels: Ints
    claim: Floats
    label: int


def refit(verifier: Verifier, reviews: Sequence[Review]) -> Refitted:
    """The aggregator fitted to reviews, kept where it gains on reviews that had no part in it.

    A passage is labelled where people said so: those that a decision cites have its label, and
    all are open where the claim was found to be. The others of a settled claim are left out, since
    nobody said what they say.

    :param verifier: at the thresholds that the aggregator will work with.
    :param reviews: the random ones that may be learnt from.
    :returns: the present aggregator where there are too few reviews or nothing is gained.
    """
    now = verifier.aggregator
    several = [r for r in reviews if r.label is not None and len(r.evidence) >= _SEVERAL]
    counts = Counter(review.label for review in several)
    if now is None:
        return Refitted(aggregator=None, why="aggregator: these models have none")
    if len(several) < LEAST or any(counts[Label(name)] < LEAST_OF_EACH for name in LABELS):
        return Refitted(
            aggregator=now,
            why=f"aggregator stays: {len(several)} random reviews of several passages, of which at "
            f"least {LEAST} and {LEAST_OF_EACH} of each label are needed",
        )
    bench = Bench(verifier, [_case(review) for review in several])
    scored = bench.scored(verifier.calibration)
    rows = [_row(review, passages) for review, passages in zip(several, scored, strict=True)]
    before = bench.labels(verifier.calibration)
    crossed = _crossed(bench, now, rows)
    gain = gained(bench.truth, before, crossed)
    worse = wrongly_supported(bench.truth, crossed) > wrongly_supported(bench.truth, before)
    if worse or gain <= 0:
        return Refitted(aggregator=now, why="aggregator stays: no other did better", gain=0.0)
    return Refitted(
        aggregator=_fitted(now, rows),
        why=f"aggregator fitted to {len(rows)} random reviews of several passages",
        gain=round(gain, 4),
    )


def _case(review: Review) -> Case:
    label = review.label or Label.UNSUPPORTED
    return Case(reading=review.reading, evidence=review.evidence, label=label)


def _row(review: Review, scored: tuple[ScoredPassage, ...]) -> _Row:
    label = LABELS.index(review.label or Label.UNSUPPORTED)
    cited = {item.passage.id for item in review.cited}
    told = [label == _OPEN or item.evidence.passage.id in cited for item in scored]
    found = passage_features(review.reading, scored)[np.array(told, dtype=bool)]
    whole = claim_features(review.reading, scored) if sound(scored) else np.zeros(0)
    labels = np.full(len(found), label, dtype=np.int64)
    return _Row(passages=found, labels=labels, claim=whole, label=label)


def _crossed(bench: Bench, now: Aggregator, rows: Sequence[_Row]) -> Ints:
    """The labels of every review by an aggregator that its fold had no part in."""
    fold = folds(len(rows))
    guess = np.empty(len(rows), dtype=np.int64)
    for number in range(FOLDS):
        rest = [row for row, place in zip(rows, fold, strict=True) if place != number]
        made = changed(bench.verifier, aggregator=_fitted(now, rest))
        guess[fold == number] = bench.under(made).labels(made.calibration)[fold == number]
    return guess


def _fitted(now: Aggregator, rows: Sequence[_Row]) -> Aggregator:
    passages = np.concatenate([row.passages for row in rows])
    labels = np.concatenate([row.labels for row in rows])
    told = [row for row in rows if row.claim.size]
    claims = np.stack([row.claim for row in told])
    return replace(
        now,
        passage=drawn(now.passage, passages, labels),
        claim=drawn(now.claim, claims, np.array([row.label for row in told])),
    )


def drawn(now: Linear, features: Floats, labels: Ints, *, spread: float = _SPREAD) -> Linear:
    """Multinomial logistic regression whose weights are drawn towards present ones.

    :param now: the present weights.
    :param features: *shape* (n, features).
    :param labels: *shape* (n,), positions in `LABELS`; not every one need occur.
    :param spread: standard deviation of the prior, for columns of spread 1.
    :returns: weights that read the features as they are, six decimals.
    """
    from scipy.optimize import minimize

    middle, scale = features.mean(axis=0), features.std(axis=0)
    scale = np.where(scale > 1e-9, scale, 1.0)
    columns = np.column_stack([(features - middle) / scale, np.ones(len(features))])
    weights, bias = np.asarray(now.weights), np.asarray(now.bias)
    start = np.column_stack([weights * scale, bias + weights @ middle])
    wanted = np.eye(len(LABELS))[labels]

    def loss(flat: Floats) -> tuple[float, Any]:
        moved = flat.reshape(start.shape)
        given = softmax(columns @ moved.T)
        away = (moved - start) / spread**2
        cost = -np.log(given[wanted > 0] + 1e-12).sum() + 0.5 * float(
            (away * (moved - start)).sum()
        )
        return float(cost), ((given - wanted).T @ columns + away).ravel()

    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B").x.reshape(start.shape)
    made = found[:, :-1] / scale
    return Linear(
        weights=tuple(tuple(float(value) for value in row) for row in np.round(made, 6)),
        bias=tuple(float(value) for value in np.round(found[:, -1] - made @ middle, 6)),
    )
