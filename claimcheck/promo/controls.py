"""Comments in a text that switch rules off: obeyed only for one's own drafts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Muted", "count_inline_controls", "muted_ranges"]

_CONTROL = re.compile(
    r"<!--\s*claimcheck\s+(?P<verb>off|on|ignore-next)(?P<names>(?:\s+[\w.-]+)*?)\s*-->",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Muted:
    """A half-open range in which some categories or rules are off; no names means all."""

    start: int
    end: int
    names: frozenset[str]

    def covers(self, start: int, *, category: str, rule: str) -> bool:
        """Whether a match that starts here is muted."""
        if not self.start <= start < self.end:
            return False
        return not self.names or category in self.names or rule in self.names


def count_inline_controls(text: str) -> int:
    """How many comments in the text try to steer the checker."""
    return sum(1 for _ in _CONTROL.finditer(text))


def muted_ranges(text: str) -> tuple[Muted, ...]:
    """The ranges from each ``off`` to its ``on``, and the line after each ``ignore-next``."""
    return tuple(_ranges(text))


def _ranges(text: str) -> Iterator[Muted]:
    opened: dict[frozenset[str], int] = {}
    for found in _CONTROL.finditer(text):
        names = frozenset(found["names"].lower().split())
        verb = found["verb"].lower()
        if verb == "ignore-next":
            line = text.find("\n", text.find("\n", found.end()) + 1)
            yield Muted(found.end(), line if line > found.end() else len(text), names)
        elif verb == "off":
            opened.setdefault(names, found.end())
        else:
            for key in [key for key in opened if not names or key == names]:
                yield Muted(opened.pop(key), found.start(), key)
    for key, start in opened.items():
        yield Muted(start, len(text) + 1, key)
