"""The log of events: written at its end only, each event sealed with the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from claimcheck import codec
from claimcheck.review.records import Action, HistoryEntry
from claimcheck.review.tables import ChainRow, EventRow

__all__ = [
    "Draft",
    "Log",
    "broken_at",
    "entries_of",
    "entry_from",
    "find_event",
    "is_key",
    "now",
    "stream",
]

_SEALED = (
    "seq", "id", "item", "document", "version", "base_version", "actor", "action", "old", "new",
    "note", "model", "corpus", "client_time", "server_time", "seconds", "drawn", "sent", "cause",
)  # fmt: skip
_MANY = 500
_LONGEST_KEY = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An event about to be written; the log gives it its number, time and seal."""

    id: str
    item: str
    document: str
    version: int
    actor: str
    action: Action
    base_version: int | None = None
    old: Mapping[str, Any] = field(default_factory=dict)
    new: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    model: str = ""
    corpus: str = ""
    client_time: str = ""
    seconds: float | None = None
    drawn: bool = False
    sent: str = ""
    cause: str | None = None


def now() -> datetime:
    """The server's clock."""
    return datetime.now(UTC)


class Log:
    """The end of the log, held until the transaction ends: one writer at a time.

    :param connection: of a write transaction.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        row = connection.execute(select(ChainRow).with_for_update()).one()
        self._seq, self._hash = row.seq, row.hash
        self.documents, self.claims, self.promos = row.documents, row.claims, row.promos

    def append(self, drafts: Sequence[Draft]) -> tuple[HistoryEntry, ...]:
        """Write events, in order.

        :param drafts: the events.
        :returns: them as they are stored.
        """
        time = now().isoformat(timespec="microseconds")
        rows = [self._row(draft, time) for draft in drafts]
        if rows:
            self._connection.execute(insert(EventRow), rows)
        self.save()
        return tuple(_entry(row) for row in rows)

    def save(self) -> None:
        """Write the end of the log and its counts."""
        self._connection.execute(
            update(ChainRow).values(
                seq=self._seq, hash=self._hash, documents=self.documents,
                claims=self.claims, promos=self.promos,
            )
        )  # fmt: skip

    def _row(self, draft: Draft, time: str) -> dict[str, Any]:
        self._seq += 1
        row: dict[str, Any] = {
            "seq": self._seq,
            "server_time": time,
            "old": codec.dumps(dict(draft.old)),
            "new": codec.dumps(dict(draft.new)),
            "note": codec.dumps(draft.note),
            "action": draft.action.value,
        }
        for name in _SEALED:
            if name not in row:
                row[name] = getattr(draft, name)
        row["prev_hash"] = self._hash
        row["hash"] = self._hash = _seal(self._hash, row)
        return row


def _seal(previous: str, row: Mapping[str, Any]) -> str:
    sealed = json.dumps([previous, *(row[name] for name in _SEALED)])
    return hashlib.sha256(sealed.encode()).hexdigest()


def _entry(row: Mapping[str, Any]) -> HistoryEntry:
    kept = ("seq", "id", "item", "document", "version", "base_version", "actor", "model",
            "corpus", "client_time", "seconds", "drawn", "cause")  # fmt: skip
    return HistoryEntry(
        **{name: row[name] for name in kept},
        action=Action(row["action"]),
        old=json.loads(row["old"]),
        new=json.loads(row["new"]),
        note=json.loads(row["note"]),
        server_time=datetime.fromisoformat(row["server_time"]),
    )


def entry_from(row: Any) -> HistoryEntry:
    """The event in a row of the table."""
    return _entry(dict(row._mapping))


def entries_of(connection: Connection, items: Iterable[str]) -> dict[str, tuple[HistoryEntry, ...]]:
    """The events of some items, each oldest first; an item without events is left out."""
    found: dict[str, list[HistoryEntry]] = {}
    wanted = [item for item in items if is_key(item)]
    for start in range(0, len(wanted), _MANY):
        rows = connection.execute(
            select(EventRow)
            .where(EventRow.item.in_(wanted[start : start + _MANY]))
            .order_by(EventRow.item, EventRow.version)
        )
        for row in rows:
            found.setdefault(row.item, []).append(entry_from(row))
    return {item: tuple(entries) for item, entries in found.items()}


def find_event(connection: Connection, event: str) -> tuple[HistoryEntry, str] | None:
    """An event and the hash of what was sent, or ``None``."""
    if not is_key(event):
        return None
    row = connection.execute(select(EventRow).where(EventRow.id == event)).one_or_none()
    return None if row is None else (entry_from(row), row.sent)


def is_key(text: str) -> bool:
    """Whether a text from outside can be a key at all: PostgreSQL fails on NUL and surrogates."""
    return len(text) <= _LONGEST_KEY and text.isprintable()


def stream(connection: Connection, *, after: int, limit: int = _MANY) -> list[Row[Any]]:
    """Rows of the log from a number on."""
    found = select(EventRow).where(EventRow.seq > after).order_by(EventRow.seq).limit(limit)
    return list(connection.execute(found))


def broken_at(connection: Connection) -> int | None:
    """The number of the first event that does not fit its seal, or ``None``."""
    previous, last = "", 0
    for row in _rows(connection):
        if row.seq != last + 1 or row.prev_hash != previous:
            return last + 1
        if row.hash != _seal(previous, dict(row._mapping)):
            return int(row.seq)
        previous, last = row.hash, row.seq
    end = connection.execute(select(ChainRow.seq, ChainRow.hash)).one()
    return None if (end.seq, end.hash) == (last, previous) else last + 1


def _rows(connection: Connection) -> Iterator[Row[Any]]:
    after = 0
    while rows := stream(connection, after=after):
        yield from rows
        after = rows[-1].seq
