"""Decisions of a claim memory to JSON values and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from claimcheck.codec import evidence_from_json, evidence_to_json
from claimcheck.types import Label

if TYPE_CHECKING:
    from claimcheck.verification.memory import Decision

__all__ = ["decision_from_json", "decision_to_json"]


def decision_to_json(decision: Decision) -> dict[str, Any]:
    """A decision as plain JSON values."""
    return {
        "reading": decision.reading,
        "label": decision.label.value,
        "by": list(decision.by),
        "at": decision.at,
        "confidence": round(decision.confidence, 4),
        "item": decision.item,
        "article": decision.article,
        "note": decision.note,
        "evidence": [evidence_to_json(item) for item in decision.evidence],
    }


def decision_from_json(row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a decision; what is missing or of another type raises.

    :param row: what :func:`decision_to_json` made.
    :returns: keyword arguments of a ``Decision``.
    :raises ValueError: if the label or a span is not one.
    """
    return {
        **{name: str(row[name]) for name in ("reading", "at")},
        **{name: str(row.get(name, "")) for name in ("item", "article", "note")},
        "label": Label(row["label"]),
        "by": tuple(str(name) for name in row["by"]),
        "confidence": min(1.0, max(0.0, float(row.get("confidence", 0.9)))),
        "evidence": tuple(evidence_from_json(item) for item in row.get("evidence", ())),
    }
