"""The values a run deals in: statuses, rows, what it tells while it works and at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from claimcheck.errors import ClaimcheckError
from claimcheck.ingest.sources import SKIPPED
from claimcheck.types import Article, Failure, Report

__all__ = [
    "BatchChecker",
    "Event",
    "Job",
    "Progress",
    "Result",
    "Status",
    "Summary",
    "status_of_article",
    "status_of_error",
]


class Status(StrEnum):
    """What became of an input. The first three give a report."""

    OK = "ok"
    PARTIAL = "partial"
    EMPTY = "empty"
    SKIPPED = "skipped"
    FAILED = "failed"
    TIMEOUT = "timeout"
    OOM = "oom"

    @property
    def failed(self) -> bool:
        """Whether the input was lost."""
        return self in (Status.FAILED, Status.TIMEOUT, Status.OOM)


class BatchChecker(Protocol):
    """What a run needs of a checker (:class:`claimcheck.pipeline.Checker` is one).

    Where it also has ``at_once``, a whole number, ``check_articles`` is called by so many threads
    at a time.
    """

    @property
    def fingerprint(self) -> str:
        """A hash of all that decides a report: settings, models, corpus, code."""
        ...

    def check_articles(self, articles: Iterable[Article | Failure]) -> Iterator[Report | Failure]:
        """A report or a failure for each article, in order."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Told after each input: how many are done, what the last one was, and its status.

    ``total`` is ``None`` while inputs are still being found.
    """

    done: int
    total: int | None
    name: str
    status: Status
    reused: bool


class Progress(Protocol):
    """Told of each input that is done."""

    def __call__(self, event: Event) -> None:
        """An input is done."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An input with its place in the run and the file its page is to be written to."""

    seq: int
    name: str
    output: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of a job; ``report`` is the line for ``reports.jsonl``, if there is one.

    ``claims`` are cluster, reading and label of each claim, in order.
    """

    job: Job
    sha256: str
    size: int
    status: Status
    code: str = ""
    stage: str = ""
    error: str = ""
    report: str | None = None
    summary: dict[str, Any] = field(default_factory=dict)
    claims: tuple[tuple[str, str, str], ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A run in numbers. ``reused`` inputs were taken from the ledger as they were.

    ``articles_per_minute`` counts what was checked now, over the wall time of the run.
    """

    inputs: int
    statuses: dict[Status, int]
    checked: int
    reused: int
    seconds: float
    interrupted: bool
    contradictory: int = 0
    unsupported: int = 0
    promo_errors: int = 0

    @property
    def failed(self) -> int:
        """Inputs that were lost."""
        return sum(count for status, count in self.statuses.items() if status.failed)

    @property
    def succeeded(self) -> int:
        """Inputs that gave a report."""
        kinds = (Status.OK, Status.PARTIAL, Status.EMPTY)
        return sum(self.statuses.get(status, 0) for status in kinds)

    @property
    def articles_per_minute(self) -> float:
        """Articles checked in this call, per minute of it."""
        return 60 * self.checked / self.seconds if self.seconds > 0 else 0.0


def status_of_error(error: ClaimcheckError) -> Status:
    """The status of an input that could not be read."""
    known = {"E311": Status.TIMEOUT, "E312": Status.OOM}
    if error.code in SKIPPED:
        return Status.SKIPPED
    return known.get(error.code, Status.FAILED)


def status_of_article(article: Article) -> tuple[Status, str]:
    """The status of an article that was read, and the code of the warning behind it."""
    codes = [warning.code for warning in article.warnings]
    if not article.text.strip():
        # A text of nothing is never plain ok; the reader has said why there is none.
        return Status.EMPTY, next((c for c in codes if c in ("W101", "W105", "W107")), "W101")
    partly = next((code for code in codes if code in ("W107", "W110")), "")
    if partly:
        return Status.PARTIAL, partly
    return Status.OK, codes[0] if codes else ""
