from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.text.spans import (
    contains,
    cover,
    gaps,
    intersection,
    merge,
    overlaps,
    slice_of,
    trim,
)
from claimcheck.types import Span


def span(start: int, end: int) -> Span:
    return Span(start=start, end=end)


_SPANS = st.builds(
    lambda start, size: span(start, start + size), st.integers(0, 40), st.integers(1, 12)
)


def test_touching_spans_do_not_overlap() -> None:
    assert not overlaps(span(0, 3), span(3, 5))
    assert overlaps(span(0, 4), span(3, 5))


def test_a_span_contains_itself() -> None:
    assert contains(span(2, 5), span(2, 5))
    assert not contains(span(2, 5), span(1, 3))


def test_intersection_of_strangers_is_nothing() -> None:
    assert intersection(span(0, 2), span(2, 4)) is None
    assert intersection(span(0, 5), span(3, 9)) == span(3, 5)


def test_trim_moves_the_ends_and_never_the_text() -> None:
    text = "  «oats»  "
    assert trim(text, 0, len(text)) == span(2, 8)
    assert trim(text, 2, 8, chars="«»") == span(3, 7)
    assert trim("   ", 0, 3) is None


def test_slice_of_joins_the_parts() -> None:
    assert slice_of("oats, rarely, help", [span(0, 4), span(14, 18)]) == "oats help"


@pytest.mark.parametrize(("gap", "count"), [(-1, 2), (0, 1)])
def test_merge_joins_touching_spans_unless_told_not_to(gap: int, count: int) -> None:
    assert len(merge([span(0, 2), span(2, 4)], gap=gap)) == count


@settings(max_examples=40, deadline=None)
@given(st.lists(_SPANS, min_size=1, max_size=8))
def test_merged_spans_hold_the_same_places_and_stand_apart(spans: list[Span]) -> None:
    merged = merge(spans)
    places = {at for item in spans for at in range(item.start, item.end)}
    assert {at for item in merged for at in range(item.start, item.end)} == places
    assert all(one.end < two.start for one, two in itertools.pairwise(merged))
    assert all(contains(cover(spans), item) for item in spans)


@settings(max_examples=40, deadline=None)
@given(_SPANS, st.lists(_SPANS, max_size=6))
def test_gaps_are_what_is_left(outer: Span, inner: list[Span]) -> None:
    taken = {at for item in inner for at in range(item.start, item.end)}
    left = {at for item in gaps(outer, inner) for at in range(item.start, item.end)}
    assert left == set(range(outer.start, outer.end)) - taken
