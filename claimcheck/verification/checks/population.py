"""Results in animals, cells or another group of people do not carry over by themselves."""

from __future__ import annotations

from claimcheck.types import Design, Qualifier, Reason
from claimcheck.verification.checks.base import Effect, Side
from claimcheck.verification.facts import Facts

__all__ = ["population"]

_NONHUMAN = frozenset({"animal", "cell"})
# A claim on one of these needs evidence that names it.
_GUARDED = frozenset({"infants", "children", "pregnant", "breastfeeding"})
_GROUPS = _GUARDED | {"older_adults", "postmenopausal"}
_LABORATORY = frozenset({Design.ANIMAL, Design.IN_VITRO})


def population(claim: Facts, evidence: Side) -> Effect | None:
    """Block animal and cell evidence for people, and one group's evidence for another."""
    return _laboratory(claim, evidence) or _group(claim, evidence)


def _laboratory(claim: Facts, evidence: Side) -> Effect | None:
    if not _is_laboratory(evidence) or claim.populations & _NONHUMAN:
        return None
    # A claim on receptors or cells speaks of the laboratory already: say so, do not block.
    people = "molecular" not in claim.kinds or bool(claim.populations)
    return Effect(
        blocks=people,
        reason=Reason.POPULATION_MISMATCH,
        qualifier=Qualifier.ANIMAL_OR_CELL_ONLY,
    )


def _is_laboratory(evidence: Side) -> bool:
    if evidence.passage.design in _LABORATORY:
        return True
    named = evidence.window.populations or evidence.context.populations
    return bool(named) and named <= _NONHUMAN


def _group(claim: Facts, evidence: Side) -> Effect | None:
    wanted = claim.populations & _GROUPS
    if not wanted:
        return None
    named = evidence.context.populations
    other = named & _GROUPS
    if wanted & named or (not other and not wanted & _GUARDED):
        return None
    return Effect(blocks=True, reason=Reason.POPULATION_MISMATCH)
