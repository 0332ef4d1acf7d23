"""Cue lists: small sets of patterns found in text, with exact spans.

Every cue module of this package is a table of patterns handed to
:class:`CueList`. Matching is done on :func:`shadow`, a copy of the same length
in which typographic quotes, dashes and spaces are plain, so a span found there
is a span of the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from claimcheck.types import Span

__all__ = ["Cue", "CueList", "folded", "lowered", "shadow"]

# An escape, which stays as it is, or a capital.
_CAPITAL = re.compile(r"\\.|[A-Z]", re.DOTALL)

_PLAIN = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201b": "'",
        "\u02bc": "'",
        "\u2032": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2212": "-",
        "\u00a0": " ",
        "\u2007": " ",
        "\u2009": " ",
        "\u200a": " ",
        "\u202f": " ",
        "\u00b5": "\u03bc",
    }
)


def shadow(text: str) -> str:
    """The text with typographic quotes, dashes and spaces made plain, one for one.

    :param text: any text.
    :returns: a string of the same length; offsets mean the same in both.
    """
    return text.translate(_PLAIN)


def folded(text: str) -> str:
    """The :func:`shadow` of a text in lower case, one for one.

    :param text: any text.
    :returns: a string of the same length; offsets mean the same in both.
    """
    plain = shadow(text)
    lower = plain.lower()
    if len(lower) == len(plain):
        return lower
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in plain)


def lowered(expression: str) -> str:
    """A regular expression for texts in lower case.

    It finds there what ``re.IGNORECASE`` finds in the text as written, in half the time: without
    the flag an alternative is passed over by its first letter alone.

    :param expression: any expression without named groups.
    :returns: the expression without capitals, its escapes as they were.
    """
    return _CAPITAL.sub(
        lambda found: found[0] if found[0][0] == "\\" else found[0].lower(), expression
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A cue found in a text: where it is, what it says, and its kind."""

    span: Span
    text: str
    kind: str


class CueList:
    """Patterns by kind, matched as whole words, without regard to case.

    At one place the longest match wins; equal matches go to the kind listed
    first. Matches do not overlap.

    :param patterns: kind to a block of regular expressions, one a line; a line that
        ends in a backslash goes on in the next. Each is matched between word
        boundaries, and a space in it matches any run of spaces.
    """

    def __init__(self, patterns: Mapping[str, str]) -> None:
        self._compiled = tuple(
            (kind, *self._expression(self._join(block))) for kind, block in patterns.items()
        )

    @staticmethod
    def _expression(pattern: str) -> tuple[re.Pattern[str], bool]:
        """The expression, and whether it is for the text in lower case; a few tell capitals."""
        if "(?-i:" in pattern:
            return re.compile(pattern, re.IGNORECASE), False
        return re.compile(lowered(pattern)), True

    @staticmethod
    def _join(block: str) -> str:
        joined = re.sub(r"\\\n\s*", "", block)
        lines = (
            line.strip().replace(" ?", r"\s*").replace(" ", r"\s+") for line in joined.splitlines()
        )
        return r"(?<!\w)(?:" + "|".join(line for line in lines if line) + r")(?!\w)"

    def find(self, text: str, *, start: int = 0, end: int | None = None) -> tuple[Cue, ...]:
        """All cues in ``text[start:end]``, in order of place.

        :param text: the text the spans index.
        :param start: first code point looked at.
        :param end: code point after the last; ``None`` for the end of the text.
        :returns: cues that do not overlap, sorted by start.
        """
        # Only the piece is copied: callers walk long articles sentence by sentence.
        hits = self._longest(text[start:end])
        return tuple(
            Cue(
                span=Span(start=start + at, end=start + to),
                text=text[start + at : start + to],
                kind=kind,
            )
            for at, to, kind in hits
        )

    def search(self, text: str) -> bool:
        """Whether any cue occurs in the text."""
        plain, low = shadow(text), folded(text)
        return any(pattern.search(low if small else plain) for _, pattern, small in self._compiled)

    def kinds(self, text: str) -> frozenset[str]:
        """The kinds that occur in the text."""
        return frozenset(kind for _, _, kind in self._longest(text))

    def _longest(self, text: str) -> Iterator[tuple[int, int, str]]:
        plain, low = shadow(text), folded(text)
        hits = [
            (match.start(), match.start() - match.end(), order, match.end(), kind)
            for order, (kind, pattern, small) in enumerate(self._compiled)
            for match in pattern.finditer(low if small else plain)
            if match.end() > match.start()
        ]
        reached = 0
        for at, _, _, to, kind in sorted(hits):
            if at >= reached:
                reached = to
                yield at, to, kind
