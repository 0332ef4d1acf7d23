"""A cache of scores by pair: the same claim and passage meet again and again in a run."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

import numpy as np

from claimcheck.errors import ModelError
from claimcheck.runtime.protocol import Floats, Pair

__all__ = ["PairCache", "pair_key"]

_CHUNK = 500
_LARGEST = 256 << 20


def pair_key(pair: Pair) -> bytes:
    """SHA-256 of a pair; the length in between keeps ("a b", "c") from being ("a", "b c")."""
    evidence, claim = (text.encode("utf-8", "replace") for text in pair)
    return hashlib.sha256(b"%d:%b%b" % (len(evidence), evidence, claim)).digest()


class PairCache:
    """Scores kept in memory, and in an SQLite file where a path is given; any thread may ask.

    Keys hold the model's hash, so one file serves several models and a changed model starts afresh.

    :param path: file to keep scores in between runs; None for memory only.
    :param limit: how many pairs are kept in memory, oldest out first.
    :raises ModelError: the file is not a cache that can be opened.
    """

    def __init__(self, path: Path | None = None, *, limit: int = 200_000) -> None:
        self._limit = limit
        self._memory: dict[bytes, Floats] = {}
        self._turn = Lock()
        self._file = _connect(path) if path is not None else None

    @classmethod
    def open(cls, path: Path | None) -> Self:
        """A cache in a file that is ours to throw away.

        One that cannot be read, or that has grown past 256 MB, is begun afresh; where no file can
        be had at all (a read-only home, say) the scores stay in memory, and nothing else changes.

        :param path: the file; None for memory only.
        :returns: an open cache.
        """
        if path is None:
            return cls()
        for attempt in (1, 2):
            try:
                if attempt == 2 or _too_large(path):
                    path.unlink(missing_ok=True)
                return cls(path)
            except (OSError, ModelError):
                continue
        return cls()

    def get(self, model: str, keys: Sequence[bytes]) -> dict[bytes, Floats]:
        """The known rows among `keys`, each *shape* (3,)."""
        with self._turn:
            return self._known(bytes.fromhex(model)[:8], keys)

    def _known(self, tag: bytes, keys: Sequence[bytes]) -> dict[bytes, Floats]:
        known = {key: self._memory[tag + key] for key in keys if tag + key in self._memory}
        if self._file is not None:
            missing = [tag + key for key in keys if key not in known]
            for full, row in self._stored(missing):
                self._remember(full, row)
                known[full[len(tag) :]] = row
        return known

    def put(self, model: str, rows: Mapping[bytes, Floats]) -> None:
        """Keep rows of logits by key."""
        tag = bytes.fromhex(model)[:8]
        with self._turn:
            self._keep({tag + key: row for key, row in rows.items()})

    def _keep(self, rows: Mapping[bytes, Floats]) -> None:
        for key, row in rows.items():
            self._remember(key, row)
        if self._file is not None:
            values = [(key, row.astype("<f4").tobytes()) for key, row in rows.items()]
            try:
                with self._file:
                    self._file.executemany("INSERT OR REPLACE INTO pair VALUES (?, ?)", values)
            except sqlite3.Error:
                # A full disk or a lock held too long costs the file, never the run.
                self.close()

    def close(self) -> None:
        """Close the file; the memory stays usable."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _remember(self, key: bytes, row: Floats) -> None:
        while len(self._memory) >= self._limit:
            del self._memory[next(iter(self._memory))]
        self._memory[key] = row

    def _stored(self, keys: Sequence[bytes]) -> Iterable[tuple[bytes, Floats]]:
        if self._file is None:
            return
        for start in range(0, len(keys), _CHUNK):
            part = keys[start : start + _CHUNK]
            marks = ",".join("?" * len(part))
            query = f"SELECT key, row FROM pair WHERE key IN ({marks})"  # noqa: S608 - marks only
            for key, row in self._file.execute(query, part):
                yield key, np.frombuffer(row, dtype="<f4").astype(np.float32)


def _too_large(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > _LARGEST


def _connect(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = sqlite3.connect(path, timeout=30, check_same_thread=False)
        file.execute("PRAGMA journal_mode=WAL")
        file.execute(
            "CREATE TABLE IF NOT EXISTS pair (key BLOB PRIMARY KEY, row BLOB) WITHOUT ROWID"
        )
    except (OSError, sqlite3.Error) as error:
        raise ModelError(
            f"The score cache {path} cannot be used: {error}. Remove the file; it is made anew."
        ) from error
    return file
