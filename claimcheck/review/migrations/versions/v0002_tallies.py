"""Counts that are kept, not counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ITEMS = """
SELECT kind, status, label, source, random, sampled, count(*) FROM states
GROUP BY kind, status, label, source, random, sampled
"""
_ANSWERS = """
SELECT person, count(*) FROM answers WHERE label IS NOT NULL AND via = '' GROUP BY person
"""


def upgrade() -> None:
    """Go one step on."""
    key = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")
    made = op.create_table(
        "tallies",
        sa.Column("name", key, nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_tallies")),
    )
    connection = op.get_bind()
    rows = [
        {"name": f"answer {person}", "total": count}
        for person, count in connection.execute(sa.text(_ANSWERS))
    ]
    for kind, status, label, source, random, sampled, count in connection.execute(sa.text(_ITEMS)):
        flags = f"{int(random)} {int(sampled)}"
        name = f"item {kind} {status} {label or '-'} {source} {flags}"
        rows.append({"name": name, "total": count})
    if rows:
        op.bulk_insert(made, rows)
