"""Reading ahead: inputs are read and parsed by threads while others are being checked."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from claimcheck.batch.ledger import Known
from claimcheck.batch.model import Job, Result, Status, status_of_error
from claimcheck.errors import ClaimcheckError
from claimcheck.ingest import Source
from claimcheck.types import Article

__all__ = ["Prepared", "Preparer", "read_ahead"]

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A job that was read: an article to check, a result that was lost, or one that still holds."""

    job: Job
    sha256: str = ""
    size: int = 0
    seconds: float = 0.0
    article: Article | None = None
    failure: Result | None = None
    reused: Status | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparer:
    """Reads one input, unless its bytes give a result that is known already.

    Safe to call from several threads.
    """

    known: dict[str, Known]
    fingerprint: str
    retry_failed: bool

    def __call__(self, job: Job, source: Source) -> Prepared:
        """Load, look up, parse."""
        begun = time.monotonic()
        sha, size = "", 0
        try:
            data = source.load()
            sha, size = hashlib.sha256(data).hexdigest(), len(data)
            if status := self._known(job.name, sha):
                return Prepared(job=job, sha256=sha, size=size, reused=status)
            article = source.parse(data)
        except ClaimcheckError as error:
            seconds = time.monotonic() - begun
            return self._failed(job, error, sha=sha, size=size, seconds=seconds)
        return Prepared(
            job=job, sha256=sha, size=size, article=article, seconds=time.monotonic() - begun
        )

    def _known(self, name: str, sha: str) -> Status | None:
        found = self.known.get(name)
        if found is None or found.sha256 != sha or found.fingerprint != self.fingerprint:
            return None
        return None if self.retry_failed and found.status.failed else found.status

    def _failed(
        self, job: Job, error: ClaimcheckError, *, sha: str, size: int, seconds: float
    ) -> Prepared:
        result = Result(
            job=job,
            sha256=sha,
            size=size,
            status=status_of_error(error),
            code=error.code,
            stage="ingest",
            error=str(error).encode("utf-8", "backslashreplace").decode(),
            seconds=seconds,
        )
        return Prepared(job=job, failure=result)


def read_ahead(
    items: Iterable[T], work: Callable[[T], U], *, jobs: int, window: int
) -> Iterator[U]:
    """``work(item)`` for each item, in order, by threads that run ahead of the caller.

    :param items: taken from this thread, as room allows.
    :param work: called in other threads.
    :param jobs: threads.
    :param window: how far they may be ahead, which bounds the memory.
    :yields: what ``work`` gave, in the order of the items.
    """
    pool = ThreadPoolExecutor(max_workers=jobs, thread_name_prefix="claimcheck-read")
    waiting: deque[Future[U]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) >= window:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
