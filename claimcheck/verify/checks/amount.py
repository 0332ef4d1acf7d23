"""Evidence that says evidence is lacking supports no benefit and no boast of proof."""

from __future__ import annotations

from claimcheck.text.strength import Strength
from claimcheck.types import Qualifier
from claimcheck.verify.checks.base import Effect, Side
from claimcheck.verify.facts import Facts

__all__ = ["evidence_amount"]


def evidence_amount(claim: Facts, evidence: Side) -> Effect | None:
    """Block a boast of evidence, a benefit or a safety where the passage says evidence lacks.

    A claim that itself says so, and a claim of harm, are left alone.
    """
    if claim.talk & {"lacking", "absent_effect"} or claim.negated:
        return None
    if "strong" in claim.talk:
        return None if "strong" in evidence.window.talk - _weak(evidence) else Effect(blocks=True)
    if claim.kinds & {"harm", "avoidance"} or not _weak(evidence):
        return None
    if claim.strength is Strength.NONE and "safety" not in claim.kinds:
        return None
    hedged = claim.strength in (Strength.CORRELATIONAL, Strength.CONDITIONAL)
    in_window = bool(evidence.window.talk & {"lacking", "absent_effect"})
    return Effect(blocks=in_window or not hedged, qualifier=Qualifier.MIXED)


def _weak(evidence: Side) -> frozenset[str]:
    return evidence.context.talk & {"lacking", "absent_effect"}
