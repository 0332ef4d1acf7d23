"""A denial on one side only blocks support."""

from __future__ import annotations

from claimcheck.verification.checks.base import Effect, Side
from claimcheck.verification.facts import Facts

__all__ = ["negation"]


def negation(claim: Facts, evidence: Side) -> Effect | None:
    """Block where the window denies what an affirmative claim says of its subject.

    It does so where the first word of the claim's predicate stands in the scope of
    a denial, or half of all its words do. Words of the subject do not count:
    "kratom is not approved" denies nothing of "kratom causes dependence".
    """
    if claim.negated or not evidence.window.denied:
        return None
    said = claim.terms - claim.subject
    denied = evidence.window.denied
    if claim.predicate and claim.predicate in denied - claim.subject:
        return Effect(blocks=True)
    return Effect(blocks=True) if said and len(denied & said) * 2 >= len(said) else None
