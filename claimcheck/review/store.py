"""The review store: all of the reviewer loop, with or without the page.

>>> with ReviewStore.open("review.sqlite") as store:                      # doctest: +SKIP
...     store.add(claimcheck.read("run/reports.jsonl"))
...     for task in store.next(reviewer="ana", limit=20):
...         store.label(task.item.id, "supported", actor="ana")
"""

from __future__ import annotations

import itertools
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, select

from claimcheck.errors import UsageError
from claimcheck.review import log, people, queue, settings, streams, views
from claimcheck.review.backup import backup
from claimcheck.review.checking import first_fault
from claimcheck.review.database import Database, open_database
from claimcheck.review.intake import add_report
from claimcheck.review.log import Log
from claimcheck.review.looking import Looker, document_of, last_standing, tasks
from claimcheck.review.progress import progress
from claimcheck.review.recording import Recorder, Taken
from claimcheck.review.records import (
    Action,
    Added,
    Agreement,
    Annotation,
    Choice,
    Decision,
    Document,
    Event,
    Filters,
    HistoryEntry,
    Item,
    Kind,
    Outcome,
    Page,
    Person,
    Progress,
    Recorded,
    Role,
    Status,
    Strategy,
    Task,
)
from claimcheck.review.state import standing_events
from claimcheck.review.tables import DocumentRow, StateRow
from claimcheck.types import Report

__all__ = ["ReviewStore"]

_AT_ONCE = 20
"""Reports that are taken in together."""

_MANY_ITEMS = 1_000
"""With more new items than this, the database is told to look at its tables again."""


