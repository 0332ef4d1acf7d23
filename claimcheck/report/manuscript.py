"""The article as rows and stretches, ready for the template.

The text is cut into rows after each line break. A row is a block on the page and
keeps its line break, so the page breaks where the text does, and the rows'
texts, joined, are the article's text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from claimcheck.report.segments import Segment, cut
from claimcheck.report.view import PageView
from claimcheck.report.words import UNIT_WORDS
from claimcheck.types import Article, Block, BlockKind, Label, Report, Severity, Span, UnitKind

__all__ = ["Marker", "Row", "Stretch", "manuscript"]

_ROW = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_MARKDOWN_MARK = re.compile(r"\s*(?:#{1,6}|>|[-*+]|\d{1,3}[.)])(?=\s)")
_LIST_MARK = re.compile(r"\s*(?:[-*+•–—·◦▪]|\d{1,3}[.)])\s")
_LABEL_RANK = {Label.CONTRADICTORY: 0, Label.UNSUPPORTED: 1, None: 2, Label.SUPPORTED: 3}
_SEVERITY_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.SUGGESTION: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """The small sign before a claim, a later part of it, or a promotional phrase."""

    anchor: str
    key: str
    glyph: str
    label: str
    is_claim: bool
    number: int
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Text under one set of marks; ``classes`` is empty where there is none.

    ``tail`` says, after a sentence that is no claim, what it is instead.
    """

    text: str
    classes: str
    claims: str
    promo: str
    findings: tuple[int, ...]
    markers: tuple[Marker, ...]
    tail: str


@dataclass(slots=True, kw_only=True)
class Row:
    """A line with its line break. ``opens`` says that a block begins in it."""

    kind: str
    level: int
    opens: bool
    bullet: bool
    stretches: list[Stretch] = field(default_factory=list)


def manuscript(view: PageView) -> tuple[Row, ...]:
    """Cut the article into rows of stretches."""
    report = view.report
    text = report.article.text
    bounds = [(m.start(), m.end()) for m in _ROW.finditer(text)]
    signs = _signs(report.article, bounds)
    tails = {u.span.end: UNIT_WORDS[u.kind] for u in report.units if u.kind in UNIT_WORDS}
    segments = cut(
        len(text),
        claims=[claim.parts for claim in report.claims],
        promo=[(promo.span,) for promo in report.promo],
        findings=[finding.spans for finding in report.findings],
        breaks=[*(start for start, _ in bounds), *signs.values(), *tails],
    )
    rows = list(_rows(report.article, _blocks(report), bounds))
    starts = [start for start, _ in bounds]
    markers = _markers(view)
    for segment in segments:
        row = rows[bisect_right(starts, segment.start) - 1]
        stretch = _stretch(
            report, segment, markers.get(segment.start, ()), tail=tails.get(segment.end, "")
        )
        if not stretch.classes and signs.get(segment.start) == segment.end:
            stretch = replace(stretch, classes="sign")
        row.stretches.append(stretch)
    return tuple(rows)


def _signs(article: Article, bounds: list[tuple[int, int]]) -> dict[int, int]:
    """Markdown's marks at the start of a line, from where to where; they are shown paler."""
    if article.media_type != "text/markdown":
        return {}
    found = (_MARKDOWN_MARK.match(article.text, start, end) for start, end in bounds)
    return {match.start(): match.end() for match in found if match}


def _blocks(report: Report) -> Sequence[Block]:
    """The article's blocks, or headings and list items taken from its units."""
    if report.article.blocks:
        return report.article.blocks
    kinds = {UnitKind.HEADING: BlockKind.HEADING, UnitKind.LIST: BlockKind.LIST_ITEM}
    return [
        Block(span=unit.span, kind=kinds[unit.kind], level=2)
        for unit in report.units
        if unit.kind in kinds
    ]


def _rows(
    article: Article, blocks: Sequence[Block], bounds: list[tuple[int, int]]
) -> Iterator[Row]:
    starts = [block.span.start for block in blocks]
    for start, end in bounds:
        line = article.text[start:end]
        at = start + len(line) - len(line.lstrip())
        index = bisect_right(starts, at) - 1
        inside = index >= 0 and at < min(end, blocks[index].span.end)
        block = blocks[index] if inside else None
        if block is None:
            kind = "plain" if line.strip() else "gap"
            yield Row(kind=kind, level=0, opens=False, bullet=False)
            continue
        opens = start <= block.span.start
        item = block.kind == BlockKind.LIST_ITEM
        bullet = item and opens and not _LIST_MARK.match(line)
        level = max(0, min(block.level, 6))
        yield Row(kind=block.kind.value, level=level, opens=opens, bullet=bullet)


def _markers(view: PageView) -> dict[int, list[Marker]]:
    """Markers by where they stand; at one place claims come first, by number."""
    found: dict[int, list[Marker]] = {}
    for claim in view.claims:
        words = claim.words
        for place, part in enumerate(claim.checked.parts):
            more = "" if place == 0 else ", continued"
            marker = Marker(
                anchor=f"c{claim.number}",
                key=words.key,
                glyph=words.glyph if place == 0 else "…",
                label=f"Claim {claim.number}, {words.name.lower()}{more}",
                is_claim=True,
                number=claim.number,
                first=place == 0,
            )
            found.setdefault(part.start, []).append(marker)
    for promo in view.promo:
        marker = Marker(
            anchor=f"p{promo.number}",
            key=promo.words.key,
            glyph=promo.words.glyph,
            label=f"Promotional phrase {promo.number}, {promo.words.name.lower()}, "
            f"{promo.category}",
            is_claim=False,
            number=promo.number,
            first=True,
        )
        found.setdefault(promo.span.span.start, []).append(marker)
    return found


def _stretch(report: Report, segment: Segment, markers: Sequence[Marker], *, tail: str) -> Stretch:
    classes = []
    if segment.claims:
        labels = [report.claims[i].verdict.label for i in segment.claims]
        worst = min(labels, key=lambda label: _LABEL_RANK[label])
        classes += ["c", f"v-{worst.value if worst else 'unchecked'}"]
    if segment.promo:
        severity = min(
            (report.promo[i].severity for i in segment.promo), key=lambda s: _SEVERITY_RANK[s]
        )
        classes += ["p", f"s-{severity.value}"]
    return Stretch(
        text=report.article.text[segment.start : segment.end],
        classes=" ".join(classes),
        claims=" ".join(str(i + 1) for i in _shortest_first(report, segment.claims)),
        promo=" ".join(str(i + 1) for i in segment.promo),
        findings=tuple(i + 1 for i in segment.findings),
        markers=tuple(markers),
        tail=tail,
    )


def _shortest_first(report: Report, claims: Sequence[int]) -> list[int]:
    """Claims in the order a click goes through them: the narrowest first."""

    def length(spans: Sequence[Span]) -> int:
        return sum(span.end - span.start for span in spans)

    return sorted(claims, key=lambda i: (length(report.claims[i].parts), i))
