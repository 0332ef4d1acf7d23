"""Every format gives back what it was given, whatever the text holds."""

from __future__ import annotations

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimcheck.review.exchange import FORMATS, Format, Mark, Sheet
from claimcheck.review.exchange.claimreview import is_finished

HARD = st.sampled_from(
    ["💊", "👩‍⚕️", "👍🏽", "🇩🇪", "e\u0301", "\u0d15\u0d4d\u0d37", "שלום",
     "مرحبا", "\u202e", "\r\n", "\r", "\n", "\x00",
     "\u00a0", "\u2028", "\ufeff", "\t", "'", '"',
     "=1+1", ",", ";", "\\", "\\0", "<b>", "zinc", " heals ", "."]
)  # fmt: skip
ANY = st.lists(HARD | st.text(max_size=3), min_size=1, max_size=12).map("".join).filter(len)
NOTE = st.text(max_size=8) | HARD
NAME = st.sampled_from(["ana", "ben", "Zoë"])
VERDICT = st.sampled_from(["supported", "unsupported", "contradictory", "not_a_claim", ""])
AT = st.sampled_from(["", "2026-03-04T10:00:00+00:00"])


@st.composite
def marks(draw: st.DrawFn, text: str, place: int) -> Mark:
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    status = draw(st.sampled_from(["suggested", "answered", "settled"]))
    promo = draw(st.booleans())
    people = draw(st.lists(NAME, min_size=1, max_size=2, unique=True))
    return Mark(
        id=f"i{place}",
        kind="promo" if promo else "claim",
        start=start,
        end=end,
        quote=text[start:end],
        label=draw(st.sampled_from(["promotional", "not_promotional"]) if promo else VERDICT),
        category="cure_claim" if promo else "",
        status=status,
        by=() if status == "suggested" else tuple(people),
        at=draw(AT),
        note=draw(NOTE),
        reading=draw(NOTE),
    )


@st.composite
def sheets(draw: st.DrawFn) -> list[Sheet]:
    made = []
    for number in range(draw(st.integers(1, 3))):
        text = f"{number}" + draw(ANY)
        held = tuple(draw(marks(text, place)) for place in range(draw(st.integers(0, 4))))
        made.append(
            Sheet(id=f"d{number}", text=text, title=draw(NOTE), source=f"s{number}.txt", marks=held)
        )
    return made


def through(form: Format, given_sheets: list[Sheet]) -> list[Sheet]:
    """Written to bytes and read again, the documents known where the format lacks the text."""
    data = "".join(form.write(iter(given_sheets))).encode("utf-8", "surrogatepass")
    stream = io.TextIOWrapper(io.BytesIO(data), "utf-8", "surrogatepass", newline="")
    known = {s.sha256: Sheet(id=s.id, text=s.text, title=s.title, source=s.source)
             for s in given_sheets}  # fmt: skip
    return list(form.read(stream, known.get))


def kept(form: Format, given_sheets: list[Sheet]) -> list[tuple[str, str, list[str]]]:
    """What a format is to keep, order of marks aside."""
    wanted = []
    for sheet in given_sheets:
        held = [m for m in sheet.marks if is_finished(m) or not form.finished_only]
        if held or (form.holds_text):
            wanted.append((sheet.id, sheet.text, sorted(map(repr, held))))
    return wanted


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS.keys())
@given(given_sheets=sheets())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_written_is_read_again(form: Format, given_sheets: list[Sheet]) -> None:
    read = through(form, given_sheets)
    assert [(s.id, s.text, sorted(map(repr, s.marks))) for s in read] == kept(form, given_sheets)
    assert not any(sheet.refused for sheet in read)
    for sheet in read:
        assert all(sheet.text[m.start : m.end] == m.quote for m in sheet.marks)


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS.keys())
def test_writing_takes_one_sheet_at_a_time(form: Format) -> None:
    asked: list[int] = []

    def endless():
        number = 0
        while True:
            asked.append(number)
            text = f"Zinc cures colds, text {number}."
            mark = Mark(id="i", start=0, end=4, quote="Zinc", label="supported", by=("ana",))
            yield Sheet(id=f"d{number}", text=text, marks=(mark,))
            number += 1

    pieces = form.write(endless())
    for _ in range(10):
        next(pieces)
    assert len(asked) <= 10
