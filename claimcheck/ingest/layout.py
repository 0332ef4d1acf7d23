"""From the lines of PDF pages to headings, paragraphs and list items.

Three steps: drop what repeats at the edges of pages, split the lines into groups that
belong together, join each group's lines into one text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimcheck.ingest.blocks import TextBuilder
from claimcheck.types import BlockKind

__all__ = ["HYPHEN", "Line", "lay_out"]

HYPHEN = "\x02"
"""Stands for a hyphen at the end of a line, which may or may not belong to the word."""

_EDGE = 0.12
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.|pg\.?)?\s*[-–—|]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*(?:[/|]|of)?\s*(?:\d{1,4})?\s*[-–—|]?\Z",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?:[•●▪◦‣■□–—*·➢✓✔]|\(?\d{1,2}[.)]|[a-z]\))\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]]*\d*\Z")
# Prefixes and first words that keep their hyphen.
_KEEP = frozenset(
    [
        *("self", "well", "non", "anti", "pre", "post", "co", "ex", "semi", "quasi", "half", "all"),
        *("high", "low", "long", "short", "double", "single", "over", "under", "cross", "meta"),
        *("evidence", "placebo", "dose", "risk", "health", "side", "follow", "age", "sugar"),
        *("gluten", "plant", "blood", "heart", "weight", "one", "two", "three", "four", "five"),
        *("six", "seven", "eight", "nine", "ten"),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a page; places in points from the page's lower left corner."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    page_height: float


def lay_out(pages: Sequence[Sequence[Line]]) -> TextBuilder:
    """The reading text and blocks of some pages.

    :param pages: the lines of each page, in the order of the file.
    :returns: a builder that holds the text and the blocks.
    """
    lines = [line for page in _without_edges(pages) for line in page]
    builder = TextBuilder()
    if not lines:
        return builder
    body = _body_size(lines)
    known = Counter(re.findall(r"[a-z]+(?:-[a-z]+)*", " ".join(x.text.lower() for x in lines)))
    sizes = sorted({round(x.size) for x in lines if x.size >= 1.12 * body}, reverse=True)
    for group in _groups(lines, body):
        kind = _kind(group, body)
        level = 0
        if kind is BlockKind.HEADING:
            rank = round(group[0].size)
            level = 1 + sizes.index(rank) if rank in sizes else len(sizes) + 1
        elif kind is BlockKind.LIST_ITEM:
            level = 1
        text = _join([line.text for line in group], known)
        builder.add(text, kind, level=min(level, 6), origin=f"p. {group[0].page}")
    return builder


def _without_edges(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """The pages without page numbers and lines that repeat at the top or bottom."""
    seen = Counter(
        key for page in pages for key in {_edge_key(x) for x in page if _at_edge(x)} if key
    )
    filled = sum(1 for page in pages if page)
    often = max(2, (filled + 1) // 2)
    for page in pages:
        yield [
            line
            for line in page
            if not (
                _at_edge(line) and (_PAGE_NUMBER.match(line.text) or _repeats(line, seen, often))
            )
        ]


def _repeats(line: Line, seen: Counter[str], often: int) -> bool:
    return seen[_edge_key(line)] >= often


def _at_edge(line: Line) -> bool:
    middle = (line.bottom + line.top) / 2 / line.page_height
    return middle < _EDGE or middle > 1 - _EDGE


def _edge_key(line: Line) -> str:
    """Equal for the same line on other pages, whatever number it holds."""
    place = round((line.bottom + line.top) / 2 / 6)
    return f"{place} {re.sub(r'[0-9]+', '#', line.text.casefold())}"


def _body_size(lines: Sequence[Line]) -> float:
    weights: Counter[float] = Counter()
    for line in lines:
        weights[round(line.size, 1)] += len(line.text)
    return max(weights, key=lambda size: (weights[size], -size)) or 1.0


def _groups(lines: Sequence[Line], body: float) -> Iterator[list[Line]]:
    """Lines that belong to one heading, paragraph or list item."""
    column = _right_edges(lines)
    leading = _leading(lines, body)
    group: list[Line] = []
    for line in lines:
        if group and _breaks(group, line, leading=leading, column=column, body=body):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _right_edges(lines: Sequence[Line]) -> dict[tuple[int, int], float]:
    """The furthest right that lines reach, by page and rough left edge (its column)."""
    edges: dict[tuple[int, int], float] = {}
    for line in lines:
        key = _column(line)
        edges[key] = max(edges.get(key, 0.0), line.right)
    return edges


def _column(line: Line) -> tuple[int, int]:
    return line.page, round(line.left / 150)


def _leading(lines: Sequence[Line], body: float) -> float:
    """The usual distance between the tops of two lines of one paragraph."""
    steps: Counter[float] = Counter()
    for one, other in pairwise(lines):
        step = one.top - other.top
        if one.page == other.page and 0.5 * body < step < 3 * body:
            steps[round(step, 1)] += 1
    return max(steps, key=lambda step: (steps[step], -step)) if steps else 1.3 * body


def _breaks(
    group: Sequence[Line],
    line: Line,
    *,
    leading: float,
    column: dict[tuple[int, int], float],
    body: float,
) -> bool:
    """Whether a line begins a new group."""
    last = group[-1]
    if _BULLET.match(line.text) or abs(line.size - last.size) > 0.1 * body:
        return True
    if _is_heading(group, body) != _is_heading([line], body) or last.bold != line.bold:
        return True
    ended = _SENTENCE_END.search(last.text) is not None
    if line.page != last.page or line.top > last.top + leading:
        # A new page or column: go on in the middle of a sentence only.
        return ended or not line.text[:1].islower()
    if last.top - line.top > 1.35 * max(leading, last.size):
        return True
    reach = column[_column(last)]
    short = last.right < reach - 0.2 * (reach - last.left)
    indented = line.left > group[0].left + 0.8 * body and len(group) > 1 and not _is_item(group)
    return ended and (short or indented)


def _is_item(group: Sequence[Line]) -> bool:
    return _BULLET.match(group[0].text) is not None


def _is_heading(group: Sequence[Line], body: float) -> bool:
    text = " ".join(line.text for line in group)
    if len(text) > 200 or (_is_item(group) and not group[0].bold):
        return False
    large = group[0].size >= 1.12 * body
    bold = all(line.bold for line in group) and not re.search(r"[.,;]\Z", text)
    return (large and not text.endswith((".", ",", ";"))) or (bold and len(text) < 120)


def _kind(group: Sequence[Line], body: float) -> BlockKind:
    if _is_heading(group, body):
        return BlockKind.HEADING
    return BlockKind.LIST_ITEM if _is_item(group) else BlockKind.PARAGRAPH


def _join(texts: Sequence[str], known: Counter[str]) -> str:
    """One text of the lines of a paragraph; words cut at a line's end are made whole."""
    joined = texts[0]
    for text in texts[1:]:
        cut = re.search(rf"(\w+)[{HYPHEN}‐-]\Z", joined)
        if cut is None or not text[:1].isalpha():
            joined = f"{joined} {text}"
            continue
        first = cut.group(1).lower()
        rest = re.match(r"\w+", text)
        second = rest.group().lower() if rest else ""
        stem = joined[: cut.end(1)]
        joined = stem + ("-" if _keeps_hyphen(first, second, text, known) else "") + text
    return joined.replace(HYPHEN, "-")


def _keeps_hyphen(first: str, second: str, text: str, known: Counter[str]) -> bool:
    if known[f"{first}-{second}"] or known[first + second]:
        return known[f"{first}-{second}"] > known[first + second]
    return text[:1].isupper() or first in _KEEP or first.isdigit()
