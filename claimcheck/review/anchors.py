"""Spans that can be found again: position, quote and context, tied to a text by its hash.

Offsets are code points (W3C Web Annotation: TextPositionSelector and TextQuoteSelector).
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from claimcheck.review.records import Anchor
from claimcheck.types import Span

__all__ = ["CONTEXT", "anchor", "checked_spans", "from_json", "overlap", "text_hash", "to_json"]

CONTEXT = 32
"""Code points kept before and after a quote."""


def text_hash(text: str) -> str:
    """The SHA-256 of a text as UTF-8, lone surrogates passed through."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def anchor(text: str, span: Span, *, sha256: str = "") -> Anchor:
    """A span of a text with its quote and context.

    :param text: the document's text.
    :param span: a range of it.
    :param sha256: the text's hash, if it is known already.
    :returns: the anchor.
    :raises ValueError: if the span ends after the text.
    """
    if span.end > len(text):
        raise ValueError(f"{span.start}–{span.end} is outside a text of {len(text)} code points")
    return Anchor(
        start=span.start,
        end=span.end,
        quote=text[span.start : span.end],
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
        sha256=sha256 or text_hash(text),
    )


def checked_spans(text: str, spans: object) -> tuple[Span, ...]:
    """Spans from outside, in order, each held to its quote.

    :param text: the text they index.
    :param spans: a list of ``{"start", "end", "quote"}``.
    :returns: the spans, sorted.
    :raises ValueError: naming what is wrong: no spans, a range outside of the text, a quote
        that is not there, or two that overlap.
    """
    if not isinstance(spans, Sequence) or isinstance(spans, str) or not spans:
        raise ValueError("a list of spans with start, end and quote is needed")
    found = sorted(_checked(text, span) for span in spans)
    for first, second in itertools.pairwise(found):
        if second.start < first.end:
            raise ValueError(f"the spans at {first.start} and {second.start} overlap")
    return tuple(found)


def _checked(text: str, value: object) -> Span:
    if not isinstance(value, Mapping):
        raise ValueError("a span must be an object with start, end and quote")  # noqa: TRY004
    start, end, quote = value.get("start"), value.get("end"), value.get("quote")
    if type(start) is not int or type(end) is not int or not isinstance(quote, str):
        raise ValueError("a span needs whole numbers start and end, and a quote")
    span = Span(start=start, end=end)
    if text[start:end] != quote or end > len(text):
        raise ValueError(
            f"the text at {start}–{end} is {text[start:end][:60]!r}, not {quote[:60]!r}; "
            "offsets must count code points"
        )
    return span


def to_json(parts: Iterable[Anchor]) -> list[dict[str, Any]]:
    """Anchors as JSON values, without the hash (an item is of one document)."""
    return [
        {"start": p.start, "end": p.end, "quote": p.quote, "prefix": p.prefix, "suffix": p.suffix}
        for p in parts
    ]


def from_json(parts: Iterable[Mapping[str, Any]], *, sha256: str) -> tuple[Anchor, ...]:
    """The anchors that :func:`to_json` wrote."""
    return tuple(Anchor(**part, sha256=sha256) for part in parts)


def overlap(first: Sequence[Mapping[str, Any]], second: Sequence[Mapping[str, Any]]) -> float:
    """Intersection over union of two sets of spans, in code points, 0–1."""
    shared = sum(
        max(0, min(a["end"], b["end"]) - max(a["start"], b["start"])) for a in first for b in second
    )
    total = sum(a["end"] - a["start"] for a in (*first, *second)) - shared
    return shared / total if total else 1.0
