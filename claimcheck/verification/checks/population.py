"""Results in animals, cells or another group of people do not carry over by themselves."""

from __future__ import annotations

from claimcheck.types import Design, Qualifier, Reason
from claimcheck.verification.checks.base import Effect, Side
from claimcheck.verification.designs import design_of
from claimcheck.verification.facts import Facts

__all__ = ["population"]

_NONHUMAN = frozenset({"animal", "cell"})
# A claim on one of these needs evidence that names it.
_GUARDED = frozenset({"infants", "children", "pregnant", "breastfeeding"})
_GROUPS = _GUARDED | {"older_adults", "postmenopausal"}
_SEXES = frozenset({"men", "women"})
# Whoever is meant by "users" or "patients" is grown up and not one of the groups.
_AT_LARGE = frozenset({"human", "patients", "men", "women", "older_adults", "postmenopausal"})
_LABORATORY = frozenset({Design.ANIMAL, Design.IN_VITRO})


def population(claim: Facts, evidence: Side) -> Effect | None:
    """Block animal and cell evidence for people, and one group's evidence for another."""
    return _laboratory(claim, evidence) or _group(claim, evidence) or _at_large(claim, evidence)


def _laboratory(claim: Facts, evidence: Side) -> Effect | None:
    if not _is_laboratory(evidence) or claim.populations & _NONHUMAN:
        return None
    # A claim on receptors or cells speaks of the laboratory already: say so, do not block. One that
    # promises a benefit by way of receptors is on people again.
    people = "molecular" not in claim.kinds or "benefit" in claim.kinds or bool(claim.populations)
    return Effect(
        blocks=people,
        reason=Reason.POPULATION_MISMATCH,
        qualifier=Qualifier.ANIMAL_OR_CELL_ONLY,
    )


def _is_laboratory(evidence: Side) -> bool:
    named = evidence.window.populations or evidence.context.populations
    if named:
        return evidence.passage.design in _LABORATORY or named <= _NONHUMAN
    return design_of(evidence.passage, evidence.context) in _LABORATORY


def _group(claim: Facts, evidence: Side) -> Effect | None:
    """A claim on one group beside evidence on another, or on people at large where it matters."""
    wanted = claim.populations & _GROUPS
    named = evidence.context.populations
    if not wanted:
        sex, other = claim.populations & _SEXES, named & _SEXES
        crossed = len(sex) == 1 and bool(other) and not sex & other
        return Effect(blocks=True, reason=Reason.POPULATION_MISMATCH) if crossed else None
    other = named & _GROUPS
    if wanted & named or (not other and not wanted & _GUARDED):
        return None
    return Effect(blocks=True, reason=Reason.POPULATION_MISMATCH)


def _at_large(claim: Facts, evidence: Side) -> Effect | None:
    """Block a claim on people at large beside a window on the unborn, babies or children alone.

    A claim that names nobody may be on whoever the evidence is on; but harm done to babies
    is no harm done to everyone.
    """
    if claim.populations & (_GUARDED | _NONHUMAN):
        return None
    named = evidence.window.populations
    if not named or named & _AT_LARGE:
        return None
    everyone = bool(claim.populations & _AT_LARGE)
    babies = "harm" in claim.kinds and named == {"infants"}
    apart = (everyone and named <= _GUARDED) or babies
    return Effect(blocks=True, reason=Reason.POPULATION_MISMATCH) if apart else None
