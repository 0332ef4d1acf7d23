"""The views over the events: a row an item, a row an answer, and tallies; all can be made again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from claimcheck import codec
from claimcheck.review import log, tallies
from claimcheck.review.records import Choice, Kind, Source, Status
from claimcheck.review.state import Opinion, Standing, final_parts, final_reading, fold
from claimcheck.review.tables import AnswerRow, EventRow, StateRow

__all__ = ["put", "rebuild", "refresh"]

_PLACES = 1e8
"""A start never reaches this, so that document and start fit into one number."""

_NO_MACHINE = 0.5
"""The uncertainty of what the machine did not find: in the middle of the queue (by choice)."""


def refresh(connection: Connection, items: Iterable[str]) -> dict[str, Standing]:
    """Make the rows of some items again from their events."""
    found = {item: fold(entries) for item, entries in log.entries_of(connection, items).items()}
    put(connection, found, fresh=False)
    return found


def put(connection: Connection, found: Mapping[str, Standing], *, fresh: bool) -> None:
    """Write the rows of some items; ``fresh`` where none of them has rows."""
    if not found:
        return
    keys, before = list(found), Counter[str]()
    if not fresh:
        before = tallies.standing(connection, keys)
        connection.execute(delete(StateRow).where(StateRow.item.in_(keys)))
        connection.execute(delete(AnswerRow).where(AnswerRow.item.in_(keys)))
    states = [_state(state) for state in found.values()]
    connection.execute(insert(StateRow), states)
    answers = [_answer(s, o) for s in found.values() for o in s.opinions.values()]
    if answers:
        connection.execute(insert(AnswerRow), answers)
    tallies.change(connection, before=before, after=tallies.contribution(states, answers))


def rebuild(connection: Connection) -> int:
    """Make all rows again from the events alone; returns the number of items."""
    connection.execute(delete(StateRow))
    connection.execute(delete(AnswerRow))
    tallies.clear(connection)
    last, count = "", 0
    while True:
        page = select(EventRow.item).distinct().where(EventRow.item > last)
        items = list(connection.scalars(page.order_by(EventRow.item).limit(500)))
        if not items:
            return count
        entries = log.entries_of(connection, items)
        put(connection, {item: fold(entries[item]) for item in items}, fresh=True)
        last, count = items[-1], count + len(items)


def _state(state: Standing) -> dict[str, Any]:
    done = state.done
    start = final_parts(state)[0]["start"] if state.parts else 0
    return {
        "item": state.item,
        "position": state.position,
        "document": state.document,
        "kind": state.kind.value,
        "status": state.status.value,
        "source": state.source.value,
        "label": state.label.value if state.label else None,
        "version": state.version,
        "cluster": state.cluster,
        "random": state.random,
        "sampled": _sampled(state),
        "draw": state.draw,
        "target": state.target,
        "finished": len(done),
        "wanted": state.status is Status.OPEN,
        "waiting": "" if not done else done[0].person if len(done) == 1 else "*",
        "uncertainty": float(state.machine.get("uncertainty", _NO_MACHINE)),
        "disagreement": _disagreement(state),
        "promotional": float(state.machine.get("promotional", 0.0)),
        "newest": state.order * _PLACES - start,
        "place": state.order * _PLACES + start,
        "settles": _settles(state),
        "value": codec.dumps(_value(state)),
    }


def _value(state: Standing) -> dict[str, Any]:
    return {
        "origin": state.origin,
        "parts": final_parts(state),
        "base": state.parts,
        "reading": final_reading(state),
        "category": state.category,
        "suggestion": state.suggestion,
        "adjudication": state.adjudication,
        "replaced_by": state.replaced_by,
        "settled_at": state.settled_at,
        "settlers": state.settlers,
    }


def _answer(state: Standing, opinion: Opinion) -> dict[str, Any]:
    return {
        "item": state.item,
        "person": opinion.person,
        "label": opinion.label.value if opinion.label else None,
        "closed": opinion.label is not None or opinion.skipped,
        "skipped": opinion.skipped and opinion.label is None,
        "via": opinion.via,
        "seconds": opinion.seconds,
        "value": codec.dumps(asdict(opinion)),
    }


def opinion_from(value: str) -> Opinion:
    """The opinion in a row of the table."""
    found = json.loads(value)
    return Opinion(**{**found, "label": Choice(found["label"]) if found["label"] else None})


def _sampled(state: Standing) -> bool:
    """Whether it is settled and part of the random sample."""
    drawn = any(opinion.drawn and not opinion.via for opinion in state.done)
    return drawn and state.status is Status.SETTLED and state.label is not None


def _settles(state: Standing) -> str:
    if state.status is not Status.SETTLED or state.label is None:
        return ""
    if state.source is Source.ADJUDICATED and state.adjudication:
        return str(state.adjudication["event"]) if state.adjudication.get("repeats") else ""
    return next((o.event for o in state.done if o.repeats), "")


def _disagreement(state: Standing) -> float:
    """Up to 1 from the machine's evidence, 1.5 if a person contradicts it, 2 if two persons do."""
    labels = {opinion.label for opinion in state.done}
    if len(labels) > 1:
        return 2.0
    said = Choice.PROMOTIONAL if state.kind is Kind.PROMO else state.machine.get("label")
    if labels and said and said not in labels:
        return 1.5
    return float(state.machine.get("disagreement", 0.0))
