"""Evidence that says evidence is lacking supports no benefit and no boast of proof."""

from __future__ import annotations

from claimcheck.text.strength import Strength
from claimcheck.types import Qualifier
from claimcheck.verification.checks.base import Effect, Side
from claimcheck.verification.facts import Facts

__all__ = ["evidence_amount"]


_WEAK = frozenset({"lacking", "refuted", "absent_effect"})


def evidence_amount(claim: Facts, evidence: Side) -> Effect | None:
    """Block a boast of evidence, a benefit or a safety where the passage says evidence lacks.

    Where the window calls something refuted, any claim is blocked. Otherwise a claim
    of harm is left alone, and so is one that itself says that evidence lacks.
    """
    if claim.talk & _WEAK or claim.negated:
        return None
    if "refuted" in evidence.window.talk:
        return Effect(blocks=True)
    if "strong" in claim.talk:
        return _boast(evidence)
    harm = claim.kinds & {"harm", "avoidance"} and not claim.kinds & {"safety", "benefit"}
    return None if harm else _benefit(claim, evidence)


def _boast(evidence: Side) -> Effect | None:
    """Only evidence that boasts likewise, without reserve, supports a boast."""
    strong = "strong" in evidence.window.talk and not evidence.context.talk & _WEAK
    return None if strong else Effect(blocks=True)


def _benefit(claim: Facts, evidence: Side) -> Effect | None:
    if not evidence.context.talk & _WEAK:
        return None
    if claim.strength is Strength.NONE and "safety" not in claim.kinds:
        return None
    # "May help" can stand beside "more trials are needed" where another sentence says so.
    hedged = claim.strength in (Strength.CORRELATIONAL, Strength.CONDITIONAL)
    blocks = bool(evidence.window.talk & _WEAK) or not hedged
    return Effect(blocks=blocks, qualifier=Qualifier.MIXED)
