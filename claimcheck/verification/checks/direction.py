"""Evidence that goes the other way does not support: up for down, better for worse."""

from __future__ import annotations

from claimcheck.verification.checks.base import Effect, Side
from claimcheck.verification.facts import Facts

__all__ = ["direction", "turned"]

_OTHER = {"up": "down", "down": "up"}


def direction(claim: Facts, evidence: Side) -> Effect | None:
    """Block where claim and window go different ways.

    Either each has words of one direction only, and not the same; or a word the
    claim sets going one way is only set going the other by the window. A denial on
    one side turns the direction, so such pairs are left to the check of negation.
    """
    if claim.negated != evidence.window.negated:
        return None
    return Effect(blocks=True, yields=True) if turned(claim, evidence.window) else None


def turned(claim: Facts, window: Facts) -> bool:
    """Whether the window goes the other way, as a whole or for a word they share."""
    if len(claim.directions) == len(window.directions) == 1:
        return claim.directions != window.directions
    shared = claim.directed & window.directed
    clash = any((_OTHER[way], word) in window.directed for way, word in claim.directed)
    return clash and not shared
