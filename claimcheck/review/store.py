"""The review store: all of the reviewer loop, with or without the page.

>>> with ReviewStore.open("review.sqlite") as store:                      # doctest: +SKIP
...     store.add(claimcheck.read("run/reports.jsonl"))
...     for task in store.next(reviewer="ana", limit=20):
...         store.label(task.item.id, "supported", actor="ana")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

from claimcheck.review.records import (
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
    Strategy,
    Task,
)
from claimcheck.types import Report

__all__ = ["ReviewStore"]


class ReviewStore:
    """An open review store. Its methods may be called from several threads and processes.

    Persons are named by name or by id; a name that is not known yet becomes a reviewer.
    Whatever takes ``viewer`` hides others' answers from a viewer who has not answered
    yet, and with ``blind`` the machine's label too; without a viewer all is shown.
    """

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True) -> Self:
        """Open a store, and bring its tables up to date.

        :param where: a file for SQLite, or ``postgresql://user:password@host/database``.
        :param create: whether a file that is not there is made.
        :returns: the store; close it, or use it in a ``with`` statement.
        :raises UsageError: if it cannot be opened or is of a later version.
        :raises MissingExtraError: if PostgreSQL is asked for and pg8000 is not installed.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Close all connections."""

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
        raise NotImplementedError

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
        raise NotImplementedError

    def release(self, reviewer: str, items: Sequence[str] | None = None) -> int:
        """Give tasks back before their time (all of a reviewer's if none are named)."""
        raise NotImplementedError

    def record(self, events: Iterable[Event]) -> tuple[Recorded, ...]:
        """Store what people did, in order; returns only after all that is accepted is on disk.

        An event that conflicts or is refused does not stop the others.

        :param events: one or several.
        :returns: one result for each, in order.
        """
        raise NotImplementedError

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
        raise NotImplementedError

    def undo(self, actor: str, *, event: str | None = None) -> Recorded | None:
        """Take back an event, or the last standing one of a person; ``None`` if there is none."""
        raise NotImplementedError

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
        raise NotImplementedError

    # -- looking ------------------------------------------------------------------------

    def item(self, item: str, *, viewer: str | None = None, blind: bool | None = None) -> Item:
        """An item as it stands.

        :raises UsageError: if there is none of this id.
        """
        raise NotImplementedError

    def document(
        self, document: str, *, viewer: str | None = None, blind: bool | None = None
    ) -> Document:
        """A document with its items in order of place.

        :raises UsageError: if there is none of this id.
        """
        raise NotImplementedError

    def documents(self) -> Iterator[Document]:
        """All documents without their items, in the order they came."""
        raise NotImplementedError

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
        raise NotImplementedError

    def history(
        self, item: str, *, viewer: str | None = None, blind: bool | None = None
    ) -> tuple[HistoryEntry, ...]:
        """All events of an item, oldest first, those undone too."""
        raise NotImplementedError

    def repeats(self, item: str) -> tuple[Item, ...]:
        """The other items that say the same, in this and other documents."""
        raise NotImplementedError

    def disagreements(self, *, after: int | None = None, limit: int = 100) -> Page:
        """Items whose answers differ and that nobody has adjudicated."""
        raise NotImplementedError

    def agreement(self, *, resamples: int = 1000, seed: int = 0) -> Agreement:
        """How far the reviewers agree, with bootstrap intervals.

        :param resamples: bootstrap samples.
        :param seed: of the bootstrap.
        :returns: kappa, alpha and span F1; not defined where nobody shares an item.
        """
        raise NotImplementedError

    def progress(self) -> Progress:
        """How far the work is."""
        raise NotImplementedError

    # -- streams ------------------------------------------------------------------------

    def annotations(self) -> Iterator[Annotation]:
        """What people did, one event at a time, oldest first; the machine's events left out."""
        raise NotImplementedError

    def snapshot(self) -> Iterator[Decision]:
        """Settled items that have a label, in the order they came."""
        raise NotImplementedError

    def events(self, *, after: int = 0) -> Iterator[HistoryEntry]:
        """The whole log from a sequence number on."""
        raise NotImplementedError

    # -- people -------------------------------------------------------------------------

    def people(self) -> tuple[Person, ...]:
        """All persons, erased ones too."""
        raise NotImplementedError

    def add_person(self, name: str, *, role: Role | str = Role.REVIEWER) -> tuple[Person, str]:
        """Add a person, or give one a new role and token.

        :returns: the person, and a token that is shown only this once (its hash is kept).
        :raises UsageError: if the name cannot be one.
        """
        raise NotImplementedError

    def authenticate(self, token: str) -> Person | None:
        """Whose token it is, or ``None``."""
        raise NotImplementedError

    def erase(self, person: str) -> Person:
        """Forget a person's name and token; what they did stays, under an id that says nothing."""
        raise NotImplementedError

    # -- care ---------------------------------------------------------------------------

    def setting(self, name: str, value: str | None = None) -> str:
        """A setting of the store (``overlap``, ``blind``), changed if a value is given."""
        raise NotImplementedError

    def rebuild(self) -> int:
        """Make the current state again from the events alone; returns the number of items."""
        raise NotImplementedError

    def verify(self) -> int | None:
        """The first event at which the hash chain breaks, or ``None`` if it holds."""
        raise NotImplementedError

    def backup(self, path: str | Path) -> Path:
        """Copy the store, whole and consistent, into a new SQLite file, also while it is in use."""
        raise NotImplementedError
