"""What makes an item worth a reviewer's time: three scores from what the machine said, each 0–1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from claimcheck.types import CheckedClaim, Label, Probs, PromoSpan, Reason, Severity, Span

__all__ = ["claim_scores", "promo_scores"]

_WEIGHT = {Severity.ERROR: 1.0, Severity.WARNING: 0.6, Severity.SUGGESTION: 0.3}
"""How much a phrase of each severity counts (an order, by choice; nothing was fitted)."""

_UNKNOWN = 0.5
"""Taken for the chance that a claim does not hold where nothing is known of it."""


def claim_scores(claim: CheckedClaim, promo: Iterable[PromoSpan]) -> dict[str, Any]:
    """The scores of a claim, and the machine's label.

    ``uncertainty`` is one less the margin between the two likeliest labels;
    ``disagreement`` how evenly the passages are split between support and contradiction;
    ``promotional`` the strongest promotional phrase in the claim, by the chance that
    the claim is not supported.
    """
    touching = [_strength(span) for span in promo if _touch(span.span, claim.span)]
    return {
        "label": claim.label.value if claim.label else None,
        "uncertainty": round(_uncertainty(claim), 6),
        "disagreement": round(_disagreement(claim), 6),
        "promotional": round(max(touching, default=0.0) * _unsupported(claim), 6),
    }


def promo_scores(span: PromoSpan, claims: Sequence[CheckedClaim]) -> dict[str, Any]:
    """The scores of a promotional span: unsure where its confidence is near one half."""
    touched = [_unsupported(claim) for claim in claims if _touch(span.span, claim.span)]
    return {
        "label": None,
        "uncertainty": round(1.0 - abs(2.0 * span.confidence - 1.0), 6),
        "disagreement": 0.0,
        "promotional": round(_strength(span) * max(touched, default=_UNKNOWN), 6),
    }


def _uncertainty(claim: CheckedClaim) -> float:
    if claim.verdict.probs is None:
        return 1.0 - (claim.confidence or 0.0)
    first, second = sorted(_values(claim.verdict.probs), reverse=True)[:2]
    return min(1.0, max(0.0, 1.0 - (first - second)))


def _values(probs: Probs) -> tuple[float, float, float]:
    return probs.supported, probs.unsupported, probs.contradictory


def _disagreement(claim: CheckedClaim) -> float:
    if claim.verdict.reason is Reason.CONFLICTING:
        return 1.0
    stances = [item.stance for item in claim.verdict.evidence]
    sides = stances.count(Label.SUPPORTED), stances.count(Label.CONTRADICTORY)
    return 2.0 * min(sides) / sum(sides) if sum(sides) else 0.0


def _unsupported(claim: CheckedClaim) -> float:
    probs = claim.verdict.probs
    return _UNKNOWN if probs is None else min(1.0, max(0.0, 1.0 - probs.supported))


def _strength(span: PromoSpan) -> float:
    return _WEIGHT[span.severity] * span.confidence


def _touch(first: Span, second: Span) -> bool:
    return first.start < second.end and second.start < first.end
