"""Span, character and category figures against gold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimcheck.errors import CodecError
from claimcheck.evaluation.promo import Marked, evaluate, score


def mark(start: int, end: int, category: str = "cure_claim") -> Marked:
    return Marked(start=start, end=end, category=category)


def test_figures_of_a_worked_example() -> None:
    predicted = [[mark(0, 4), mark(10, 14, "hype_puffery")], [mark(0, 2)], []]
    gold = [[mark(2, 6), mark(12, 14), mark(20, 24)], [], [mark(0, 4)]]
    figures = score(predicted, gold)
    assert figures["span_precision"] == pytest.approx(2 / 3, abs=1e-4)
    assert figures["span_recall"] == pytest.approx(2 / 4)
    assert figures["category_accuracy"] == pytest.approx(1 / 2)
    assert figures["char_precision"] == pytest.approx(4 / 10)
    assert figures["char_recall"] == pytest.approx(4 / 14, abs=1e-4)
    assert figures["predicted_spans"] == 3
    assert figures["flagged_negatives"] == 1


def test_nothing_predicted_scores_nothing() -> None:
    figures = score([[]], [[mark(0, 1)]])
    assert figures["span_f1"] == figures["char_f1"] == figures["category_accuracy"] == 0.0


def write(tmp_path: Path, rows: list[dict[str, object]]) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_evaluate_puts_the_word_list_beside_the_rules(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {
            "text": "Kava is a miracle cure.",
            "spans": [{"start": 10, "end": 22, "category": "cure_claim"}],
        },
        {"text": "The major vein was tied.", "spans": []},
    ]
    figures = evaluate(write(tmp_path, rows))
    assert (figures["span_f1"], figures["char_f1"], figures["flagged_negatives"]) == (1.0, 1.0, 0)
    baseline = figures["baseline"]
    assert isinstance(baseline, dict)
    assert (baseline["span_recall"], baseline["flagged_negatives"]) == (0.0, 1)


def test_a_span_outside_its_text_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, [{"text": "Tea.", "spans": [{"start": 2, "end": 9, "category": "x"}]}])
    with pytest.raises(CodecError, match="does not fit"):
        evaluate(path)
