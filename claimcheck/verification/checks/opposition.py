"""Does anything in the evidence stand against the claim, and against what it says?

A model may take a near repetition of a claim, or another fact on the same
substance, for a contradiction. Where no word of the window opposes the claim, or
the window shares none of its words beyond the subject, a contradiction needs a
higher score (``Calibration.unopposed``); where the window moreover holds most of
the claim's words, it is none.
"""

from __future__ import annotations

from claimcheck.verification.checks.direction import turned
from claimcheck.verification.checks.numbers import contradicts_number
from claimcheck.verification.checks.substance import bears
from claimcheck.verification.facts import Facts

__all__ = ["coverage", "opposed"]

_NO = frozenset({"lacking", "refuted", "absent_effect"})
_HARM = frozenset({"harm", "avoidance"})
_PROMISES = frozenset({"benefit", "cure", "safety"})


def opposed(claim: Facts, window: Facts) -> bool:
    """Whether the window speaks of what the claim says, and differs from it.

    It may differ in denial, direction, amount, safety or the state of the evidence.
    """
    if not bears(claim, window):
        return False
    return (
        _denied(claim, window)
        or turned(claim, window)
        or _unsafe(claim, window)
        or _unsafe(window, claim)
        or contradicts_number(claim, window)
    )


def coverage(claim: Facts, window: Facts) -> float:
    """The share of the claim's content words that the window holds, 0-1."""
    return len(claim.terms & window.terms) / len(claim.terms) if claim.terms else 0.0


def _denied(claim: Facts, window: Facts) -> bool:
    """Whether one of the two denies, and the denial is on what the claim says."""
    if _denies(claim):
        shared = claim.said & window.terms
        return not _denies(window) and len(shared) * 2 >= len(claim.said)
    # "The evidence is limited" stands against a promise, not against where a plant grows.
    promises = bool(claim.kinds & _PROMISES or claim.talk)
    return bool(claim.said & window.denied or (promises and window.talk & _NO))


def _denies(one: Facts) -> bool:
    return one.negated or bool(one.talk & _NO)


def _unsafe(one: Facts, other: Facts) -> bool:
    return "safety" in one.kinds and bool(other.kinds & _HARM)
