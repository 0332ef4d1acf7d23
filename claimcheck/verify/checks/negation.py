"""A denial on one side only blocks support."""

from __future__ import annotations

from claimcheck.verify.checks.base import Effect, Side
from claimcheck.verify.facts import Facts

__all__ = ["negation"]

# Evidence may deny without a cue of negation: "unsafe", "ineffective", "placebo did as well".
_DENYING_TALK = frozenset({"absent_effect", "lacking"})


def negation(claim: Facts, evidence: Side) -> Effect | None:
    """Block where the window denies what an affirmative claim says of its subject.

    Only words beside the subject count: "kratom is not approved" denies nothing of
    "kratom causes dependence".
    """
    if claim.negated:
        return None
    said = claim.terms - claim.subject
    denied = evidence.window.denied & said
    return Effect(blocks=True) if said and len(denied) * 2 >= len(said) else None
