"""Recording what people did: each event is taken, found known, in conflict, or refused.

All runs inside one write transaction that holds the end of the log, so that what is
read here cannot change before it is written.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.exc import DataError

from claimcheck.errors import CodecError, UsageError
from claimcheck.review import clusters, log, people, views
from claimcheck.review.actions import PREPARE, Asked
from claimcheck.review.log import Draft, Log
from claimcheck.review.records import (
    Action,
    Event,
    HistoryEntry,
    Person,
    Result,
    Role,
    Status,
)
from claimcheck.review.shaping import Shaped, merge, missed, split
from claimcheck.review.state import Standing, fold, standing_events
from claimcheck.review.tables import EventRow, LeaseRow

__all__ = ["Recorder", "Taken"]

_ID = re.compile(r"[0-9A-Za-z_-]{8,64}")
_MOST_EVENTS = 1_000
_LONGEST_NOTE = 10_000
_CLOSES = frozenset(
    {Action.ACCEPT, Action.LABEL, Action.SKIP, Action.SPLIT, Action.MERGE, Action.ADJUDICATE}
)
_BY_THE_STORE = frozenset({Action.SUGGEST, Action.REPEAT, Action.CREATE, Action.ABSORB})
_STAY = frozenset({Action.SUGGEST, Action.CREATE, Action.ABSORB})
"""What cannot be undone by itself."""


class _Conflict(Exception):  # noqa: N818 - an outcome, not an error
    def __init__(self, item: str) -> None:
        self.item = item


@dataclass(slots=True, kw_only=True)
class Taken:
    """What became of an event, before names and items are filled in."""

    event: Event
    result: Result
    item: str = ""
    version: int = 0
    made: tuple[str, ...] = ()
    since: tuple[HistoryEntry, ...] = ()
    person: Person | None = None
    message: str = ""


@dataclass(slots=True)
class Recorder:
    """Takes events within one write transaction.

    :param connection: of the transaction.
    """

    connection: Connection
    end: Log = field(init=False)

    def __post_init__(self) -> None:
        self.end = Log(self.connection)

    def take(self, event: Event) -> Taken:
        """Take one event, and bring the views up to date.

        :param event: what a client sent.
        :returns: what became of it; unless it is accepted, nothing was written.
        """
        try:
            with self.connection.begin_nested():
                return self._take(event)
        except _Conflict as conflict:
            person = people.ensure(self.connection, event.actor)
            return self._conflict(event, person, conflict.item)
        except (ValueError, TypeError, KeyError, UsageError, CodecError, DataError) as error:
            # What was written of it is rolled back, so the end of the log is read again.
            self.end = Log(self.connection)
            said = f"no {error.args[0]!r} was given" if isinstance(error, KeyError) else str(error)
            return Taken(event=event, result=Result.REFUSED, item=event.item, message=said)

    def _take(self, event: Event) -> Taken:
        event = replace(event, action=Action(event.action))
        _check(event)
        person = people.ensure(self.connection, event.actor)
        sent = _sent(event, person)
        if known := log.find_event(self.connection, event.id):
            return _known(event, *known, sent=sent, person=person)
        shaped = self._shape(event, person)
        drafts = [replace(shaped.drafts[0], sent=sent, **self._stamp(person, shaped))]
        drafts += shaped.drafts[1:]
        entries = self.end.append(drafts)
        found = views.refresh(self.connection, dict.fromkeys(entry.item for entry in entries))
        own = entries[0]
        repeats = self._repeats(own, found[own.item])
        if repeats:
            views.refresh(self.connection, [entry.item for entry in self.end.append(repeats)])
        if event.action in _CLOSES:
            self._give_back(own.item, person)
        return Taken(
            event=event, result=Result.ACCEPTED, item=own.item, version=own.version,
            made=shaped.made, person=person, message=shaped.message,
        )  # fmt: skip

    def _shape(self, event: Event, person: Person) -> Shaped:
        if event.action in (Action.MISSED, Action.ADD_PROMO):
            return missed(self.connection, event, person)
        if event.action is Action.UNDO:
            return self._undo(event, person)
        asked = self._asked(event, person, event.item)
        if asked.state.status in (Status.REPLACED, Status.WITHDRAWN):
            raise ValueError(f"the item is {asked.state.status} and takes no more answers")
        shape = _SHAPES.get(event.action)
        if shape is not None:
            return shape(asked)
        old, new = PREPARE[event.action](asked)
        return Shaped(drafts=[_draft(asked, old=old, new=new)])

    def _asked(self, event: Event, person: Person, item: str) -> Asked:
        """The item as it stands; raises if it changed since the person saw it."""
        entries = log.entries_of(self.connection, [item]).get(item)
        if entries is None:
            raise ValueError(f"there is no item {item!r} in this store")
        if len(entries) >= _MOST_EVENTS:
            raise ValueError(f"the item has {len(entries)} events and takes no more")
        state = fold(entries)
        if event.base_version is not None:
            base = max([event.base_version, *(e.version for e in entries if e.id == event.after)])
            if base > state.version:
                raise ValueError(f"version {base} is not there yet; the item is at {state.version}")
            if base < state.seen_from(person.id):
                raise _Conflict(item)
        return Asked(connection=self.connection, event=event, person=person, state=state)

    def _undo(self, event: Event, person: Person) -> Shaped:
        wanted = log.find_event(self.connection, str(event.new["event"]))
        if wanted is None:
            raise ValueError("there is no event of this id to undo")
        taken = wanted[0]
        if taken.actor != person.id and not people.may(person, Role.ADJUDICATOR):
            raise ValueError("only an adjudicator can undo what somebody else did")
        if taken.action in _STAY:
            raise ValueError(f"{taken.action} cannot be undone by itself; undo what it came from")
        asked = self._asked(event, person, taken.item)
        entries = standing_events(log.entries_of(self.connection, [taken.item])[taken.item])
        if not next(entry.standing for entry in entries if entry.id == taken.id):
            raise ValueError("it is undone already")
        own = _draft(asked, old=_told(taken), new={"event": taken.id, "action": taken.action})
        return Shaped(drafts=[own, *self._undo_caused(taken, cause=event.id, actor=person.id)])

    def _undo_caused(self, taken: HistoryEntry, *, cause: str, actor: str) -> list[Draft]:
        """Undo what followed from an event on other items."""
        rows = self.connection.execute(
            select(EventRow.id, EventRow.item, EventRow.document)
            .where(EventRow.cause == taken.id)
            .order_by(EventRow.seq)
        ).all()
        histories = log.entries_of(self.connection, {row.item for row in rows})
        return [
            Draft(
                id=clusters.derived_id(cause, row.item, f"undo {row.id}"), item=row.item,
                document=row.document, version=histories[row.item][-1].version + 1, actor=actor,
                action=Action.UNDO, new={"event": row.id}, cause=cause,
            )
            for row in rows
            if _stands(histories[row.item], row.id)
        ]  # fmt: skip

    def _repeats(self, own: HistoryEntry, state: Standing) -> tuple[Draft, ...]:
        label = own.new.get("label")
        if not own.new.get("repeats") or not label:
            return ()
        return clusters.repeat_drafts(
            self.connection, state=state, cause=own.id, actor=own.actor, label=label
        )

    def _stamp(self, person: Person, shaped: Shaped) -> dict[str, Any]:
        """The machine that an event was made beside, and whether the item was drawn."""
        row = self.connection.execute(
            select(EventRow.model, EventRow.corpus)
            .where(EventRow.item == shaped.drafts[0].item, EventRow.action == Action.SUGGEST.value)
            .order_by(EventRow.version.desc())
            .limit(1)
        ).one_or_none()
        lent = self.connection.scalar(
            select(LeaseRow.drawn).where(
                LeaseRow.item == shaped.drafts[0].item, LeaseRow.person == person.id
            )
        )
        return {
            "model": row.model if row else "",
            "corpus": row.corpus if row else "",
            "drawn": bool(lent),
        }

    def _give_back(self, item: str, person: Person) -> None:
        self.connection.execute(
            delete(LeaseRow).where(LeaseRow.item == item, LeaseRow.person == person.id)
        )

    def _conflict(self, event: Event, person: Person, item: str) -> Taken:
        entries = standing_events(log.entries_of(self.connection, [item])[item])
        base = event.base_version or 0
        return Taken(
            event=event, result=Result.CONFLICT, item=item, version=entries[-1].version,
            since=tuple(entry for entry in entries if entry.version > base), person=person,
            message=f"the item is at version {entries[-1].version}, you saw {base}",
        )  # fmt: skip


def _check(event: Event) -> None:
    if not isinstance(event.id, str) or not _ID.fullmatch(event.id):
        raise ValueError("an event needs an id of 8 to 64 letters, digits, - or _ (a UUID)")
    if event.action in _BY_THE_STORE:
        raise ValueError(f"{event.action} is written by the store alone")
    for key in (event.item, event.document, event.after or "", event.at):
        if not log.is_key(key):
            raise ValueError(f"{key[:60]!r} is no id or time of this store")
    if len(event.note) > _LONGEST_NOTE:
        raise ValueError(f"a note has at most {_LONGEST_NOTE} characters")
    if event.seconds is not None and not (math.isfinite(event.seconds) and event.seconds >= 0):
        raise ValueError(f"seconds cannot be {event.seconds}")


def _sent(event: Event, person: Person) -> str:
    value = [person.id, event.action, event.item, event.document, dict(event.new), event.note]
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def _known(event: Event, entry: HistoryEntry, was: str, *, sent: str, person: Person) -> Taken:
    if was != sent:
        raise ValueError("another event has this id")
    return Taken(
        event=event, result=Result.DUPLICATE, item=entry.item, version=entry.version,
        person=person, message="it was recorded before",
    )  # fmt: skip


def _stands(entries: tuple[HistoryEntry, ...], event: str) -> bool:
    return next(entry.standing for entry in standing_events(entries) if entry.id == event)


def _told(taken: HistoryEntry) -> dict[str, Any]:
    return {"label": taken.new["label"]} if "label" in taken.new else {}


def _draft(asked: Asked, *, old: Mapping[str, Any], new: Mapping[str, Any]) -> Draft:
    event, state = asked.event, asked.state
    return Draft(
        id=event.id, item=state.item, document=state.document, version=state.version + 1,
        base_version=event.base_version, actor=asked.person.id, action=event.action,
        old=old, new=new, note=event.note, client_time=event.at,
        seconds=None if event.seconds is None else round(event.seconds, 3),
    )  # fmt: skip


def _split(asked: Asked) -> Shaped:
    old, new, extra, made = split(asked)
    return Shaped(drafts=[_draft(asked, old=old, new=new), *extra], made=made)


def _merge(asked: Asked) -> Shaped:
    old, new, extra = merge(asked)
    return Shaped(drafts=[_draft(asked, old=old, new=new), *extra])


_SHAPES: Mapping[Action, Callable[[Asked], Shaped]] = {Action.SPLIT: _split, Action.MERGE: _merge}
