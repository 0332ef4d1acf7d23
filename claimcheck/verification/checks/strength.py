"""A claim stronger than its evidence is overstated; proof and cures need more than a link."""

from __future__ import annotations

from claimcheck.text.strength import Strength
from claimcheck.types import Design, Qualifier
from claimcheck.verification.checks.base import Effect, Side
from claimcheck.verification.facts import Facts

__all__ = ["strength"]


def strength(claim: Facts, evidence: Side) -> Effect | None:
    """Say "overstated" where the claim passes its evidence; block proof, cures and "always".

    Levels are those of :class:`claimcheck.text.strength.Strength`. Evidence without
    a causal or correlational word gives no level and is not compared. A claim of
    proof, of a cure or without exception needs evidence that speaks so itself.
    """
    if claim.negated:
        return None
    level = _level(evidence)
    unmatched = claim.absolute and not evidence.window.absolute
    link = "cure" in claim.kinds and level is Strength.CORRELATIONAL
    weaker = level is not Strength.NONE and claim.strength > level
    if not (unmatched or weaker):
        return None
    return Effect(blocks=unmatched or link, qualifier=Qualifier.OVERSTATED)


def _level(evidence: Side) -> Strength:
    level = evidence.window.strength
    if evidence.passage.design is Design.OBSERVATIONAL:
        return min(level, Strength.CORRELATIONAL)
    return level
