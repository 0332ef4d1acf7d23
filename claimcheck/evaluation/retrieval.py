"""Retrieval against relevance judgements: recall, MRR, nDCG; each search alone, both together
and the reranker side by side.

nDCG takes the judged relevance as gain (Järvelin and Kekäläinen 2002, as trec_eval
computes it); a query without a relevant document is left out, one that finds nothing
scores 0.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck import config
from claimcheck.corpus import Corpus
from claimcheck.errors import CodecError
from claimcheck.evaluation.lines import read_jsonl
from claimcheck.retrieve import HybridRetriever, Mode, Progress, Reranker, open_index
from claimcheck.types import Passage

if TYPE_CHECKING:
    from claimcheck.runtime import TextEncoder

__all__ = ["RECALL_AT", "evaluate", "mean_scores", "query_scores", "search_scores"]

RECALL_AT = (1, 3, 10, 30)
_DEPTH = 100
_BATCH = 64

Relevance = Mapping[str, Mapping[str, int]]


def evaluate(
    *,
    corpus: Path,
    queries: Path,
    qrels: Path,
    encoder: TextEncoder | None = None,
    reranker: Reranker | None = None,
    limit: int | None = None,
    cache_dir: Path | None = None,
    progress: Progress | None = None,
) -> dict[str, object]:
    """Search a collection for each judged query and score what comes back.

    The index is kept in the cache under the hash of the collection, so that only the
    first evaluation embeds it.

    :param corpus: ``{"id", "text"}`` a line, ``title`` optional; or SciFact's own form.
    :param queries: ``{"id", "text"}`` a line, or ``{"id", "claim"}``.
    :param qrels: ``{"query", "doc", "relevance"}`` a line; relevance above 0 is relevant.
    :param encoder: the bundled one if ``None``.
    :param reranker: the bundled one if ``None`` and ``encoder`` is ``None`` too.
    :param limit: only this many queries, the first ones; all if ``None``.
    :param cache_dir: where the index is kept; the user's cache if ``None``.
    :param progress: told ``(done, total)`` documents while they are embedded.
    :returns: ``recall@1``, ``recall@3``, ``recall@10``, ``recall@30``, ``mrr``, ``ndcg@10``
        (0–1), ``ms_per_query``, ``n`` of the search as it comes; under ``baseline`` the same
        for ``bm25`` and ``dense`` alone, and, where the above is reranked, for ``fused``.
    :raises CodecError: if a file is not in its form, or no query has a relevant document.
    """
    judged = _judgements(qrels)
    asked = {key: text for key, text in _queries(queries).items() if key in judged}
    asked = dict(list(asked.items())[:limit])
    if not asked:
        raise CodecError(f"No query of {queries} has a relevant document in {qrels}.")
    collection = Corpus.from_passages(_documents(corpus), name="evaluation")
    retriever = open_index(
        collection,
        encoder=encoder or _bundled_encoder(),
        cache_dir=cache_dir,
        progress=progress,
        reranker=reranker or (_bundled_reranker() if encoder is None else None),
    )
    scores: dict[str, object] = dict(_run(retriever, asked, judged))
    scores["n"] = len(asked)
    scores["documents"] = collection.size
    baseline: dict[str, dict[str, float]] = {
        "bm25": _run(retriever, asked, judged, mode=Mode.LEXICAL),
        "dense": _run(retriever, asked, judged, mode=Mode.DENSE),
    }
    if retriever.reranks:
        baseline["fused"] = _run(retriever, asked, judged, reread=False)
    scores["baseline"] = baseline
    return scores


def query_scores(ranking: Sequence[str], relevance: Mapping[str, int]) -> dict[str, float]:
    """The figures of one query, each 0–1.

    :param ranking: document ids, best first, each once.
    :param relevance: document id → gain; those above 0 are relevant, at least one.
    :returns: ``recall@k``, ``mrr`` and ``ndcg@10``.
    """
    gains = sorted((gain for gain in relevance.values() if gain > 0), reverse=True)
    found = [max(relevance.get(key, 0), 0) for key in ranking]
    first = next((rank for rank, gain in enumerate(found, start=1) if gain), None)
    scores = {f"recall@{k}": sum(g > 0 for g in found[:k]) / len(gains) for k in RECALL_AT}
    scores["mrr"] = 1 / first if first else 0.0
    scores["ndcg@10"] = _dcg(found[:10]) / _dcg(gains[:10])
    return scores


def mean_scores(rows: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean of each figure, rounded to four decimals.

    :param rows: figures of the queries, one or more, all with the same names.
    :returns: the same names.
    """
    return {name: round(math.fsum(row[name] for row in rows) / len(rows), 4) for name in rows[0]}


