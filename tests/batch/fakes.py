"""A checker without models: quick, exact, and slow or faulty where a text asks for it."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from threading import Barrier

from claimcheck.errors import ModelError
from claimcheck.types import Article, Failure, Report
from tests import builders


class PairedChecker:
    """A checker that bears two calls at a time, and fails where it is not given two chunks."""

    fingerprint = "one"
    at_once = 2

    def __init__(self) -> None:
        self._met = Barrier(2)
        self._fake = FakeChecker()

    def check_articles(self, articles: Iterable[Article | Failure]) -> Iterator[Report | Failure]:
        self._met.wait(timeout=60)
        yield from self._fake.check_articles(articles)


class FakeChecker:
    """One claim a text: its first word. ``calls`` tells the chunks that were checked."""

    def __init__(self, *, fingerprint: str = "one", pause: float = 0.0) -> None:
        self.fingerprint = fingerprint
        self.pause = pause
        self.calls: list[list[str]] = []

    @property
    def checked(self) -> list[str]:
        return [name for call in self.calls for name in call]

    def check_articles(self, articles: Iterable[Article | Failure]) -> Iterator[Report | Failure]:
        group = list(articles)
        self.calls.append([a.source for a in group])
        for item in group:
            time.sleep(self.pause)
            yield item if isinstance(item, Failure) else self._report(item)

    def _report(self, article: Article) -> Report:
        if "crash the checker" in article.text:
            raise ZeroDivisionError("made to fail")
        if "eat the memory" in article.text:
            raise MemoryError
        if "kill the program" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "no model" in article.text:
            raise ModelError("The model folder is missing; run claimcheck doctor.")
        word = re.search(r"\S+", article.text)
        if word is None:
            return Report(article=article, units=(), claims=(), promo=())
        made = builders.report(article.text, start=word.start(), end=word.end())
        (said,) = made.claims
        claim = replace(said.claim, cluster=f"k-{word.group().lower()}")
        return replace(
            made,
            article=article,
            claims=(replace(said, claim=claim),),
            provenance={"checker": self.fingerprint},
        )
