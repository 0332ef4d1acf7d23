"""What the service may be told, and what it needs of a checker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from claimcheck.types import Article, Evidence, Failure, PromoSpan, Report

__all__ = ["Searches", "ServiceChecker", "ServiceSettings"]


class Searches(Protocol):
    """Finds passages."""

    def search(self, queries: Sequence[str], *, k: int) -> tuple[tuple[Evidence, ...], ...]:
        """The best ``k`` passages for each query."""
        ...


class ServiceChecker(Protocol):
    """What the service needs of a checker (:class:`claimcheck.pipeline.Checker` is one)."""

    @property
    def retriever(self) -> Searches:
        """The index of the corpus."""
        ...

    @property
    def provenance(self) -> dict[str, str]:
        """Versions and hashes of all that decides a report."""
        ...

    def check_articles(self, articles: Iterable[Article | Failure]) -> Iterator[Report | Failure]:
        """A report or a failure for each article, in order."""
        ...

    def highlight(self, article: Article) -> tuple[PromoSpan, ...]:
        """The promotional spans of an article."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSettings:
    """How the service is run.

    ``hosts`` are the names, with the port, under which it may be asked. ``max_body`` is in bytes,
    of a request and of what a file unpacks to. ``max_requests`` are worked on or waiting at once;
    one more is told to come back (429). ``timeout`` is in seconds, from the first byte of a request
    to its answer (503 after that). ``together`` articles are checked in one go. ``token``, if not
    empty, must come with every request but that for health.
    """

    hosts: tuple[str, ...] = ("127.0.0.1:8766", "localhost:8766")
    max_body: int = 5_000_000
    max_requests: int = 64
    timeout: float = 120.0
    together: int = 8
    token: str = ""
