"""Articles no rule was tuned on (tests/gold/README.md): floors under what is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claimcheck.evaluation.claims import evaluate

TEST = Path(__file__).parent.parent / "gold" / "claims" / "test.jsonl"
FLOORS = {"claim_non_claim_f1": 0.925, "claim_span_f1": 0.77, "unit_kind_accuracy": 0.86}


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
