"""One writer at a time, told by an advisory lock."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["locked"]


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a file or folder for writing; another waits. The system frees it on any death.

    :param path: an existing file or folder. Nothing is written in it.
    """
    try:
        import fcntl
    except ImportError:  # no advisory locks on this system: a single writer is assumed
        yield
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
