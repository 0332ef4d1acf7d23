"""The design behind a passage: what its source says it is, or failing that its words."""

from __future__ import annotations

from claimcheck.types import Design, Passage
from claimcheck.verification.facts import Facts

__all__ = ["WEAK", "design_of"]

#: Designs that show no cause in people by themselves.
WEAK = frozenset({Design.OBSERVATIONAL, Design.CASE, Design.ANIMAL, Design.IN_VITRO})
# What says most about a cause comes first: a review of cohorts and trials is a review.
_ORDER = (
    Design.REVIEW,
    Design.TRIAL,
    Design.OBSERVATIONAL,
    Design.CASE,
    Design.ANIMAL,
    Design.IN_VITRO,
)


def design_of(passage: Passage, context: Facts) -> Design:
    """The design of a passage's evidence.

    :param passage: its ``design`` counts, unless it is the default that says nothing.
    :param context: the facts of its title and text, read where it says nothing.
    :returns: the design; ``Design.REFERENCE`` where nothing tells.
    """
    if passage.design is not Design.REFERENCE:
        return passage.design
    return next((design for design in _ORDER if design.value in context.designs), passage.design)
