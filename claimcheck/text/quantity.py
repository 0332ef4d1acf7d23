"""A number with its unit, as found in a text."""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.types import Span

__all__ = ["DOSE_DIMENSIONS", "Quantity"]

#: What is an amount of something.
DOSE_DIMENSIONS = frozenset({"mass", "iu", "volume"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit.

    ``low`` and ``high`` are in the base unit of ``dimension`` (milligrams for
    mass, millilitres for volume, days for time, points for percent, times a day for
    frequency); they are equal unless a range was written. ``comparator`` is ``""``,
    at_least, at_most or about. ``per`` names what it is counted against ("day", "kg"),
    ``times`` how often in that period it is taken. ``substance`` is what a dose is a
    dose of, lower case, or empty.
    """

    span: Span
    text: str
    low: float
    high: float
    dimension: str
    comparator: str = ""
    per: tuple[str, ...] = ()
    times: float = 1.0
    substance: str = ""

    @property
    def is_dose(self) -> bool:
        """Whether this is an amount of something, by mass, volume or units."""
        return self.dimension in DOSE_DIMENSIONS

    @property
    def in_digits(self) -> bool:
        """Whether it was written as a figure, not as "a third" or "doubled"."""
        return self.text[0].isdigit() or self.text[0] == "."
