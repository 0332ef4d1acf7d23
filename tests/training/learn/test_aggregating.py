"""What people decide over several passages moves the aggregator, a little and only if it helps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from claimcheck.training.learn import Frozen, Outcome, learn
from claimcheck.training.learn.aggregating import LEAST, drawn, refit
from claimcheck.training.learn.judging import Bench, changed
from claimcheck.training.learn.reviews import Review
from claimcheck.types import Evidence, Label, Passage
from claimcheck.verification import Calibration, Verifier
from claimcheck.verification.aggregate import Aggregator, Linear
from claimcheck.verification.features import CLAIM_FEATURES, PASSAGE_FEATURES
from tests.training.learn.reviewing import model_folders, review, swapped, verifier


def linear(names: tuple[str, ...], bias: tuple[float, float, float]) -> Linear:
    """Reads the scores alone: what supports, what contradicts."""
    reads = [{"support": 1.0}, {}, {"contradiction": 1.0}]
    weights = tuple(tuple(row.get(name, 0.0) for name in names) for row in reads)
    return Linear(weights=weights, bias=bias)


def too_careful() -> Verifier:
    """Its thresholds let all pass, and its aggregator next to nothing."""
    bias = (-2.5, 0.0, -2.5)
    aggregator = Aggregator(
        passage=linear(PASSAGE_FEATURES, bias),
        claim=linear(CLAIM_FEATURES, bias),
        supported=0.5,
        contradictory=0.5,
    )
    calibration = Calibration(supported=0.6, repeated=0.6, contradictory=0.6, unopposed=0.6)
    return changed(verifier(), calibration=calibration, aggregator=aggregator)


def several(number: int, **changes: object) -> Review:
    found = review(number, **changes)
    aside = Passage(id=f"q{number}", doc_id=f"q{number}", text="The weather was fine that year.")
    return replace(found, evidence=(*found.evidence, Evidence(passage=aside, rank=2, score=0.5)))


REVIEWS = [several(number) for number in range(120)]


def test_reviews_let_pass_what_the_aggregator_held_back() -> None:
    present = too_careful()
    found = refit(present, REVIEWS)
    assert found.gain > 0
    assert found.aggregator is not None
    others = [several(number) for number in range(120, 144)]
    bench = Bench(present, [_case(item) for item in others])
    after = bench.under(changed(present, aggregator=found.aggregator))
    right = [(b.labels(present.calibration) == b.truth).mean() for b in (bench, after)]
    assert right[1] > right[0]


def _case(item: Review):
    from claimcheck.training.learn.candidate import cases_of

    return cases_of([item])[0]


def test_it_stays_where_nothing_is_gained() -> None:
    present = too_careful()
    better = changed(present, aggregator=refit(present, REVIEWS).aggregator)
    again = refit(better, REVIEWS)
    assert again.gain == 0
    assert again.aggregator == better.aggregator


@pytest.mark.parametrize(
    "reviews",
    [
        REVIEWS[: LEAST - 1],
        [review(number) for number in range(120)],
        [r for r in REVIEWS if r.label is not Label.CONTRADICTORY],
    ],
)
def test_few_reviews_or_single_passages_move_nothing(reviews: list[Review]) -> None:
    present = too_careful()
    found = refit(present, reviews)
    assert found.aggregator == present.aggregator
    assert "needed" in found.why


def test_weights_are_drawn_from_the_present_ones_as_far_as_reviews_bear() -> None:
    random = np.random.default_rng(0)
    features = random.normal(size=(400, 2))
    labels = np.where(features[:, 0] > 0, 0, 2)
    now = Linear(weights=((0.0, 0.0),) * 3, bias=(0.0, 0.0, 0.0))
    few, many = drawn(now, features[:10], labels[:10]), drawn(now, features, labels)
    assert 0 < few.weights[0][0] < many.weights[0][0]
    assert abs(many.weights[0][1]) < many.weights[0][0] / 3
    sure = drawn(now, features, labels, spread=1e-6)
    np.testing.assert_allclose(sure.weights, now.weights, atol=1e-3)


def test_what_is_learnt_is_used_and_can_be_rolled_back(tmp_path: Path) -> None:
    from claimcheck.training.learn import Versions

    done = learn(
        REVIEWS,
        too_careful(),
        models=model_folders(tmp_path / "models"),
        output=tmp_path / "out",
        frozen=Frozen(),
        at="2026-03-05T00:00:00+00:00",
    )
    assert done.outcome is Outcome.PROMOTED
    path = tmp_path / "out" / "verifier" / "aggregator.json"
    assert Aggregator.load(path) == done.aggregator
    assert "Aggregator fitted to" in (tmp_path / "out" / "card.md").read_text("utf-8")
    Versions(tmp_path / "out").rollback()
    assert not path.exists()


def test_swapped_reviews_of_several_passages_are_refused() -> None:
    from claimcheck.training.learn import rehearse

    present = too_careful()
    present = changed(present, aggregator=refit(present, REVIEWS).aggregator)
    wrong = [replace(swapped(r), evidence=r.evidence, reading=r.reading) for r in REVIEWS]
    done = rehearse(wrong, present, Frozen())
    assert done.outcome is Outcome.REFUSED
