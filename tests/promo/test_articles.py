"""The articles written and annotated here: gold spans are slices, dev and test are apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck import codec
from claimcheck.promo import CATEGORIES
from claimcheck.training.promo_sentences import written

GOLD = Path(__file__).parents[1] / "gold" / "promo"


@pytest.mark.parametrize("part", ["dev", "test"])
def test_gold_spans_are_slices_in_order_without_overlap(part: str) -> None:
    for row in codec.read_jsonl(GOLD / f"{part}.jsonl"):
        end = 0
        for span in row["spans"]:
            assert row["text"][span["start"] : span["end"]] == span["text"]
            assert span["category"] in CATEGORIES
            assert span["start"] >= end
            end = span["end"]


def test_no_gold_span_of_a_test_article_is_among_the_sentences_of_training() -> None:
    taught = {example.text.lower() for example in written()}
    for row in codec.read_jsonl(GOLD / "test.jsonl"):
        for sentence in row["text"].split("\n"):
            assert len(sentence.split()) < 6 or sentence.lower() not in taught
        for span in row["spans"]:
            assert len(span["text"].split()) < 6 or span["text"].lower() not in taught
