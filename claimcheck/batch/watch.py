"""A drop folder: whatever is put there is checked, for as long as the program runs."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from claimcheck.batch.interrupts import Interrupts
from claimcheck.batch.model import Summary

__all__ = ["watch"]

_Seen = dict[str, tuple[int, int]]


def watch(
    inputs: Iterable[str | Path], check: Callable[[], Summary], *, every: float = 5.0
) -> Iterator[Summary]:
    """Run at once, and again whenever the inputs changed and came to rest.

    A file that is still being written is waited for: the run begins when two looks in a row see
    the same names, sizes and times. Ends at Ctrl-C.

    :param inputs: the files and folders to look at.
    :param check: a run over them; what is unchanged costs it little.
    :param every: seconds between two looks.
    :yields: the summary of each run.
    """
    named = [Path(path) for path in inputs]
    checked: _Seen | None = None
    before = _look(named)
    with Interrupts() as interrupts:
        while not interrupts.stop:
            now = _look(named)
            if now != checked and (now == before or checked is None):
                summary = check()
                checked = now
                yield summary
                if summary.interrupted:
                    return
            before = now
            _rest(every, interrupts)


def _rest(seconds: float, interrupts: Interrupts) -> None:
    """Wait, but no longer than it takes to notice Ctrl-C."""
    end = time.monotonic() + seconds
    while not interrupts.stop and (left := end - time.monotonic()) > 0:
        time.sleep(min(left, 0.2))


def _look(paths: Iterable[Path]) -> _Seen:
    """Size and time of every file, by its path; hidden ones are no inputs."""
    found: _Seen = {}
    for path in paths:
        files = [path] if not path.is_dir() else _below(path)
        for file in files:
            try:
                status = file.lstat()
            except OSError:
                continue
            found[str(file)] = (status.st_size, status.st_mtime_ns)
    return found


def _below(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place, name) for name in names if not name.startswith("."))
