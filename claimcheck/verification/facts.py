"""What the checks look at in a claim or a window, read once a text and where it is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from claimcheck.text.cues import Cue
from claimcheck.text.direction import find_directions, reach
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


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The cues of one text, each looked for when it is first asked for.

    Most checks end before they come to most cues, so that the greater part is never needed.
    ``level`` stands in for the strength that the cue rules give, where a model has read the text.
    """

    text: str
    level: Strength | None = None

    @cached_property
    def terms(self) -> frozenset[str]:
        """The stems of its content words."""
        return terms(self.text)

    @cached_property
    def names(self) -> frozenset[str]:
        """The listed substances and conditions."""
        return names(self.text)

    @cached_property
    def substances(self) -> frozenset[str]:
        """The listed substances."""
        return substances(self.text)

    @cached_property
    def subject(self) -> frozenset[str]:
        """The stems of the content words before the first verb."""
        return subject(self.text)

    @cached_property
    def subject_names(self) -> frozenset[str]:
        """The listed names before the first verb."""
        return subject_names(self.text)

    @cached_property
    def predicate(self) -> str:
        """The stem of the first content word after the subject."""
        return predicate(self.text)

    @cached_property
    def said(self) -> frozenset[str]:
        """The stems beyond the subject, the substances and the people."""
        return self.terms - self.subject - substance_terms(self.text) - _PEOPLE

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The numbers that mean something."""
        return find_quantities(self.text)

    @cached_property
    def unresolved(self) -> bool:
        """Whether it speaks of an "it", a "you" or a bare "safety" and names nothing listed."""
        return not self.names and (bool(_PRONOUN.search(self.text)) or self._is_bare)

    @property
    def _is_bare(self) -> bool:
        return frozenset() < self.subject <= _BARE

    @cached_property
    def negated(self) -> bool:
        """Whether it is a denial; what is to be avoided is as good as denied."""
        return is_negated(self.text) or "avoidance" in self.kinds

    @cached_property
    def denied(self) -> frozenset[str]:
        """The stems of words in the scope of a negation."""
        scopes = [item.scope for item in find_negations(self.text) if item.kind != "adjunct"]
        return frozenset(
            stem for scope in scopes for stem in terms(self.text[scope.start : scope.end])
        )

    @cached_property
    def _ways(self) -> tuple[Cue, ...]:
        return find_directions(self.text)

    @cached_property
    def directions(self) -> frozenset[str]:
        """Which of up and down are said."""
        return frozenset(cue.kind for cue in self._ways)

    @cached_property
    def directed(self) -> frozenset[tuple[str, str]]:
        """Up and down with the stems of the next few words they are said of."""
        return frozenset(
            (cue.kind, word)
            for cue in self._ways
            for word in terms(" ".join(reach(self.text, cue).split()[:_NEXT_WORDS]))
        )

    @cached_property
    def strength(self) -> Strength:
        """How strongly a cause is tied to an effect."""
        return strength_of(self.text) if self.level is None else self.level

    @cached_property
    def absolute(self) -> bool:
        """Whether it claims proof, a cure, or something without exception."""
        return is_absolute(self.text)

    @cached_property
    def of_risk(self) -> bool:
        """Whether it speaks of a risk or a rate."""
        return is_of_risk(self.text)

    @cached_property
    def talk(self) -> frozenset[str]:
        """What it says about the evidence itself."""
        return evidence_talk(self.text)

    @cached_property
    def populations(self) -> frozenset[str]:
        """Who was studied or is spoken of."""
        return populations(self.text)

    @cached_property
    def designs(self) -> frozenset[str]:
        """The kinds of study it names."""
        return designs(self.text)

    @cached_property
    def routes(self) -> frozenset[str]:
        """The ways in which something is taken."""
        return routes(self.text)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Some of harm, avoidance, safety, benefit, cure, use, attention and molecular."""
        return kinds(self.text)


@lru_cache(maxsize=32768)
def facts(text: str, *, level: Strength | None = None) -> Facts:
    """The cues of a claim or a window, each found once.

    :param text: any text.
    :param level: its strength, where a model has read it; the cue rules say it if ``None``.
    :returns: the facts, the same object for the same text.
    """
    return Facts(text=text, level=level)
