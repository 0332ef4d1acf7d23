"""Thresholds are chosen on verdicts as users get them."""

from __future__ import annotations

import pytest

from claimcheck.training.calibrate import Aims
from claimcheck.training.pairs import Pair
from claimcheck.training.shipped import judged, tuned
from claimcheck.types import Label, Reason, Verdict
from claimcheck.verification import Calibration
from claimcheck.verification.verdicts import probs_of

AIMS = Aims(false_support=0.1, precision=0.6, bound=0.0)


class Scale:
    """Supports a claim whose text is a score that reaches the threshold."""

    def __init__(self, calibration):
        self.bar = calibration.supported

    def verify(self, claims, evidence):
        assert all(len(found) == 1 for found in evidence)
        return tuple(self._verdict(float(claim.text)) for claim in claims)

    def _verdict(self, value):
        label = Label.SUPPORTED if value >= self.bar else Label.UNSUPPORTED
        return Verdict(
            label=label, confidence=value, probs=probs_of(value, 0.0), reason=Reason.ENTAILED
        )


def pairs(label, *values):
    return [
        Pair(evidence="Something.", claim=f"{value:.2f}", label=label, source="made")
        for value in values
    ]


@pytest.fixture
def rows():
    """Ten contradicted rows that score .50 to .59, and supported ones above and below."""
    refuted = pairs("contradictory", *(0.5 + n / 100 for n in range(10)))
    return {"one": refuted, "two": pairs("supported", 0.55, 0.7, 0.9)}


def test_verdicts_are_told_apart_from_their_gold_labels(rows):
    found = judged(Scale(Calibration(supported=0.6)), [*rows["one"][:1], *rows["two"]])
    assert found.truth.tolist() == [2, 0, 0, 0]
    assert found.guess.tolist() == [1, 1, 0, 0]
    assert found.right.tolist() == [False, False, True, True]
    assert found.confidence.tolist() == pytest.approx([0.5, 0.55, 0.7, 0.9])


def test_the_lowest_threshold_within_the_budget_is_taken(rows):
    found = tuned(Scale, Calibration(supported=0.95, contradictory=0.4), rows, aims=AIMS)
    # One of ten contradicted rows may pass: the one that scores .59.
    assert found.supported == 0.59
    assert found.repeated == pytest.approx(0.5)
    assert found.contradictory == 0.4


def test_a_bound_that_cannot_be_met_gives_way_to_the_count(rows):
    bound = Aims(false_support=0.1, precision=0.6, bound=0.9)
    assert tuned(Scale, Calibration(), rows, aims=bound).supported == 0.59
    # Of a hundred rows none may pass for certain by less than .03, and one less surely.
    many = {"one": pairs("contradictory", *(0.5 + n / 1000 for n in range(100)))}
    strict, loose = (
        tuned(Scale, Calibration(), many, aims=Aims(false_support=0.06, precision=0.6, bound=level))
        for level in (0.9, 0.0)
    )
    assert strict.supported > loose.supported


def test_a_budget_that_nothing_meets_takes_the_highest_threshold():
    sure = {"one": pairs("contradictory", 1.0, 1.0)}
    assert tuned(Scale, Calibration(), sure, aims=AIMS).supported == 0.99
