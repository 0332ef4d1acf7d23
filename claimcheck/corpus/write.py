"""Adding to a corpus: all of it or nothing, and only what changes is written anew."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO

from claimcheck.corpus.lines import read_lines
from claimcheck.corpus.passages import TakenBack
from claimcheck.corpus.replacing import replacing, writing
from claimcheck.corpus.store import read_passage_file, to_line
from claimcheck.errors import CorpusError
from claimcheck.types import Passage

__all__ = ["AddResult", "OnConflict", "add_passages"]


_UNCHANGED = -1


class OnConflict(StrEnum):
    """What an addition does with a passage whose id the corpus holds with other content.

    ``REFUSE`` adds nothing at all; ``REPLACE`` puts the new passage in its place; ``UPDATE``
    does so for whole documents: passages a document no longer has are removed, of a document
    that comes twice in one addition the last stands, and what is taken back is removed.
    """

    REFUSE = "refuse"
    REPLACE = "replace"
    UPDATE = "update"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddResult:
    """What an addition did, in numbers of passages; ``total`` is what the corpus holds now."""

    added: int
    replaced: int
    removed: int
    unchanged: int
    total: int


def add_passages(
    folder: Path,
    passages: Iterable[Passage | TakenBack],
    *,
    on_conflict: OnConflict = OnConflict.REFUSE,
) -> AddResult:
    """Add passages to a corpus; the file changes whole or not at all.

    A passage that is there already, equal in every field, is counted as unchanged, so
    that an addition can be repeated. Memory grows with the number of ids, not of texts.

    :param folder: a corpus folder.
    :param passages: what to add, its ids unique among themselves; when updating they may repeat,
        and what is taken back goes if nothing later brings it again.
    :param on_conflict: what to do where an id is there with other content.
    :returns: how many were added, replaced, removed and left alone.
    :raises CorpusError: if an id repeats or is there with other content, where that is
        refused; the corpus then stays as it was.
    """
    with writing(folder) as path, tempfile.TemporaryFile(dir=folder) as stream:
        spool = _Spool(stream, _digests(path), on_conflict)
        for item in passages:
            if isinstance(item, TakenBack):
                spool.drop(item.doc_id)
            else:
                spool.take(item)
        return _written(path, spool)


def _digests(path: Path) -> dict[str, bytes]:
    if not path.exists():
        return {}
    return {item.id: _digest(to_line(item).encode()) for item in read_passage_file(path)}


def _written(path: Path, spool: _Spool) -> AddResult:
    gone = _superseded(path, spool) if spool.updates else set()
    replaced = spool.replaced()
    added = spool.written - len(replaced)
    if spool.written or gone:
        with replacing(path) as stream:
            _copy(path, stream, without=replaced | gone)
            spool.copy_to(stream)
    return AddResult(
        added=added,
        replaced=len(replaced),
        removed=len(gone),
        unchanged=len(spool.ids) - spool.written,
        total=len(spool.there) + added - len(gone),
    )


class _Spool:
    """What an addition holds, kept on disk until it is known to be sound.

    :param stream: an empty file.
    :param there: the ids of the corpus and the digests of their lines.
    :param on_conflict: what repeats and changes mean.
    """

    def __init__(self, stream: IO[bytes], there: dict[str, bytes], on_conflict: OnConflict) -> None:
        self.there = there
        self.updates = on_conflict is OnConflict.UPDATE
        self._stream = stream
        self._refuses = on_conflict is OnConflict.REFUSE
        self._count = 0
        # Of each id the number of its line in the stream; what does not change has none.
        self._held: dict[str, int] = {}
        self._documents: dict[str, list[str]] = {}
        self._current = ""

    @property
    def ids(self) -> Collection[str]:
        return self._held.keys()

    @property
    def documents(self) -> Collection[str]:
        return self._documents.keys()

    def take(self, passage: Passage) -> None:
        line = to_line(passage).encode()
        digest = _digest(line)
        if self.updates:
            self._begin(passage)
        elif passage.id in self._held:
            raise CorpusError(
                f"The id {passage.id!r} stands twice in what is to be added; nothing was added."
            )
        if self._refuses and self.there.get(passage.id, digest) != digest:
            raise CorpusError(
                f"The corpus holds another passage with the id {passage.id!r}; nothing was "
                "added. Use --replace to let the new one take its place."
            )
        if self.there.get(passage.id) == digest:
            self._held[passage.id] = _UNCHANGED
            return
        self._held[passage.id] = self._count
        self._stream.write(line)
        self._count += 1

    def drop(self, document: str) -> None:
        """Let a document hold nothing any more, whatever came of it before."""
        for old in self._documents.get(document, []):
            self._held.pop(old, None)
        self._documents[document] = []

    def _begin(self, passage: Passage) -> None:
        """Note a document; where it comes again, forget what it held before."""
        held = self._documents.setdefault(passage.doc_id, [])
        if held and (passage.doc_id != self._current or passage.id in self._held):
            for old in held:
                self._held.pop(old, None)
            held.clear()
        held.append(passage.id)
        self._current = passage.doc_id

    @property
    def written(self) -> int:
        """How many passages are new or changed."""
        return sum(number != _UNCHANGED for number in self._held.values())

    def replaced(self) -> set[str]:
        """The ids of passages that take another's place."""
        return {key for key in self.there if self._held.get(key, _UNCHANGED) != _UNCHANGED}

    def copy_to(self, stream: IO[bytes]) -> None:
        """Append the lines of what is new or changed."""
        self._stream.seek(0)
        if self.written == self._count:
            shutil.copyfileobj(self._stream, stream, 1 << 20)
            return
        kept = set(self._held.values())
        stream.writelines(line for n, line in enumerate(self._stream) if n in kept)


def _superseded(path: Path, spool: _Spool) -> set[str]:
    """The ids of passages that their documents, as they are added, no longer have."""
    if not path.exists():
        return set()
    return {
        str(record["id"])
        for _, _, record in read_lines(path)
        if (record.get("doc_id") or record["id"]) in spool.documents
        and record["id"] not in spool.ids
    }


def _copy(path: Path, stream: IO[bytes], *, without: set[str]) -> None:
    if not path.exists():
        return
    if without:
        for _, line, record in read_lines(path):
            if record["id"] not in without:
                stream.write(line.rstrip(b"\r\n") + b"\n")
        return
    with path.open("rb") as source:
        shutil.copyfileobj(source, stream, 1 << 20)
        if source.tell() and not _ends_line(source):
            stream.write(b"\n")


def _ends_line(source: IO[bytes]) -> bool:
    source.seek(-1, 2)
    return source.read(1) == b"\n"


def _digest(line: bytes) -> bytes:
    return hashlib.sha256(line).digest()[:16]
