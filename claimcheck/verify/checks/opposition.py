"""Does anything in the evidence stand against the claim?

A model may take a near repetition of a claim, or another fact on the same
substance, for a contradiction. Where no word of the window opposes the claim, a
contradiction needs a higher score (``Calibration.unopposed``).
"""

from __future__ import annotations

from claimcheck.verify.checks.numbers import contradicts_number
from claimcheck.verify.facts import Facts

__all__ = ["opposed"]

_NO = frozenset({"lacking", "absent_effect"})
_HARM = frozenset({"harm", "avoidance"})


def opposed(claim: Facts, window: Facts) -> bool:
    """Whether denial, direction, amount, safety or the state of the evidence differ."""
    return (
        claim.negated != window.negated
        or bool((claim.terms - claim.subject) & (window.denied - claim.denied))
        or bool(claim.talk & _NO) != bool(window.talk & _NO)
        or _turned(claim, window)
        or _unsafe(claim, window)
        or _unsafe(window, claim)
        or contradicts_number(claim, window)
    )


def _turned(claim: Facts, window: Facts) -> bool:
    """Whether the claim goes one way and the window the other."""
    return len(claim.directions) == 1 and bool(window.directions - claim.directions)


def _unsafe(one: Facts, other: Facts) -> bool:
    return "safety" in one.kinds and bool(other.kinds & _HARM)
