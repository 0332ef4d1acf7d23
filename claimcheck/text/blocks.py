"""Blocks of plain text and Markdown: which lines are headings, list items, quotes, table rows.

For formats that know their blocks (HTML, DOCX) the reader says so; here they are
told from the marks and the shape of the lines. A block holds its mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.text.lines import lines, logical_lines
from claimcheck.text.wordlist import word_set
from claimcheck.types import Block, BlockKind, Span

__all__ = ["find_blocks"]

_ASKED = re.compile(r"\s*(?:[QA]|Question|Answer):\s")
# "I ditched it in week two" is said, "I Tried It for a Week" is a title.
_NARRATED = re.compile(r"(?:I|We)(?:['’](?:m|ve|d|re))? [a-z]")
_INNER_END = re.compile(r"[^\W\d_]{2}[.!] [\"“']?[A-Z]")
_RULE = re.compile(
    r"\s*(?:[-*_=~•·.]\s*){3,}$|\s*#+\s*$|\s*\|?[\s:|-]+\|[\s:|-]*$|\s*</?\w+/?>\s*$"
)
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+\S")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-+)\s*$")
_BULLET = re.compile(
    r"(?P<indent>\s*)(?:(?:[-–—*•●▪◦·‣⁃+○■➤➔➢✓✔✅☑✗✘❌→►▶»]\ufe0f?\s*)+(?<=\s)|[•●▪◦‣⁃✓✔✅☑➤►]\ufe0f?|[-–](?=[A-Z][a-z]))(?=\S)"
)
_NUMBER = re.compile(r"(?P<indent>\s*)\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]\s+(?=\S)")
_QUOTE = re.compile(r"\s{0,3}>")
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_TABLE = re.compile(r"\s*\|.*\|\s*$|[^|\n]*\S\s*\|\s*\S[^|\n]*\|\s*\S.*$")
_STRONG = re.compile(r"\s*(\*\*|__)(?=\S)(?:(?!\1).)+\1[\s:]*$")
_END = re.compile(r"[.!?…;,][\"'”’»)\]*_~`]*\s*$")
_TEXT_END = re.compile(rf"{_END.pattern}|:\s*$")
_DASHED = re.compile(r"\s*[-–—]\s+")
_WORD = re.compile(r"\w[\w'’-]*")
_SMALL = word_set(
    """
    a an and as at but by for from in into is it its nor of off on or over per the to up via vs with
    """
)
_LONGEST_TITLE = 140
_MOST_WORDS = 16


@dataclass(frozen=True, slots=True)
class _Row:
    """A logical line: ``lone`` with blank lines around it, ``tight`` right below another."""

    start: int
    end: int
    text: str
    lone: bool
    tight: bool


def find_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a plain or Markdown text.

    :param text: the whole text.
    :returns: blocks in order; rules, table separators and blank lines are in none.
        A heading's level is its number of ``#`` (2 for a title without a mark);
        a list item's counts indentation from 1.
    """
    rows = _rows(text)
    entries = _contents(rows)
    blocks: list[Block] = []
    fenced = False
    for index, row in enumerate(rows):
        if _FENCE.match(row.text):
            fenced = not fenced
            continue
        kind, level = (BlockKind.CODE, 0) if fenced else _kind(rows, index, entries)
        if kind is not None:
            span = Span(start=row.start, end=row.end)
            blocks.append(Block(span=span, kind=kind, level=level))
    return tuple(blocks)


def _rows(text: str) -> list[_Row]:
    """Logical lines without the white space at their ends."""
    found = list(logical_lines(text))
    rows: list[_Row] = []
    for index, (at, to) in enumerate(found):
        piece = text[at:to]
        start, end = at + len(piece) - len(piece.lstrip()), to - len(piece) + len(piece.rstrip())
        above = index == 0 or _blank_between(text, found[index - 1][1], at)
        below = index + 1 == len(found) or _blank_between(text, to, found[index + 1][0])
        tight = index > 0 and not above
        rows.append(_Row(start, end, text[start:end], above and below, tight))
    return rows


def _blank_between(text: str, end: int, start: int) -> bool:
    return sum(1 for _ in lines(text, start=end, end=start)) > 2


def _contents(rows: Sequence[_Row]) -> frozenset[str]:
    """List items that name a later heading line word for word: a table of contents."""
    seen: set[str] = set()
    twice: set[str] = set()
    for row in rows:
        if len(row.text) <= _LONGEST_TITLE and not _END.search(row.text):
            name = _bare(row.text)
            (twice if name in seen else seen).add(name)
    return frozenset(twice)


def _bare(line: str) -> str:
    return " ".join(_WORD.findall(line.lower()))


