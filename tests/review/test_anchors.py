from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.review.anchors import anchor, checked_spans, from_json, overlap, text_hash, to_json
from claimcheck.types import Span

ODD = ["💊", "👩‍⚕️", "e\u0301", "שלום", "\r\n", "\x00", "\ud800", "\u202e", "\u00ad", " ", "a", "β"]
texts = st.lists(st.sampled_from(ODD), min_size=1, max_size=30).map("".join)


@settings(max_examples=200, deadline=None)
@given(text=texts, data=st.data())
def test_a_span_is_taken_where_its_quote_is_and_nowhere_else(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    sent = {"start": start, "end": end, "quote": text[start:end]}
    assert checked_spans(text, [sent]) == (Span(start=start, end=end),)
    found = anchor(text, Span(start=start, end=end))
    assert found.prefix + found.quote + found.suffix in text
    assert from_json(to_json([found]), sha256=text_hash(text)) == (found,)
    for shift in (-1, 1, 2):
        moved = {"start": start + shift, "end": end + shift, "quote": text[start:end]}
        if text[max(0, start + shift) : end + shift] != text[start:end] or start + shift < 0:
            with pytest.raises(ValueError):
                checked_spans(text, [moved])


@pytest.mark.parametrize(
    "spans",
    [
        None,
        "text",
        [],
        [{"start": 0, "end": 1}],
        [{"start": True, "end": 2, "quote": "b"}],
        [{"start": 2, "end": 1, "quote": ""}],
        [{"start": 0, "end": 9, "quote": "abc"}],
        [{"start": 0, "end": 2, "quote": "ab"}, {"start": 1, "end": 3, "quote": "bc"}],
    ],
)
def test_spans_that_cannot_be_are_refused(spans: object) -> None:
    with pytest.raises(ValueError):
        checked_spans("abc", spans)


def test_overlap_is_intersection_over_union() -> None:
    def parts(*spans: tuple[int, int]) -> list[dict[str, int]]:
        return [{"start": start, "end": end} for start, end in spans]

    assert overlap(parts((0, 10)), parts((0, 10))) == 1.0
    assert overlap(parts((0, 10)), parts((5, 15))) == pytest.approx(1 / 3)
    assert overlap(parts((0, 4), (6, 10)), parts((0, 10))) == pytest.approx(0.8)
    assert overlap(parts((0, 4)), parts((4, 8))) == 0.0
