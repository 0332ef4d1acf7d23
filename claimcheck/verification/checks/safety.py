"""Evidence of harm supports no claim of safety, and by itself none of benefit."""

from __future__ import annotations

from claimcheck.types import Qualifier
from claimcheck.verification.checks.base import Effect, Side
from claimcheck.verification.facts import Facts

__all__ = ["safety"]

_HARM = frozenset({"harm", "avoidance"})


def safety(claim: Facts, evidence: Side) -> Effect | None:
    """Block safety where the window speaks of harm, and benefit where it speaks of harm alone.

    "Not safe" is no claim of safety: its words are of the kind avoidance.
    """
    harmful = bool(evidence.window.kinds & _HARM)
    if "safety" in claim.kinds:
        if harmful:
            return Effect(blocks=True)
        mixed = bool(evidence.context.kinds & _HARM)
        return Effect(blocks=False, qualifier=Qualifier.MIXED) if mixed else None
    alone = harmful and "benefit" not in evidence.window.kinds
    return Effect(blocks=True) if alone and "benefit" in claim.kinds and not claim.negated else None
