"""Evidence on another substance or condition does not support a claim."""

from __future__ import annotations

from claimcheck.types import Reason
from claimcheck.verify.checks.base import Effect, Side
from claimcheck.verify.facts import Facts

__all__ = ["on_topic", "substance"]


def substance(claim: Facts, evidence: Side) -> Effect | None:
    """Block unless the window, its title or its passage names what the claim is on.

    Where the claim names listed substances or conditions, each one it names in
    its subject must be there, and at least one of the rest. Otherwise a word of
    the subject, or failing a subject any content word, must be shared.
    """
    return (
        None if on_topic(claim, evidence.context) else Effect(blocks=True, reason=Reason.OFF_TOPIC)
    )


def on_topic(claim: Facts, context: Facts) -> bool:
    """Whether the evidence shares the claim's names, or else the words of its subject."""
    if claim.names and not claim.names & context.names:
        return False
    wanted = claim.subject or claim.terms
    shared = wanted & context.terms
    return bool(shared) or bool(claim.names & context.names) or not wanted
