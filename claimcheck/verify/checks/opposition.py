"""Does anything in the evidence stand against the claim, and against what it says?

A model may take a near repetition of a claim, or another fact on the same
substance, for a contradiction. Where no word of the window opposes the claim, or
the window shares none of its words beyond the subject, a contradiction needs a
higher score (``Calibration.unopposed``); where the window moreover holds most of
the claim's words, it is none.
"""

from __future__ import annotations

from claimcheck.verify.checks.numbers import contradicts_number
from claimcheck.verify.checks.substance import shares
from claimcheck.verify.facts import Facts
from claimcheck.verify.terms import terms

__all__ = ["opposed", "repeats"]

_NO = frozenset({"lacking", "refuted", "absent_effect"})
_HARM = frozenset({"harm", "avoidance"})
_MOST = 0.6
_PEOPLE = terms("children child infants babies pregnant pregnancy older elderly everyone anyone")


def opposed(claim: Facts, window: Facts) -> bool:
    """Whether the window speaks of what the claim says, and differs from it.

    It may differ in denial, direction, amount, safety or the state of the evidence.
    """
    return _bears(claim, window) and (
        claim.negated != window.negated
        or bool((claim.terms - claim.subject) & (window.denied - claim.denied))
        or bool(claim.talk & _NO) != bool(window.talk & _NO)
        or _turned(claim, window)
        or _unsafe(claim, window)
        or _unsafe(window, claim)
        or contradicts_number(claim, window)
    )


def repeats(claim: Facts, window: Facts) -> bool:
    """Whether the window holds most content words of the claim."""
    return len(claim.terms & window.terms) >= _MOST * len(claim.terms) > 0


def _bears(claim: Facts, window: Facts) -> bool:
    """Whether the two share a word beyond the claim's subject and the people it is on."""
    said = claim.terms - claim.subject - _PEOPLE
    named = claim.names - claim.subject_names
    # A boast of evidence, or of safety, has few words of its own and is answered in others.
    if not said or "strong" in claim.talk or "safety" in claim.kinds:
        return True
    return bool(named & window.names) or shares(said, window.terms)


def _turned(claim: Facts, window: Facts) -> bool:
    """Whether the claim goes one way and the window the other."""
    return len(claim.directions) == 1 and bool(window.directions - claim.directions)


def _unsafe(one: Facts, other: Facts) -> bool:
    return "safety" in one.kinds and bool(other.kinds & _HARM)
