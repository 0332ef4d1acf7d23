"""The loop of a run: read ahead, check a chunk, commit it, go on; then write the files."""

from __future__ import annotations

import itertools
import os
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from claimcheck.batch.feed import Prepared, Preparer, read_ahead
from claimcheck.batch.interrupts import Interrupts
from claimcheck.batch.ledger import Ledger
from claimcheck.batch.lock import run_lock
from claimcheck.batch.model import BatchChecker, Event, Job, Progress, Result, Status, Summary
from claimcheck.batch.names import OutputNames
from claimcheck.batch.outputs import write_all, write_page
from claimcheck.batch.results import check_all, given_up
from claimcheck.errors import RunError
from claimcheck.ingest import DEFAULT_LIMITS, Limits, Source, iter_inputs
from claimcheck.ingest.child import abort_workers

__all__ = ["run"]

_CHUNK = 8
_MOST_TEXT = 1_000_000
_DEATHS = 5
"""An article during which, alone, the program died this often is given up."""
_OWN_FILES = frozenset(
    ["run.lock", "run.sqlite", "run.sqlite-wal", "run.sqlite-shm", "articles", "index.html",
     "manifest.jsonl", "reports.jsonl", "failures.jsonl", "summary.csv"]
)  # fmt: skip
_FORM = "1"
"""Raised when the same results are written in another form."""


def run(
    inputs: Iterable[str | Path],
    output: str | Path,
    *,
    checker: BatchChecker,
    jobs: int | None = None,
    retry_failed: bool = False,
    progress: Progress | None = None,
    limits: Limits = DEFAULT_LIMITS,
    chunk: int = _CHUNK,
) -> Summary:
    """Check many articles into a run folder; the same call goes on where one was cut off.

    An input is checked again only if its bytes or the checker's fingerprint changed.

    :param inputs: files, folders, ``.jsonl`` and ``.jsonl.gz`` files of records, or ``-``.
    :param output: the run folder; made if it is not there.
    :param checker: what checks; asked for its fingerprint, and for more only if there is work.
    :param jobs: inputs read at a time; up to four by default.
    :param retry_failed: try inputs again that were lost before.
    :param progress: told of each input.
    :param limits: for reading each input.
    :param chunk: articles whose claims are verified together; changes no result.
    :returns: what became of the inputs.
    :raises RunError: E601 if another run holds the folder, E602 if it cannot be written, E603 if
        it holds something else.
    :raises ClaimcheckError: if the checker cannot work at all.
    :raises KeyboardInterrupt: at the second Ctrl-C; the first ends the run with a summary.
    """
    folder = Path(output)
    named = list(inputs)
    with _told_as_run_error(folder):
        _claim(folder)
        with run_lock(folder), Ledger(folder / "run.sqlite") as ledger, Interrupts() as interrupts:
            work = _Run(
                folder=folder, ledger=ledger, checker=checker, progress=progress,
                interrupts=interrupts, chunk=max(1, chunk),
            )  # fmt: skip
            _sweep(folder)
            sources = iter_inputs(named, limits=limits, exclude=[folder])
            try:
                work.go(sources, jobs=jobs or min(4, os.cpu_count() or 1), retry=retry_failed)
            except BaseException:
                abort_workers()
                # The program lives, so what was in hand is under no suspicion.
                with suppress(sqlite3.Error):
                    ledger.put_down()
                raise
            return work.summary()


@contextmanager
def _told_as_run_error(folder: Path) -> Iterator[None]:
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


