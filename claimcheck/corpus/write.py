"""Making a corpus and adding to it: whole or not at all, one writer at a time."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from claimcheck import codec
from claimcheck.corpus.lines import read_objects
from claimcheck.corpus.locate import bundled_corpora, home_of, is_path
from claimcheck.corpus.locking import locked
from claimcheck.corpus.manifest import MANIFEST, Manifest, check_name, read_manifest, to_toml
from claimcheck.corpus.store import PASSAGES, read_passage_file, to_line
from claimcheck.errors import CorpusError
from claimcheck.types import Passage

__all__ = ["AddResult", "add_passages", "create"]

_PART = ".part"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddResult:
    """What an addition did, in numbers of passages; ``total`` is what the corpus holds now."""

    added: int
    replaced: int
    unchanged: int
    total: int


def create(
    name_or_path: str | Path,
    *,
    title: str = "",
    language: str = "en",
    licence: str = "",
    description: str = "",
) -> Path:
    """Make an empty corpus and return its folder.

    :param name_or_path: a name, for the user's data folder, or a path.
    :param title: its name for people; the name if empty.
    :param language: ISO 639-1 code of its passages.
    :param licence: the terms of its text.
    :param description: one sentence.
    :returns: the folder.
    :raises CorpusError: if the name is taken or not allowed, or the folder holds something.
    """
    folder = home_of(name_or_path)
    name = check_name(folder.resolve().name)
    if not is_path(str(name_or_path)) and name in bundled_corpora():
        raise CorpusError(f"{name} is the name of a bundled corpus; choose another name.")
    if (folder / MANIFEST).exists():
        raise CorpusError(f"There is a corpus in {folder} already; add to it with corpus add.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CorpusError(f"{folder} holds other files; choose a new or an empty folder.")
    manifest = Manifest(
        name=name,
        title=title or name,
        language=language,
        licence=licence,
        description=description,
        created=datetime.now(UTC).date().isoformat(),
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        codec.write_atomic(folder / PASSAGES, "")
        # The manifest makes the folder a corpus, so it comes last.
        codec.write_atomic(folder / MANIFEST, to_toml(manifest))
    except OSError as error:
        raise CorpusError(f"{folder} cannot be written: {error.strerror or error}.") from error
    return folder


def add_passages(folder: Path, passages: Iterable[Passage], *, replace: bool = False) -> AddResult:
    """Add passages to a corpus; the file changes whole or not at all.

    A passage that is there already, equal in every field, is counted as unchanged, so
    that an addition can be repeated. Memory grows with the number of ids, not of texts.

    :param folder: a corpus folder.
    :param passages: what to add, ids unique among themselves.
    :param replace: let a passage of the same id take the place of the one that is there.
    :returns: how many were added, replaced and left alone.
    :raises CorpusError: if an id repeats, or is there with other content and ``replace``
        is off; the corpus then stays as it was.
    """
    read_manifest(folder)
    path = folder / PASSAGES
    try:
        with locked(folder):
            _sweep(folder)
            return _add(path, passages, replace=replace)
    except OSError as error:
        raise CorpusError(f"{path} cannot be written: {error.strerror or error}.") from error


def _add(path: Path, passages: Iterable[Passage], *, replace: bool) -> AddResult:
    there = {item.id: _digest(item) for item in read_passage_file(path)} if path.exists() else {}
    with tempfile.TemporaryFile(dir=path.parent) as spool:
        new, replaced, unchanged = _spool(spool, passages, there, replace=replace)
        if new or replaced:
            spool.seek(0)
            _write(path, spool, without=replaced)
    return AddResult(added=new, replaced=len(replaced), unchanged=unchanged, total=len(there) + new)


def _spool(
    spool: IO[bytes], passages: Iterable[Passage], there: dict[str, bytes], *, replace: bool
) -> tuple[int, set[str], int]:
    """Write what is new or changed to ``spool``; how many new, which replaced, how many equal."""
    seen: set[str] = set()
    replaced: set[str] = set()
    unchanged = 0
    for item in passages:
        if item.id in seen:
            raise CorpusError(
                f"The id {item.id!r} stands twice in what is to be added; nothing was added."
            )
        seen.add(item.id)
        if there.get(item.id) == _digest(item):
            unchanged += 1
            continue
        if item.id in there:
            if not replace:
                raise CorpusError(
                    f"The corpus holds another passage with the id {item.id!r}; nothing was "
                    "added. Use --replace to let the new one take its place."
                )
            replaced.add(item.id)
        spool.write(to_line(item).encode())
    return len(seen) - len(replaced) - unchanged, replaced, unchanged


def _write(path: Path, spool: IO[bytes], *, without: set[str]) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=_PART)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            if path.exists():
                _copy(path, stream, without=without)
            shutil.copyfileobj(spool, stream)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _copy(path: Path, stream: IO[bytes], *, without: set[str]) -> None:
    if without:
        for _, record in read_objects(path):
            if record["id"] not in without:
                stream.write(codec.dumps(record).encode() + b"\n")
        return
    last = b"\n"
    with path.open("rb") as source:
        while chunk := source.read(1 << 20):
            stream.write(chunk)
            last = chunk[-1:]
    if last != b"\n":
        stream.write(b"\n")


def _sync_folder(folder: Path) -> None:
    # Without this the rename itself may be lost with the power.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(folder: Path) -> None:
    """Remove what a killed addition left behind; the lock keeps others' parts safe."""
    for stale in folder.glob(f".*{_PART}"):
        stale.unlink(missing_ok=True)


def _digest(passage: Passage) -> bytes:
    return hashlib.sha256(to_line(passage).encode()).digest()[:16]
