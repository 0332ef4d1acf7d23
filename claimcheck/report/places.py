"""Where something stands, as a reader counts: line and column from 1."""

from __future__ import annotations

import re
from bisect import bisect_right

__all__ = ["Places"]

_BREAK = re.compile(r"\r\n|\r|\n")


class Places:
    """Turns offsets of one text into lines and columns."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]

    def line(self, offset: int) -> int:
        """The line of a code-point offset, from 1."""
        return bisect_right(self._starts, offset)

    def at(self, offset: int) -> str:
        """``line:column``, both from 1."""
        line = self.line(offset)
        return f"{line}:{offset - self._starts[line - 1] + 1}"
