"""Cut an article into stretches that carry the same set of marks.

Claims, promotional phrases and findings overlap freely and a claim may have
several parts, so nested elements cannot show them. A sweep over all borders
gives stretches inside which the set of marks does not change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from claimcheck.types import Span

__all__ = ["Segment", "cut", "pairs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """``text[start:end]`` with the indices of the marks that cover all of it."""

    start: int
    end: int
    claims: tuple[int, ...] = ()
    promo: tuple[int, ...] = ()
    findings: tuple[int, ...] = ()


@dataclass(slots=True)
class _Layer:
    """One kind of mark: where each opens and closes, and which are open now."""

    opens: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    closes: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    count: dict[int, int] = field(default_factory=dict)

    def move_to(self, at: int) -> tuple[int, ...]:
        """Close and open what ends and starts here; return what is open."""
        for index in self.closes.get(at, ()):
            self.count[index] -= 1
            if not self.count[index]:
                del self.count[index]
        for index in self.opens.get(at, ()):
            self.count[index] = self.count.get(index, 0) + 1
        return tuple(sorted(self.count))


def cut(
    length: int,
    *,
    claims: Sequence[Sequence[Span]] = (),
    promo: Sequence[Sequence[Span]] = (),
    findings: Sequence[Sequence[Span]] = (),
    breaks: Iterable[int] = (),
) -> tuple[Segment, ...]:
    """Cut ``0 … length`` at every border of every span and at ``breaks``.

    :param length: code points of the text.
    :param claims: the spans of each claim's parts.
    :param promo: the span of each promotional phrase.
    :param findings: the spans of each finding.
    :param breaks: more places to cut at; those outside the text are ignored.
    :returns: stretches in order, without gap or overlap, none empty; together
        they are the whole text. Spans beyond the text are clipped.
    """
    layers = [_layer(marks, length) for marks in (claims, promo, findings)]
    borders = {0, length, *(at for at in breaks if 0 < at < length)}
    for layer in layers:
        borders.update(layer.opens, layer.closes)
    ordered = sorted(borders)
    found = []
    for start, end in pairwise(ordered):
        on = [layer.move_to(start) for layer in layers]
        found.append(Segment(start=start, end=end, claims=on[0], promo=on[1], findings=on[2]))
    return tuple(found)


def pairs(
    claims: Sequence[Sequence[Span]], promo: Sequence[Sequence[Span]]
) -> tuple[tuple[int, int], ...]:
    """All (claim, promotional phrase) index pairs that share a character, sorted."""
    ends = [span.end for marks in (*claims, *promo) for span in marks]
    found: set[tuple[int, int]] = set()
    for segment in cut(max(ends, default=0), claims=claims, promo=promo):
        found.update((c, p) for c in segment.claims for p in segment.promo)
    return tuple(sorted(found))


def _layer(marks: Sequence[Sequence[Span]], length: int) -> _Layer:
    layer = _Layer()
    for index, spans in enumerate(marks):
        for span in spans:
            end = min(span.end, length)
            if span.start < end:
                layer.opens[span.start].append(index)
                layer.closes[end].append(index)
    return layer
