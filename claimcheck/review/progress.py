"""How far the work is: from the tallies, so that it takes no longer in a large store."""

from __future__ import annotations

import statistics
from collections.abc import Iterable

from sqlalchemy import Connection, select

from claimcheck.review import people, tallies
from claimcheck.review.records import Progress, Source, Status
from claimcheck.review.tables import AnswerRow, ChainRow

__all__ = ["LONGEST", "progress", "typical"]

LONGEST = 600.0
"""Seconds an answer is counted for at most: the rest is a break, not work (by choice)."""


def progress(connection: Connection, *, seconds: bool) -> Progress:
    """How far the work is.

    :param connection: of any transaction.
    :param seconds: also how long each person takes, for which all answers are read.
    :returns: counts of items and answers.
    """
    gone = (Status.REPLACED.value, Status.WITHDRAWN.value)
    found = tallies.items(connection)
    kept = [tally for tally in found if tally.status not in gone]
    names = people.names(connection)
    done = tallies.people(connection)
    return Progress(
        items=sum(tally.total for tally in kept),
        documents=int(connection.scalar(select(ChainRow.documents)) or 0),
        statuses=_sum((tally.status, tally.total) for tally in found),
        kinds=_sum((tally.kind, tally.total) for tally in kept),
        labels=_sum((tally.label, tally.total) for tally in kept if tally.label),
        random=sum(tally.total for tally in kept if tally.random),
        random_settled=sum(tally.total for tally in kept if tally.sampled),
        repeats_settled=sum(
            tally.total for tally in kept
            if tally.source == Source.REPEAT and tally.status == Status.SETTLED
        ),
        done=_sum((names.get(person, person), count) for person, count in done.items()),
        seconds=_seconds(connection) if seconds else {},
    )  # fmt: skip


def _sum(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, count in pairs:
        found[name] = found.get(name, 0) + count
    return dict(sorted(found.items()))


def _seconds(connection: Connection) -> dict[str, float]:
    rows = connection.execute(
        select(AnswerRow.person, AnswerRow.seconds).where(
            AnswerRow.label.is_not(None), AnswerRow.via == ""
        )
    )
    names = people.names(connection)
    times: dict[str, list[float | None]] = {}
    for row in rows:
        times.setdefault(names.get(row.person, row.person), []).append(row.seconds)
    typical_of = {name: typical(values) for name, values in times.items()}
    return {name: value for name, value in sorted(typical_of.items()) if value is not None}


def typical(seconds: list[float | None]) -> float | None:
    """The median of the times that are known, each at most :data:`LONGEST`."""
    known = [min(value, LONGEST) for value in seconds if value is not None]
    return round(statistics.median(known), 2) if known else None