class ReviewStore:
    """An open review store. Its methods may be called from several threads and processes.

    Persons are named by name or by id; a name that is not known yet becomes a reviewer.
    Whatever takes ``viewer`` hides others' answers from a viewer who has not answered
    yet, and with ``blind`` the machine's label too; without a viewer all is shown.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True) -> Self:
        """Open a store, and bring its tables up to date.

        :param where: a file for SQLite, or ``postgresql://user:password@host/database``.
        :param create: whether a file that is not there is made.
        :returns: the store; close it, or use it in a ``with`` statement.
        :raises UsageError: if it cannot be opened or is of a later version.
        :raises MissingExtraError: if PostgreSQL is asked for and pg8000 is not installed.
        """
        return cls(open_database(where, create=create))

    def close(self) -> None:
        """Close all connections."""
        self._database.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- taking in ----------------------------------------------------------------------

    def add(self, reports: Report | Iterable[Report], *, overlap: int | None = None) -> Added:
        """Take in the claims and promotional spans of a run; the same run again adds nothing.

        An item that is there gets the machine's new suggestion, and keeps its answers.

        :param reports: one or several; read as they are needed.
        :param overlap: answers wanted for each new item; the store's own number if not given.
        :returns: how much of it was new.
        """
        counts: Counter[str] = Counter()
        for some in _batched([reports] if isinstance(reports, Report) else reports):
            with self._database.write() as connection:
                end = Log(connection)
                wanted = overlap or settings.overlap_of(connection)
                for report in some:
                    counts += add_report(connection, end, report, overlap=wanted)
        if counts["items"] > _MANY_ITEMS:
            self._database.measure()
        return Added(**counts)

    # -- working ------------------------------------------------------------------------

    def next(
        self,
        reviewer: str,
        *,
        strategy: Strategy | str = Strategy.UNCERTAINTY,
        limit: int = 1,
        kind: Kind | str | None = Kind.CLAIM,
        document: str | None = None,
        blind: bool | None = None,
        lease: float = 900.0,
        exclude: Sequence[str] = (),
    ) -> tuple[Task, ...]:
        """Tasks for a reviewer, lent for a while: those already lent first, then new ones.

        :param reviewer: a person's name or id.
        :param strategy: the order; at least a fifth are drawn at random besides.
        :param limit: how many at most.
        :param kind: claims, promotional spans, or both if ``None``.
        :param document: only items of this document.
        :param blind: hide the machine's label; the store's own setting if ``None``.
        :param lease: seconds until they go back.
        :param exclude: items not wanted (answered, but still in an outbox).
        :returns: up to ``limit`` tasks; fewer if there are no more.
        """
        _must_be_key(document)
        with self._database.write() as connection:
            lent = queue.lend(
                connection,
                queue.Wanted(
                    person=_person(connection, reviewer), strategy=Strategy(strategy),
                    limit=limit, kinds=tuple(Kind) if kind is None else (Kind(kind),),
                    document=document, seconds=lease, exclude=tuple(exclude),
                ),
            )  # fmt: skip
            return tasks(self._looker(connection, reviewer, blind), lent)

    def release(self, reviewer: str, items: Sequence[str] | None = None) -> int:
        """Give tasks back before their time (all of a reviewer's if none are named)."""
        with self._database.write() as connection:
            return queue.release(connection, _person(connection, reviewer), items)

    def record(self, events: Iterable[Event]) -> tuple[Recorded, ...]:
        """Store what people did, in order; returns only after all that is accepted is on disk.

        An event that conflicts or is refused does not stop the others.

        :param events: one or several.
        :returns: one result for each, in order.
        """
        with self._database.write() as connection:
            recorder = Recorder(connection)
            taken = [recorder.take(event) for event in events]
            # Leaving the block commits, so the caller hears of nothing that is not on disk.
            return tuple(self._recorded(connection, one) for one in taken)

    def label(
        self,
        item: str,
        label: Choice | str,
        *,
        actor: str,
        repeats: bool = False,
        note: str = "",
        seconds: float | None = None,
    ) -> Recorded:
        """Answer an item as it now stands; for notebooks. The page sends events."""
        new = {"label": str(Choice(label)), **({"repeats": True} if repeats else {})}
        return self._say(actor, Action.LABEL, item=item, new=new, note=note, seconds=seconds)

    def undo(self, actor: str, *, event: str | None = None) -> Recorded | None:
        """Take back an event, or the last standing one of a person; ``None`` if there is none."""
        found = None if event else self.last(actor)
        wanted = event or (found.id if found else None)
        if wanted is None:
            return None
        return self._say(actor, Action.UNDO, new={"event": wanted})

    def last(self, actor: str) -> HistoryEntry | None:
        """The last thing a person did that still holds and can be taken back, if there is any."""
        with self._database.read() as connection:
            found = last_standing(connection, actor)
            return None if found is None else self._looker(connection, None, None).named([found])[0]

    def adjudicate(
        self,
        item: str,
        *,
        actor: str,
        outcome: Outcome | str,
        label: Choice | str | None = None,
        chosen: str | None = None,
        errors: Sequence[str] = (),
        confidence: float | None = None,
        note: str = "",
        base_version: int | None = None,
    ) -> Recorded:
        """Decide an item over its answers.

        :param item: the item.
        :param actor: an adjudicator or owner.
        :param outcome: ``answer`` (one of the reviewers is right: name them in ``chosen``),
            ``other`` (give ``label``), ``all_wrong`` (give a note; ``label`` if there is one).
        :param label: the label, where the outcome does not say it.
        :param chosen: the reviewer who is right.
        :param errors: what went wrong, from :data:`claimcheck.review.adjudication.ERRORS`.
        :param confidence: 0–1.
        :param note: why.
        :param base_version: the version seen; the current one if not given.
        :returns: what became of it.
        """
        given = {
            "outcome": str(outcome), "label": None if label is None else str(label),
            "actor": chosen, "errors": list(errors) or None, "confidence": confidence,
        }  # fmt: skip
        new = {name: value for name, value in given.items() if value is not None}
        return self._say(
            actor, Action.ADJUDICATE, item=item, new=new, note=note, base_version=base_version
        )

    # -- looking ------------------------------------------------------------------------

    def item(self, item: str, *, viewer: str | None = None, blind: bool | None = None) -> Item:
        """An item as it stands.

        :param item: its id.
        :param viewer: who looks; all is shown if nobody.
        :param blind: hide the machine's label; the store's own setting if ``None``.
        :returns: the item.
        :raises UsageError: if there is none of this id.
        """
        with self._database.read() as connection:
            return self._looker(connection, viewer, blind).one(item)

    def document(
        self, document: str, *, viewer: str | None = None, blind: bool | None = None
    ) -> Document:
        """A document with its items in order of place.

        :param document: its id.
        :param viewer: who looks; all is shown if nobody.
        :param blind: hide the machine's label; the store's own setting if ``None``.
        :returns: the document.
        :raises UsageError: if there is none of this id.
        """
        with self._database.read() as connection:
            wanted = select(DocumentRow).where(DocumentRow.id == document)
            row = connection.execute(wanted).one_or_none() if log.is_key(document) else None
            if row is None:
                raise UsageError(f"There is no document {document!r} in this store.")
            rows = connection.execute(
                select(StateRow)
                .where(StateRow.document == document)
                .order_by(StateRow.place, StateRow.position)
            ).all()
            return document_of(row, self._looker(connection, viewer, blind).items(rows))

    def documents(self) -> Iterator[Document]:
        """All documents without their items, in the order they came."""
        return streams.documents(self._database)

    def items(
        self,
        filters: Filters | None = None,
        *,
        after: int | None = None,
        limit: int = 100,
        viewer: str | None = None,
        blind: bool | None = None,
    ) -> Page:
        """Some items in the order they came; give ``Page.next`` as ``after`` for more."""
        wanted = filters or Filters()
        _must_be_key(wanted.document, wanted.cluster)
        query = select(StateRow).where(StateRow.position > (after or 0))
        for name in ("kind", "status", "label", "document", "cluster", "random"):
            value = getattr(wanted, name)
            if value is not None:
                query = query.where(getattr(StateRow, name) == value)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(StateRow.position).limit(limit + 1)).all()
            found = self._looker(connection, viewer, blind).items(rows[:limit])
        return Page(items=found, next=found[-1].position if len(rows) > limit else None)

    def history(
        self, item: str, *, viewer: str | None = None, blind: bool | None = None
    ) -> tuple[HistoryEntry, ...]:
        """All events of an item, oldest first, those undone too."""
        with self._database.read() as connection:
            looker = self._looker(connection, viewer, blind)
            found = looker.one(item)
            entries = standing_events(log.entries_of(connection, [item])[item])
            return looker.seen(entries, found)

    def repeats(self, item: str) -> tuple[Item, ...]:
        """The other items that say the same, in this and other documents."""
        with self._database.read() as connection:
            looker = self._looker(connection, None, None)
            found = looker.one(item)
            rows = connection.execute(
                select(StateRow)
                .where(StateRow.cluster == found.cluster, StateRow.kind == found.kind.value)
                .where(StateRow.cluster != "", StateRow.item != item)
                .order_by(StateRow.position)
            ).all()
            return looker.items(rows)

    def disagreements(self, *, after: int | None = None, limit: int = 100) -> Page:
        """Items whose answers differ and that nobody has adjudicated."""
        return self.items(Filters(status=Status.DISPUTED), after=after, limit=limit)

    def agreement(self, *, resamples: int = 1000, seed: int = 0) -> Agreement:
        """How far the reviewers agree, with bootstrap intervals.

        :param resamples: bootstrap samples.
        :param seed: of the bootstrap.
        :returns: kappa, alpha and span F1; not defined where nobody shares an item.
        """
        from claimcheck.review.agreement import agreement

        with self._database.read() as connection:
            return agreement(connection, resamples=resamples, seed=seed)

    def progress(self, *, seconds: bool = True) -> Progress:
        """How far the work is.

        :param seconds: also how long each person takes; without it no more than a few rows are
            read, however large the store is.
        :returns: counts of items and answers.
        """
        with self._database.read() as connection:
            return progress(connection, seconds=seconds)

    # -- streams ------------------------------------------------------------------------

    def annotations(self) -> Iterator[Annotation]:
        """What people did, one event at a time, oldest first; the machine's events left out."""
        return streams.stream_annotations(self._database)

    def snapshot(self) -> Iterator[Decision]:
        """Settled items that have a label, in the order they came."""
        return streams.snapshot(self._database)

    def events(self, *, after: int = 0) -> Iterator[HistoryEntry]:
        """The whole log from a sequence number on."""
        return streams.events(self._database, after=after)

    # -- people -------------------------------------------------------------------------

    def people(self) -> tuple[Person, ...]:
        """All persons, erased ones too."""
        with self._database.read() as connection:
            return people.everybody(connection)

    def add_person(self, name: str, *, role: Role | str = Role.REVIEWER) -> tuple[Person, str]:
        """Add a person, or give one a new role and token.

        :param name: what others see.
        :param role: what the person may do.
        :returns: the person, and a token that is shown only this once (its hash is kept).
        :raises UsageError: if the name cannot be one.
        """
        with self._database.write() as connection:
            Log(connection)
            return people.add(connection, name, Role(role))

    def authenticate(self, token: str) -> Person | None:
        """Whose token it is, or ``None``."""
        with self._database.read() as connection:
            return people.by_token(connection, token)

    def erase(self, person: str) -> Person:
        """Forget a person's name and token; what they did stays, under an id that says nothing."""
        with self._database.write() as connection:
            found = people.erase(connection, person)
        self._database.tidy()
        return found

    # -- care ---------------------------------------------------------------------------

    def setting(self, name: str, value: str | None = None) -> str:
        """A setting of the store (``overlap``, ``blind``), changed if a value is given."""
        if value is not None:
            with self._database.write() as connection:
                settings.put(connection, name, value)
        with self._database.read() as connection:
            return settings.get(connection, name)

    def rebuild(self) -> int:
        """Make the current state again from the events alone; returns the number of items."""
        with self._database.write() as connection:
            Log(connection)
            return views.rebuild(connection)

    def verify(self) -> int | None:
        """The first event that was changed or lost, or whose text was; ``None`` if all is whole."""
        with self._database.read() as connection:
            return first_fault(connection)

    def backup(self, path: str | Path) -> Path:
        """Copy the store, whole and consistent, into a new SQLite file, also while it is in use."""
        return backup(self._database, Path(path))

    # -- inside -------------------------------------------------------------------------

    def _looker(self, connection: Connection, viewer: str | None, blind: bool | None) -> Looker:  # noqa: FBT001
        return Looker(
            connection=connection,
            names=people.names(connection),
            viewer=None if viewer is None else _viewer(connection, viewer),
            blind=settings.is_blind(connection) if blind is None else blind,
        )

    def _recorded(self, connection: Connection, taken: Taken) -> Recorded:
        viewer = None if taken.person is None else taken.person.id
        looker = self._looker(connection, viewer, None)
        item = looker.one(taken.item) if taken.person and taken.item else None
        return Recorded(
            event=taken.event,
            result=taken.result,
            version=taken.version,
            item=item,
            since=() if item is None else looker.seen(taken.since, item),
            made=taken.made,
            message=taken.message,
        )

    def _say(
        self,
        actor: str,
        action: Action,
        *,
        item: str = "",
        new: Mapping[str, Any],
        note: str = "",
        seconds: float | None = None,
        base_version: int | None = None,
    ) -> Recorded:
        event = Event(
            id=str(uuid.uuid4()), actor=actor, action=action, item=item, new=new, note=note,
            seconds=seconds, base_version=base_version, at=log.now().isoformat(),
        )  # fmt: skip
        return self.record([event])[0]


def _person(connection: Connection, name: str) -> Person:
    known = people.find(connection, name)
    if known is None:
        # Holding the log's end, two programs cannot both add the same name.
        Log(connection)
    return people.ensure(connection, name)


def _must_be_key(*given: str | None) -> None:
    for key in given:
        if key is not None and not log.is_key(key):
            raise UsageError(f"{key[:60]!r} is no id of this store.")


def _viewer(connection: Connection, name: str) -> Person:
    """Who looks; a name that is not known is a reviewer who has answered nothing."""
    return people.find(connection, name) or Person(id="", name=name, role=Role.REVIEWER)


def _batched(reports: Iterable[Report]) -> Iterator[list[Report]]:
    iterator = iter(reports)
    while some := list(itertools.islice(iterator, _AT_ONCE)):
        yield some
