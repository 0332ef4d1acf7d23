"""Negation cues and the stretch of text each one denies.

A scope runs from its cue to the end of the clause, in the way of NegEx
(Chapman et al., J Biomed Inform 2001): closing punctuation or a contrasting
conjunction ends it. Phrases that look like a denial and are none ("not only",
"no doubt") are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimcheck.text.cues import Cue, CueList, shadow
from claimcheck.types import Span

__all__ = ["Negation", "find_negations", "is_negated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Negation:
    """A denial: its cue and the half-open scope that follows, both in the text.

    ``kind`` is verb, noun, failure, absence or adjunct. An adjunct ("without
    food") denies a detail and leaves the sentence itself affirmative.
    """

    cue: Cue
    scope: Span

    @property
    def kind(self) -> str:
        """The kind of the cue."""
        return self.cue.kind


# "none" stands first: at one place the false friend wins, and is then dropped.
_CUES = CueList(
    {
        "none": r"""
            (?:(?:is|are|was|were|do|does|did|has|have|can) )?not (?:only|just|merely|simply|solely)
            no (?:doubt|wonder|question that|matter|more than|less than|fewer than|longer than)
            (?:can ?not|can't) be (?:overstated|overemphasi[sz]ed|denied)
            not (?:to mention|least|uncommon|unlike|infrequent)(?:ly)?
            why not
            whether or not
            (?:is|are)n't it
        """,
        "verb": r"""
            (?:is|are|was|were|am|be|been|do|does|did|has|have|had|can|could|may|might|must|shall\
                |should|will|would|need) not
            cannot
            (?:is|are|was|were|do|does|did|has|have|had|could|might|must|should|wo|would|ca\
                |need)n't
            can't
            not
            never
            no longer
            neither
            nor
            (?:rarely|hardly|scarcely|barely|seldom)
        """,
        "noun": r"""
            no (?:significant |clinically |meaningful |measurable |additional |convincing \
                |reliable |good |strong |clear |known |direct |proven |such |other )*\w+
            none
            nobody
            no one
            nothing
            zero
        """,
        "failure": r"""
            fail(?:s|ed)? to
            failure to
            unable to
            (?:is|are|was|were) ineffective
            ineffective
            (?:debunked|disproved|disproven|refuted|unproven|unfounded|untrue|false|myth)
            (?:contrary to)
        """,
        "absence": r"""
            (?:lack|lacks|lacked|lacking|absence)(?: of)?
            (?:there (?:is|are|was|were) )?(?:little|insufficient\
                |inadequate) (?:or no )?(?:evidence|proof|data|research|benefit|effect)
            free (?:of|from)
            devoid of
        """,
        "adjunct": r"""
            without
            except(?: for)?
            other than
            rather than
            instead of
        """,
    }
)
_END = re.compile(
    r"[.;:!?\n)]|, |,? (?:but|although|though|however|while|whereas|yet|because|unless|except)\b",
    re.IGNORECASE,
)


def find_negations(text: str, *, start: int = 0, end: int | None = None) -> tuple[Negation, ...]:
    """The denials in ``text[start:end]``, in order of place.

    :param text: the text the spans index.
    :param start: first code point looked at.
    :param end: code point after the last; ``None`` for the end of the text.
    :returns: negations with their scopes.
    """
    cues = _CUES.find(text, start=start, end=end)
    if not cues:
        return ()
    plain = shadow(text[start:end])
    return tuple(
        Negation(cue=cue, scope=_scope(plain, cue.span, start))
        for cue in cues
        if cue.kind != "none"
    )


def is_negated(text: str) -> bool:
    """Whether the statement itself is a denial (an odd number of denying cues).

    Adjuncts ("without food") and what stands in brackets do not count.
    """
    bare = re.sub(r"\([^()]*\)", lambda found: " " * len(found.group()), text)
    cues = [item for item in find_negations(bare) if item.kind != "adjunct"]
    # "neither X nor Y" denies once, and so does "no evidence that it does not …" only per clause.
    joined = [item for item in cues if item.cue.text.lower() != "nor"]
    return len(joined) % 2 == 1


def _scope(plain: str, cue: Span, offset: int) -> Span:
    found = _END.search(plain, cue.end - offset)
    end = offset + (found.start() if found else len(plain))
    return Span(start=cue.start, end=max(end, cue.end))
