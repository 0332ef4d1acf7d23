"""Articles written for this project, annotated by hand: a floor under what is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.evaluation.claims import evaluate

DATA = Path(__file__).parent / "data" / "annotated.jsonl"

FLOORS = {
    "unit_kind_accuracy": 0.93,
    "claim_non_claim_f1": 0.95,
    "claim_span_f1": 0.88,
}


@pytest.mark.parametrize("figure", sorted(FLOORS))
def test_the_annotated_articles_are_read_as_they_were_annotated(figure: str) -> None:
    assert float(str(evaluate(DATA)[figure])) >= FLOORS[figure]


def test_claims_are_found_better_than_by_whole_sentences() -> None:
    figures = evaluate(DATA)
    baseline = figures["baseline"]
    assert isinstance(baseline, dict)
    assert float(str(figures["claim_span_f1"])) > float(str(baseline["claim_span_f1"])) + 0.2
