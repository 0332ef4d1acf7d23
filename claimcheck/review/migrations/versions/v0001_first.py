"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _key() -> sa.types.TypeEngine[str]:
    return sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")


def upgrade() -> None:
    """Go one step on."""
    op.create_table(
        "answers",
        sa.Column("item", _key(), nullable=False),
        sa.Column("person", _key(), nullable=False),
        sa.Column("label", _key(), nullable=True),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.Column("via", _key(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("item", "person", name=op.f("pk_answers")),
    )
    op.create_table(
        "chain",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", _key(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("promos", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chain")),
    )
    op.create_table(
        "documents",
        sa.Column("id", _key(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", _key(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("number", name=op.f("uq_documents_number")),
    )
    op.create_table(
        "events",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", _key(), nullable=False),
        sa.Column("item", _key(), nullable=False),
        sa.Column("document", _key(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=True),
        sa.Column("actor", _key(), nullable=False),
        sa.Column("action", _key(), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("model", _key(), nullable=False),
        sa.Column("corpus", _key(), nullable=False),
        sa.Column("client_time", _key(), nullable=False),
        sa.Column("server_time", _key(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=True),
        sa.Column("drawn", sa.Boolean(), nullable=False),
        sa.Column("sent", _key(), nullable=False),
        sa.Column("cause", _key(), nullable=True),
        sa.Column("prev_hash", _key(), nullable=False),
        sa.Column("hash", _key(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_events")),
        sa.UniqueConstraint("id", name=op.f("uq_events_id")),
    )
    op.create_index("ix_events_actor", "events", ["actor", "seq"], unique=False)
    op.create_index("ix_events_cause", "events", ["cause", "seq"], unique=False)
    op.create_index("ix_events_item_version", "events", ["item", "version"], unique=True)
    op.create_table(
        "leases",
        sa.Column("item", _key(), nullable=False),
        sa.Column("person", _key(), nullable=False),
        sa.Column("taken", sa.Double(), nullable=False),
        sa.Column("expires", sa.Double(), nullable=False),
        sa.Column("drawn", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("item", "person", name=op.f("pk_leases")),
    )
    op.create_index("ix_leases_person", "leases", ["person", "taken"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", _key(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("role", _key(), nullable=False),
        sa.Column("token", _key(), nullable=True),
        sa.Column("erased", sa.Boolean(), nullable=False),
        sa.Column("served", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("name", name=op.f("uq_people_name")),
        sa.UniqueConstraint("token", name=op.f("uq_people_token")),
    )
    op.create_table(
        "settings",
        sa.Column("name", _key(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )
    op.create_table(
        "states",
        sa.Column("item", _key(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document", _key(), nullable=False),
        sa.Column("kind", _key(), nullable=False),
        sa.Column("status", _key(), nullable=False),
        sa.Column("source", _key(), nullable=False),
        sa.Column("label", _key(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cluster", _key(), nullable=False),
        sa.Column("random", sa.Boolean(), nullable=False),
        sa.Column("sampled", sa.Boolean(), nullable=False),
        sa.Column("draw", sa.Double(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("finished", sa.Integer(), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("waiting", _key(), nullable=False),
        sa.Column("uncertainty", sa.Double(), nullable=False),
        sa.Column("disagreement", sa.Double(), nullable=False),
        sa.Column("promotional", sa.Double(), nullable=False),
        sa.Column("newest", sa.Double(), nullable=False),
        sa.Column("place", sa.Double(), nullable=False),
        sa.Column("settles", _key(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("item", name=op.f("pk_states")),
        sa.UniqueConstraint("position", name=op.f("uq_states_position")),
    )
    op.create_index("ix_states_cluster", "states", ["cluster", "position"], unique=False)
    op.create_index(
        "ix_states_disagreement",
        "states",
        ["wanted", "kind", "random", "waiting", "disagreement", "position"],
        unique=False,
    )
    op.create_index("ix_states_document", "states", ["document", "position"], unique=False)
    op.create_index(
        "ix_states_draw",
        "states",
        ["wanted", "kind", "random", "waiting", "draw", "position"],
        unique=False,
    )
    op.create_index("ix_states_label", "states", ["label", "position"], unique=False)
    op.create_index(
        "ix_states_newest",
        "states",
        ["wanted", "kind", "random", "waiting", "newest", "position"],
        unique=False,
    )
    op.create_index(
        "ix_states_place",
        "states",
        ["wanted", "kind", "random", "waiting", "place", "position"],
        unique=False,
    )
    op.create_index(
        "ix_states_promotional",
        "states",
        ["wanted", "kind", "random", "waiting", "promotional", "position"],
        unique=False,
    )
    op.create_index("ix_states_status", "states", ["status", "position"], unique=False)
    op.create_index(
        "ix_states_uncertainty",
        "states",
        ["wanted", "kind", "random", "waiting", "uncertainty", "position"],
        unique=False,
    )
    op.create_table(
        "suggestions",
        sa.Column("id", _key(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestions")),
    )
    op.execute(
        "INSERT INTO chain (id, seq, hash, documents, claims, promos) VALUES (1, 0, '', 0, 0, 0)"
    )


def downgrade() -> None:
    """Go one step back."""
    op.drop_table("suggestions")
    op.drop_index("ix_states_uncertainty", table_name="states")
    op.drop_index("ix_states_status", table_name="states")
    op.drop_index("ix_states_promotional", table_name="states")
    op.drop_index("ix_states_place", table_name="states")
    op.drop_index("ix_states_newest", table_name="states")
    op.drop_index("ix_states_label", table_name="states")
    op.drop_index("ix_states_draw", table_name="states")
    op.drop_index("ix_states_document", table_name="states")
    op.drop_index("ix_states_disagreement", table_name="states")
    op.drop_index("ix_states_cluster", table_name="states")
    op.drop_table("states")
    op.drop_table("settings")
    op.drop_table("people")
    op.drop_index("ix_leases_person", table_name="leases")
    op.drop_table("leases")
    op.drop_index("ix_events_item_version", table_name="events")
    op.drop_index("ix_events_cause", table_name="events")
    op.drop_index("ix_events_actor", table_name="events")
    op.drop_table("events")
    op.drop_table("documents")
    op.drop_table("chain")
    op.drop_table("answers")
