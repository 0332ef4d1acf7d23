"""The search by words: LanceDB's, or the same one in memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from claimcheck.retrieve.bm25 import WordIndex
from claimcheck.retrieve.filters import Filter
from claimcheck.types import Passage

__all__ = ["MemoryWords", "TableWords", "Words"]

Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.uint64]


class Words(Protocol):
    """What a hybrid search asks of the words; a row is named as :class:`Rows` names it."""

    def matching(self, words: str, *, n: int, where: Filter | None) -> tuple[Ids, Floats]:
        """Ids of the best ``n`` rows that hold any of the words, best first, and their BM25."""
        ...


class TableWords:
    """The index of words in a table.

    :param table: a LanceDB table with a full-text index on ``body``.
    """

    def __init__(self, table: Any) -> None:
        self._table = table

    def matching(self, words: str, *, n: int, where: Filter | None) -> tuple[Ids, Floats]:
        """See :class:`Words`."""
        from lancedb.query import MatchQuery

        query = self._table.search(MatchQuery(words, "body"), query_type="fts")
        query = query.select(["_score"]).with_row_id(with_row_id=True).limit(n)
        if where is not None and (condition := where.sql()):
            query = query.where(condition, prefilter=True)
        hits = query.to_arrow()
        return hits["_rowid"].to_numpy(), hits["_score"].to_numpy()


class MemoryWords:
    """An index of words in memory.

    :param index: the words of the rows.
    :param row_ids: *Shape:* ``(n,)``, rising, in the order of the index.
    :param passages: the ``n`` passages in the same order.
    """

    def __init__(self, index: WordIndex, *, row_ids: Ids, passages: Sequence[Passage]) -> None:
        self._index = index
        self._row_ids = row_ids
        self._passages = passages

    def matching(self, words: str, *, n: int, where: Filter | None) -> tuple[Ids, Floats]:
        """See :class:`Words`; of rows that tie, the first come first."""
        scores = self._index.scores(words)
        held = np.flatnonzero(scores)
        if where is not None:
            allowed = [at for at in held.tolist() if where.accepts(self._passages[at])]
            held = np.array(allowed, dtype=np.intp)
        best = held[np.argsort(-scores[held], kind="stable")[:n]]
        return self._row_ids[best], scores[best]
