"""The aggregator reads what is known of the passages of a claim, in the order of doubt."""

from __future__ import annotations

import json

import numpy as np
import pytest

from claimcheck.errors import ModelError
from claimcheck.types import Design, Label, Standing
from claimcheck.verification import Calibration
from claimcheck.verification.aggregate import Aggregator, Linear, telling
from claimcheck.verification.decide import decide
from claimcheck.verification.features import (
    CLAIM_FEATURES,
    PASSAGE_FEATURES,
    claim_features,
    passage_features,
)
from claimcheck.verification.scoring import score
from tests.verification.helpers import Scripted, make_evidence, make_passage

CLAIM = "Sage tea shortens sore throats by 2 days."
SCRIPT = {"2 days sooner": (0.9, 0.02), "no sooner": (0.05, 0.85), "4 days": (0.6, 0.1)}
FOR_IT = make_passage("Sage tea shortens sore throats: they were gone 2 days sooner.", 1)
AGAINST = make_passage("With sage tea sore throats were gone no sooner.", 2)
OTHER = make_passage("Sage tea shortens sore throats by 4 days.", 3, design=Design.OBSERVATIONAL)
IDLE = make_passage("Sage grows on dry slopes.", 4)


def scored(*passages):
    found = score(Scripted(SCRIPT), Calibration(), [CLAIM], [make_evidence(*passages)])
    return found[0]


def column(rows, name):
    return rows[:, PASSAGE_FEATURES.index(name)]


def one_sided(names, name, weight=1.0):
    """A regression that calls supported what is high in one column."""
    weights = np.zeros((3, len(names)))
    weights[0, names.index(name)] = weight
    weights[2, names.index(name)] = -weight
    return Linear(weights=tuple(map(tuple, weights.tolist())), bias=(0.0, 0.0, 0.0))


def margins(**limits):
    return Aggregator(
        passage=one_sided(PASSAGE_FEATURES, "margin", 6.0),
        claim=one_sided(CLAIM_FEATURES, "margin", 6.0),
        **({"supported": 0.6, "contradictory": 0.6} | limits),
    )


def test_a_row_a_passage_says_what_it_holds_and_what_the_others_do():
    rows = passage_features(CLAIM, scored(FOR_IT, AGAINST, OTHER))
    assert rows.shape == (3, len(PASSAGE_FEATURES))
    assert column(rows, "margin")[0] > 0.8
    assert column(rows, "margin")[1] < -0.7
    assert column(rows, "nearness").tolist() == pytest.approx([1, 1 / 2, 1 / 3])
    assert column(rows, "numbers").tolist()[2] == -1
    assert column(rows, "numbers").tolist()[0] == 1
    assert column(rows, "negation").tolist() == [0, 1, 0]
    assert column(rows, "design").tolist() == [2, 2, 1]
    assert column(rows, "others_support").tolist() == pytest.approx([0.6, 0.9, 0.9], abs=0.01)


def test_a_row_of_a_claim_counts_who_agrees():
    row = dict(zip(CLAIM_FEATURES, claim_features(CLAIM, scored(IDLE, FOR_IT, OTHER)), strict=True))
    assert (row["agree"], row["disagree"]) == (2, 0)
    assert row["nearness"] == 0.5
    assert row["support"] > row["support_second"] > 0 > row["contradiction"]


def test_passages_are_told_apart_by_what_they_say():
    stances = margins().stances(CLAIM, scored(FOR_IT, AGAINST, IDLE))
    assert stances == (Label.SUPPORTED, Label.CONTRADICTORY, Label.UNSUPPORTED)


def test_what_checks_block_or_was_withdrawn_does_not_support():
    blocked = margins(supported=0.0, contradictory=1.1).stances(CLAIM, scored(OTHER))
    assert blocked == (Label.UNSUPPORTED,)
    withdrawn = make_passage(FOR_IT.text, 1, standing=Standing.RETRACTED)
    assert margins().stances(CLAIM, scored(withdrawn)) == (Label.UNSUPPORTED,)
    assert margins().claim_probabilities(CLAIM, scored(withdrawn)) == (0.0, 1.0, 0.0)


def test_a_passage_counts_for_the_sentences_that_say_it():
    two = make_passage(f"{IDLE.text} {FOR_IT.text} It smells of camphor.", 1)
    (item,) = scored(two)
    (span,) = telling(item, Label.SUPPORTED)
    assert two.text[span.start : span.end] == FOR_IT.text


def test_a_claim_without_passages_is_open():
    assert margins().claim_probabilities(CLAIM, ()) == (0.0, 1.0, 0.0)
    assert margins().stances(CLAIM, ()) == ()
    assert passage_features(CLAIM, ()).shape == (0, len(PASSAGE_FEATURES))


def test_probabilities_of_a_claim_sum_to_one():
    assert sum(margins().claim_probabilities(CLAIM, scored(FOR_IT, AGAINST))) == pytest.approx(
        1, abs=2e-4
    )


def stored(**changes):
    def table(names):
        weights = [[0.0] * len(names)] * 3
        return {"features": list(names), "weights": weights, "bias": [0, 0, 0]}

    return {
        "passage": table(PASSAGE_FEATURES),
        "claim": table(CLAIM_FEATURES),
        "counts_from": {"supported": 0.4, "contradictory": 0.3},
    } | changes


def test_a_stored_aggregator_is_read(tmp_path):
    path = tmp_path / "aggregator.json"
    path.write_text(json.dumps(stored()))
    found = Aggregator.load(path)
    assert (found.supported, found.contradictory) == (0.4, 0.3)
    assert found.claim.probabilities(np.ones((2, len(CLAIM_FEATURES)))) == pytest.approx(
        1 / 3, abs=1e-3
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"passage": {"features": ["support"], "weights": [[0.0]] * 3, "bias": [0, 0, 0]}},
        {"claim": {"features": list(CLAIM_FEATURES), "weights": [[0.0]] * 3, "bias": [0, 0, 0]}},
        {"counts_from": {}},
    ],
)
def test_an_aggregator_made_for_something_else_is_refused(tmp_path, changes):
    path = tmp_path / "aggregator.json"
    path.write_text(json.dumps(stored(**changes)))
    with pytest.raises(ModelError, match="train aggregator"):
        Aggregator.load(path)


def test_a_passage_below_every_threshold_shows_which_way_it_leans():
    strict = Calibration(supported=0.95, contradictory=0.95, repeated=0.95)
    found = scored(FOR_IT, IDLE)
    plain = decide(CLAIM, found, strict)
    assert [item.stance for item in plain.evidence] == [Label.UNSUPPORTED] * 2
    shown = decide(CLAIM, found, strict, margins())
    assert (shown.label, shown.reason) == (plain.label, plain.reason)
    leaning = {item.passage: item for item in shown.evidence}
    assert leaning[FOR_IT].stance is Label.SUPPORTED
    assert leaning[FOR_IT].rationale
    assert leaning[IDLE].stance is Label.UNSUPPORTED


def test_a_passage_decides_only_where_threshold_and_aggregator_agree():
    found = scored(FOR_IT, IDLE)
    assert decide(CLAIM, found, Calibration()).label is Label.SUPPORTED
    agreed = decide(CLAIM, found, Calibration(), margins())
    assert agreed.label is Label.SUPPORTED
    assert agreed.evidence[0].rationale
    doubted = decide(CLAIM, found, Calibration(), margins(supported=1.0, contradictory=1.0))
    assert doubted.label is Label.UNSUPPORTED
    assert not any(item.rationale for item in doubted.evidence)