def _kind(
    rows: Sequence[_Row], index: int, entries: frozenset[str]
) -> tuple[BlockKind | None, int]:
    line = rows[index].text
    if _RULE.match(line) or not any(char.isalnum() for char in line):
        return None, 0
    if marked := _HEADING.match(line):
        return BlockKind.HEADING, len(marked[1])
    if _QUOTE.match(line):
        return BlockKind.QUOTE, 0
    if "|" in line and "](" not in line and _TABLE.match(line):
        return BlockKind.TABLE_CELL, 0
    if _STRONG.match(line):
        return BlockKind.HEADING, 3
    if _repeats_entry(rows, index, entries):
        return BlockKind.HEADING, 2
    if bullet := (_BULLET.match(line) or _NUMBER.match(line)):
        return BlockKind.LIST_ITEM, 1 + len(bullet["indent"].expandtabs(4)) // 2
    return _unmarked(rows, index)


def _repeats_entry(rows: Sequence[_Row], index: int, entries: frozenset[str]) -> bool:
    """The second time a contents entry stands alone before a paragraph, it is the heading."""
    line = rows[index].text
    if _bare(line) not in entries or index + 1 >= len(rows):
        return False
    follows = rows[index + 1].text
    return (not _BULLET.match(line) or bool(_DASHED.match(line))) and bool(
        _END.search(follows) and len(follows) > len(line)
    )


def _unmarked(rows: Sequence[_Row], index: int) -> tuple[BlockKind, int]:
    """A line without a mark: a title, an item of an unmarked list, or a paragraph."""
    row = rows[index]
    if not _short(row.text):
        titled = _lower_title(rows, index)
        return (BlockKind.HEADING, titled) if titled else (BlockKind.PARAGRAPH, 0)
    if _ASKED.match(row.text) or (index and _NARRATED.match(row.text)):
        return BlockKind.PARAGRAPH, 0
    if index + 1 < len(rows) and not row.lone and _UNDERLINE.match(rows[index + 1].text):
        return BlockKind.HEADING, 1 if rows[index + 1].text[:1] == "=" else 2
    if index == 0 and row.lone and not row.text.endswith("?"):
        return BlockKind.HEADING, 1
    if _heads_list(rows, index):
        return BlockKind.HEADING, 3
    if not row.lone and not row.text.endswith("?") and _in_run(rows, index):
        return BlockKind.LIST_ITEM, 1
    if _titled(row.text) or (index + 1 < len(rows) and _TEXT_END.search(rows[index + 1].text)):
        return BlockKind.HEADING, 2
    return BlockKind.PARAGRAPH, 0


def _heads_list(rows: Sequence[_Row], index: int) -> bool:
    """Whether marked list items begin right below the line, and none stands right above it."""
    if index + 1 >= len(rows) or not rows[index + 1].tight or rows[index].tight:
        return False
    return _BULLET.match(rows[index + 1].text) is not None


def _lower_title(rows: Sequence[_Row], index: int) -> int:
    """The level of a title written in small letters: the first line, or a lone question."""
    row = rows[index]
    if not row.text[:1].islower() or not _short(row.text.capitalize()):
        return 0
    if index == 0 and len(rows) > 1 and not row.text.endswith((":", "?")):
        return 1
    return 2 if row.lone and index + 1 < len(rows) and row.text.endswith("?") else 0


def _short(line: str) -> bool:
    """Short, with no end mark: what a title or a bare list item looks like."""
    words = _WORD.findall(line)
    return (
        len(line) <= _LONGEST_TITLE
        and 0 < len(words) <= _MOST_WORDS
        and (not _END.search(line) or (line.rstrip().endswith("?") and len(words) <= 12))
        and not line[:1].islower()
        and line[:1] not in "\"“‘'"
        and "](" not in line
        and not _INNER_END.search(line)
    )


def _titled(line: str) -> bool:
    words = [word for word in _WORD.findall(line) if word.lower() not in _SMALL]
    return bool(words) and sum(word[0].isupper() or word[0].isdigit() for word in words) >= max(
        1, len(words) * 0.7
    )


def _in_run(rows: Sequence[_Row], index: int) -> bool:
    """Whether the line stands directly beside another short unmarked line."""
    return any(_short(row.text) and not row.lone for row in _beside(rows, index))


def _beside(rows: Sequence[_Row], index: int) -> Iterator[_Row]:
    if index > 0 and rows[index].start - rows[index - 1].end <= 2:
        yield rows[index - 1]
    if index + 1 < len(rows) and rows[index + 1].start - rows[index].end <= 2:
        yield rows[index + 1]
