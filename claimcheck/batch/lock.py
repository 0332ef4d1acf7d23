"""One run at a time in a run folder; a lock left by a dead run is taken over."""

from __future__ import annotations

import contextlib
import fcntl
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from claimcheck.errors import RunError

__all__ = ["run_lock"]

_NAME = "run.lock"
# On some network file systems another machine's lock cannot be felt, only its file seen.
_FRESH_SECONDS = 300


@contextmanager
def run_lock(folder: Path) -> Iterator[None]:
    """Hold a run folder.

    :param folder: the run folder, which exists.
    :raises RunError: E601, if another run holds it; E602, if it cannot be written.
    """
    path = folder / _NAME
    handle = _acquire(path)
    try:
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()} {socket.gethostname()}\n".encode(), 0)
        yield
    finally:
        with contextlib.suppress(OSError):
            path.unlink()
        os.close(handle)


def _acquire(path: Path) -> int:
    while True:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise RunError(
                f"The run folder {str(path.parent)!r} cannot be written ({error.strerror}); choose "
                "another with -o.",
                code="E602",
            ) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = _holder(handle)
            os.close(handle)
            raise _busy(path, holder) from error
        # The file may have been removed by a run that ended between opening and locking.
        if _is_same(handle, path):
            _refuse_other_host(handle, path)
            return handle
        os.close(handle)


def _is_same(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _holder(handle: int) -> tuple[str, str]:
    pid, _, host = os.pread(handle, 500, 0).decode("utf-8", "replace").strip().partition(" ")
    return pid, host


def _refuse_other_host(handle: int, path: Path) -> None:
    pid, host = _holder(handle)
    age = time.time() - os.fstat(handle).st_mtime
    if host and host != socket.gethostname() and age < _FRESH_SECONDS:
        os.close(handle)
        raise _busy(path, (pid, host))


def _busy(path: Path, holder: tuple[str, str]) -> RunError:
    pid, host = holder
    return RunError(
        f"Another run is working in {str(path.parent)!r} (process {pid or '?'} on {host or '?'}); "
        "wait for it, or give another folder with -o.",
        code="E601",
    )
