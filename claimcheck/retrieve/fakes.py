"""A retriever for tests and examples: shared words, no index, no model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.corpus import Corpus
from claimcheck.types import Evidence, Passage

__all__ = ["FakeRetriever"]

_WORD = re.compile(r"\w+")


class FakeRetriever:
    """Ranks passages by the share of the query's words they hold.

    :param corpus: what to search.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._words = [(p, _words(f"{p.title} {p.text}")) for p in corpus.passages]

    def search(self, queries: Sequence[str], *, k: int) -> tuple[tuple[Evidence, ...], ...]:
        """See :class:`~claimcheck.retrieve.Retriever`.

        :param queries: any texts.
        :param k: most passages a query.
        :returns: one tuple a query, best first.
        """
        return tuple(self._one(_words(query), k) for query in queries)

    def _one(self, wanted: frozenset[str], k: int) -> tuple[Evidence, ...]:
        if not wanted:
            return ()
        scored: list[tuple[float, Passage]] = [
            (len(wanted & held) / len(wanted), passage) for passage, held in self._words
        ]
        ranked = sorted(
            (pair for pair in scored if pair[0] > 0), key=lambda pair: (-pair[0], pair[1].id)
        )
        return tuple(
            Evidence(passage=passage, rank=rank, score=round(score, 6))
            for rank, (score, passage) in enumerate(ranked[:k], start=1)
        )


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text))
