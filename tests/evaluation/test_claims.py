from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from claimcheck.errors import CodecError
from claimcheck.evaluation.claims import evaluate

TEXT = "# Oats\n\nOats lower cholesterol, and they keep you full. Eat oats daily."


def unit(piece: str, kind: str, *claims: str, borderline: bool = False) -> dict[str, Any]:
    start = TEXT.index(piece)
    spans = [(TEXT.index(claim), TEXT.index(claim) + len(claim)) for claim in claims]
    return {
        "start": start,
        "end": start + len(piece),
        "kind": kind,
        "borderline": borderline,
        "claims": [{"start": at, "end": to} for at, to in spans],
    }


HEADING = unit("# Oats", "heading")
COMPOUND = "Oats lower cholesterol, and they keep you full."
ADVICE = unit("Eat oats daily.", "advice")


def figures(tmp_path: Path, *units: dict[str, Any]) -> dict[str, Any]:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"text": TEXT, "units": units}) + "\n", encoding="utf-8")
    return evaluate(path)


def test_a_perfect_reading_scores_one(tmp_path: Path) -> None:
    claim = unit(COMPOUND, "claim", "Oats lower cholesterol", "they keep you full")
    found = figures(tmp_path, HEADING, claim, ADVICE)
    assert found["unit_kind_f1"] == found["claim_non_claim_f1"] == found["claim_span_f1"] == 1.0
    assert found["baseline"]["claim_span_f1"] == 0.0


def test_a_span_is_found_at_four_fifths_of_its_characters(tmp_path: Path) -> None:
    claim = unit(COMPOUND, "claim", "Oats lower cholesterol,", "and they keep you full")
    assert figures(tmp_path, HEADING, claim, ADVICE)["claim_span_f1"] == 1.0
    whole = unit(COMPOUND, "claim", COMPOUND)
    assert figures(tmp_path, HEADING, whole, ADVICE)["claim_span_f1"] == 0.0


def test_parts_of_a_gold_claim_count_and_the_gap_does_not(tmp_path: Path) -> None:
    claim = unit(COMPOUND, "claim", "Oats lower cholesterol", "they keep you full")
    first = claim["claims"][0]
    claim["claims"][0] = {"start": first["start"], "end": claim["end"], "parts": [first]}
    assert figures(tmp_path, HEADING, claim, ADVICE)["claim_span_f1"] == 1.0


def test_borderline_units_are_left_out_of_claim_or_not(tmp_path: Path) -> None:
    wrong = unit("Eat oats daily.", "claim")
    sure = figures(tmp_path, HEADING, unit(COMPOUND, "claim"), wrong)
    unsure = figures(tmp_path, HEADING, unit(COMPOUND, "claim"), wrong | {"borderline": True})
    assert sure["claim_non_claim_f1"] < 1.0
    assert unsure["claim_non_claim_f1"] == 1.0


def test_implied_gold_claims_are_not_scored(tmp_path: Path) -> None:
    claim = unit(COMPOUND, "claim", "Oats lower cholesterol", "they keep you full")
    heading = unit("# Oats", "heading", "Oats")
    heading["claims"][0]["implied"] = True
    assert figures(tmp_path, heading, claim, ADVICE)["claim_span_f1"] == 1.0


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"text": "Oats."}\n', encoding="utf-8")
    with pytest.raises(CodecError, match="units"):
        evaluate(path)
