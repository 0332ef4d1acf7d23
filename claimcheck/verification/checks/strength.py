"""A claim stronger than its evidence is overstated; cures and causes need more than a link."""

from __future__ import annotations

from claimcheck.text.strength import Strength
from claimcheck.types import Design, Qualifier
from claimcheck.verification.checks.base import Effect, Side
from claimcheck.verification.designs import WEAK, design_of
from claimcheck.verification.facts import Facts

__all__ = ["design", "strength"]

_EXPERIMENTS = frozenset({Design.TRIAL, Design.ANIMAL, Design.IN_VITRO})


def strength(claim: Facts, evidence: Side) -> Effect | None:
    """Say "overstated" where the claim passes its evidence; block proof, cures, "always", causes.

    Levels are those of :class:`claimcheck.text.strength.Strength`, of the strength model
    or the cue rules. Evidence of level 0 is not compared. A claim of proof, of a cure or
    without exception needs evidence that speaks so itself; a claim that one thing brings
    about another is not supported by words that only tell of a link, unless they tell
    of an experiment. "Raises the risk" is how a link is put in plain words: there it is
    said, and nothing blocked.
    """
    if claim.negated:
        return None
    said = evidence.window.strength
    unmatched = claim.absolute and not evidence.window.absolute
    link = claim.strength is Strength.CAUSAL and said is Strength.CORRELATIONAL
    link = link and not claim.of_risk and not _is_experiment(evidence)
    weaker = said is not Strength.NONE and claim.strength > _level(evidence)
    if not (unmatched or weaker):
        return None
    return Effect(blocks=unmatched or link, qualifier=Qualifier.OVERSTATED)


def design(claim: Facts, evidence: Side) -> Effect | None:
    """Say "weaker_design" where a causal claim rests on an observation, a case or a laboratory."""
    if claim.strength is not Strength.CAUSAL or claim.negated:
        return None
    weak = design_of(evidence.passage, evidence.context) in WEAK
    return Effect(blocks=False, qualifier=Qualifier.WEAKER_DESIGN) if weak else None


def _is_experiment(evidence: Side) -> bool:
    """Whether somebody was given something, so that "fell further with" tells of an effect."""
    if evidence.window.populations & {"animal", "cell"}:
        return True
    return design_of(evidence.passage, evidence.context) in _EXPERIMENTS


def _level(evidence: Side) -> Strength:
    """The level of the window's words, no higher than its design allows."""
    if design_of(evidence.passage, evidence.context) is Design.OBSERVATIONAL:
        return min(evidence.window.strength, Strength.CORRELATIONAL)
    return evidence.window.strength
