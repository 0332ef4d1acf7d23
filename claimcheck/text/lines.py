"""Lines of a text, and which of them a hard wrap has cut in two.

A line break ends a sentence unless the paragraph was wrapped at a fixed width:
then every line but the last is as long as it could be, so that the first word
of the next line would not have fitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

__all__ = ["Line", "lines", "logical_lines"]

Line = tuple[int, int]

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Marks that begin a line of their own: heading, quote, bullet, number, table, rule, fence.
_MARK = re.compile(
    r"\s*(?:#{1,6}\s|>|[-–—*•●▪◦·‣⁃+]\s|\(?\d{1,3}[.)]\s|\(?[a-zA-Z][.)]\s|\||`{3}|~{3}|[-*_=]{3,}\s*$|<)"
)
_FIRST_WORD = re.compile(r"\S+")
_WIDEST = 120
_NARROWEST = 40
_FILLED = 55


def lines(text: str, *, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """The lines of ``text[start:end]`` as half-open ranges without their breaks, in order.

    CRLF, CR, LF, NEL, LS and PS all break; blank lines are included. ``end`` of
    ``None`` is the end of the text.
    """
    stop = len(text) if end is None else end
    at = start
    for found in _BREAK.finditer(text, start, stop):
        yield at, found.start()
        at = found.end()
    yield at, stop


def logical_lines(text: str, *, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """The lines with content, those of a hard-wrapped paragraph taken as one.

    Half-open ranges in order, each holding something besides white space. ``end`` of
    ``None`` is the end of the text.
    """
    paragraph: list[Line] = []
    for line in lines(text, start=start, end=end):
        if text[line[0] : line[1]].isspace() or line[0] == line[1]:
            yield from _unwrap(text, paragraph)
            paragraph = []
        else:
            paragraph.append(line)
    yield from _unwrap(text, paragraph)


def _unwrap(text: str, paragraph: Sequence[Line]) -> Iterator[Line]:
    """Join the lines of a paragraph where a hard wrap parted them."""
    if len(paragraph) < 2:
        yield from paragraph
        return
    begin, until = paragraph[0]
    width = max(to - at for at, to in paragraph)
    for line, following in pairwise(paragraph):
        if _wrapped(text, line, following, width, many=len(paragraph) > 2):
            until = following[1]
        else:
            yield begin, until
            begin, until = following
    yield begin, until


def _wrapped(text: str, line: Line, following: Line, width: int, *, many: bool) -> bool:
    """Whether the break between two lines is a wrap and not the writer's own."""
    at, to = line
    if to - at > _WIDEST or _MARK.match(text, following[0], following[1]) is not None:
        return False
    if text[at:to].lstrip()[:1] in "#|":
        return False
    word = _FIRST_WORD.search(text, following[0], following[1])
    if word is None:
        return False
    last = text[at:to].rstrip()[-1:]
    if word.group()[0].islower() and last not in ".!?:;*_" and to - at >= _NARROWEST:
        return True
    fits = (to - at) + 1 + (word.end() - word.start()) <= width
    return not fits and width >= _FILLED and last not in "*_)" and (last not in ".!?:" or many)
