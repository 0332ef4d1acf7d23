"""Make characters that a reader cannot see visible, without changing the text.

Bidirectional overrides, zero-width spaces and control characters can hide
words or reorder a line (Unicode Technical Report 36; CVE-2021-42574). In HTML
the character stays in the document, so that the text of the page is still the
article's text, but it is taken out of the layout and a small name tag stands in
its place. In plain formats the name tag replaces the character: ``⟨RLO⟩``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

__all__ = ["Run", "encodable", "plain", "runs", "shown"]

_NAMES = {
    "\u00ad": "SHY",
    "\u034f": "CGJ",
    "\u061c": "ALM",
    "\u115f": "HCF",
    "\u1160": "HJF",
    "\u180e": "MVS",
    "\u200b": "ZWSP",
    "\u200c": "ZWNJ",
    "\u200d": "ZWJ",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u2028": "LS",
    "\u2029": "PS",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2060": "WJ",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\u2800": "BRBL",
    "\u3164": "HF",
    "\ufeff": "BOM",
    "\uffa0": "HHF",
}
_SUSPECT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_BLACK_FLAG = "\U0001f3f4"
# Characters of scripts and emoji in which a joiner is part of the spelling.
_JOINED = re.compile("[\u0590-\u08ff\u0900-\u0dff\ufe0f\u2190-\u2bff\U0001f000-\U0001faff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text; ``tag`` names a hidden character, and is empty for plain text."""

    text: str
    tag: str = ""


def runs(text: str) -> Iterator[Run]:
    """Cut a text into visible stretches and single hidden characters.

    The runs' texts, joined, are the text.
    """
    done = 0
    for match in _SUSPECT.finditer(text):
        at = match.start()
        if _belongs(text, at):
            continue
        if at > done:
            yield Run(text=text[done:at])
        yield Run(text=text[at], tag=_tag(text[at]))
        done = at + 1
    if done < len(text):
        yield Run(text=text[done:])


def shown(text: str) -> Markup:
    """Escape a text for HTML and tag its hidden characters.

    The parsed result has the very same text content, save that a NUL and a lone
    surrogate, which HTML cannot hold, become U+FFFD.
    """
    if not _SUSPECT.search(text):
        return _escaped(text)
    return Markup("").join(_run_html(run) for run in runs(text))


def plain(text: str) -> str:
    """Replace hidden and control characters by a tag such as ``⟨RLO⟩``.

    Safe to print to a terminal: no escape sequence survives.
    """
    text = text.replace("\r\n", "\n")
    joined = "".join(f"⟨{run.tag}⟩" if run.tag else run.text for run in runs(text))
    return joined.replace("\r", "\n")


def encodable(text: str) -> str:
    """Replace lone surrogates by U+FFFD so that the text can be written as UTF-8."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def _belongs(text: str, at: int) -> bool:
    """Whether a joiner or tag character is part of an emoji or of a joining script."""
    char = text[at]
    if char in "\u200c\u200d":
        around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
        return len(around) == 2 and all(_JOINED.match(c) for c in around)
    if "\U000e0020" <= char <= "\U000e007f":
        start = at
        while start > 0 and "\U000e0020" <= text[start - 1] <= "\U000e007f":
            start -= 1
        return start > 0 and text[start - 1] == _BLACK_FLAG
    return False


def _tag(char: str) -> str:
    if char in _NAMES:
        return _NAMES[char]
    if char == "\x00":
        return "NUL"
    if char == "\x1b":
        return "ESC"
    if unicodedata.category(char) == "Cc":
        return f"x{ord(char):02X}"
    return f"U+{ord(char):04X}"


def _escaped(text: str) -> Markup:
    # A parser turns CR and CRLF into LF; a character reference survives.
    safe = escape(text)
    return safe.replace("\r", Markup("&#13;")) if "\r" in text else safe


def _run_html(run: Run) -> Markup:
    if not run.tag:
        return _escaped(run.text)
    kept = "\ufffd" if run.text == "\x00" or "\ud800" <= run.text <= "\udfff" else run.text
    return Markup('<span class="hid" data-h="{}"><span>{}</span></span>').format(run.tag, kept)
