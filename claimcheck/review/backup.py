"""A copy of a store, whole and consistent, while others go on working in it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import delete, insert, select

from claimcheck.errors import UsageError
from claimcheck.review.database import Database, open_database
from claimcheck.review.tables import Base, LeaseRow

__all__ = ["backup"]

_MANY = 1_000


def backup(database: Database, path: Path) -> Path:
    """Copy a store into a SQLite file, which is a store itself.

    :param database: SQLite or PostgreSQL.
    :param path: the file; it must not be there yet.
    :returns: the path.
    :raises UsageError: if there is such a file already.
    """
    if path.exists():
        raise UsageError(f"{path} is there already; a backup never replaces a file.")
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if database.is_sqlite:
            _copy_file(database, part)
        else:
            _copy_rows(database, part)
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())
        # A link, unlike a rename, fails where a file appeared meanwhile.
        path.hardlink_to(part)
    finally:
        for suffix in ("", "-wal", "-shm"):
            part.with_name(part.name + suffix).unlink(missing_ok=True)
    return path


def _copy_file(database: Database, path: Path) -> None:
    source = str(database.engine.url.database)
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(path)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")
        new.execute(f"DELETE FROM {LeaseRow.__tablename__}")  # noqa: S608 - our own name
        new.commit()


def _copy_rows(database: Database, path: Path) -> None:
    target = open_database(path)
    with database.read() as old, target.write() as new:
        old.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        for table in Base.metadata.sorted_tables:
            new.execute(delete(table))
            if table.name == LeaseRow.__tablename__:
                continue
            key = list(table.primary_key)
            rows = old.execution_options(stream_results=True).execute(select(table).order_by(*key))
            while some := rows.fetchmany(_MANY):
                new.execute(insert(table), [dict(row._mapping) for row in some])
    target.engine.dispose()
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode=DELETE")
