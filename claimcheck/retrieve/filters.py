"""Restricting a search to some passages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claimcheck.types import Design, Passage, Standing

__all__ = ["Filter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which passages a search may return; each condition that is set must hold.

    ``year_from`` and ``year_to`` are inclusive and leave out passages without a year;
    ``designs`` and ``standings`` list what is allowed; of ``topics`` one must match.
    """

    year_from: int | None = None
    year_to: int | None = None
    designs: tuple[Design, ...] = ()
    standings: tuple[Standing, ...] = ()
    topics: tuple[str, ...] = ()

    def accepts(self, passage: Passage) -> bool:
        """Whether a passage may be returned.

        :param passage: the passage.
        :returns: true if every condition that is set holds.
        """
        year = passage.year
        return not (
            (self.year_from is not None and (year is None or year < self.year_from))
            or (self.year_to is not None and (year is None or year > self.year_to))
            or (self.designs and passage.design not in self.designs)
            or (self.standings and passage.standing not in self.standings)
            or (self.topics and not set(self.topics) & set(passage.topics))
        )

    def sql(self) -> str | None:
        """The same condition for the table, or ``None`` for no condition."""
        parts = []
        if self.year_from is not None:
            parts.append(f"year >= {int(self.year_from)}")
        if self.year_to is not None:
            parts.append(f"year <= {int(self.year_to)}")
        if self.designs:
            parts.append(f"design IN ({_quoted(self.designs)})")
        if self.standings:
            parts.append(f"standing IN ({_quoted(self.standings)})")
        if self.topics:
            parts.append(f"array_has_any(topics, [{_quoted(self.topics)}])")
        return " AND ".join(parts) or None


def _quoted(values: Iterable[str]) -> str:
    return ", ".join("'" + str(value).replace("'", "''") + "'" for value in values)
