"""What the checks look at in a claim or a window, read once a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from claimcheck.text.direction import directions, find_directions, reach
from claimcheck.text.negation import find_negations, is_negated
from claimcheck.text.numbers import Quantity, find_quantities
from claimcheck.text.populations import designs, populations
from claimcheck.text.routes import routes
from claimcheck.text.strength import Strength, evidence_talk, is_absolute, is_of_risk, strength_of
from claimcheck.verification.kinds import kinds
from claimcheck.verification.terms import (
    names,
    predicate,
    subject,
    subject_names,
    substance_terms,
    substances,
    terms,
)

__all__ = ["Facts", "facts"]


_PEOPLE = terms("children child infants babies pregnant pregnancy older elderly everyone anyone")


_NEXT_WORDS = 6
# "It is known that …" names nothing either, and needs no name.
_PRONOUN = re.compile(
    r"^(?:it|they|this|these|that|those|he|she|you)\b(?! (?:is|was|has been) \w+ (?:that|to)\b)"
    r"|\b(?:it|them)\b(?=$|[.,;]| (?:away|off|out|up|down)\b)",
    re.IGNORECASE,
)
# A statement on these alone is on nothing: "Long-term safety has not been studied".
_BARE = terms("long-term short-term safety side adverse serious toxicity tolerability efficacy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The cues of one text.

    ``unresolved`` says that the text speaks of an "it", a "you" or a bare "safety" and names
    nothing listed;
    ``directed`` pairs up and down with the stems of the words they are said of;
    ``denied`` are the stems of words in the scope of a negation; ``said`` those beyond
    the subject, the substances and the people. ``kinds`` may hold harm,
    avoidance, safety, benefit, cure, use, attention and molecular; what is to be avoided is as
    good as denied.
    """

    terms: frozenset[str]
    names: frozenset[str]
    substances: frozenset[str]
    subject: frozenset[str]
    subject_names: frozenset[str]
    predicate: str
    said: frozenset[str]
    quantities: tuple[Quantity, ...]
    unresolved: bool
    negated: bool
    denied: frozenset[str]
    directions: frozenset[str]
    directed: frozenset[tuple[str, str]]
    strength: Strength
    absolute: bool
    of_risk: bool
    talk: frozenset[str]
    populations: frozenset[str]
    designs: frozenset[str]
    routes: frozenset[str]
    kinds: frozenset[str]


@lru_cache(maxsize=32768)
def facts(text: str) -> Facts:
    """Read the cues of a claim or a window."""
    said = kinds(text)
    return Facts(
        terms=terms(text),
        names=names(text),
        substances=substances(text),
        subject=subject(text),
        subject_names=subject_names(text),
        predicate=predicate(text),
        said=terms(text) - subject(text) - substance_terms(text) - _PEOPLE,
        quantities=find_quantities(text),
        unresolved=not names(text) and (bool(_PRONOUN.search(text)) or _is_bare(text)),
        negated=is_negated(text) or "avoidance" in said,
        denied=_denied(text),
        directions=directions(text),
        directed=_directed(text),
        strength=strength_of(text),
        absolute=is_absolute(text),
        of_risk=is_of_risk(text),
        talk=evidence_talk(text),
        populations=populations(text),
        designs=designs(text),
        routes=routes(text),
        kinds=said,
    )


def _is_bare(text: str) -> bool:
    return frozenset() < subject(text) <= _BARE


def _directed(text: str) -> frozenset[tuple[str, str]]:
    """Each word of direction with the stems of the next few words it is said of."""
    return frozenset(
        (cue.kind, word)
        for cue in find_directions(text)
        for word in terms(" ".join(reach(text, cue).split()[:_NEXT_WORDS]))
    )


def _denied(text: str) -> frozenset[str]:
    scopes = [item.scope for item in find_negations(text) if item.kind != "adjunct"]
    return frozenset(stem for scope in scopes for stem in terms(text[scope.start : scope.end]))
