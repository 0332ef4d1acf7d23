"""Repeats: items that say the same share a key, in one document and across all.

A claim's key is the one that segmentation gives it; a promotional span's is of its
category and words. A decision that is to hold for all repeats becomes one ``repeat``
event for each of them, so that every item's history shows it and each can be undone.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from claimcheck.review import log
from claimcheck.review.log import Draft
from claimcheck.review.records import Action, HistoryEntry, Kind, Status
from claimcheck.review.state import Standing, fold
from claimcheck.review.tables import EventRow, StateRow

__all__ = ["claim_key", "derived_id", "promo_key", "repeat_drafts", "standing_decisions"]

_NAMESPACE = uuid.UUID("6d0f4a2e-0f0b-5c39-9d0e-2f5f2f1f7a11")


def derived_id(cause: str, item: str, what: str) -> str:
    """The id of an event that follows from another: the same whenever it is made again."""
    return str(uuid.uuid5(_NAMESPACE, f"{cause}/{item}/{what}"))


def claim_key(reading: str) -> str:
    """The key of a claim that a person found."""
    from claimcheck.segment.clusters import cluster_key

    return cluster_key(reading)


def promo_key(category: str, text: str) -> str:
    """The key of a promotional span."""
    words = " ".join(text.casefold().split())
    digest = hashlib.sha256(f"{category}\0{words}".encode("utf-8", "surrogatepass"))
    return "m" + digest.hexdigest()[:16]


def repeat_drafts(
    connection: Connection, *, state: Standing, cause: str, actor: str, label: str
) -> tuple[Draft, ...]:
    """One event for each open repeat of an item that the person has not answered.

    :param connection: of a write transaction.
    :param state: the item that was decided.
    :param cause: the event that decided.
    :param actor: the person's id.
    :param label: what was decided.
    :returns: the events to write.
    """
    if not state.cluster:
        return ()
    items = connection.scalars(
        select(StateRow.item)
        .where(
            StateRow.cluster == state.cluster,
            StateRow.kind == state.kind.value,
            StateRow.status == Status.OPEN.value,
            StateRow.item != state.item,
        )
        .order_by(StateRow.position)
    )
    found = log.entries_of(connection, list(items))
    return tuple(
        repeat_draft(fold(entries), cause=cause, actor=actor, label=label, of=state.item)
        for entries in found.values()
        if not _answered(fold(entries), actor)
    )


def _answered(state: Standing, actor: str) -> bool:
    mine = state.opinions.get(actor)
    return mine is not None and mine.label is not None


def repeat_draft(state: Standing, *, cause: str, actor: str, label: str, of: str) -> Draft:
    """The event by which an item follows the decision on another."""
    return Draft(
        id=derived_id(cause, state.item, "repeat"),
        item=state.item,
        document=state.document,
        version=state.version + 1,
        base_version=state.version,
        actor=actor,
        action=Action.REPEAT,
        new={"label": label, "item": of},
        cause=cause,
    )


def standing_decisions(
    connection: Connection, clusters: Iterable[str]
) -> dict[tuple[str, Kind], HistoryEntry]:
    """The decisions that hold for whole clusters, by cluster and kind.

    :param connection: of any transaction.
    :param clusters: the clusters to look for.
    :returns: the event that decided; for an adjudication its ``new`` has the label too.
    """
    wanted: Sequence[str] = sorted({cluster for cluster in clusters if cluster})
    if not wanted:
        return {}
    rows = connection.execute(
        select(EventRow, StateRow.cluster, StateRow.kind)
        .join(StateRow, StateRow.settles == EventRow.id)
        .where(StateRow.cluster.in_(wanted), StateRow.settles != "")
        .order_by(EventRow.seq)
    ).all()
    return {(row.cluster, Kind(row.kind)): log.entry_from(row) for row in rows}
