"""Decisions of a claim memory to JSON values and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from claimcheck.types import Design, Evidence, Label, Passage, Span, Standing

if TYPE_CHECKING:
    from claimcheck.verification.memory import Decision

__all__ = ["decision_from_json", "decision_to_json", "evidence_from_json", "evidence_to_json"]


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


def evidence_to_json(item: Evidence) -> dict[str, Any]:
    """A passage with its stance and its rationale."""
    return {
        "passage": {k: v for k, v in asdict(item.passage).items() if v not in ("", None, ())},
        "rank": item.rank,
        "score": round(item.score, 6),
        "stance": item.stance.value if item.stance else None,
        "rationale": [[span.start, span.end] for span in item.rationale],
    }


def evidence_from_json(row: Mapping[str, Any]) -> Evidence:
    """The passage that :func:`evidence_to_json` wrote.

    :param row: the object.
    :returns: the evidence.
    :raises ValueError: if a rationale lies outside the passage.
    """
    stored = dict(row["passage"])
    known = {name: stored[name] for name in Passage.__dataclass_fields__ if name in stored}
    for name, kind in (("design", Design), ("standing", Standing)):
        if name in known:
            known[name] = kind(known[name])
    for name in ("topics", "says"):
        known[name] = tuple(known.get(name, ()))
    passage = Passage(**known)
    rationale = tuple(Span(start=start, end=end) for start, end in row.get("rationale", ()))
    if any(span.end > len(passage.text) for span in rationale):
        raise ValueError(f"a rationale lies outside the passage {passage.id!r}")
    stance = row.get("stance")
    return Evidence(
        passage=passage,
        rank=int(row.get("rank", 1)),
        score=float(row.get("score", 0.0)),
        stance=Label(stance) if stance else None,
        rationale=rationale,
    )
