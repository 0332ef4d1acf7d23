"""Where a span of a file lies in a text: as told, found again with a score, or refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from claimcheck.review.exchange.sheets import Mark, Refusal, Sheet
from claimcheck.review.exchange.units import Offsets, Unit

__all__ = ["LEAST", "Told", "anchor"]

#: Below this score a span is refused, and so is one whose runner-up is as near as `_CLEAR`.
LEAST = 0.6
_CLEAR = 0.1
_SAME_QUOTE, _SAME_WORDS = 0.95, 0.8
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a file says of a span, in its own unit; ``None`` where it does not say."""

    start: int | None = None
    end: int | None = None
    quote: str | None = None
    prefix: str = ""
    suffix: str = ""


def anchor(
    sheet: Sheet, told: Told, mark: Mark, *, units: tuple[Unit, ...] = (Unit.CODE_POINTS,)
) -> Mark | Refusal:
    """Place a mark.

    :param sheet: the document.
    :param told: what the file says of the span.
    :param mark: all else of the mark; its span is replaced.
    :param units: what the offsets may count, the likeliest first; a later one is tried only
        where the quote contradicts those before.
    :returns: the mark with its span, quote and score, or why it was refused.
    """
    text = sheet.text
    for unit in units:
        span = _span(text, told, unit)
        if span and (told.quote is None or text[span[0] : span[1]] == told.quote):
            return _placed(mark, text, span, 1.0)
    if told.quote is None:
        return _refuse(sheet, mark, f"{told.start}–{told.end} is no span of the text")
    if not told.quote.strip():
        return _refuse(sheet, mark, "its quote is blank and not where the file says")
    return _search(sheet, told, mark)


def _span(text: str, told: Told, unit: Unit) -> tuple[int, int] | None:
    if told.start is None or told.end is None:
        return None
    offsets = Offsets(text, unit)
    start, end = offsets.into(told.start), offsets.into(told.end)
    return (start, end) if start is not None and end is not None and start < end else None


def _search(sheet: Sheet, told: Told, mark: Mark) -> Mark | Refusal:
    for found, worth in (
        (_exact(sheet.text, told.quote or ""), _SAME_QUOTE),
        (_by_words(sheet.text, told.quote or ""), _SAME_WORDS),
    ):
        ranked = sorted(
            ((worth * _context(sheet.text, span, told), span) for span in found), reverse=True
        )
        if not ranked:
            continue
        score, span = ranked[0]
        if len(ranked) > 1 and score - ranked[1][0] < _CLEAR:
            return _refuse(sheet, mark, "its quote stands in several places alike")
        if score < LEAST:
            return _refuse(sheet, mark, f"its quote stands elsewhere, at a score of {score:.2f}")
        return _placed(mark, sheet.text, span, round(score, 4))
    return _refuse(sheet, mark, f"its quote {(told.quote or '')[:40]!r} is not in the text")


def _exact(text: str, quote: str) -> Iterator[tuple[int, int]]:
    place = text.find(quote)
    while place >= 0:
        yield place, place + len(quote)
        place = text.find(quote, place + 1)


def _by_words(text: str, quote: str) -> Iterator[tuple[int, int]]:
    """Where the quote stands but for blanks: other line ends, other spaces."""
    pattern = r"\s+".join(re.escape(word) for word in _BLANK.split(quote.strip()))
    return ((match.start(), match.end()) for match in re.finditer(pattern, text))


def _context(text: str, span: tuple[int, int], told: Told) -> float:
    """0.5–1: how much of what stood before and after still does; 1 where nothing was told."""
    if not told.prefix and not told.suffix:
        return 1.0
    before = _shared(text[: span[0]][::-1], told.prefix[::-1])
    after = _shared(text[span[1] :], told.suffix)
    return 0.5 + 0.5 * (before + after) / (len(told.prefix) + len(told.suffix))


def _shared(found: str, told: str) -> int:
    count = 0
    for a, b in zip(found, told, strict=False):
        if a != b:
            break
        count += 1
    return count


def _placed(mark: Mark, text: str, span: tuple[int, int], score: float) -> Mark:
    start, end = span
    return replace(mark, start=start, end=end, quote=text[start:end], anchor=score)


def _refuse(sheet: Sheet, mark: Mark, why: str) -> Refusal:
    return Refusal(document=sheet.id, mark=mark.id, reason=why)
