"""The queue: a query, never a list that somebody holds.

At least a fifth of the tasks that a person gets are drawn at random, from a part of the
store (one item in four, chosen by a hash) that the strategies leave alone until
nothing else is left. So the drawn tasks are a random sample of the store, and only these may
feed calibration and reported accuracy.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    CursorResult,
    Select,
    and_,
    delete,
    exists,
    func,
    insert,
    select,
    text,
    update,
)

from claimcheck.review.records import Kind, Person, Strategy
from claimcheck.review.tables import AnswerRow, LeaseRow, PersonRow, StateRow

__all__ = ["RANDOM_SHARE", "Lent", "Wanted", "lend", "release"]

RANDOM_SHARE = 0.2
"""The least share of a person's tasks that is drawn at random."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a reviewer asks for; ``seconds`` is how long a lease lasts."""

    person: Person
    strategy: Strategy
    limit: int
    kinds: tuple[Kind, ...]
    document: str | None
    seconds: float
    exclude: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lent:
    """A row of ``states``, lent until ``expires`` (seconds since 1970)."""

    row: Any
    drawn: bool
    expires: float


def lend(connection: Connection, wanted: Wanted) -> list[Lent]:
    """Lend items to a person: those that are lent already first, then new ones.

    :param connection: of a write transaction.
    :param wanted: what is asked for.
    :returns: at most ``wanted.limit`` items.
    """
    if connection.dialect.name == "postgresql":
        # One at a time, or two could count the leases of an item before either adds one.
        connection.execute(text("SELECT pg_advisory_xact_lock(715003)"))
    person = connection.execute(select(PersonRow).where(PersonRow.id == wanted.person.id)).one()
    moment = time.time()
    found = _held(connection, wanted, moment)
    served, drawn = person.served, person.drawn
    taken = {lent.row.item for lent in found} | set(wanted.exclude)
    fresh: list[Lent] = []
    lanes = {
        (is_drawn, skipped): _Lane(connection, wanted, moment, drawn=is_drawn, skipped=skipped)
        for is_drawn in (True, False)
        for skipped in (False, True)
    }
    while len(found) + len(fresh) < wanted.limit:
        # Counted as if this task were not drawn: the share must hold after it, too.
        first = drawn < RANDOM_SHARE * (served + 1) or wanted.strategy is Strategy.RANDOM
        # What was skipped comes again when nothing else is left.
        tries = ((first, False), (not first, False), (first, True), (not first, True))
        row, is_drawn = next(
            ((row, key[0]) for key in tries if (row := lanes[key].take(taken)) is not None),
            (None, False),
        )
        if row is None:
            break
        taken.add(row.item)
        served, drawn = served + 1, drawn + is_drawn
        fresh.append(Lent(row=row, drawn=is_drawn, expires=moment + wanted.seconds))
    _lease(connection, wanted.person, fresh, moment)
    connection.execute(
        update(PersonRow).where(PersonRow.id == person.id).values(served=served, drawn=drawn)
    )
    return [*found, *fresh]


def release(connection: Connection, person: Person, items: Sequence[str] | None) -> int:
    """Give leases back; returns how many."""
    gone = delete(LeaseRow).where(LeaseRow.person == person.id)
    if items is not None:
        gone = gone.where(LeaseRow.item.in_(list(items)))
    result = connection.execute(gone)
    return result.rowcount if isinstance(result, CursorResult) else 0


def _held(connection: Connection, wanted: Wanted, moment: float) -> list[Lent]:
    """What the person holds already, renewed, in the order it was lent."""
    mine = LeaseRow.person == wanted.person.id
    query = (
        select(StateRow, LeaseRow.drawn)
        .join(LeaseRow, LeaseRow.item == StateRow.item)
        .where(mine, LeaseRow.expires > moment, StateRow.wanted)
        .where(StateRow.kind.in_([kind.value for kind in wanted.kinds]))
        .order_by(LeaseRow.taken, StateRow.position)
        .limit(wanted.limit)
    )
    if wanted.exclude:
        query = query.where(StateRow.item.not_in(wanted.exclude))
    if wanted.document is not None:
        query = query.where(StateRow.document == wanted.document)
    rows = connection.execute(query).all()
    until = moment + wanted.seconds
    if rows:
        renewed = update(LeaseRow).where(mine, LeaseRow.item.in_([row.item for row in rows]))
        connection.execute(renewed.values(expires=until))
    return [Lent(row=row, drawn=row.drawn, expires=until) for row in rows]


