"""Actions that make items or take them away: missed claims, split, merge."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from claimcheck.review import clusters, log
from claimcheck.review.actions import Asked, long_text, text_of
from claimcheck.review.adjudication import chosen_label
from claimcheck.review.anchors import anchor, checked_spans, to_json
from claimcheck.review.intake import item_id
from claimcheck.review.log import Draft
from claimcheck.review.records import Action, Anchor, Event, Kind, Person, Status
from claimcheck.review.settings import overlap_of
from claimcheck.review.state import Standing, fold
from claimcheck.review.tables import DocumentRow

__all__ = ["Shaped", "merge", "missed", "split"]

_MOST = 50
"""Items that one event may make or take in."""


@dataclass(slots=True, kw_only=True)
class Shaped:
    """The events that come of one: its own first. ``made`` are the new items."""

    drafts: list[Draft]
    made: tuple[str, ...] = field(default=())
    message: str = ""


def missed(connection: Connection, event: Event, person: Person) -> Shaped:
    """A claim or promotional span that the machine did not find.

    Where the same span is there already, the event becomes an answer to it.

    :param connection: of a write transaction.
    :param event: what was sent.
    :param person: who sent it.
    :returns: the events to write.
    :raises ValueError: if the span is not in the document.
    """
    kind = Kind.CLAIM if event.action is Action.MISSED else Kind.PROMO
    text, sha256 = text_of(connection, event.document)
    spans = checked_spans(text, event.new.get("parts"))
    anchors = [anchor(text, span, sha256=sha256) for span in spans]
    category = long_text(event.new.get("category"), name="reading") if kind is Kind.PROMO else ""
    label = _given_label(event, kind)
    item = item_id(event.document, kind, spans, category)
    there = log.entries_of(connection, [item]).get(item)
    if there is not None:
        state = fold(there)
        if state.status not in (Status.REPLACED, Status.WITHDRAWN):
            return _answer_there(event, person, state, label=label, anchors=anchors)
        item = kind.value[0] + hashlib.sha256(f"{item} {event.id}".encode()).hexdigest()[:20]
    quote = " ".join(part.quote for part in anchors)
    reading = long_text(event.new.get("reading") or quote, name="reading")
    number = connection.scalar(select(DocumentRow.number).where(DocumentRow.id == event.document))
    new = _made(
        kind=kind, anchors=anchors, reading=reading, category=category, order=number or 0,
        target=overlap_of(connection),
    )  # fmt: skip
    draft = Draft(
        id=event.id, item=item, document=event.document, version=1, actor=person.id,
        action=event.action, new=new | ({"label": label} if label else {}), note=event.note,
        client_time=event.at, seconds=event.seconds,
    )  # fmt: skip
    return Shaped(drafts=[draft], made=(item,))


def _given_label(event: Event, kind: Kind) -> str | None:
    label = event.new.get("label") or ("promotional" if kind is Kind.PROMO else None)
    return None if label is None else chosen_label(kind, label)


def _answer_there(
    event: Event, person: Person, state: Standing, *, label: str | None, anchors: Sequence[Anchor]
) -> Shaped:
    action = Action.LABEL if label else Action.BOUNDS
    new: dict[str, Any] = {"label": label} if label else {"parts": to_json(anchors)}
    draft = Draft(
        id=event.id, item=state.item, document=state.document, version=state.version + 1,
        actor=person.id, action=action, new=new, note=event.note, client_time=event.at,
        seconds=event.seconds,
    )  # fmt: skip
    return Shaped(drafts=[draft], message="the same span was here already")


def _made(
    *, kind: Kind, anchors: Sequence[Anchor], reading: str, category: str, order: int, target: int
) -> dict[str, Any]:
    """What the event that makes an item says of it; such items are never in the random part."""
    is_claim = kind is Kind.CLAIM
    cluster = clusters.claim_key(reading) if is_claim else clusters.promo_key(category, reading)
    return {
        "kind": kind.value, "parts": to_json(anchors), "reading": reading, "category": category,
        "cluster": cluster,
        "random": False, "draw": 0.0, "order": order, "target": target,
    }  # fmt: skip


def split(asked: Asked) -> tuple[dict[str, Any], dict[str, Any], list[Draft], tuple[str, ...]]:
    """An item becomes several.

    :param asked: the event.
    :returns: old and new value of the event, the events that make the items, their ids.
    :raises ValueError: if fewer than two are given, or others have answered.
    """
    _unanswered_by_others(asked, asked.state)
    given = asked.new.get("parts")
    if not isinstance(given, Sequence) or not 2 <= len(given) <= _MOST:
        raise ValueError(f"a split needs 2 to {_MOST} lists of spans")
    state, event = asked.state, asked.event
    text, sha256 = text_of(asked.connection, state.document)
    drafts = []
    for index, spans in enumerate(given):
        anchors = [anchor(text, span, sha256=sha256) for span in checked_spans(text, spans)]
        quote = " ".join(part.quote for part in anchors)
        item = f"{event.id} {index}".encode()
        drafts.append(
            Draft(
                id=clusters.derived_id(event.id, str(index), "create"),
                item=state.kind.value[0] + hashlib.sha256(item).hexdigest()[:20],
                document=state.document, version=1, actor=asked.person.id,
                action=Action.CREATE, cause=event.id,
                new=_made(
                    kind=state.kind, anchors=anchors, reading=quote, category=state.category,
                    order=state.order, target=state.target,
                ),
            )
        )  # fmt: skip
    made = tuple(draft.item for draft in drafts)
    old = {"parts": state.parts}
    return old, {"parts": [d.new["parts"] for d in drafts], "made": list(made)}, drafts, made


def merge(asked: Asked) -> tuple[dict[str, Any], dict[str, Any], list[Draft]]:
    """Others go into an item.

    :param asked: the event.
    :returns: old and new value of the event, and the events of those that go in.
    :raises ValueError: if they are not of the same document and kind, or others have answered.
    """
    state, event = asked.state, asked.event
    given = asked.new.get("with")
    if not isinstance(given, Sequence) or isinstance(given, str) or not 1 <= len(given) <= _MOST:
        raise ValueError("say in 'with' which items go into this one")
    _unanswered_by_others(asked, state)
    found = log.entries_of(asked.connection, [str(item) for item in given])
    drafts = []
    for item in dict.fromkeys(str(item) for item in given):
        if item not in found or item == state.item:
            raise ValueError(f"{item!r} cannot go into {state.item!r}")
        other = fold(found[item])
        if (other.document, other.kind) != (state.document, state.kind):
            raise ValueError("only items of one kind in one document can be merged")
        if other.status in (Status.REPLACED, Status.WITHDRAWN):
            raise ValueError(f"item {item!r} is {other.status}")
        _unanswered_by_others(asked, other)
        drafts.append(
            Draft(
                id=clusters.derived_id(event.id, item, "absorb"), item=item,
                document=other.document, version=other.version + 1, actor=asked.person.id,
                action=Action.ABSORB, new={"made": [state.item]}, cause=event.id,
            )
        )  # fmt: skip
    parts = asked.parts(asked.new.get("parts"))
    return {"parts": state.parts}, {"with": [d.item for d in drafts], "parts": parts}, drafts


def _unanswered_by_others(asked: Asked, state: Standing) -> None:
    if any(opinion.person != asked.person.id for opinion in state.done):
        raise ValueError("others have answered it: adjudicate it, or ask them to undo")
