"""The sentence splitter: line breaks first, then a decision at each full stop.

Rules only, no model: one compiled expression finds the candidates, and each is
decided by the word before it and the character after it. Linear in the text.
Figures on public sets stand in ``docs/segmentation.md``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from claimcheck.text.abbreviations import ENDING, NEVER_LAST, NUMBERED, STARTERS
from claimcheck.text.lines import logical_lines
from claimcheck.types import Span

__all__ = ["boundaries", "split"]

_EMOJI = r"\U0001F300-\U0001FAFF\u2600-\u26ff\ufe0f\u200d"
_CLOSERS = "\"'”’»)\\]}*_~`"
_OPENERS = "\"'“‘«([{*_~`¿¡"
# A run of end marks with what closes behind it, then white space. A raised
# reference (".12", ".[6]") may stand between. The first mark stands alone because a set at
# the very start lets the engine skip ahead: four times the speed.
_CANDIDATE = re.compile(
    rf"(?P<mark>[.!?…。！？][.!?…。！？]*(?: [.!?…]+(?!\w))*)"
    rf"(?P<close>[{_CLOSERS}]*(?:</\w+>)*(?: ?[{_EMOJI}]+)*)"
    r"(?P<note>\[\d[\d,–\- ]*\]|(?<=[a-z)%”\"]\.)\d{1,3}(?:[,–-]\d{1,3})*(?=\s))?"
    r"(?P<gap>\s+|(?<=[a-z]{3}[.!?])(?=[A-Z][a-z]+[ ,'’])(?!Com |Org |Net )|(?<=[。！？])|\Z)"
)
_TRAILING_NOTE = re.compile(r"(?:\[(?:\d[\d,–\- ]*|\.\.\.|…)\]\s*)+(?=[A-Z“\"(]|$)")
_NEXT = re.compile(rf"([{re.escape(_OPENERS)}]*)(\S?)")
_WORD = re.compile(r"[^\W_](?:[^\s\"“”‘()\[\]{}*_<>/—–]*)")
_LINK = re.compile(r"\[[^\[\]\n]{1,400}\]\([^()\s]{1,2000}\)")
_LIST_NUMBER = re.compile(r"\s*[*_(]*(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})$")
_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]$")
_MIXED_CASE = re.compile(r"[a-z]{1,2}[A-Z]")
_ABBREVIATIONS = NEVER_LAST | NUMBERED | ENDING
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_LONGEST_WORD = 40


def split(text: str, *, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """The sentences of ``text[start:end]``.

    A line break ends a sentence unless the paragraph is hard-wrapped. The spans
    hold every character that is not white space exactly once, in order; none
    begins or ends with white space, cuts a CRLF or begins with a combining mark.

    :param text: any text.
    :param start: first code point looked at.
    :param end: code point after the last; ``None`` for the end of the text.
    :returns: sentence spans, sorted; empty if there is only white space.
    """
    stop = len(text) if end is None else end
    return tuple(
        Span(start=at, end=to)
        for begin, until in logical_lines(text, start=start, end=stop)
        for at, to in boundaries(text, begin, until)
    )


def boundaries(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of the paragraph ``text[start:end]``; line breaks in it are white space.

    Half-open ranges in order, without white space at their ends.
    """
    links = _links(text, start, end)
    at = _lstrip(text, start, end)
    for found in _CANDIDATE.finditer(text, at, end):
        first, after = found.span()
        if after - first == 2 and after < end and not links and _plain_stop(text, at, first):
            yield at, first + 1
            at = after
            continue
        stop = found.end("close") if found["note"] is None else found.end("note")
        if found["mark"][-1] == "." and (note := _TRAILING_NOTE.match(text, after, end)):
            stop, after = _rstrip(text, stop, note.end()), note.end()
        if after >= end or not _ends(text, found, at, after, end):
            continue
        if any(begin <= first < until for begin, until in links):
            continue
        yield from _trimmed(text, at, stop)
        at = after
    yield from _trimmed(text, at, end)


