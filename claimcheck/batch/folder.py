"""The run folder: whose it is, what may lie in it, what a killed run left behind."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from claimcheck.errors import RunError

__all__ = ["LEDGER", "claim", "sweep", "told_as_run_error"]

LEDGER = "run.sqlite"
_OWN_FILES = frozenset(
    ["run.lock", LEDGER, f"{LEDGER}-wal", f"{LEDGER}-shm", "articles", "index.html",
     "manifest.jsonl", "reports.jsonl", "failures.jsonl", "summary.csv", "claims.parquet"]
)  # fmt: skip


@contextmanager
def told_as_run_error(folder: Path) -> Iterator[None]:
    """A full or read-only disk ends the run; the ledger keeps what was done."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RunError(
            f"The run folder {str(folder)!r} could not be written ({reason}). What was done is "
            "not lost: make room or fix the folder, and give the same command again.",
            code="E602",
        ) from error


def claim(folder: Path) -> None:
    """Make the folder, or see that it holds a run and nothing else.

    :param folder: the run folder.
    :raises RunError: E603.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = {entry.name for entry in os.scandir(folder) if not entry.name.endswith(".part")}
    strange = sorted(found - _OWN_FILES)
    if strange and LEDGER not in found:
        raise RunError(
            f"The folder {str(folder)!r} holds other files ({strange[0]!r} …); give a new or empty "
            "folder with -o.",
            code="E603",
        )


def sweep(folder: Path) -> None:
    """Remove the half-written files of a run that was killed."""
    for part in folder.rglob(".*.part"):
        part.unlink(missing_ok=True)
