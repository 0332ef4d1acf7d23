"""A checker without models that also searches, waits and fails where it is told to."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence

from claimcheck.promo import highlight, load_rules
from claimcheck.segment import segment
from claimcheck.types import Article, Evidence, Failure, PromoSpan, Report
from tests import builders
from tests.batch.fakes import FakeChecker


class FakeSearch:
    def search(self, queries: Sequence[str], *, k: int) -> tuple[tuple[Evidence, ...], ...]:
        found = Evidence(passage=builders.passage(), rank=1, score=0.5)
        return tuple((found,)[:k] for _ in queries)


class ServiceFake(FakeChecker):
    """Holds articles that say "wait here" until ``gate`` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.provenance = {"claimcheck": "0"}
        self.retriever = FakeSearch()
        self.gate = threading.Event()
        self.entered = threading.Event()

    def check_articles(self, articles: Iterable[Article | Failure]) -> Iterator[Report | Failure]:
        group = list(articles)
        if any("wait here" in item.text for item in group if isinstance(item, Article)):
            self.entered.set()
            self.gate.wait(20)
        yield from super().check_articles(group)

    def highlight(self, article: Article) -> tuple[PromoSpan, ...]:
        units, claims = segment(article)
        return highlight(article, units, claims, rules=load_rules())
