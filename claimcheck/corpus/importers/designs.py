"""From what a catalogue says of an article to its design.

PubMed's publication types and MeSH check tags (https://www.nlm.nih.gov/mesh/pubtypes.html).
Animals and cells come first: a review of work on mice says nothing yet about people.
"""

from __future__ import annotations

from collections.abc import Collection

from claimcheck.types import Design

__all__ = ["design_of"]

_TYPES: tuple[tuple[Design, frozenset[str]], ...] = (
    (
        Design.GUIDELINE,
        frozenset(
            {
                "guideline",
                "practice guideline",
                "consensus development conference",
                "consensus development conference, nih",
                "consensus statement",
            }
        ),
    ),
    (
        Design.REVIEW,
        frozenset(
            {
                "meta-analysis",
                "network meta-analysis",
                "review",
                "scoping review",
                "systematic review",
            }
        ),
    ),
    (
        Design.TRIAL,
        frozenset(
            {
                "adaptive clinical trial",
                "clinical trial",
                "clinical trial, phase i",
                "clinical trial, phase ii",
                "clinical trial, phase iii",
                "clinical trial, phase iv",
                "controlled clinical trial",
                "equivalence trial",
                "pragmatic clinical trial",
                "randomized controlled trial",
            }
        ),
    ),
    (Design.OBSERVATIONAL, frozenset({"observational study", "twin study"})),
    (Design.CASE, frozenset({"case reports"})),
)
_CELLS = frozenset({"cell line", "cell line, tumor", "cells, cultured", "in vitro techniques"})


def design_of(types: Collection[str], subjects: Collection[str] = ()) -> Design | None:
    """The design that publication types and subject headings show.

    :param types: publication types, in any case.
    :param subjects: MeSH headings, in any case.
    :returns: the design, or ``None`` where they do not show it.
    """
    named = {name.casefold() for name in types}
    about = {name.casefold() for name in subjects}
    if "humans" not in about:
        if "animals" in about or any(name.endswith(", veterinary") for name in named):
            return Design.ANIMAL
        if about & _CELLS:
            return Design.IN_VITRO
    return next((design for design, known in _TYPES if named & known), None)
