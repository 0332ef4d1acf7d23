"""Arithmetic on half-open spans of code points. Nothing here alters or copies text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claimcheck.types import Span

__all__ = ["contains", "cover", "gaps", "intersection", "merge", "overlaps", "slice_of", "trim"]


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a code point; touching ends do not."""
    return one.start < other.end and other.start < one.end


def contains(outer: Span, inner: Span) -> bool:
    """Whether every code point of ``inner`` lies in ``outer``."""
    return outer.start <= inner.start and inner.end <= outer.end


def intersection(one: Span, other: Span) -> Span | None:
    """The code points two spans share, or ``None``."""
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Span(start=start, end=end) if start < end else None


def cover(spans: Iterable[Span]) -> Span:
    """The smallest span that holds all of them.

    :param spans: at least one span, in any order.
    :returns: the span from the first start to the last end.
    :raises ValueError: if there is none.
    """
    items = list(spans)
    return Span(start=min(span.start for span in items), end=max(span.end for span in items))


def merge(spans: Iterable[Span], *, gap: int = 0) -> tuple[Span, ...]:
    """The spans sorted, with those joined that overlap or lie within ``gap`` code points.

    :param spans: spans in any order.
    :param gap: joins spans with at most so many code points between them; 0 joins
        touching ones, -1 only overlapping ones.
    :returns: spans sorted by start, none overlapping another.
    """
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start - joined[-1].end <= gap:
            joined[-1] = Span(start=joined[-1].start, end=max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def gaps(outer: Span, inner: Iterable[Span]) -> tuple[Span, ...]:
    """What of ``outer`` no inner span holds, in order."""
    left: list[Span] = []
    at = outer.start
    for span in sorted(inner):
        stop = min(span.start, outer.end)
        if stop > at:
            left.append(Span(start=at, end=stop))
        at = max(at, span.end)
    if at < outer.end:
        left.append(Span(start=at, end=outer.end))
    return tuple(left)


def trim(text: str, start: int, end: int, *, chars: str | None = None) -> Span | None:
    """The range without characters of ``chars`` (default: white space) at its ends.

    :param text: the text the offsets index.
    :param start: first code point.
    :param end: code point after the last.
    :param chars: characters to leave out at both ends; ``None`` for white space.
    :returns: the narrower span, or ``None`` if nothing is left.
    """
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(chars))
    end -= len(piece) - len(piece.rstrip(chars))
    return Span(start=start, end=end) if start < end else None


def slice_of(text: str, spans: Sequence[Span], *, joiner: str = " ") -> str:
    """The texts of the spans, joined: for reading only, offsets into it mean nothing."""
    return joiner.join(text[span.start : span.end] for span in spans)
