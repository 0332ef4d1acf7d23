"""Putting a new ``passages.jsonl`` in the place of the old one: whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from claimcheck import codec
from claimcheck.corpus.locking import locked
from claimcheck.corpus.manifest import read_manifest
from claimcheck.corpus.store import PASSAGES
from claimcheck.errors import CorpusError

__all__ = ["replacing", "writing"]

_PART = ".part"


@contextmanager
def writing(folder: Path) -> Iterator[Path]:
    """Hold a corpus for writing; what a killed writer left behind is cleared away first.

    :param folder: a corpus folder.
    :yields: its file of passages, which need not exist.
    :raises CorpusError: if it is no corpus, or whatever is done meanwhile cannot be written.
    """
    read_manifest(folder)
    path = folder / PASSAGES
    try:
        with locked(folder):
            for stale in folder.glob(f".*{_PART}"):
                stale.unlink(missing_ok=True)
            yield path
    except OSError as error:
        raise CorpusError(f"{path} cannot be written: {error.strerror or error}.") from error


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A stream whose content becomes the file when all is well, and is gone otherwise.

    :param path: the file, which need not exist; its mode is kept.
    :yields: an empty stream.
    """
    mode = path.stat().st_mode & 0o777 if path.exists() else None
    with codec.atomic_file(path) as stream:
        yield stream
    if mode is not None:
        path.chmod(mode)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    # Without this the rename itself may be lost with the power.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
