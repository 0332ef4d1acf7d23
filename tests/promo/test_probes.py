"""Floors on the project's own probe sentences; batch 2 was not tuned on."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck import codec
from claimcheck.evaluation.promo import Marked, score
from claimcheck.promo import highlight
from claimcheck.types import Article

PROBES = Path(__file__).parent / "data" / "probes.jsonl"


def test_gold_spans_are_slices() -> None:
    for row in codec.read_jsonl(PROBES):
        assert all(row["text"][s["start"] : s["end"]] == s["text"] for s in row["spans"])


@pytest.mark.parametrize(
    ("batch", "precision", "recall", "flagged"), [(1, 0.95, 0.95, 2), (2, 0.92, 0.95, 3)]
)
def test_probe_figures_hold(batch: int, precision: float, recall: float, flagged: int) -> None:
    rows = [row for row in codec.read_jsonl(PROBES) if row["batch"] == batch]
    predicted = [
        [
            Marked(start=span.span.start, end=span.span.end, category=span.category)
            for span in highlight(Article(id="a", text=row["text"]), (), ())
        ]
        for row in rows
    ]
    gold = [
        [Marked(start=s["start"], end=s["end"], category=s["category"]) for s in row["spans"]]
        for row in rows
    ]
    figures = score(predicted, gold)
    assert figures["span_precision"] >= precision
    assert figures["span_recall"] >= recall
    assert figures["flagged_negatives"] <= flagged
