"""Chunks of articles on their way through a checker: one is read while another is scored."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from claimcheck.batch.feed import Prepared
from claimcheck.batch.model import BatchChecker, Result
from claimcheck.batch.results import check_all

__all__ = ["Checking"]


class Checking:
    """Checks chunks in order, as many at a time as the checker bears.

    Python runs on one core and the models on all: with two chunks under way the rules of the one
    are tried while the models read the other. A checker that bears one call at a time is called
    in the caller's own thread.

    :param checker: what checks; its ``at_once``, where it has one, is how many calls it bears.
    """

    def __init__(self, checker: BatchChecker) -> None:
        self._checker = checker
        self._most = int(getattr(checker, "at_once", 1))
        self._pool = ThreadPoolExecutor(self._most, thread_name_prefix="claimcheck-check")
        self._under_way: deque[Future[list[Result]]] = deque()

    def add(self, chunk: Sequence[Prepared]) -> Iterator[list[Result]]:
        """Begin a chunk.

        :param chunk: jobs that have an article.
        :yields: the results of earlier chunks that had to end first, or of this one.
        :raises ClaimcheckError: if the checker cannot work at all.
        """
        if self._most == 1:
            yield check_all(self._checker, chunk)
            return
        self._under_way.append(self._pool.submit(check_all, self._checker, list(chunk)))
        while len(self._under_way) >= self._most:
            yield self._under_way.popleft().result()

    def rest(self) -> Iterator[list[Result]]:
        """Wait for the chunks that are under way.

        :yields: the results of each, in order.
        """
        while self._under_way:
            yield self._under_way.popleft().result()

    def close(self) -> None:
        """Begin nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)
