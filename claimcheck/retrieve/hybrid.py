"""Searching an index: BM25 and vectors propose, their fused scores decide, or a reranker does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from claimcheck.retrieve.filters import Filter
from claimcheck.retrieve.fusion import LEXICAL_WEIGHT, fuse
from claimcheck.retrieve.lance import damage
from claimcheck.retrieve.protocol import Reranker
from claimcheck.retrieve.rerank import RERANKED, Ranked, rerank
from claimcheck.retrieve.rows import Rows
from claimcheck.retrieve.text import dense_query, lexical_query
from claimcheck.retrieve.words import Words
from claimcheck.types import Evidence

if TYPE_CHECKING:
    from claimcheck.runtime import TextEncoder

__all__ = ["HybridRetriever", "Mode"]

# Of each of the two lists; SciFact's recall@10 does not change between 50 and 200.
_CANDIDATES = 100
# A passage that no word finds scores by its nearness alone, so that it is among the best k only if
# it is among the k nearest; the approximate index may be wrong about its place by so many.
_SLACK = 40

Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.uint64]

_NONE: tuple[Ids, Floats] = (np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.float32))


class Mode(StrEnum):
    """Which of the two searches counts; the single ones are for comparison."""

    HYBRID = "hybrid"
    LEXICAL = "lexical"
    DENSE = "dense"


class HybridRetriever:
    """A :class:`~claimcheck.retrieve.Retriever` over one index.

    :param rows: its vectors and passages; ``None`` for no passages.
    :param words: its words; ``None`` likewise.
    :param encoder: what the vectors were made with.
    :param folder: where the index is, for messages.
    :param size: how many passages it holds.
    :param reranker: reads the best passages again; ``None`` for the fused scores alone.
    """

    def __init__(
        self,
        *,
        rows: Rows | None,
        words: Words | None,
        encoder: TextEncoder,
        folder: Path | str,
        size: int,
        reranker: Reranker | None = None,
    ) -> None:
        self.folder = folder
        self.size = size
        self._rows: Any = rows
        self._words: Any = words
        self._encoder = encoder
        self._reranker = reranker

    def search(
        self,
        queries: Sequence[str],
        *,
        k: int,
        where: Filter | None = None,
        per_document: int | None = None,
        mode: Mode = Mode.HYBRID,
        reread: bool = True,
    ) -> tuple[tuple[Evidence, ...], ...]:
        """The best ``k`` passages for each query.

        :param queries: any texts; one without a word finds nothing.
        :param k: most passages a query, 1 or more.
        :param where: which passages may be returned; all if ``None``. Retracted ones are
            returned like others: their standing says so.
        :param per_document: most passages of one document; no limit if ``None``.
        :param mode: both searches, or one alone, which is never reranked.
        :param reread: whether the reranker is used, where there is one.
        :returns: one tuple a query, in the order of the queries; evidence by falling score
            (−1 to 1 but for BM25 alone), ties by passage id, ranks from 1.
        :raises ValueError: if ``k`` or ``per_document`` is below 1.
        :raises CorpusError: if the index is damaged.
        """
        if k < 1 or (per_document is not None and per_document < 1):
            raise ValueError(f"k and per_document must be 1 or more, not {k}, {per_document}.")
        distinct = {query: lexical_query(query) for query in queries}
        asked = [query for query, words in distinct.items() if words]
        if not asked or not self.size:
            return ((),) * len(queries)
        vectors = self._encoder.encode([dense_query(query) for query in asked])
        again = self._reranker if reread and mode == Mode.HYBRID else None
        need = None if per_document is not None else max(k, RERANKED if again is not None else 0)
        n = max(k, _CANDIDATES)
        nearest = n if need is None else min(n, need + _SLACK)
        # The search by words runs beside the one by vectors, on a core of its own.
        with damage(self.folder), ThreadPoolExecutor(max_workers=1) as beside:
            words = {
                query: beside.submit(self._words.matching, distinct[query], n=n, where=where)
                for query in asked
                if mode != Mode.DENSE
            }
            best = {
                query: _best(
                    *self._scored(vector, words.get(query), nearest, where, mode), need=need
                )
                for query, vector in zip(asked, vectors, strict=True)
            }
            found = self._ranked(best)
        if again is not None:
            found = rerank(found, again)
        kept = {query: _evidence(ranked, k, per_document) for query, ranked in found.items()}
        return tuple(kept.get(query, ()) for query in queries)

    @property
    def reranks(self) -> bool:
        """Whether there is a reranker."""
        return self._reranker is not None

    def probe(self) -> None:
        """Run one search of each kind, so that damage shows when the index is opened.

        :raises CorpusError: if the index is damaged.
        """
        with damage(self.folder):
            self._words.matching("health", n=1, where=None)

    def _scored(
        self,
        vector: Floats,
        words: Future[tuple[Ids, Floats]] | None,
        n: int,
        where: Filter | None,
        mode: Mode,
    ) -> tuple[Ids, Floats]:
        none, _ = _NONE
        near = none if mode == Mode.LEXICAL else self._rows.nearest(vector, n=n, where=where)
        hits, bm25 = words.result() if words is not None else _NONE
        if mode == Mode.LEXICAL:
            return hits, np.round(bm25, 4)
        rows = np.union1d(hits, near)
        if not len(rows):
            return _NONE
        lexical = np.zeros(len(rows), dtype=np.float32)
        lexical[np.searchsorted(rows, hits)] = bm25
        weight = 0.0 if mode == Mode.DENSE else LEXICAL_WEIGHT
        return rows, fuse(lexical, self._rows.cosines(vector, rows), weight=weight)

    def _ranked(self, best: Mapping[str, tuple[Ids, Floats]]) -> dict[str, Ranked]:
        """Rows and scores of each query as passages, each read once whoever found it."""
        rows = np.unique(np.concatenate([found for found, _ in best.values()]))
        held = self._rows.passages(rows) if len(rows) else []
        passages = dict(zip(rows.tolist(), held, strict=True))
        return {
            query: sorted(
                zip(scores.tolist(), (passages[row] for row in found.tolist()), strict=True),
                key=lambda pair: (-pair[0], pair[1].id),
            )
            for query, (found, scores) in best.items()
        }


def _best(rows: Ids, scores: Floats, *, need: int | None) -> tuple[Ids, Floats]:
    """The best ``need`` rows and what ties with the last; all if ``None``."""
    order = np.lexsort((rows, -scores))
    if need is not None and len(order) > need:
        # What ties with the last stays: which of them are returned is decided by id.
        order = order[scores[order] >= scores[order[need - 1]]]
    return rows[order], scores[order]


def _evidence(ranked: Ranked, k: int, per_document: int | None) -> tuple[Evidence, ...]:
    kept = ranked if per_document is None else _limited(ranked, per_document)
    return tuple(
        Evidence(passage=passage, rank=rank, score=round(score, 6))
        for rank, (score, passage) in enumerate(kept[:k], start=1)
    )


def _limited(ranked: Ranked, most: int) -> Ranked:
    seen: dict[str, int] = {}
    kept = []
    for score, passage in ranked:
        seen[passage.doc_id] = seen.get(passage.doc_id, 0) + 1
        if seen[passage.doc_id] <= most:
            kept.append((score, passage))
    return kept
