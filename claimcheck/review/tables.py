"""The tables, one model for SQLite and PostgreSQL.

``events`` is the record and only grows, with ``documents`` and ``suggestions``, which events
name by hash. ``states``, ``answers`` and ``tallies`` are views, kept as tables, that can be made
again from the events. Leases, people and settings are the workshop's own.

Texts that people or articles bring may hold NUL or lone surrogates, which PostgreSQL refuses;
they are stored inside JSON (escaped) or as bytes.
"""

from __future__ import annotations

from sqlalchemy import Double, Index, LargeBinary, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

__all__ = [
    "AnswerRow",
    "Base",
    "ChainRow",
    "DocumentRow",
    "EventRow",
    "LeaseRow",
    "PersonRow",
    "SettingRow",
    "StateRow",
    "SuggestionRow",
    "TallyRow",
]

# PostgreSQL sorts text by the locale; keys are compared byte by byte on both.
_KEY = String(200).with_variant(String(200, collation="C"), "postgresql")


class Base(DeclarativeBase):
    """Names of keys and indexes are the same on every database, for the migrations."""

    metadata = MetaData(
        naming_convention={"pk": "pk_%(table_name)s", "uq": "uq_%(table_name)s_%(column_0_name)s"}
    )


class SettingRow(Base):
    """A setting of the store."""

    __tablename__ = "settings"
    name: Mapped[str] = mapped_column(_KEY, primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class ChainRow(Base):
    """The end of the chain: one row, locked by whoever writes events."""

    __tablename__ = "chain"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(_KEY)
    documents: Mapped[int]
    claims: Mapped[int]
    promos: Mapped[int]


class PersonRow(Base):
    """Somebody; events know the id alone. The counts keep the random share."""

    __tablename__ = "people"
    id: Mapped[str] = mapped_column(_KEY, primary_key=True)
    name: Mapped[str | None] = mapped_column(Text, unique=True)
    role: Mapped[str] = mapped_column(_KEY)
    token: Mapped[str | None] = mapped_column(_KEY, unique=True)
    erased: Mapped[bool]
    served: Mapped[int]
    drawn: Mapped[int]


class DocumentRow(Base):
    """A text: ``body`` is its UTF-8, compressed; ``head`` a JSON object with title and source."""

    __tablename__ = "documents"
    id: Mapped[str] = mapped_column(_KEY, primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    sha256: Mapped[str] = mapped_column(_KEY)
    head: Mapped[str] = mapped_column(Text)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class SuggestionRow(Base):
    """What the machine said of an item, under the hash of ``value`` (JSON, compressed)."""

    __tablename__ = "suggestions"
    id: Mapped[str] = mapped_column(_KEY, primary_key=True)
    value: Mapped[bytes] = mapped_column(LargeBinary)


class EventRow(Base):
    """One event, never changed. ``old`` and ``new`` are JSON; ``note`` is a JSON string.

    ``sent`` is a hash of what the client sent; ``cause`` the event that this one follows from.
    """

    __tablename__ = "events"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(_KEY, unique=True)
    item: Mapped[str] = mapped_column(_KEY)
    document: Mapped[str] = mapped_column(_KEY)
    version: Mapped[int]
    base_version: Mapped[int | None]
    actor: Mapped[str] = mapped_column(_KEY)
    action: Mapped[str] = mapped_column(_KEY)
    old: Mapped[str] = mapped_column(Text)
    new: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    model: Mapped[str] = mapped_column(_KEY)
    corpus: Mapped[str] = mapped_column(_KEY)
    client_time: Mapped[str] = mapped_column(_KEY)
    server_time: Mapped[str] = mapped_column(_KEY)
    seconds: Mapped[float | None] = mapped_column(Double)
    drawn: Mapped[bool]
    sent: Mapped[str] = mapped_column(_KEY)
    cause: Mapped[str | None] = mapped_column(_KEY)
    prev_hash: Mapped[str] = mapped_column(_KEY)
    hash: Mapped[str] = mapped_column(_KEY)

    __table_args__ = (
        Index("ix_events_item_version", "item", "version", unique=True),
        Index("ix_events_actor", "actor", "seq"),
        Index("ix_events_cause", "cause", "seq"),
    )


class StateRow(Base):
    """An item as it stands. ``wanted`` is true while answers are; ``waiting`` is empty with no
    answer, the person with one, ``*`` with more: so that the queue never wades through
    what the reviewer has answered. ``place`` orders by document and start, ``newest`` by
    the latest document; ``settles`` is the standing decision that holds for the whole cluster.
    """

    __tablename__ = "states"
    item: Mapped[str] = mapped_column(_KEY, primary_key=True)
    position: Mapped[int] = mapped_column(unique=True)
    document: Mapped[str] = mapped_column(_KEY)
    kind: Mapped[str] = mapped_column(_KEY)
    status: Mapped[str] = mapped_column(_KEY)
    source: Mapped[str] = mapped_column(_KEY)
    label: Mapped[str | None] = mapped_column(_KEY)
    version: Mapped[int]
    cluster: Mapped[str] = mapped_column(_KEY)
    random: Mapped[bool]
    sampled: Mapped[bool]
    draw: Mapped[float] = mapped_column(Double)
    target: Mapped[int]
    finished: Mapped[int]
    wanted: Mapped[bool]
    waiting: Mapped[str] = mapped_column(_KEY)
    uncertainty: Mapped[float] = mapped_column(Double)
    disagreement: Mapped[float] = mapped_column(Double)
    promotional: Mapped[float] = mapped_column(Double)
    newest: Mapped[float] = mapped_column(Double)
    place: Mapped[float] = mapped_column(Double)
    settles: Mapped[str] = mapped_column(_KEY)
    value: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        *(
            Index(f"ix_states_{name}", "wanted", "kind", "random", "waiting", name, "position")
            for name in ("uncertainty", "disagreement", "promotional", "newest", "place", "draw")
        ),
        Index("ix_states_document", "document", "position"),
        Index("ix_states_cluster", "cluster", "position"),
        Index("ix_states_status", "status", "position"),
        Index("ix_states_label", "label", "position"),
    )


class AnswerRow(Base):
    """What one person says of an item; ``value`` is JSON.

    There is no index by person: with one, PostgreSQL would read all that a reviewer ever
    answered to see whether one item is among it.
    """

    __tablename__ = "answers"
    item: Mapped[str] = mapped_column(_KEY, primary_key=True)
    person: Mapped[str] = mapped_column(_KEY, primary_key=True)
    label: Mapped[str | None] = mapped_column(_KEY)
    # Finished or skipped: not to be offered again.
    closed: Mapped[bool]
    skipped: Mapped[bool]
    via: Mapped[str] = mapped_column(_KEY)
    seconds: Mapped[float | None] = mapped_column(Double)
    value: Mapped[str] = mapped_column(Text)


class TallyRow(Base):
    """How many items, or answers of a person, there are of one sort; ``name`` says which."""

    __tablename__ = "tallies"
    name: Mapped[str] = mapped_column(_KEY, primary_key=True)
    total: Mapped[int]


class LeaseRow(Base):
    """An item lent to a person until ``expires`` (seconds since 1970)."""

    __tablename__ = "leases"
    item: Mapped[str] = mapped_column(_KEY, primary_key=True)
    person: Mapped[str] = mapped_column(_KEY, primary_key=True)
    taken: Mapped[float] = mapped_column(Double)
    expires: Mapped[float] = mapped_column(Double)
    drawn: Mapped[bool]

    __table_args__ = (Index("ix_leases_person", "person", "taken"),)
