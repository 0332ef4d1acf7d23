"""What leaves the store a piece at a time: events, annotations, settled decisions.

Each piece is read in a short transaction of its own, so that a slow reader holds nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from claimcheck.review import log, people
from claimcheck.review.anchors import from_json
from claimcheck.review.database import Database
from claimcheck.review.looking import Looker, document_of
from claimcheck.review.people import MACHINE
from claimcheck.review.records import (
    Annotation,
    Answer,
    Decision,
    Document,
    HistoryEntry,
    Item,
    Outcome,
    Status,
)
from claimcheck.review.state import final_parts, fold, standing_events
from claimcheck.review.tables import DocumentRow, EventRow, StateRow
from claimcheck.types import Evidence, Span

__all__ = ["documents", "events", "snapshot", "stream_annotations"]

_PAGE = 200


def documents(database: Database) -> Iterator[Document]:
    """All documents, in the order they came."""
    after = 0
    while True:
        with database.read() as connection:
            rows = connection.execute(
                select(DocumentRow)
                .where(DocumentRow.number > after)
                .order_by(DocumentRow.number)
                .limit(_PAGE)
            ).all()
        if not rows:
            return
        yield from map(document_of, rows)
        after = rows[-1].number


def events(database: Database, *, after: int) -> Iterator[HistoryEntry]:
    """The log from a number on, with names, and with what was undone marked."""
    while True:
        with database.read() as connection:
            rows = log.stream(connection, after=after, limit=_PAGE)
            found = _marked(connection, [log.entry_from(row) for row in rows])
        if not found:
            return
        yield from found
        after = found[-1].seq


def _marked(connection: Connection, entries: Sequence[HistoryEntry]) -> list[HistoryEntry]:
    looker = Looker(connection=connection, names=people.names(connection))
    histories = log.entries_of(connection, {entry.item for entry in entries})
    undone = {
        entry.id
        for history in histories.values()
        for entry in standing_events(history)
        if not entry.standing
    }
    return [replace(e, standing=e.id not in undone) for e in looker.named(entries)]


def stream_annotations(database: Database) -> Iterator[Annotation]:
    """What people did, oldest first."""
    after = 0
    while True:
        with database.read() as connection:
            rows = connection.execute(
                select(EventRow)
                .where(EventRow.seq > after, EventRow.actor != MACHINE)
                .order_by(EventRow.seq)
                .limit(_PAGE)
            ).all()
            found = _annotated(connection, [log.entry_from(row) for row in rows])
        if not found:
            return
        yield from found
        after = rows[-1].seq


def _annotated(connection: Connection, entries: Sequence[HistoryEntry]) -> list[Annotation]:
    keys = {entry.item for entry in entries}
    histories = log.entries_of(connection, keys)
    columns = select(DocumentRow.id, DocumentRow.sha256)
    wanted = columns.where(DocumentRow.id.in_({entry.document for entry in entries}))
    hashes = {row.id: row.sha256 for row in connection.execute(wanted)}
    found = []
    for entry in _marked(connection, entries):
        state = fold([e for e in histories[entry.item] if e.version <= entry.version])
        person = next(e.actor for e in histories[entry.item] if e.id == entry.id)
        mine = state.opinions.get(person)
        parts = (mine.parts if mine else None) or final_parts(state)
        found.append(
            Annotation(
                id=entry.id, item=entry.item, document=entry.document, kind=state.kind,
                target=from_json(parts, sha256=hashes[entry.document]), actor=entry.actor,
                action=entry.action, value=entry.new,
                status="standing" if entry.standing else "undone",
                note=entry.note, at=entry.server_time,
            )
        )  # fmt: skip
    return found


def snapshot(database: Database) -> Iterator[Decision]:
    """Settled items that have a label, in the order they came."""
    after = 0
    while True:
        with database.read() as connection:
            looker = Looker(connection=connection, names=people.names(connection))
            rows = connection.execute(
                select(StateRow)
                .where(
                    StateRow.position > after,
                    StateRow.status == Status.SETTLED.value,
                    StateRow.label.is_not(None),
                )
                .order_by(StateRow.position)
                .limit(_PAGE)
            ).all()
            items = looker.items(rows)
            found = [_decision(item, row, looker) for item, row in zip(items, rows, strict=True)]
        if not found:
            return
        yield from found
        after = rows[-1].position


def _decision(item: Item, row: Any, looker: Looker) -> Decision:
    if item.label is None:
        raise ValueError(f"item {item.id} has no label")
    value = json.loads(row.value)
    return Decision(
        item=item.id, document=item.document_id, sha256=item.parts[0].sha256, kind=item.kind,
        label=item.label, parts=item.parts, text=item.text, reading=item.reading,
        category=item.category, cluster=item.cluster, evidence=_evidence(item),
        machine=item.machine, source=item.source,
        actors=tuple(dict.fromkeys(looker.names.get(p, p) for p in value["settlers"])),
        at=datetime.fromisoformat(value["settled_at"]), random=row.sampled, answers=item.answers,
    )  # fmt: skip


def _evidence(item: Item) -> tuple[Evidence, ...]:
    """The machine's passages with what those who were right added, dropped and marked."""
    claim = item.machine.claim if item.machine else None
    found = {e.passage.id: e for e in (claim.verdict.evidence if claim else ())}
    for answer in _right(item):
        for passage in answer.dropped:
            found.pop(passage, None)
        found |= {added.passage.id: added for added in answer.evidence}
        for passage, spans in answer.rationales.items():
            if passage in found:
                found[passage] = replace(found[passage], rationale=_sorted(spans))
    return tuple(found.values())


def _sorted(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(sorted(spans))


def _right(item: Item) -> list[Answer]:
    found = item.adjudication
    if found and found["outcome"] == Outcome.ANSWER:
        return [answer for answer in item.answers if answer.actor == found["actor"]]
    return [answer for answer in item.answers if answer.label == item.label]