def _dcg(gains: Sequence[int]) -> float:
    return math.fsum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def search_scores(
    retriever: HybridRetriever,
    asked: Mapping[str, str],
    judged: Relevance,
    *,
    mode: Mode = Mode.HYBRID,
    reread: bool = True,
) -> list[dict[str, float]]:
    """The figures of each query, in the order of the queries.

    :param retriever: what to search with.
    :param asked: query id → text.
    :param judged: query id → document id → gain, for every query at least one above 0.
    :param mode: which search counts.
    :param reread: whether the reranker is used, where there is one.
    :returns: what :func:`query_scores` gives, one a query.
    """
    texts = list(asked.values())
    found = [
        [item.passage.id for item in evidence]
        for start in range(0, len(texts), _BATCH)
        for evidence in retriever.search(
            texts[start : start + _BATCH], k=_DEPTH, mode=mode, reread=reread
        )
    ]
    return [query_scores(ids, judged[key]) for key, ids in zip(asked, found, strict=True)]


def _run(
    retriever: HybridRetriever,
    asked: Mapping[str, str],
    judged: Relevance,
    *,
    mode: Mode = Mode.HYBRID,
    reread: bool = True,
) -> dict[str, float]:
    begun = time.perf_counter()
    rows = search_scores(retriever, asked, judged, mode=mode, reread=reread)
    spent = time.perf_counter() - begun
    return {**mean_scores(rows), "ms_per_query": round(1000 * spent / len(asked), 2)}


def _judgements(path: Path) -> dict[str, dict[str, int]]:
    judged: dict[str, dict[str, int]] = {}
    for row in read_jsonl(path, keys=("query", "doc", "relevance")):
        if not isinstance(row["relevance"], int):
            raise CodecError(f"{path}: relevance must be a whole number, not {row['relevance']!r}.")
        judged.setdefault(str(row["query"]), {})[str(row["doc"])] = row["relevance"]
    return {key: docs for key, docs in judged.items() if any(gain > 0 for gain in docs.values())}


def _queries(path: Path) -> dict[str, str]:
    rows = read_jsonl(path, keys=("id",))
    return {str(row["id"]): _text(row, ("text", "claim"), path) for row in rows}


def _documents(path: Path) -> list[Passage]:
    documents = []
    for row in read_jsonl(path):
        key = str(_first(row, ("id", "doc_id", "_id"), path))
        title = str(row.get("title") or "")
        body = _text(row, ("text", "abstract"), path)
        documents.append(Passage(id=key, doc_id=key, title=title, text=body or title))
    return documents


def _text(row: Mapping[str, Any], names: tuple[str, ...], path: Path) -> str:
    value = _first(row, names, path)
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _first(row: Mapping[str, Any], names: tuple[str, ...], path: Path) -> Any:
    for name in names:
        if row.get(name) is not None:
            return row[name]
    raise CodecError(f"A line of {path} has none of {', '.join(names)}; it has {', '.join(row)}.")


def _bundled_encoder() -> TextEncoder:
    from claimcheck.runtime import Encoder

    load: Callable[..., TextEncoder] = Encoder.load
    return load(config.models_dir() / "encoder")


def _bundled_reranker() -> Reranker | None:
    folder = config.models_dir() / "reranker"
    if not (folder / "config.json").is_file():
        return None
    from claimcheck.runtime import Reranker as Bundled

    return Bundled.load(folder)
