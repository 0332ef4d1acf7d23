"""Learning from reviews: better thresholds, a claim memory, and a gate that refuses what falls."""

from __future__ import annotations

from claimcheck.training.learn.reviews import Review, freeze
from claimcheck.training.learn.run import Frozen, Learned, Outcome, frozen_sets, learn, rehearse
from claimcheck.training.learn.versions import Versions

__all__ = [
    "Frozen",
    "Learned",
    "Outcome",
    "Review",
    "Versions",
    "freeze",
    "frozen_sets",
    "learn",
    "rehearse",
]
