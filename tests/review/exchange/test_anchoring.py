from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.review.exchange.anchoring import Told, anchor
from claimcheck.review.exchange.sheets import Mark, Refusal, Sheet
from claimcheck.review.exchange.units import Offsets, Unit

TEXT = "💊 Zinc cures colds.\r\nSleep\u00a0helps. Zinc is cheap. Zinc is cheap."


def place(told: Told, *units: Unit) -> Mark | Refusal:
    return anchor(Sheet(id="d", text=TEXT), told, Mark(id="m"), units=units or (Unit.CODE_POINTS,))


def test_a_span_that_holds_its_quote_stays() -> None:
    found = place(Told(start=2, end=6, quote="Zinc"))
    assert isinstance(found, Mark)
    assert (found.start, found.end, found.anchor) == (2, 6, 1.0)


def test_a_span_beside_its_quote_is_found_again_with_a_score() -> None:
    found = place(Told(start=3, end=19, quote="Zinc cures colds"))
    assert isinstance(found, Mark)
    assert TEXT[found.start : found.end] == found.quote == "Zinc cures colds"
    assert found.anchor == 0.95


def test_context_tells_two_places_apart() -> None:
    told = Told(start=0, end=1, quote="Zinc is cheap.", prefix="helps. ", suffix=" Zinc")
    found = place(told)
    assert isinstance(found, Mark)
    assert found.start == TEXT.index("Zinc is cheap")


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (Told(start=0, end=1, quote="Zinc is cheap."), "several places"),
        (Told(start=2, end=6, quote="Iron"), "not in the text"),
        (Told(start=2, end=600), "no span"),
        (Told(start=6, end=2), "no span"),
        (Told(start=2, end=6, quote=" "), "blank"),
        (Told(quote="cures", prefix="Iron never ", suffix=" rust at all"), "score"),
    ],
)
def test_what_cannot_be_placed_is_refused_with_a_reason(told: Told, why: str) -> None:
    found = place(told)
    assert isinstance(found, Refusal)
    assert why in found.reason


def test_other_blanks_are_bridged_at_a_lower_score() -> None:
    found = place(Told(start=0, end=1, quote="colds.\nSleep helps."))
    assert isinstance(found, Mark)
    assert found.quote == "colds.\r\nSleep\u00a0helps."
    assert found.anchor == 0.8


def test_utf16_is_tried_where_code_points_contradict_the_quote() -> None:
    found = place(Told(start=3, end=7, quote="Zinc"), Unit.CODE_POINTS, Unit.UTF16)
    assert isinstance(found, Mark)
    assert (found.start, found.anchor) == (2, 1.0)


def test_half_a_surrogate_pair_is_no_place() -> None:
    assert isinstance(place(Told(start=1, end=7), Unit.UTF16), Refusal)


@given(st.text(max_size=30))
def test_units_convert_both_ways(text: str) -> None:
    offsets = Offsets(text, Unit.UTF16)
    for place_ in range(len(text) + 1):
        assert offsets.out(place_) == len(text[:place_].encode("utf-16-le")) // 2
        assert offsets.into(offsets.out(place_)) == place_
    assert offsets.into(offsets.out(len(text)) + 1) is None
