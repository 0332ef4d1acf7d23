"""The verifier that reviews suggest: other thresholds, another aggregator, weights trained further.

Each part is kept only where it gains on reviews that had no part in choosing it; the gate then
looks at all of them together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from claimcheck.training.calibrate import fit_temperature, negative_log_likelihood
from claimcheck.training.learn import tuning
from claimcheck.training.learn.aggregating import refit
from claimcheck.training.learn.judging import Bench, Case, changed
from claimcheck.training.learn.recalibrate import LEAST, recalibrate
from claimcheck.training.learn.reviews import Review, Snapshot
from claimcheck.training.pairs import Pair
from claimcheck.types import Label
from claimcheck.verification import Verifier
from claimcheck.verification.screening import PairScorer

__all__ = ["Candidate", "Tuned", "Tuner", "adapted", "cases_of", "tuned"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuned:
    """A model whose weights were trained further, and its folder."""

    model: PairScorer
    folder: Path


#: Trains the weights of the deciding model further on pairs.
Tuner = Callable[[Sequence[Pair]], Tuned]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A verifier, a sentence on each part of it, and the folder of its weights if they are new."""

    verifier: Verifier
    notes: tuple[str, ...]
    weights: Path | None = None

    def differs(self, present: Verifier) -> bool:
        """Whether anything was learnt."""
        return (
            self.weights is not None
            or self.verifier.calibration != present.calibration
            or self.verifier.aggregator != present.aggregator
        )


def adapted(
    verifier: Verifier,
    reviews: Sequence[Review],
    guard: Sequence[Case],
    *,
    weights: Path | None = None,
) -> Candidate:
    """Thresholds and aggregator that suit the reviews.

    :param verifier: the present one, or one with other weights.
    :param reviews: random ones that may be learnt from.
    :param guard: cases of another kind that thresholds may not hurt.
    :param weights: the folder of the weights if they are new.
    :returns: the candidate.
    """
    bench = Bench(verifier, cases_of(reviews))
    made = recalibrate(bench, Bench(verifier, guard) if guard else None)
    then = changed(verifier, calibration=made.calibration)
    refitted = refit(then, reviews)
    return Candidate(
        verifier=changed(then, aggregator=refitted.aggregator),
        notes=(made.why, refitted.why),
        weights=weights,
    )


def tuned(
    verifier: Verifier, snapshot: Snapshot, guard: Sequence[Case], tuner: Tuner
) -> Candidate | str:
    """A candidate with weights trained further, or why there is none.

    Weights are trained on some reviews, and thresholds chosen on others that were drawn at
    random: what a model was trained on, it is surer of than of anything else.

    :param verifier: the present one.
    :param snapshot: all reviews.
    :param guard: as in `adapted`.
    :param tuner: trains the weights.
    :returns: the candidate; a sentence where reviews are too few or the loss does not fall.
    """
    kept = snapshot.kept
    if len(kept) < LEAST or len(snapshot.trained) < tuning.LEAST:
        return (
            f"weights stay: {len(snapshot.trained)} reviews to train on and {len(kept)} random "
            f"ones to choose thresholds on, of which {tuning.LEAST} and {LEAST} are needed"
        )
    rows = Bench(verifier, cases_of(snapshot.trained)).scored(verifier.calibration)
    pairs = tuning.pairs_of(snapshot.trained, rows)
    made = tuner(pairs)
    other = changed(verifier, model=made.model)
    before, after = (_loss(Bench(one, cases_of(kept))) for one in (verifier, other))
    told = f"loss on {len(kept)} random reviews that it was not trained on {before:.3f}"
    if after >= before:
        return f"weights stay: {told}, with weights trained on {len(pairs)} pairs {after:.3f}"
    found = adapted(other, kept, guard, weights=made.folder)
    note = f"weights trained on {len(pairs)} pairs: {told} before and {after:.3f} after"
    return Candidate(verifier=found.verifier, notes=(note, *found.notes), weights=made.folder)


def cases_of(reviews: Sequence[Review]) -> tuple[Case, ...]:
    """Reviews as labelled cases; those without a label or without evidence are left out."""
    return tuple(
        Case(reading=review.reading, evidence=review.evidence, label=Label(review.label))
        for review in reviews
        if review.label is not None and review.evidence
    )


def _loss(bench: Bench) -> float:
    """Of the window that says most, each model at the temperature that suits it best."""
    logits = np.log(np.clip(bench.telling(bench.verifier.calibration), 1e-6, 1.0))
    temperature = fit_temperature(bench.truth, logits)
    return negative_log_likelihood(bench.truth, logits, temperature=temperature)
