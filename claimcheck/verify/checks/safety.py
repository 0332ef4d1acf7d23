"""Evidence of harm supports no claim of safety."""

from __future__ import annotations

from claimcheck.types import Qualifier
from claimcheck.verify.checks.base import Effect, Side
from claimcheck.verify.facts import Facts

__all__ = ["safety"]

_HARM = frozenset({"harm", "avoidance"})


def safety(claim: Facts, evidence: Side) -> Effect | None:
    """Block a claim of safety where the window speaks of harm; say so where the passage does."""
    # "Not safe" is no claim of safety: its words are of the kind avoidance.
    if "safety" not in claim.kinds:
        return None
    if evidence.window.kinds & _HARM:
        return Effect(blocks=True)
    return (
        Effect(blocks=False, qualifier=Qualifier.MIXED)
        if "harm" in evidence.context.kinds
        else None
    )
