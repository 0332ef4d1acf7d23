"""The words of a unit without its marks: bullet, heading, quote, emphasis, emoji, tags."""

from __future__ import annotations

import re

from claimcheck.types import Span

__all__ = ["bare", "core", "plain"]

_LEAD = re.compile(
    r"(?:\s|#{1,6}\s|[-–](?=[A-Z][a-z])|[>|]\s?|[-–—*•●▪◦·‣⁃+○■➤➔➢✓✔✅☑✗✘❌→►▶»]\ufe0f?(?=\s|[^\w\s])"
    r"|(?:[QA]|Question|Answer):\s(?=\S)|\(?(?:\d{1,3}|[a-zA-Z])[.)]\s(?=\S)|</?\w+[^<>]{0,80}>|\\?\*(?=\S)|\*\*|__|~~|_(?=\w)"
    r"|[“\"‘(\[](?!\d)|'(?=[A-Z])|[•●✓✔✅☑➤►]|[\U0001F000-\U0001FAFF\u2600-\u27BF\ufe0f\u200d\ufeff]+)+"
)
_TAIL = re.compile(
    r"(?:\s|[.!?…,;:|]|\*+|__|~~|</?\w+[^<>]{0,80}>|[”\"’»]|[\U0001F000-\U0001FAFF\u2600-\u27BF\ufe0f\u200d]"
    r"|\[\d[\d,–\- ]*\]|\\)$"
)
_SIGNATURE = re.compile(r"[”\"][*_]*\s*[—–-]+\s*\S.{0,80}$", re.DOTALL)
_LINK = re.compile(r"\[([^\[\]\n]*)\]\([^()\s]*\)")
_TAG = re.compile(r"</?\w+[^<>]{0,200}>")
_MARK = re.compile(
    r"\*\*|__|~~|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|(?<=[.,!?])[*_](?!\w)|\\(?=\W)|`"
)
_SPACE = re.compile(r"\s+")
_SIGNED = 1_000
_BRACKETS = {")": "(", "]": "["}


def core(text: str, start: int, end: int) -> Span | None:
    """The part of ``text[start:end]`` between its leading marks and its final punctuation.

    :param text: the text the offsets index.
    :param start: first code point.
    :param end: code point after the last.
    :returns: the narrower span, or ``None`` if nothing but marks is there.
    """
    if lead := _LEAD.match(text, start, end):
        start = lead.end()
    if end - start < _SIGNED and (signature := _SIGNATURE.search(text, start, end)):
        end = signature.start() if signature.start() > start else end
    while end > start and (tail := _TAIL.search(text, max(start, end - 100), end)):
        end = tail.start()
    end = _balance(text, start, end)
    return Span(start=start, end=end) if start < end else None


def _balance(text: str, start: int, end: int) -> int:
    """Drop a closing bracket whose opening one was a mark, keep one opened inside."""
    while end > start:
        last = text[end - 1]
        if last in " .!?,;:" or (
            last in _BRACKETS
            and text.count(_BRACKETS[last], start, end) < text.count(last, start, end)
        ):
            end -= 1
        else:
            break
    inner = text[start:end]
    if inner.count("**") % 2 and text[end : end + 2] == "**":
        return end + 2
    return end


def plain(text: str) -> str:
    """The text as read: link texts for links, no tags or emphasis, single spaces.

    For reading and matching only; offsets into it mean nothing.
    """
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "<" in text:
        text = _TAG.sub("", text)
    return _SPACE.sub(" ", _MARK.sub("", text)).strip()


def bare(text: str, start: int, end: int) -> str:
    """The core of a unit as read, with its final punctuation mark kept, if it is one."""
    inside = core(text, start, end)
    if inside is None:
        return ""
    rest = text[inside.end : end]
    mark = next((char for char in rest if char in ".!?…:"), "")
    return plain(text[inside.start : inside.end]) + mark
