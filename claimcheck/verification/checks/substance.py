"""Evidence on another substance or condition does not support a claim."""

from __future__ import annotations

from claimcheck.types import Reason
from claimcheck.verification.checks.base import Effect, Side
from claimcheck.verification.facts import Facts

__all__ = ["bears", "on_topic", "shares", "substance"]

# A claim without a subject of its own ("the results are mixed") must share so many words.
_ENOUGH = 2
# Shorter words begin too many others to stand for one.
_LONG_ENOUGH = 5


def substance(claim: Facts, evidence: Side) -> Effect | None:
    """Block unless the passage or its title names what the claim is on, and what it says of it.

    Every listed substance of the claim's subject must be there, so that evidence on
    alcohol alone says nothing of "kratom with alcohol"; where the subject names none,
    one of those named elsewhere must. Without any, a word or name of the subject must
    be there, if the passage has a title to name it; a bare text may speak of its
    subject as "it", so there any content word will do. A claim that itself speaks of
    an "it" that nobody named is on nothing.
    """
    titled = bool(evidence.passage.title)
    if not on_topic(claim, evidence.context, titled=titled):
        named = bool(claim.substances) or claim.unresolved
        return Effect(blocks=True, yields=not named, reason=Reason.OFF_TOPIC)
    if titled and not bears(claim, evidence.read):
        return Effect(blocks=True, yields=True)
    return None


def on_topic(claim: Facts, context: Facts, *, titled: bool = False) -> bool:
    """Whether the evidence shares a substance, the subject, or failing both any content word."""
    if claim.unresolved:
        return False
    if claim.substances:
        asked = claim.substances & claim.subject_names
        return asked <= context.substances and bool(claim.substances & context.substances)
    if titled and claim.subject:
        return bool(claim.subject_names & context.names) or shares(claim.subject, context.terms)
    if titled and not claim.names:
        return len(claim.terms & context.terms) >= _ENOUGH
    wanted = claim.terms
    return not wanted or bool(claim.names & context.names) or shares(wanted, context.terms)


def bears(claim: Facts, other: Facts) -> bool:
    """Whether the two share a word beyond the claim's subject, its substances and people."""
    # A boast of evidence, or of safety, has few words of its own and is answered in others.
    if not claim.said or "strong" in claim.talk or "safety" in claim.kinds:
        return True
    named = claim.names - claim.subject_names - claim.substances
    return bool(named & other.names) or shares(claim.said, other.terms)


def shares(wanted: frozenset[str], held: frozenset[str]) -> bool:
    """Whether a word, or a part of a hyphened one, is held, endings aside."""
    if wanted & held:
        return True
    parts = {part for word in wanted for part in word.split("-") if len(part) >= _LONG_ENOUGH}
    return any(
        word.startswith(part) or part.startswith(word)
        for part in parts
        for word in held
        if len(word) >= _LONG_ENOUGH
    )