def _lease(connection: Connection, person: Person, fresh: Sequence[Lent], moment: float) -> None:
    if not fresh:
        return
    items = [lent.row.item for lent in fresh]
    connection.execute(
        delete(LeaseRow).where(LeaseRow.person == person.id, LeaseRow.item.in_(items))
    )
    connection.execute(
        insert(LeaseRow),
        [
            {
                "item": lent.row.item, "person": person.id, "taken": moment + index * 1e-4,
                "expires": lent.expires, "drawn": lent.drawn,
            }
            for index, lent in enumerate(fresh)
        ],
    )  # fmt: skip


class _Lane:
    """The items a person may get, best first: of the random part, or of the rest.

    The rest is served by strategy; the random part always in the order of the draw.
    """

    def __init__(
        self,
        connection: Connection,
        wanted: Wanted,
        moment: float,
        *,
        drawn: bool,
        skipped: bool,
    ) -> None:
        self._connection, self._wanted, self._moment = connection, wanted, moment
        self._drawn, self._skipped = drawn, skipped
        self._rows: list[Any] | None = None

    def take(self, taken: set[str]) -> Any:
        """The next row that is not taken yet, or ``None``."""
        if self._rows is None:
            self._rows = self._best()
        return next((row for row in self._rows if row.item not in taken), None)

    def _best(self) -> list[Any]:
        """The best of every bucket of the index, together in order."""
        # What the person holds already is among them, so twice as many are needed.
        limit = 2 * self._wanted.limit
        rows = [
            row
            for kind in self._wanted.kinds
            for waiting in self._buckets()
            for row in self._connection.execute(self._query(kind, waiting, limit))
        ]
        column, falling = self._order
        sign = -1.0 if falling else 1.0
        return sorted(rows, key=lambda r: (sign * getattr(r, column.key), sign * r.position))

    @property
    def _order(self) -> tuple[Any, bool]:
        if self._drawn:
            return StateRow.draw, False
        return {
            Strategy.UNCERTAINTY: (StateRow.uncertainty, True),
            Strategy.DISAGREEMENT: (StateRow.disagreement, True),
            Strategy.PROMOTIONAL: (StateRow.promotional, True),
            Strategy.NEWEST: (StateRow.newest, True),
            Strategy.DOCUMENT: (StateRow.place, False),
            Strategy.RANDOM: (StateRow.draw, False),
        }[self._wanted.strategy]

    def _buckets(self) -> list[str]:
        """With no answer yet, with one of each other person, with several."""
        me = self._wanted.person.id
        others = self._connection.scalars(select(PersonRow.id).where(PersonRow.id != me))
        return ["", "*", *others]

    def _query(self, kind: Kind, waiting: str, limit: int) -> Select[Any]:
        me, state = self._wanted.person.id, StateRow
        column, falling = self._order
        order = (column.desc(), state.position.desc()) if falling else (column, state.position)
        mine = and_(AnswerRow.item == state.item, AnswerRow.person == me)
        offered = (
            exists().where(mine, AnswerRow.skipped)
            if self._skipped
            else ~exists().where(mine, AnswerRow.closed)
        )
        lent = (
            select(func.count())
            .select_from(LeaseRow)
            .where(
                LeaseRow.item == state.item,
                LeaseRow.expires > self._moment,
                LeaseRow.person != me,
            )
            .scalar_subquery()
        )
        query = (
            select(state)
            .where(state.wanted, state.kind == kind.value, state.random == self._drawn)
            .where(state.waiting == waiting, offered, state.finished + lent < state.target)
            .order_by(*order)
            .limit(limit)
            # PostgreSQL: pass over what another queue is lending at this moment.
            .with_for_update(of=state, skip_locked=True)
        )
        if self._wanted.document is not None:
            query = query.where(state.document == self._wanted.document)
        if self._wanted.exclude:
            query = query.where(state.item.not_in(self._wanted.exclude))
        return query
