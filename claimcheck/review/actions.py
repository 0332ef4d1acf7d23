"""What each action of a person puts into its event: what was sent, checked and made complete."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from claimcheck import codec
from claimcheck.review import people
from claimcheck.review.adjudication import adjudicated, chosen_label
from claimcheck.review.anchors import anchor, checked_spans, to_json
from claimcheck.review.intake import unpack
from claimcheck.review.looking import suggestion_from
from claimcheck.review.records import Action, Choice, Event, Kind, Person, Role
from claimcheck.review.state import Opinion, Standing
from claimcheck.review.tables import DocumentRow, SuggestionRow
from claimcheck.types import Span

__all__ = ["PREPARE", "Asked", "text_of"]

_LONGEST = {"reading": 2_000, "note": 10_000, "evidence": 50_000}
_MOST_ANSWERS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An event with what is needed to judge it. ``state`` is the item before the event."""

    connection: Connection
    event: Event
    person: Person
    state: Standing

    @property
    def new(self) -> Mapping[str, Any]:
        """What was sent."""
        return self.event.new

    @property
    def mine(self) -> Opinion:
        """The person's answer so far."""
        return self.state.opinions.get(self.person.id, Opinion(person=self.person.id))

    def parts(self, spans: object) -> list[dict[str, Any]]:
        """Spans of the document, held to their quotes, with their context."""
        text, sha256 = text_of(self.connection, self.state.document)
        return to_json(anchor(text, span, sha256=sha256) for span in checked_spans(text, spans))


Prepared = tuple[dict[str, Any], dict[str, Any]]
"""The old and the new value of an event."""


def text_of(connection: Connection, document: str) -> tuple[str, str]:
    """A document's text and its hash.

    :param connection: of any transaction.
    :param document: its id.
    :returns: both.
    :raises ValueError: if there is no such document.
    """
    columns = select(DocumentRow.body, DocumentRow.sha256)
    row = connection.execute(columns.where(DocumentRow.id == document)).one_or_none()
    if row is None:
        raise ValueError(f"there is no document {document!r} in this store")
    return unpack(row.body), row.sha256


def long_text(value: object, *, name: str) -> str:
    """A text from outside.

    :param value: what was sent.
    :param name: what it is for.
    :returns: the text.
    :raises ValueError: if it is none, blank or too long.
    """
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"a {name} needs some text")
    if len(value) > _LONGEST[name]:
        raise ValueError(f"a {name} has at most {_LONGEST[name]} characters, not {len(value)}")
    return value


def _before(asked: Asked) -> dict[str, Any]:
    return {"label": asked.mine.label.value if asked.mine.label else None}


def _repeats(asked: Asked) -> dict[str, Any]:
    return {"repeats": True} if asked.new.get("repeats") is True else {}


def _accept(asked: Asked) -> Prepared:
    if not asked.state.suggestion:
        raise ValueError("the machine said nothing of this item; give a label")
    if asked.state.kind is Kind.PROMO:
        return _before(asked), {"label": Choice.PROMOTIONAL.value, **_repeats(asked)}
    label = asked.state.machine["label"]
    if label is None:
        raise ValueError("the machine did not check this claim; give a label")
    return _before(asked), {"label": label, **_repeats(asked)}


def _label(asked: Asked) -> Prepared:
    label = chosen_label(asked.state.kind, asked.new.get("label"))
    return _before(asked), {"label": label, **_repeats(asked)}


def _skip(_: Asked) -> Prepared:
    return {}, {}


def _bounds(asked: Asked) -> Prepared:
    parts = asked.parts(asked.new.get("parts"))
    return {"parts": asked.mine.parts or asked.state.parts}, {"parts": parts}


def _reading(asked: Asked) -> Prepared:
    reading = long_text(asked.new.get("reading"), name="reading")
    return {"reading": asked.mine.reading or asked.state.reading}, {"reading": reading}


def _note(asked: Asked) -> Prepared:
    return {}, {"text": long_text(asked.new.get("text"), name="note")}


def _evidence(asked: Asked) -> Prepared:
    sent = asked.new.get("evidence")
    if not isinstance(sent, Mapping):
        raise ValueError("evidence is an object as a report holds it")  # noqa: TRY004
    value = codec.evidence_to_json(codec.evidence_from_json(sent))
    if len(codec.dumps(value)) > _LONGEST["evidence"]:
        raise ValueError("the passage is too long")
    return {}, {"evidence": value}


def _drop(asked: Asked) -> Prepared:
    key = asked.new.get("passage_id")
    if key not in _passages(asked):
        raise ValueError(f"the item has no passage {key!r}")
    return {}, {"passage_id": key}


def _rationale(asked: Asked) -> Prepared:
    key = str(asked.new.get("passage_id"))
    passages = _passages(asked)
    if key not in passages:
        raise ValueError(f"the item has no passage {key!r}")
    sent = asked.new.get("spans")
    spans = checked_spans(passages[key], sent) if sent else ()
    old = {"spans": asked.mine.rationales.get(key)}
    return old, {"passage_id": key, "spans": [_place(passages[key], span) for span in spans]}


def _place(text: str, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "quote": text[span.start : span.end]}


def _passages(asked: Asked) -> dict[str, str]:
    """The texts of the machine's passages and the person's own, by id."""
    found = {item["passage_id"]: str(item["text"]) for item in asked.mine.evidence}
    wanted = select(SuggestionRow).where(SuggestionRow.id == asked.state.suggestion)
    row = asked.connection.execute(wanted).one_or_none()
    claim = None if row is None else suggestion_from(row.id, row.value).claim
    if claim is not None:
        found |= {item.passage.id: item.passage.text for item in claim.verdict.evidence}
    return found


def _adjudicate(asked: Asked) -> Prepared:
    if not people.may(asked.person, Role.ADJUDICATOR):
        raise ValueError(f"{asked.person.name} is no adjudicator")
    new = dict(asked.new)
    if new.get("actor"):
        known = people.find(asked.connection, str(new["actor"]))
        new["actor"] = known.id if known else None
    label = asked.state.label.value if asked.state.label else None
    parts = asked.parts(new["parts"]) if new.get("parts") else None
    found = adjudicated(asked.state, new, note=asked.event.note, parts=parts)
    return {"status": asked.state.status.value, "label": label}, found


def _target(asked: Asked) -> Prepared:
    if not people.may(asked.person, Role.OWNER):
        raise ValueError(f"{asked.person.name} is no owner")
    target = asked.new.get("target")
    if type(target) is not int or not 1 <= target <= _MOST_ANSWERS:
        raise ValueError(f"a target is a whole number from 1 to {_MOST_ANSWERS}, not {target!r}")
    return {"target": asked.state.target}, {"target": target}


PREPARE: Mapping[Action, Callable[[Asked], Prepared]] = {
    Action.ACCEPT: _accept,
    Action.LABEL: _label,
    Action.SKIP: _skip,
    Action.BOUNDS: _bounds,
    Action.READING: _reading,
    Action.NOTE: _note,
    Action.EVIDENCE: _evidence,
    Action.DROP_EVIDENCE: _drop,
    Action.RATIONALE: _rationale,
    Action.ADJUDICATE: _adjudicate,
    Action.TARGET: _target,
}
"""The actions on one item that make nothing else but, for some, repeats."""
