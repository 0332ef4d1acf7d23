"""One writer at a time in a corpus folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["locked"]


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder for writing; another writer waits. The system frees it on any death.

    :param folder: an existing folder. Nothing is written in it.
    """
    try:
        import fcntl
    except ImportError:  # no advisory locks on this system: a single writer is assumed
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
