"""From rows to records, with what a viewer may not see yet taken out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from claimcheck import codec
from claimcheck.errors import UsageError
from claimcheck.review import log, people
from claimcheck.review.anchors import from_json
from claimcheck.review.intake import unpack
from claimcheck.review.queue import Lent
from claimcheck.review.records import (
    Action,
    Answer,
    Choice,
    Document,
    HistoryEntry,
    Item,
    Kind,
    Person,
    Role,
    Source,
    Status,
    Suggestion,
    Task,
)
from claimcheck.review.state import Opinion, standing_events
from claimcheck.review.tables import AnswerRow, DocumentRow, EventRow, StateRow, SuggestionRow
from claimcheck.review.views import opinion_from
from claimcheck.types import CheckedClaim, Reason, Span, Verdict

__all__ = ["Looker", "blinded", "document_of", "last_standing", "suggestion_from", "tasks"]

_AROUND = 300
"""Code points of context on either side of a task."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looker:
    """Who looks: ``viewer`` sees others' answers, and with ``blind`` the machine's label, only
    after finishing an answer; without a viewer nothing is hidden.
    """

    connection: Connection
    names: Mapping[str, str]
    viewer: Person | None = None
    blind: bool = False

    def items(self, rows: Sequence[Row[Any]]) -> tuple[Item, ...]:
        """The items in rows of ``states``, in order."""
        keys = [row.item for row in rows]
        opinions = self._opinions(keys)
        values = {row.item: json.loads(row.value) for row in rows}
        hashes = self._hashes({row.document for row in rows})
        counts = self._repeats({row.cluster for row in rows if row.cluster})
        said = self._suggestions({value["suggestion"] for value in values.values()})
        return tuple(
            self._item(
                row,
                values[row.item],
                opinions=opinions.get(row.item, ()),
                sha256=hashes[row.document],
                repeats=max(0, counts.get((row.cluster, row.kind), 1) - 1),
                machine=said.get(values[row.item]["suggestion"]),
            )
            for row in rows
        )

    def one(self, item: str) -> Item:
        """An item.

        :param item: its id.
        :returns: the item as the viewer may see it.
        :raises UsageError: if there is none of this id.
        """
        wanted = select(StateRow).where(StateRow.item == item)
        row = self.connection.execute(wanted).one_or_none() if log.is_key(item) else None
        if row is None:
            raise UsageError(f"There is no item {item!r} in this store.")
        return self.items([row])[0]

    def hides(self, item: Item, closed: bool) -> bool:  # noqa: FBT001 - a plain fact
        """Whether what others said of an item is kept from the viewer."""
        if self.viewer is None or closed:
            return False
        if item.status is Status.DISPUTED:
            return not people.may(self.viewer, Role.ADJUDICATOR)
        return item.status is Status.OPEN

    def seen(self, entries: Sequence[HistoryEntry], item: Item) -> tuple[HistoryEntry, ...]:
        """Events of an item with their actors' names, without what the viewer may not see."""
        if item.hidden and self.viewer is not None:
            entries = [
                entry
                for entry in entries
                if entry.actor == self.viewer.id
                or (entry.actor == people.MACHINE and not self.blind)
            ]
        return self.named(entries)

    def named(self, entries: Iterable[HistoryEntry]) -> tuple[HistoryEntry, ...]:
        """Events with their actors' names."""
        return tuple(self._named(entry) for entry in entries)

    def _named(self, entry: HistoryEntry) -> HistoryEntry:
        new = entry.new
        if entry.action is Action.ADJUDICATE and new.get("actor"):
            new = {**new, "actor": self.names.get(new["actor"], new["actor"])}
        return replace(entry, actor=self.names.get(entry.actor, entry.actor), new=new)

    def _item(
        self,
        row: Row[Any],
        value: Mapping[str, Any],
        *,
        opinions: Sequence[Opinion],
        sha256: str,
        repeats: int,
        machine: Suggestion | None,
    ) -> Item:
        parts = from_json(value["parts"], sha256=sha256)
        item = Item(
            id=row.item, document_id=row.document, kind=Kind(row.kind), version=row.version,
            position=row.position, status=Status(row.status), source=Source(row.source),
            origin=value["origin"], parts=parts, text=" ".join(part.quote for part in parts),
            reading=value["reading"], category=value["category"],
            label=Choice(row.label) if row.label else None, machine=machine,
            answers=tuple(self._answer(o, sha256) for o in opinions),
            adjudication=self._adjudication(value["adjudication"]),
            replaced_by=tuple(value["replaced_by"]), cluster=row.cluster, repeats=repeats,
            random=row.random, target=row.target, finished=row.finished,
            uncertainty=row.uncertainty, disagreement=row.disagreement,
            promotional=row.promotional,
        )  # fmt: skip
        viewer = self.viewer.id if self.viewer else ""
        if not self.hides(item, any(o.person == viewer and o.label for o in opinions)):
            return item
        own = tuple(a for a in item.answers if self.viewer and a.actor == self.viewer.name)
        item = replace(item, answers=own, disagreement=0.0, hidden=True)
        return blinded(item) if self.blind else item

    def _adjudication(self, found: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
        if found is None:
            return None
        named = {
            key: self.names.get(found[key], found[key]) for key in ("by", "actor") if found.get(key)
        }
        return {**found, **named}

    def _answer(self, opinion: Opinion, sha256: str) -> Answer:
        return Answer(
            actor=self.names.get(opinion.person, opinion.person),
            label=opinion.label,
            parts=from_json(opinion.parts, sha256=sha256) if opinion.parts else None,
            reading=opinion.reading,
            evidence=tuple(codec.evidence_from_json(found) for found in opinion.evidence),
            dropped=tuple(opinion.dropped),
            rationales={
                key: tuple(Span(start=span["start"], end=span["end"]) for span in spans)
                for key, spans in opinion.rationales.items()
            },
            note="\n".join(opinion.notes),
            skipped=opinion.skipped,
            event=opinion.event,
            via=opinion.via,
            at=datetime.fromisoformat(opinion.at) if opinion.at else None,
            seconds=opinion.seconds,
            drawn=opinion.drawn,
        )

    def _opinions(self, items: Sequence[str]) -> dict[str, list[Opinion]]:
        rows = self.connection.execute(
            select(AnswerRow.item, AnswerRow.value).where(AnswerRow.item.in_(items))
        )
        found: dict[str, list[Opinion]] = {}
        for row in rows:
            found.setdefault(row.item, []).append(opinion_from(row.value))
        for opinions in found.values():
            opinions.sort(key=lambda opinion: (opinion.seq, opinion.person))
        return found

    def _hashes(self, documents: Iterable[str]) -> dict[str, str]:
        columns = select(DocumentRow.id, DocumentRow.sha256)
        rows = self.connection.execute(columns.where(DocumentRow.id.in_(sorted(documents))))
        return {row.id: row.sha256 for row in rows}

    def _repeats(self, keys: Iterable[str]) -> dict[tuple[str, str], int]:
        rows = self.connection.execute(
            select(StateRow.cluster, StateRow.kind, func.count().label("items"))
            .where(StateRow.cluster.in_(sorted(keys)))
            .group_by(StateRow.cluster, StateRow.kind)
        )
        return {(row.cluster, row.kind): row.items for row in rows}

    def _suggestions(self, keys: Iterable[str]) -> dict[str, Suggestion]:
        wanted = sorted(key for key in keys if key)
        rows = self.connection.execute(select(SuggestionRow).where(SuggestionRow.id.in_(wanted)))
        return {row.id: suggestion_from(row.id, row.value) for row in rows}


def suggestion_from(key: str, data: bytes) -> Suggestion:
    """The suggestion in a row of the table."""
    found = json.loads(unpack(data))
    is_claim = found["kind"] == Kind.CLAIM
    return Suggestion(
        id=key,
        claim=codec.claim_from_json(found["value"]) if is_claim else None,
        promo=None if is_claim else codec.promo_from_json(found["value"]),
        model=found["model"],
        corpus=found["corpus"],
    )


def blinded(item: Item) -> Item:
    """An item without the machine's label, and without what would give it away.

    The passages stay, without stance, probabilities and rationale.
    """
    claim = item.machine.claim if item.machine else None
    if item.machine is None or claim is None:
        return replace(item, uncertainty=0.0)
    bare = tuple(
        replace(found, stance=None, probs=None, rationale=()) for found in claim.verdict.evidence
    )
    verdict = Verdict(
        label=None, confidence=None, probs=None, reason=Reason.NOT_CHECKED, evidence=bare
    )
    machine = replace(item.machine, id="", claim=CheckedClaim(claim=claim.claim, verdict=verdict))
    return replace(item, machine=machine, uncertainty=0.0, promotional=0.0)


def document_of(row: Row[Any], items: tuple[Item, ...] = ()) -> Document:
    """The document in a row of the table."""
    head = json.loads(row.head)
    return Document(
        id=row.id, text=unpack(row.body), sha256=row.sha256,
        title=head["title"], source=head["source"], items=items,
    )  # fmt: skip


def tasks(looker: Looker, lent: Sequence[Lent]) -> tuple[Task, ...]:
    """What a reviewer gets, with the text around each item."""
    items = looker.items([one.row for one in lent])
    keys = {item.document_id for item in items}
    rows = looker.connection.execute(select(DocumentRow).where(DocumentRow.id.in_(keys)))
    documents = {row.id: document_of(row) for row in rows}
    return tuple(
        _task(item, one, documents[item.document_id]) for item, one in zip(items, lent, strict=True)
    )


def _task(item: Item, lent: Lent, document: Document) -> Task:
    start, end = item.parts[0].start, item.parts[-1].end
    return Task(
        item=item, random=lent.drawn, expires=datetime.fromtimestamp(lent.expires, UTC),
        before=document.text[max(0, start - _AROUND) : start],
        after=document.text[end : end + _AROUND], title=document.title,
    )  # fmt: skip


def last_standing(connection: Connection, person: str) -> HistoryEntry | None:
    """The last event of a person that still holds and can be taken back, or ``None``."""
    known = people.find(connection, person)
    if known is None:
        return None
    rows = connection.execute(
        select(EventRow.id, EventRow.item)
        .where(EventRow.actor == known.id, EventRow.cause.is_(None))
        .where(EventRow.action != Action.UNDO.value)
        .order_by(EventRow.seq.desc())
    )
    for row in rows:
        history = standing_events(log.entries_of(connection, [row.item])[row.item])
        found = next((entry for entry in history if entry.id == row.id), None)
        if found is not None and found.standing:
            return found
    return None
