from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.report.segments import cut, pairs
from claimcheck.types import Span

LENGTH = 40


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, LENGTH - 1))
    return Span(start=start, end=draw(st.integers(start + 1, LENGTH + 3)))


marks = st.lists(st.lists(spans(), max_size=3), max_size=5)


@settings(max_examples=50, deadline=None)
@given(claims=marks, promo=marks, findings=marks, breaks=st.lists(st.integers(-2, LENGTH + 2)))
def test_segments_tile_the_text_and_carry_exactly_the_marks_that_cover_them(
    claims: list[list[Span]],
    promo: list[list[Span]],
    findings: list[list[Span]],
    breaks: list[int],
) -> None:
    found = cut(LENGTH, claims=claims, promo=promo, findings=findings, breaks=breaks)
    assert [at for s in found for at in range(s.start, s.end)] == list(range(LENGTH))
    for segment in found:
        for got, layer in (
            (segment.claims, claims),
            (segment.promo, promo),
            (segment.findings, findings),
        ):
            for at in range(segment.start, segment.end):
                covering = tuple(
                    i for i, parts in enumerate(layer) if any(s.start <= at < s.end for s in parts)
                )
                assert got == covering
    starts = {segment.start for segment in found}
    assert {at for at in breaks if 0 < at < LENGTH} <= starts


@settings(max_examples=50, deadline=None)
@given(claims=marks, promo=marks)
def test_pairs_are_those_that_share_a_character(
    claims: list[list[Span]], promo: list[list[Span]]
) -> None:
    def points(parts: list[Span]) -> set[int]:
        return {at for span in parts for at in range(span.start, span.end)}

    expected = [
        (c, p)
        for c, claim in enumerate(claims)
        for p, phrase in enumerate(promo)
        if points(claim) & points(phrase)
    ]
    assert list(pairs(claims, promo)) == expected


def test_an_empty_text_has_no_segments() -> None:
    assert cut(0, claims=[[Span(start=0, end=4)]]) == ()
