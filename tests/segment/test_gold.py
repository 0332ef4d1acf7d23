"""Articles no rule was tuned on (tests/gold/README.md): floors under what is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claimcheck.evaluation import readings
from claimcheck.evaluation.claims import evaluate

READINGS = Path(__file__).parent.parent / "gold" / "readings" / "dev.jsonl"
TEST = Path(__file__).parent.parent / "gold" / "claims" / "test.jsonl"
FLOORS = {"claim_non_claim_f1": 0.925, "claim_span_f1": 0.785, "unit_kind_accuracy": 0.86}


@pytest.fixture(scope="module")
def figures() -> Any:
    return evaluate(TEST)


@pytest.mark.models
@pytest.mark.parametrize("figure", sorted(FLOORS))
def test_claims_of_unseen_articles_are_found(figures: Any, figure: str) -> None:
    assert figures[figure] >= FLOORS[figure]


@pytest.mark.models
def test_the_model_beats_the_rules_alone(figures: Any) -> None:
    assert figures["claim_non_claim_f1"] > figures["rules_only"]["claim_non_claim_f1"]


@pytest.mark.models
def test_what_words_point_to_is_rarely_wrong_and_mostly_found() -> None:
    found = readings.evaluate(READINGS)
    assert float(str(found["precision"])) >= 0.94
    assert float(str(found["recall"])) >= 0.62
