"""Counts of items and answers, kept up to date with the views, so that nobody counts a large store.

A tally is a view as well: :func:`claimcheck.review.views.rebuild` makes it again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, CursorResult, delete, insert, select, update

from claimcheck.review.tables import AnswerRow, StateRow, TallyRow

__all__ = ["Tally", "change", "clear", "contribution", "items", "people", "standing"]

_NONE = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """So many items of one sort."""

    kind: str
    status: str
    label: str | None
    source: str
    random: bool
    sampled: bool
    total: int


def contribution(
    states: Iterable[Mapping[str, Any]], answers: Iterable[Mapping[str, Any]]
) -> Counter[str]:
    """What some rows of ``states`` and ``answers`` add to the tallies."""
    found = Counter(_name(row) for row in states)
    found.update(
        f"answer {row['person']}" for row in answers if row["label"] is not None and not row["via"]
    )
    return found


def standing(connection: Connection, keys: Sequence[str]) -> Counter[str]:
    """What the rows of some items add now."""
    state, answer = StateRow, AnswerRow
    states = select(
        state.kind, state.status, state.label, state.source, state.random, state.sampled
    ).where(state.item.in_(keys))
    answers = select(answer.person, answer.label, answer.via).where(answer.item.in_(keys))
    return contribution(
        [dict(row._mapping) for row in connection.execute(states)],
        [dict(row._mapping) for row in connection.execute(answers)],
    )


def change(connection: Connection, *, before: Counter[str], after: Counter[str]) -> None:
    """Take one contribution away and add another.

    :param connection: of a write transaction that holds the end of the log.
    :param before: what the rows added until now.
    :param after: what they add from now on.
    """
    for name in sorted(before.keys() | after.keys()):
        more = after[name] - before[name]
        if not more:
            continue
        row = update(TallyRow).where(TallyRow.name == name).values(total=TallyRow.total + more)
        done = connection.execute(row)
        if isinstance(done, CursorResult) and not done.rowcount:
            connection.execute(insert(TallyRow).values(name=name, total=more))


def clear(connection: Connection) -> None:
    """Forget all, before all is made again."""
    connection.execute(delete(TallyRow))


def items(connection: Connection) -> list[Tally]:
    """The items of the store by sort."""
    rows = connection.execute(select(TallyRow).where(TallyRow.name.startswith("item "))).all()
    return [_tally(row.name, row.total) for row in rows if row.total]


def people(connection: Connection) -> dict[str, int]:
    """The answers that each person finished, by the person's id; repeats do not count."""
    rows = connection.execute(select(TallyRow).where(TallyRow.name.startswith("answer "))).all()
    return {row.name.removeprefix("answer "): row.total for row in rows if row.total}


def _name(row: Mapping[str, Any]) -> str:
    label = row["label"] or _NONE
    flags = f"{int(row['random'])} {int(row['sampled'])}"
    return f"item {row['kind']} {row['status']} {label} {row['source']} {flags}"


def _tally(name: str, total: int) -> Tally:
    _, kind, status, label, source, random, sampled = name.split(" ")
    return Tally(
        kind=kind, status=status, label=None if label == _NONE else label, source=source,
        random=random == "1", sampled=sampled == "1", total=total,
    )  # fmt: skip
