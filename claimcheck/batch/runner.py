"""The loop of a run: read ahead, check a chunk, commit it, go on; then write the files."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from claimcheck.batch.checking import Checking
from claimcheck.batch.feed import Prepared, Preparer, read_ahead
from claimcheck.batch.folder import LEDGER, claim, sweep, told_as_run_error
from claimcheck.batch.interrupts import Interrupts
from claimcheck.batch.ledger import Ledger
from claimcheck.batch.lock import run_lock
from claimcheck.batch.model import BatchChecker, Event, Job, Progress, Result, Status, Summary
from claimcheck.batch.names import OutputNames
from claimcheck.batch.outputs import write_all, write_page
from claimcheck.batch.ray_engine import Engine, Outcome, Task
from claimcheck.batch.results import given_up
from claimcheck.batch.shards import ALL, Part, Shard
from claimcheck.ingest import DEFAULT_LIMITS, Limits, Source, iter_inputs
from claimcheck.ingest.child import abort_workers
from claimcheck.runtime.cores import cores

__all__ = ["run"]

_CHUNK = 8
_MOST_TEXT = 1_000_000
_DEATHS = 5
"""An article during which, alone, the program died this often is given up."""


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
    shard: Shard = ALL,
    engine: Engine | None = None,
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
    :param shard: the part of the inputs to take; :func:`merge` puts the parts together.
    :param engine: works through the inputs elsewhere; in this process if ``None``.
    :returns: what became of the inputs.
    :raises RunError: E601 if another run holds the folder, E602 if it cannot be written, E603 if
        it holds something else.
    :raises ClaimcheckError: if the checker cannot work at all.
    :raises KeyboardInterrupt: at the second Ctrl-C; the first ends the run with a summary.
    """
    folder = Path(output)
    named = list(inputs)
    with told_as_run_error(folder):
        claim(folder)
        with run_lock(folder), Ledger(folder / LEDGER) as ledger, Interrupts() as interrupts:
            work = _Run(
                folder=folder, ledger=ledger, checker=checker, progress=progress,
                interrupts=interrupts, chunk=max(1, chunk), shard=shard, engine=engine,
            )  # fmt: skip
            sweep(folder)
            sources = iter_inputs(named, limits=limits, exclude=[folder])
            try:
                work.go(sources, jobs=jobs or min(4, cores()), retry=retry_failed)
            except BaseException:
                abort_workers()
                # The program lives, so what was in hand is under no suspicion.
                with suppress(sqlite3.Error):
                    ledger.put_down()
                raise
            return work.summary()


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
        shard: Shard,
        engine: Engine | None,
    ) -> None:
        self._folder = folder
        self._ledger = ledger
        self._checking = Checking(checker)
        self._progress = progress
        self._interrupts = interrupts
        self._chunk = chunk
        self._shard = shard
        self._engine = engine
        self._walked = 0
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
        self._ledger.put("part", "")
        self._suspects = self._ledger.in_hand()
        tasks = self._tasks(sources)
        if self._engine is None:
            self._go_here(tasks, prepare, jobs=jobs)
        else:
            self._go_elsewhere(self._engine(tasks, prepare))
        self._ledger.add_inputs(self._jobs)
        if not self._interrupts.stop:
            write_all(self._folder, self._ledger, version=self._fingerprint)
            self._ledger.put("part", Part(
                shard=str(self._shard), inputs=self._walked, fingerprint=self._fingerprint
            ).to_json())  # fmt: skip

    def _go_here(self, tasks: Iterator[Task], prepare: Preparer, *, jobs: int) -> None:
        ahead = read_ahead(tasks, lambda task: prepare(*task), jobs=jobs, window=3 * self._chunk)
        try:
            for item in ahead:
                self._take(item)
                if self._interrupts.stop:
                    ahead.close()  # type: ignore[attr-defined]
                    break
            self._settle()
        finally:
            self._checking.close()

    def _go_elsewhere(self, outcomes: Iterator[list[Outcome]]) -> None:
        for group in outcomes:
            done = [item for item in group if isinstance(item, Result)]
            self._jobs.extend(item.job for item in group)
            self._checked += sum(item.stage not in ("ingest", "engine") for item in done)
            self._store(done)
            for item in group:
                if isinstance(item, Prepared) and item.reused is not None:
                    self._reused += 1
                    self._tell(item.job, item.reused, reused=True)
            if self._interrupts.stop:
                break

    def _tasks(self, sources: Iterator[Source]) -> Iterator[Task]:
        names = OutputNames()
        for seq, source in enumerate(sources):
            # Place and page are those of the whole run, so that parts fit together.
            self._walked = seq + 1
            job = Job(seq=seq, name=source.name, output=names.assign(source.name))
            if self._shard.holds(source.name):
                yield job, source

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
        self._settle()
        if self._suspects[item.job.name] < _DEATHS:
            self._waiting.append(item)
        else:
            self._lost.append(given_up(item, deaths=_DEATHS))
        self._settle()

    def _flush(self) -> None:
        """Begin to check what waits, and commit what is done."""
        lost, chunk = self._lost, self._waiting
        self._lost, self._waiting = [], []
        if lost:
            self._store(lost)
        if chunk:
            self._ledger.take_in_hand([item.job.name for item in chunk])
            for done in self._checking.add(chunk):
                self._commit(done)

    def _settle(self) -> None:
        """Check what waits and commit all."""
        self._flush()
        for done in self._checking.rest():
            self._commit(done)

    def _commit(self, done: Sequence[Result]) -> None:
        self._checked += len(done)
        self._store(done)

    def _store(self, results: Sequence[Result]) -> None:
        """Commit results, all or none, and write their pages."""
        self._ledger.commit(results, fingerprint=self._fingerprint)
        for result in results:
            if result.report is not None:
                job = result.job
                write_page(
                    self._folder, self._ledger, name=job.name, output=job.output, line=result.report
                )
            self._tell(result.job, result.status, reused=False)

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
