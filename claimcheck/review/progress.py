"""How far the work is, counted in the database."""

from __future__ import annotations

import statistics
from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from claimcheck.review import people
from claimcheck.review.records import Progress, Source, Status
from claimcheck.review.tables import AnswerRow, DocumentRow, StateRow

__all__ = ["LONGEST", "progress", "typical"]

LONGEST = 600.0
"""Seconds an answer is counted for at most: the rest is a break, not work (by choice)."""


def progress(connection: Connection) -> Progress:
    """Counts of items, answers and seconds."""
    state, gone = StateRow, (Status.REPLACED.value, Status.WITHDRAWN.value)
    counts = connection.execute(
        select(state.kind, state.status, state.label, state.source, state.random, state.sampled,
               func.count().label("items"))
        .group_by(state.kind, state.status, state.label, state.source, state.random, state.sampled)
    ).all()  # fmt: skip
    kept = [row for row in counts if row.status not in gone]
    done, seconds = _by_reviewer(connection)
    return Progress(
        items=sum(row.items for row in kept),
        documents=int(connection.scalar(select(func.count()).select_from(DocumentRow)) or 0),
        statuses=_sum((row.status, row.items) for row in counts),
        kinds=_sum((row.kind, row.items) for row in kept),
        labels=_sum((row.label, row.items) for row in kept if row.label),
        random=sum(row.items for row in kept if row.random),
        random_settled=sum(row.items for row in kept if row.sampled),
        repeats_settled=sum(
            row.items for row in kept
            if row.source == Source.REPEAT and row.status == Status.SETTLED
        ),
        done=done,
        seconds=seconds,
    )  # fmt: skip


def _sum(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, count in pairs:
        found[name] = found.get(name, 0) + count
    return dict(sorted(found.items()))


def _by_reviewer(connection: Connection) -> tuple[dict[str, int], dict[str, float]]:
    rows = connection.execute(
        select(AnswerRow.person, AnswerRow.seconds).where(
            AnswerRow.label.is_not(None), AnswerRow.via == ""
        )
    )
    names = people.names(connection)
    times: dict[str, list[float | None]] = {}
    done: dict[str, int] = {}
    for row in rows:
        name = names.get(row.person, row.person)
        done[name] = done.get(name, 0) + 1
        times.setdefault(name, []).append(row.seconds)
    typical_of = {name: typical(values) for name, values in times.items()}
    known = {name: value for name, value in sorted(typical_of.items()) if value is not None}
    return dict(sorted(done.items())), known


def typical(seconds: list[float | None]) -> float | None:
    """The median of the times that are known, each at most :data:`LONGEST`."""
    known = [min(value, LONGEST) for value in seconds if value is not None]
    return round(statistics.median(known), 2) if known else None
