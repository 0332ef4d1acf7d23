"""Whether a store is whole: the chain of events, and the texts and suggestions that they name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from claimcheck.review import log
from claimcheck.review.anchors import text_hash
from claimcheck.review.intake import unpack
from claimcheck.review.records import Action
from claimcheck.review.tables import DocumentRow, EventRow, SuggestionRow

__all__ = ["first_fault"]

_PAGE = 500


def first_fault(connection: Connection) -> int | None:
    """The first event that was changed, is missing, or names what was changed or is missing.

    :param connection: of any transaction.
    :returns: the event's number, or ``None`` if all is whole.
    """
    broken = log.broken_at(connection)
    if broken is not None:
        return broken
    texts: dict[str, str] = {}
    after = 0
    suggested = select(EventRow).where(EventRow.action == Action.SUGGEST.value)
    while True:
        page = suggested.where(EventRow.seq > after).order_by(EventRow.seq).limit(_PAGE)
        rows = connection.execute(page).all()
        if not rows:
            return None
        fault = _fault(connection, rows, texts)
        if fault is not None:
            return fault
        after = rows[-1].seq


def _fault(connection: Connection, rows: Sequence[Row[Any]], texts: dict[str, str]) -> int | None:
    """The first of some events whose text or suggestion is not what it was; texts are kept."""
    _read_texts(connection, {row.document for row in rows} - texts.keys(), texts)
    values = [json.loads(row.new) for row in rows]
    whole = _whole(connection, [value["suggestion"] for value in values])
    for row, value in zip(rows, values, strict=True):
        said = value.get("sha256", texts.get(row.document))
        if value["suggestion"] not in whole or texts.get(row.document) != said:
            return int(row.seq)
    return None


def _read_texts(connection: Connection, wanted: set[str], texts: dict[str, str]) -> None:
    columns = select(DocumentRow.id, DocumentRow.body).where(DocumentRow.id.in_(sorted(wanted)))
    texts |= {row.id: text_hash(unpack(row.body)) for row in connection.execute(columns)}


def _whole(connection: Connection, keys: Sequence[str]) -> set[str]:
    rows = connection.execute(select(SuggestionRow).where(SuggestionRow.id.in_(keys)))
    return {
        row.id for row in rows if hashlib.sha256(unpack(row.value).encode()).hexdigest() == row.id
    }
