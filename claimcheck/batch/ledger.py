"""The ledger of a run: one SQLite file that alone knows times and attempts.

A result is written in one transaction, so it is there whole or not at all. Rows are kept
by input name and found again by the hash of the input's bytes and the checker's
fingerprint; rows of inputs that are gone stay, in case they come back.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from claimcheck.batch.model import Job, Result, Status
from claimcheck.errors import RunError

__all__ = ["Known", "Ledger", "Repeat", "Row"]

_VERSION = "1"
_SHOWN = 5
"""Articles named beside a repeated claim."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS inputs (
    seq INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, output TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS results (
    name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL,
    fingerprint TEXT NOT NULL, status TEXT NOT NULL, code TEXT NOT NULL, stage TEXT NOT NULL,
    error TEXT NOT NULL, report BLOB, line_sha256 TEXT NOT NULL, summary TEXT NOT NULL,
    attempts INTEGER NOT NULL, seconds REAL NOT NULL, finished REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS claims (
    name TEXT NOT NULL, place INTEGER NOT NULL, cluster TEXT NOT NULL, reading TEXT NOT NULL,
    label TEXT NOT NULL, PRIMARY KEY (name, place)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS in_hand (name TEXT PRIMARY KEY, deaths INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS pages (
    output TEXT PRIMARY KEY, name TEXT NOT NULL, made_from TEXT NOT NULL, bytes INTEGER NOT NULL
);
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of an input, enough to tell whether its result still holds."""

    sha256: str
    fingerprint: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the manifest, with what the other files need."""

    seq: int
    name: str
    output: str
    sha256: str
    size: int
    status: Status
    code: str
    stage: str
    error: str
    summary: dict[str, Any]
    line_sha256: str

    @property
    def has_report(self) -> bool:
        """Whether there is a report to read."""
        return self.line_sha256 != ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A claim that several articles make: its verdicts with their numbers, and some of the places.

    ``where`` holds names and outputs of the first articles, in input order.
    """

    reading: str
    labels: dict[str, int]
    articles: int
    where: tuple[tuple[str, str], ...]


class Ledger:
    """An open ledger; used by one thread.

    :param path: the database file; made if it is not there.
    :raises RunError: E602 if it cannot be read or written, E603 if it is of another version.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = sqlite3.connect(path.absolute().as_uri(), isolation_level=None, uri=True)
        self._db.execute("PRAGMA journal_mode=WAL")
        # A power cut may lose the last results, which are then made again, but no more.
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(_SCHEMA)
        if self.get("version", _VERSION) != _VERSION:
            self._db.close()
            raise RunError(
                f"The run folder {str(path.parent)!r} was made by another version of claimcheck; "
                "give a new folder with -o.",
                code="E603",
            )
        self.put("version", _VERSION)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def get(self, key: str, default: str = "") -> str:
        """A remembered value."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return default if row is None else str(row[0])

    def put(self, key: str, value: str) -> None:
        """Remember a value."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def known(self) -> dict[str, Known]:
        """What is remembered of every input, by name."""
        rows = self._db.execute("SELECT name, sha256, fingerprint, status FROM results")
        return {name: Known(sha, mark, Status(status)) for name, sha, mark, status in rows}

    def begin(self) -> None:
        """Forget which inputs the run before had; their results stay."""
        self._db.execute("DELETE FROM inputs")

    def add_inputs(self, jobs: Iterable[Job]) -> None:
        """Take jobs into this run."""
        rows = [(job.seq, job.name, job.output) for job in jobs]
        with self._transaction():
            self._db.executemany("INSERT INTO inputs VALUES (?, ?, ?)", rows)

    def take_in_hand(self, names: Sequence[str]) -> None:
        """Note what is about to be checked; a result clears the note, the end of the program not.

        An article that was alone when the program died is counted a death.
        """
        with self._transaction():
            self._db.executemany(
                "INSERT INTO in_hand VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET deaths = "
                "deaths + excluded.deaths",
                [(name, int(len(names) == 1)) for name in names],
            )

    def in_hand(self) -> dict[str, int]:
        """What was being checked when an earlier program died, and how often it was alone then."""
        return dict(self._db.execute("SELECT name, deaths FROM in_hand").fetchall())

    def put_down(self) -> None:
        """Clear all notes, as nothing is being checked."""
        self._db.execute("DELETE FROM in_hand")

    def commit(self, results: Sequence[Result], *, fingerprint: str) -> None:
        """Store results, all or none."""
        now = time.time()
        rows = [
            (
                r.job.name, r.sha256, r.size, fingerprint, r.status.value, r.code, r.stage, r.error,
                None if r.report is None else zlib.compress(r.report.encode(), 3),
                "" if r.report is None else hashlib.sha256(r.report.encode()).hexdigest(),
                json.dumps(r.summary), r.seconds, now,
            )
            for r in results
        ]  # fmt: skip
        with self._transaction():
            self._db.executemany(
                "INSERT INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?) "
                "ON CONFLICT (name) DO UPDATE SET sha256 = excluded.sha256, bytes = excluded.bytes,"
                " fingerprint = excluded.fingerprint, status = excluded.status,"
                " code = excluded.code, stage = excluded.stage, error = excluded.error,"
                " report = excluded.report, line_sha256 = excluded.line_sha256,"
                " summary = excluded.summary,"
                " attempts = attempts + 1, seconds = excluded.seconds,"
                " finished = excluded.finished",
                rows,
            )
            names = [(r.job.name,) for r in results]
            self._db.executemany("DELETE FROM in_hand WHERE name = ?", names)
            self._db.executemany("DELETE FROM claims WHERE name = ?", names)
            self._db.executemany(
                "INSERT INTO claims VALUES (?, ?, ?, ?, ?)",
                [(r.job.name, i, *claim) for r in results for i, claim in enumerate(r.claims)],
            )

    def _transaction(self) -> sqlite3.Connection:
        self._db.execute("BEGIN IMMEDIATE")
        return self._db

    def rows(self) -> Iterator[Row]:
        """The inputs of this run with their results, in input order."""
        found = self._db.execute(
            "SELECT seq, i.name, i.output, sha256, bytes, status, code, stage, error, summary, "
            "line_sha256 FROM inputs i JOIN results r ON r.name = i.name ORDER BY seq"
        )
        for seq, name, output, sha, size, status, code, stage, error, summary, line in found:
            yield Row(
                seq=seq, name=name, output=output, sha256=sha, size=size, status=Status(status),
                code=code, stage=stage, error=error, summary=json.loads(summary),
                line_sha256=line,
            )  # fmt: skip

    def report(self, name: str) -> str:
        """The report of an input as a line of JSON."""
        row = self._db.execute("SELECT report FROM results WHERE name = ?", (name,)).fetchone()
        return zlib.decompress(row[0]).decode()

    def reports(self) -> Iterator[str]:
        """The reports of this run, in input order."""
        found = self._db.execute(
            "SELECT report FROM inputs i JOIN results r ON r.name = i.name "
            "WHERE report IS NOT NULL ORDER BY seq"
        )
        for (blob,) in found:
            yield zlib.decompress(blob).decode()

    def repeats(self, *, most: int) -> list[Repeat]:
        """The claims that stand in more than one article of this run, most repeated first."""
        found = self._db.execute(
            "SELECT c.cluster, COUNT(DISTINCT i.seq) AS articles FROM inputs i "
            "JOIN claims c ON c.name = i.name WHERE c.cluster != '' GROUP BY c.cluster "
            "HAVING articles > 1 ORDER BY articles DESC, c.cluster LIMIT ?",
            (most,),
        ).fetchall()
        return [self._repeat(cluster, articles) for cluster, articles in found]

    def _repeat(self, cluster: str, articles: int) -> Repeat:
        rows = self._db.execute(
            "SELECT c.reading, c.label, i.output, i.name FROM claims c JOIN inputs i "
            "ON c.name = i.name WHERE c.cluster = ? ORDER BY i.seq, c.place",
            (cluster,),
        ).fetchall()
        where = list(dict.fromkeys((name, output) for _, _, output, name in rows))
        labels = Counter(label for _, label, _, _ in rows)
        return Repeat(
            reading=rows[0][0],
            labels=dict(sorted(labels.items())),
            articles=articles,
            where=tuple(where[:_SHOWN]),
        )

    def take_over(self, path: Path) -> None:
        """Add the inputs of another run and their results to this one.

        :param path: the other ledger.
        :raises sqlite3.IntegrityError: if both have the same input, or place, in their run.
        """
        self._db.execute("ATTACH ? AS other", (f"{path.absolute().as_uri()}?mode=ro",))
        try:
            with self._transaction():
                self._db.execute("INSERT INTO inputs SELECT * FROM other.inputs")
                for table in ("results", "claims"):
                    self._db.execute(
                        f"INSERT OR REPLACE INTO {table} SELECT * FROM other.{table} "  # noqa: S608
                        "WHERE name IN (SELECT name FROM other.inputs)"
                    )
        finally:
            self._db.execute("DETACH other")

    def pages(self) -> dict[str, tuple[str, str, int]]:
        """The pages this folder holds: name of the input, what it was made from, its size."""
        found = self._db.execute("SELECT output, name, made_from, bytes FROM pages")
        return {output: (name, made_from, size) for output, name, made_from, size in found}

    def add_page(self, output: str, *, name: str, made_from: str, size: int) -> None:
        """Remember that a page was written."""
        self._db.execute(
            "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?)", (output, name, made_from, size)
        )

    def drop_page(self, output: str) -> None:
        """Forget a page that was removed."""
        self._db.execute("DELETE FROM pages WHERE output = ?", (output,))
