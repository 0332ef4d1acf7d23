"""A claim stronger than its evidence is overstated; proof and cures need more than a link."""

from __future__ import annotations

from claimcheck.text.strength import Strength
from claimcheck.types import Design, Qualifier
from claimcheck.verify.checks.base import Effect, Side
from claimcheck.verify.facts import Facts

__all__ = ["strength"]


def strength(claim: Facts, evidence: Side) -> Effect | None:
    """Say "overstated" where the claim's level passes the evidence's; block proof from a link.

    Levels are those of :class:`claimcheck.text.strength.Strength`. Evidence without
    a causal or correlational word gives no level and is not compared.
    """
    level = _level(evidence)
    if claim.negated or level is Strength.NONE or claim.strength <= level:
        return _absolute(claim, evidence)
    blocks = level is Strength.CORRELATIONAL and "cure" in claim.kinds
    return Effect(blocks=blocks, qualifier=Qualifier.OVERSTATED)


def _absolute(claim: Facts, evidence: Side) -> Effect | None:
    """A cure, a proof or an "always" the evidence does not state in kind."""
    if claim.absolute and not claim.negated and not evidence.window.absolute:
        return Effect(blocks="cure" in claim.kinds, qualifier=Qualifier.OVERSTATED)
    return None


def _level(evidence: Side) -> Strength:
    level = evidence.window.strength
    if evidence.passage.design is Design.OBSERVATIONAL:
        return min(level, Strength.CORRELATIONAL)
    return level