def _plain_stop(text: str, at: int, stop: int) -> bool:
    """The common case, decided fast: a whole word, a full stop, a space, a capital."""
    if text[stop] != "." or text[stop + 2] not in _CAPITALS:
        return False
    word = text[text.rfind(" ", at, stop) + 1 or at : stop]
    return len(word) > 3 and word.isalpha() and word.lower() not in _ABBREVIATIONS


def _links(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Markdown links, inside which nothing ends."""
    if text.find("](", start, end) < 0:
        return []
    return [found.span() for found in _LINK.finditer(text, start, end)]


def _extends(char: str) -> bool:
    """Whether the character belongs to the one before it: a combining mark or a joiner."""
    return ord(char) > 0x2FF and (char == "\u200d" or unicodedata.category(char)[0] == "M")


def _lstrip(text: str, start: int, end: int) -> int:
    at = start
    while at < end and text[at].isspace():
        at += 1
    # A mark on a space is one grapheme with it.
    return at - 1 if start < at < end and _extends(text[at]) and text[at - 1] not in _BREAKS else at


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    start = _lstrip(text, start, end)
    end = _rstrip(text, start, end)
    if start < end:
        yield start, end


def _ends(text: str, found: re.Match[str], at: int, after: int, end: int) -> bool:
    """Whether a sentence ends at this candidate."""
    opener, first = _NEXT.match(text, after, end).groups()  # type: ignore[union-attr]
    if not first:
        return False
    if _extends(text[after]):
        return False
    mark = found["mark"]
    if mark[0] in "。！？":
        return True
    if first.islower():
        return _ends_before_small(text, found, after + len(opener))
    if first in "-–—,;:&=/|":
        return False
    if len(mark) > 1 or mark in "!?…":
        return True
    if not first.isalnum():
        return True
    return _ends_at_stop(text, found, at, after + len(opener), first)


def _ends_before_small(text: str, found: re.Match[str], following: int) -> bool:
    """A small letter follows: a word such as mRNA, or careless writing ("ok? they said")."""
    if found["mark"] == "." and _MIXED_CASE.match(text, following) is not None:
        return True
    if found["close"] or found["mark"][0] == "…" or found["mark"].startswith(".."):
        return False
    word = text[max(0, found.start() - 4) : found.start()].rpartition(" ")[2].lower()
    whole = len(word) >= 3 and word.isalpha()
    if found["mark"].strip(" ")[-1] == "?" and found["gap"]:
        return True
    return whole and word not in _ABBREVIATIONS and _starts(text, following)


def _ends_at_stop(text: str, found: re.Match[str], at: int, following: int, first: str) -> bool:
    """A single full stop before a capital or a figure: look at the word it ends."""
    stop = found.start()
    begin = max(at, stop - _LONGEST_WORD)
    space = max(text.rfind(" ", begin, stop), text.rfind("\xa0", begin, stop))
    word = text[space + 1 if space >= 0 else begin : stop].lstrip("\"'“‘«([{*_~`—–-")
    low = word.lower()
    if low in NEVER_LAST and not found["close"]:
        return False
    if low in NUMBERED and first.isdigit():
        return False
    if _LIST_NUMBER.match(text[at:stop]) and stop - at < 8:
        return False
    if len(word) == 1 and word.isalpha():
        return _ends_at_initial(text, at, stop, word, following)
    if low in ENDING or _ACRONYM.match(word):
        return not first.isdigit() and _starts(text, following)
    return True


def _ends_at_initial(text: str, at: int, stop: int, word: str, following: int) -> bool:
    """A single letter: an initial ("J. Smith") or a name's last word ("vitamin C")."""
    if text[following].isdigit() or text[following + 1 : following + 2] == ".":
        return False
    if _starts(text, following):
        return True
    before = text[at : stop - 1].rstrip().rsplit(" ", 1)[-1]
    return before[:1].islower() and word.isupper()


def _starts(text: str, following: int) -> bool:
    """Whether the word there more often begins a sentence than continues a name."""
    found = _WORD.match(text, following)
    return (
        found is not None and found.group().rstrip(".,:;!?").replace("’", "'").lower() in STARTERS
    )
