"""A match on its way through the guards."""

from __future__ import annotations

from dataclasses import dataclass, replace

from claimcheck.promo.model import Rule
from claimcheck.types import Severity

__all__ = ["LEVELS", "Hit"]

LEVELS = {Severity.SUGGESTION: 1, Severity.WARNING: 2, Severity.ERROR: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A match with its severity as a level: 3 error, 2 warning, 1 suggestion."""

    rule: Rule
    start: int
    end: int
    level: int
    confidence: float
    fields: tuple[tuple[str, str], ...] = ()
    in_quote: bool = False
    in_heading: bool = False
    hedged: bool = False
    attributed: bool = False
    stacked: bool = False

    @property
    def category(self) -> str:
        """The rule's category."""
        return self.rule.category

    def tests(self, name: str) -> bool:
        """Whether the rule asks for a test."""
        return name in self.rule.tests

    def skips(self, name: str) -> bool:
        """Whether a general guard does not apply to the rule."""
        return name in self.rule.skip

    def lowered(self, *, confidence: float = 0.9) -> Hit:
        """One level down, never below suggestion."""
        return replace(self, level=max(1, self.level - 1), confidence=self.confidence * confidence)
