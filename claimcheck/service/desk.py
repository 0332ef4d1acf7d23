"""Where articles of many requests meet, to be checked together by one thread."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from claimcheck.errors import ClaimcheckError
from claimcheck.service.settings import ServiceChecker
from claimcheck.types import Article, Failure, Report

__all__ = ["Desk"]

_Answer = Report | Exception


class Desk:
    """Checks articles in the order they came, several at a time; used by one event loop.

    :param checker: what checks; its models are loaded by :meth:`open`.
    :param together: articles checked in one go.
    """

    def __init__(self, checker: ServiceChecker, *, together: int) -> None:
        self.checker = checker
        self.ready = False
        self._together = together
        self._queue: deque[tuple[Article, asyncio.Future[Report]]] = deque()
        self._arrived = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Load the models and begin to work; requests are refused until that is done."""
        self._arrived = asyncio.Event()
        # One thread: the models use all cores by themselves.
        thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="claimcheck-check")
        self._task = asyncio.create_task(self._work(thread))

    async def close(self) -> None:
        """Stop; what is being checked is finished, what waits is dropped."""
        self.ready = False
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def check(self, article: Article) -> Report:
        """The report on an article, when its turn has come.

        :param article: what to check.
        :returns: its report.
        :raises ClaimcheckError: if it cannot be checked.
        """
        future: asyncio.Future[Report] = asyncio.get_running_loop().create_future()
        self._queue.append((article, future))
        self._arrived.set()
        return await future

    async def _work(self, thread: ThreadPoolExecutor) -> None:
        loop = asyncio.get_running_loop()
        with thread:
            await loop.run_in_executor(thread, self._warm_up)
            self.ready = True
            while True:
                await self._arrived.wait()
                group = self._next()
                if not group:
                    self._arrived.clear()
                    continue
                articles = [article for article, _ in group]
                answers = await loop.run_in_executor(thread, self._answers, articles)
                for (_, future), answer in zip(group, answers, strict=True):
                    _settle(future, answer)

    def _warm_up(self) -> None:
        from claimcheck.ingest import article_from_text

        list(self.checker.check_articles([article_from_text("Tea is warm.")]))

    def _next(self) -> list[tuple[Article, asyncio.Future[Report]]]:
        """Whose turn it is, without those who gave up waiting."""
        group: list[tuple[Article, asyncio.Future[Report]]] = []
        while self._queue and len(group) < self._together:
            article, future = self._queue.popleft()
            if not future.done():
                group.append((article, future))
        return group

    def _answers(self, articles: Sequence[Article]) -> list[_Answer]:
        """A report or an error for each; an article that cannot be checked costs no other."""
        try:
            return [_known(found) for found in self.checker.check_articles(articles)]
        except Exception as error:  # noqa: BLE001  any one article may hit a bug in any stage
            if len(articles) == 1:
                return [_lost(error)]
        return [answer for article in articles for answer in self._answers([article])]


def _known(found: Report | Failure) -> _Answer:
    return found if isinstance(found, Report) else ClaimcheckError(found.error, code=found.code)


def _lost(error: Exception) -> ClaimcheckError:
    if isinstance(error, ClaimcheckError):
        return error
    return ClaimcheckError(
        f"The article was read but could not be checked ({type(error).__name__}); please report "
        "this.",
        code="E901",
    )


def _settle(future: asyncio.Future[Report], answer: _Answer) -> None:
    if future.done():
        return
    if isinstance(answer, Exception):
        future.set_exception(answer)
    else:
        future.set_result(answer)
