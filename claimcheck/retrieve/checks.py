"""What shows that an index is whole: row count, ids, vectors, and queries asked before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from claimcheck.corpus import Corpus
from claimcheck.retrieve.hybrid import HybridRetriever
from claimcheck.retrieve.stamp import Canary, Stamp
from claimcheck.retrieve.table import bodies_of, column, id_seal
from claimcheck.retrieve.text import lexical_query

__all__ = ["canaries_of", "problems_of"]

_CANARIES = 5
_FOUND = 3
_WORDS = 12


def canaries_of(retriever: HybridRetriever, table: Any, stamp: Stamp) -> Stamp:
    """The stamp with queries from passages spread over the ids, and what they find.

    :param retriever: the index as it was just made.
    :param table: its table.
    :param stamp: what it says of itself so far.
    :returns: the stamp with five canaries at most, fewer of a small corpus.
    """
    ids = column(table, "id")
    step = max(1, len(ids) // _CANARIES)
    chosen = sorted(ids.to_pylist())[::step][:_CANARIES]
    bodies = bodies_of(table, chosen)
    asked = list(dict.fromkeys(_query(bodies[key]) for key in chosen))
    return replace(
        stamp,
        canaries=tuple(
            Canary(query=query, found=found)
            for query, found in zip(asked, _answers(retriever, asked), strict=True)
        ),
    )


def problems_of(
    retriever: HybridRetriever, table: Any, stamp: Stamp, corpus: Corpus
) -> Iterator[str]:
    """What an index no longer does as it did when it was made.

    :param retriever: the index.
    :param table: its table.
    :param stamp: what it says of itself.
    :param corpus: what it was made from.
    :yields: a sentence for each thing that is wrong.
    """
    rows = table.count_rows()
    if not rows == stamp.rows == corpus.size:
        yield (
            f"The index holds {rows:,} rows; it was made with {stamp.rows:,}, and the corpus has "
            f"{corpus.size:,} passages."
        )
    if id_seal(column(table, "id")) != stamp.ids:
        yield "The ids in the index are not those it was made with."
    asked = [canary.query for canary in stamp.canaries]
    for canary, found in zip(stamp.canaries, _answers(retriever, asked), strict=True):
        if found != canary.found:
            yield (
                f"The query “{canary.query}” found {', '.join(canary.found)} when the index was "
                f"made and finds {', '.join(found) or 'nothing'} now."
            )


def _query(body: str) -> str:
    return " ".join(lexical_query(body).split()[:_WORDS])


def _answers(retriever: HybridRetriever, asked: list[str]) -> list[tuple[str, ...]]:
    found = retriever.search(asked, k=_FOUND, reread=False)
    return [tuple(item.passage.id for item in hits) for hits in found]
