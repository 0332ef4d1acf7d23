"""Learning from reviews: better thresholds, a claim memory, and a gate that refuses what falls."""

from __future__ import annotations

from claimcheck.training.learn.learned import Learned, Outcome
from claimcheck.training.learn.reviews import Review, SpanReview, freeze
from claimcheck.training.learn.run import Frozen, frozen_sets, learn, rehearse
from claimcheck.training.learn.versions import Versions

__all__ = [
    "Frozen",
    "Learned",
    "Outcome",
    "Review",
    "SpanReview",
    "Versions",
    "freeze",
    "frozen_sets",
    "learn",
    "rehearse",
]
