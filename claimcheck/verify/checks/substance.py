"""Evidence on another substance or condition does not support a claim."""

from __future__ import annotations

from claimcheck.types import Reason
from claimcheck.verify.checks.base import Effect, Side
from claimcheck.verify.facts import Facts

__all__ = ["on_topic", "substance"]


def substance(claim: Facts, evidence: Side) -> Effect | None:
    """Block unless the passage or its title names what the claim is on.

    Where the claim names listed substances, one of them must be there; otherwise
    any content word must be shared. Conditions are not asked for: a passage on a
    trial may name its outcome by another word.
    """
    if on_topic(claim, evidence.context):
        return None
    return Effect(blocks=True, reason=Reason.OFF_TOPIC)


def on_topic(claim: Facts, context: Facts) -> bool:
    """Whether the evidence shares a substance of the claim, or failing one any content word."""
    if claim.substances:
        return bool(claim.substances & context.substances)
    return not claim.terms or bool(claim.terms & context.terms or claim.names & context.names)
