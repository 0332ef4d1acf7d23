"""Offset units: code points here, UTF-16 code units where a format comes from JavaScript."""

from __future__ import annotations

from bisect import bisect_left
from enum import StrEnum
from itertools import accumulate

__all__ = ["Offsets", "Unit"]


class Unit(StrEnum):
    """What a format's offsets count."""

    CODE_POINTS = "code points"
    UTF16 = "UTF-16 code units"
    QUOTE = "none: the quote alone"


class Offsets:
    """Code points to the unit of a format and back, for one text.

    :param text: the text that offsets point into.
    :param unit: of the format.
    """

    def __init__(self, text: str, unit: Unit) -> None:
        self._length = len(text)
        wide = (1 if ord(char) > 0xFFFF else 0 for char in text)
        self._table = (
            None
            if unit is not Unit.UTF16 or text.isascii()
            else [0, *accumulate(1 + extra for extra in wide)]
        )

    def out(self, place: int) -> int:
        """The format's offset of a code point's place."""
        return place if self._table is None else self._table[place]

    def into(self, offset: int) -> int | None:
        """The code point's place of a format's offset.

        :param offset: as the file has it.
        :returns: ``None`` where it lies outside the text or within a surrogate pair.
        """
        if self._table is None:
            return offset if 0 <= offset <= self._length else None
        place = bisect_left(self._table, offset)
        return place if place <= self._length and self._table[place] == offset else None
