"""A last look at the best passages: query and passage read together by a small model.

What the searches found is re-ordered, never added to, and the order of the searches keeps
its say: a mix of both scores does better than the model alone (figures in
``docs/corpora.md``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimcheck.retrieve.protocol import Reranker
from claimcheck.retrieve.text import dense_query, indexed_text
from claimcheck.types import Passage

__all__ = ["RERANKED", "RERANK_WEIGHT", "Ranked", "rerank"]

#: How many of a query's passages are read again.
RERANKED = 20
#: Share of the reranker in the score.
RERANK_WEIGHT = 0.3
_DECIMALS = 6

Ranked = list[tuple[float, Passage]]
"""Scores and passages, best first."""


def rerank(
    found: Mapping[str, Ranked],
    reranker: Reranker,
    *,
    top: int = RERANKED,
    weight: float = RERANK_WEIGHT,
) -> dict[str, Ranked]:
    """Mix the reranker's scores into those of the first passages of each query.

    The mix is ``(1 - weight) · score + weight · relevance``; passages that are not read
    count as irrelevant, so that none of them passes one that was read.

    :param found: query → its passages, by falling score.
    :param reranker: reads passage and query.
    :param top: how many passages of a query it reads.
    :param weight: its share, 0 to 1.
    :returns: the same queries and passages, by falling score, ties by passage id.
    """
    pairs = {
        (query, passage.id): (dense_query(indexed_text(passage)), dense_query(query))
        for query, ranked in found.items()
        for _, passage in ranked[:top]
    }
    relevance = dict(zip(pairs, _scores(reranker, list(pairs.values())), strict=True))
    return {
        query: sorted(
            (
                (_mixed(score, relevance.get((query, passage.id), 0.0), weight), passage)
                for score, passage in ranked
            ),
            key=lambda pair: (-pair[0], pair[1].id),
        )
        for query, ranked in found.items()
    }


def _scores(reranker: Reranker, pairs: Sequence[tuple[str, str]]) -> list[float]:
    # Three decimals: what is beyond them may differ with the processor.
    return [round(float(score), 3) for score in reranker.relevance(pairs)] if pairs else []


def _mixed(score: float, relevance: float, weight: float) -> float:
    return round((1 - weight) * score + weight * relevance, _DECIMALS)
