"""Hedges: words by which a writer holds back full commitment.

The list follows the cue types of the CoNLL-2010 shared task on hedges
(modal auxiliaries, epistemic verbs, adverbs, adjectives and nouns).
"""

from __future__ import annotations

from claimcheck.text.cues import Cue, CueList

__all__ = ["find_hedges", "first_hedge", "is_hedged"]

_HEDGES = CueList(
    {
        "modal": r"""
            (?-i:may|May(?= [a-z]))(?! \d)
            might
            could
            can potentially
            would (?:seem|appear)
        """,
        "verb": r"""
            (?:suggest|indicate|imply|hint|speculate|hypothesi[sz]e)s?
            (?:suggest|indicat|imply|hint|speculat|hypothesi[sz])(?:ed|ing)
            implies|implied
            (?:appear|seem|tend)(?:s|ed)?(?: to)?
            (?:is|are|was|were) (?:thought|believed|considered|assumed|presumed|suspected|said) to
            (?:is|are|was|were) (?:sometimes |often |widely )?(?:seen|perceived|regarded\
                |viewed) as
            (?:believe|believes|suspect|suspects) that
            shows? promise
        """,
        "adverb": r"""
            possibly
            perhaps
            maybe
            probably
            potentially
            presumably
            apparently
            seemingly
            reportedly
            allegedly
            supposedly
            arguably
            conceivably
            (?:most |very |more |less )?likely
            unlikely
            theoretically
            in theory
        """,
        "adjective": r"""
            potential
            possible
            probable
            plausible
            promising
            tentative
        """,
        "noun": r"""
            possibility
            likelihood
            hypothesis
            suggestion
            preliminary (?:evidence|data|findings|results|research|studies)
        """,
        "partial": r"""
            in some (?:people|cases|patients|individuals|studies)
            some (?:evidence|studies|research)
            sometimes
            to some extent
        """,
    }
)


def find_hedges(text: str, *, start: int = 0, end: int | None = None) -> tuple[Cue, ...]:
    """The hedging cues in ``text[start:end]``, in order of place.

    :param text: the text the spans index.
    :param start: first code point looked at.
    :param end: code point after the last; ``None`` for the end of the text.
    :returns: cues of kind modal, verb, adverb, adjective, noun or partial.
    """
    return _HEDGES.find(text, start=start, end=end)


def first_hedge(text: str) -> str:
    """The first hedging cue as written, or an empty string."""
    return next((cue.text for cue in find_hedges(text)), "")


def is_hedged(text: str) -> bool:
    """Whether the text holds back full commitment anywhere."""
    return _HEDGES.search(text)
