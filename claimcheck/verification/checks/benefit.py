"""A benefit is supported only by evidence that speaks of a benefit."""

from __future__ import annotations

from claimcheck.verification.checks.base import Effect, Side
from claimcheck.verification.facts import Facts

__all__ = ["benefit"]

_GOOD = frozenset({"benefit", "cure"})


def benefit(claim: Facts, evidence: Side) -> Effect | None:
    """Block "eases withdrawal" beside a sentence that only names withdrawal.

    A model takes a shared symptom for agreement; whether the substance brings it or
    relieves it is in the verb, which the evidence must hold too. Where the claim only says
    what something is used for, evidence that says so is enough.
    """
    promises = claim.kinds & _GOOD and not claim.negated and "harm" not in claim.kinds
    used = claim.kinds & evidence.window.kinds & {"use"} and not claim.absolute
    tells = used or evidence.window.kinds & _GOOD or evidence.window.directions
    return Effect(blocks=True, yields=True) if promises and not tells else None