def _claim(folder: Path) -> None:
    """Make the folder, or see that it holds a run and nothing else.

    :raises RunError: E603.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = {entry.name for entry in os.scandir(folder) if not entry.name.endswith(".part")}
    strange = sorted(found - _OWN_FILES)
    if strange and "run.sqlite" not in found:
        raise RunError(
            f"The folder {str(folder)!r} holds other files ({strange[0]!r} …); give a new or empty "
            "folder with -o.",
            code="E603",
        )


def _sweep(folder: Path) -> None:
    """Remove the half-written files of a run that was killed."""
    for part in folder.rglob(".*.part"):
        part.unlink(missing_ok=True)


class _Run:
    """One call of :func:`run`: its counters and what waits to be committed."""

    def __init__(
        self,
        *,
        folder: Path,
        ledger: Ledger,
        checker: BatchChecker,
        progress: Progress | None,
        interrupts: Interrupts,
        chunk: int,
    ) -> None:
        self._folder = folder
        self._ledger = ledger
        self._checker = checker
        self._progress = progress
        self._interrupts = interrupts
        self._chunk = chunk
        self._fingerprint = checker.fingerprint
        self._begun = time.monotonic()
        self._waiting: list[Prepared] = []
        self._lost: list[Result] = []
        self._jobs: list[Job] = []
        self._suspects: dict[str, int] = {}
        self._done = self._checked = self._reused = 0

    def go(self, sources: Iterator[Source], *, jobs: int, retry: bool) -> None:
        """Work through the sources, then write the files; stop early when asked to."""
        prepare = Preparer(
            known=self._ledger.known(), fingerprint=self._fingerprint, retry_failed=retry
        )
        self._ledger.begin()
        self._suspects = self._ledger.in_hand()
        tasks = self._tasks(sources)
        ahead = read_ahead(tasks, lambda task: prepare(*task), jobs=jobs, window=3 * self._chunk)
        for item in ahead:
            self._take(item)
            if self._interrupts.stop:
                ahead.close()  # type: ignore[attr-defined]
                break
        self._flush()
        self._ledger.add_inputs(self._jobs)
        if not self._interrupts.stop:
            write_all(self._folder, self._ledger, version=f"{_FORM} {self._fingerprint}")

    def _tasks(self, sources: Iterator[Source]) -> Iterator[tuple[Job, Source]]:
        names = OutputNames()
        for seq, source in zip(itertools.count(), sources, strict=False):
            yield Job(seq=seq, name=source.name, output=names.assign(source.name)), source

    def _take(self, item: Prepared) -> None:
        self._jobs.append(item.job)
        if item.reused is not None:
            self._reused += 1
            self._tell(item.job, item.reused, reused=True)
        elif item.failure is not None:
            self._lost.append(item.failure)
        elif item.job.name in self._suspects:
            self._take_alone(item)
        else:
            self._waiting.append(item)
        held = sum(len(p.article.text) for p in self._waiting if p.article is not None)
        if len(self._waiting) >= self._chunk or held > _MOST_TEXT or len(self._lost) >= 50:
            self._flush()

    def _take_alone(self, item: Prepared) -> None:
        """Check an article that was in hand when an earlier run died, away from the others."""
        self._flush()
        if self._suspects[item.job.name] < _DEATHS:
            self._waiting.append(item)
        else:
            self._lost.append(given_up(item, deaths=_DEATHS))
        self._flush()

    def _flush(self) -> None:
        """Check what waits and commit it."""
        if not self._waiting and not self._lost:
            return
        self._ledger.take_in_hand([item.job.name for item in self._waiting])
        checked = check_all(self._checker, self._waiting) if self._waiting else []
        results = [*checked, *self._lost]
        self._checked += len(self._waiting)
        self._ledger.commit(results, fingerprint=self._fingerprint)
        for result in results:
            if result.report is not None:
                job = result.job
                write_page(
                    self._folder, self._ledger, name=job.name, output=job.output, line=result.report
                )
            self._tell(result.job, result.status, reused=False)
        self._waiting, self._lost = [], []

    def _tell(self, job: Job, status: Status, *, reused: bool) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(
                Event(done=self._done, total=None, name=job.name, status=status, reused=reused)
            )

    def summary(self) -> Summary:
        """The run in numbers."""
        rows = list(self._ledger.rows())
        return Summary(
            inputs=len(rows),
            statuses=dict(Counter(row.status for row in rows)),
            checked=self._checked,
            reused=self._reused,
            seconds=time.monotonic() - self._begun,
            interrupted=self._interrupts.stop,
            contradictory=_total([row.summary for row in rows], "contradictory"),
            unsupported=_total([row.summary for row in rows], "unsupported"),
            promo_errors=_total([row.summary for row in rows], "promo_errors"),
        )


def _total(summaries: Sequence[dict[str, object]], key: str) -> int:
    return sum(int(str(summary.get(key, 0))) for summary in summaries)
