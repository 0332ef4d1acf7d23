"""What an adjudicator may decide over others' answers, and in which words errors are named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from claimcheck.review.records import Choice, Kind, Outcome
from claimcheck.review.state import Standing

__all__ = ["CHOICES", "ERRORS", "adjudicated", "chosen_label"]

ERRORS = (
    "misread_claim",
    "missed_evidence",
    "wrong_evidence",
    "overlooked_number",
    "overlooked_population",
    "overlooked_negation",
    "overlooked_strength",
    "wrong_boundaries",
    "own_knowledge",
    "slip",
)
"""What can have gone wrong in an answer."""

CHOICES: Mapping[Kind, frozenset[Choice]] = {
    Kind.CLAIM: frozenset(
        {Choice.SUPPORTED, Choice.UNSUPPORTED, Choice.CONTRADICTORY, Choice.NOT_A_CLAIM}
    ),
    Kind.PROMO: frozenset({Choice.PROMOTIONAL, Choice.NOT_PROMOTIONAL}),
}
"""What can be said of each kind of item."""


def chosen_label(kind: Kind, label: object) -> str:
    """A label that fits the kind of item.

    :param kind: what the item is.
    :param label: what was sent.
    :returns: the label.
    :raises ValueError: if it does not.
    """
    allowed = sorted(CHOICES[kind])
    if label not in allowed:
        raise ValueError(f"a {kind} can be {', '.join(allowed)}, not {label!r}")
    return str(label)


def adjudicated(
    state: Standing,
    new: Mapping[str, Any],
    *,
    note: str,
    parts: Sequence[Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """An adjudication, checked and complete; ``actor`` is a person's id.

    :param state: the item.
    :param new: what was sent.
    :param note: the note that was sent with it.
    :param parts: boundaries of the adjudicator's own, checked.
    :returns: what the event holds.
    :raises ValueError: if it does not fit the item.
    """
    outcome = Outcome(str(new.get("outcome")))
    labels = {opinion.person: opinion.label for opinion in state.done}
    if not labels:
        raise ValueError("nobody has finished an answer to this item")
    found: dict[str, Any] = {"outcome": outcome.value}
    if outcome is Outcome.ANSWER:
        if new.get("actor") not in labels:
            raise ValueError("name the reviewer whose answer is right")
        found |= {"actor": new["actor"], "label": labels[new["actor"]]}
    elif new.get("label") is not None:
        found["label"] = chosen_label(state.kind, new["label"])
    elif outcome is Outcome.OTHER:
        raise ValueError("say which label is right")
    if outcome is not Outcome.ANSWER and parts is None and found.get("label") in labels.values():
        raise ValueError(f"{found['label']!r} is what a reviewer said; choose that answer")
    if found.get("label") not in labels.values() and not note.strip():
        raise ValueError("say in a note why all answers are wrong")
    return found | _extras(new) | ({"parts": list(parts)} if parts else {})


def _extras(new: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if errors := new.get("errors"):
        unknown = [error for error in errors if error not in ERRORS]
        if unknown:
            raise ValueError(f"{unknown[0]!r} is none of {', '.join(ERRORS)}")
        found["errors"] = list(errors)
    if (confidence := new.get("confidence")) is not None:
        if not 0.0 <= float(confidence) <= 1.0:
            raise ValueError(f"a confidence is between 0 and 1, not {confidence}")
        found["confidence"] = float(confidence)
    if new.get("repeats") is True:
        found["repeats"] = True
    return found
