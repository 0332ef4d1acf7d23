from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from claimcheck.evaluation.readings import evaluate

DEV = Path(__file__).parent.parent / "gold" / "claims" / "dev.jsonl"
TEXT = "Ginger is a root. Ginger grows in India. It eases pain. It is not clear why."


def anaphor(at: int, *antecedents: str) -> dict[str, Any]:
    start = [i for i in range(len(TEXT)) if TEXT.startswith("It ", i)][at]
    return {"start": start, "end": start + 2, "antecedents": list(antecedents)}


def figures(tmp_path: Path, *anaphors: dict[str, Any]) -> dict[str, Any]:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"text": TEXT, "anaphors": anaphors}) + "\n", encoding="utf-8")
    return evaluate(path)


@pytest.mark.models
def test_the_right_antecedent_counts_and_another_does_not(tmp_path: Path) -> None:
    right = figures(tmp_path, anaphor(0, "ginger"))
    assert (right["precision"], right["recall"]) == (1.0, 1.0)
    wrong = figures(tmp_path, anaphor(0, "pain"))
    assert (wrong["precision"], wrong["recall"]) == (0.0, 0.0)


@pytest.mark.models
def test_words_that_must_stay_cost_precision_where_they_are_replaced(tmp_path: Path) -> None:
    assert figures(tmp_path, anaphor(1))["resolved"] == 0
    replaced = figures(tmp_path, anaphor(0), anaphor(0, "ginger"))
    assert replaced["precision"] == 0.5


@pytest.mark.models
def test_the_articles_the_rules_were_tuned_on_stay_resolved() -> None:
    found: Any = evaluate(DEV)
    assert found["precision"] >= 0.95
    assert found["recall"] >= 0.68
