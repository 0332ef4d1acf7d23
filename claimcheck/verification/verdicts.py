"""Small builders of verdicts."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.types import Evidence, Label, Probs, Reason, Verdict

__all__ = ["no_evidence", "not_checked", "probs_of"]


def not_checked(evidence: Sequence[Evidence] = ()) -> Verdict:
    """The verdict on a claim that could not be looked up: no label, no confidence."""
    return Verdict(
        label=None,
        confidence=None,
        probs=None,
        reason=Reason.NOT_CHECKED,
        evidence=tuple(evidence),
    )


def no_evidence() -> Verdict:
    """The verdict where a search ran and found nothing: it never passes a claim."""
    return Verdict(
        label=Label.UNSUPPORTED,
        confidence=1.0,
        probs=Probs(supported=0.0, unsupported=1.0, contradictory=0.0),
        reason=Reason.NO_EVIDENCE,
    )


def probs_of(supported: float, contradictory: float) -> Probs:
    """Three probabilities from the two that matter, scaled down where they pass 1."""
    total = max(1.0, supported + contradictory)
    s, c = round(supported / total, 4), round(contradictory / total, 4)
    return Probs(supported=s, unsupported=round(max(0.0, 1.0 - s - c), 4), contradictory=c)
