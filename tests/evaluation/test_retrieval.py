"""Retrieval figures: right on a small collection, in every accepted form."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from claimcheck.errors import CodecError
from claimcheck.evaluation.retrieval import evaluate, mean_scores, query_scores
from claimcheck.runtime.fakes import WordEncoder, WordReranker

DOCUMENTS = [
    {"id": "1", "text": "Fennel tea did not ease bloating."},
    {"id": "2", "text": "Moss extract slowed growth in mice."},
    {"id": "3", "text": "Naps were linked with poorer sleep."},
    {"id": "4", "text": "Nettle soup is rich in iron."},
]
QUERIES = [
    {"id": "a", "text": "fennel eases bloating"},
    {"id": "b", "text": "moss in mice"},
    {"id": "c", "text": "never judged"},
]
QRELS = [
    {"query": "a", "doc": "1", "relevance": 2},
    {"query": "a", "doc": "4", "relevance": 0},
    {"query": "b", "doc": "2", "relevance": 1},
    {"query": "c", "doc": "3", "relevance": 0},
]


def _file(path: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def _evaluate(folder: Path, **changes: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "corpus": _file(folder / "corpus.jsonl.gz", DOCUMENTS),
        "queries": _file(folder / "queries.jsonl", QUERIES),
        "qrels": _file(folder / "qrels.jsonl", QRELS),
        "encoder": WordEncoder(),
        "cache_dir": folder / "cache",
    }
    return evaluate(**{**given, **changes})


def test_a_collection_it_can_read_scores_full_marks(tmp_path: Path) -> None:
    scores = _evaluate(tmp_path)
    for name in ("recall@1", "recall@3", "recall@10", "recall@30", "mrr", "ndcg@10"):
        assert scores[name] == 1.0
    assert (scores["n"], scores["documents"]) == (2, 4)
    assert scores["ms_per_query"] > 0
    assert set(scores["baseline"]) == {"bm25", "dense"}
    assert set(scores["baseline"]["bm25"]) == set(scores) - {"baseline", "n", "documents"}


def test_a_reranker_stands_beside_the_fused_scores(tmp_path: Path) -> None:
    scores = _evaluate(tmp_path, reranker=WordReranker())
    assert set(scores["baseline"]) == {"bm25", "dense", "fused"}
    assert scores["ndcg@10"] == scores["baseline"]["fused"]["ndcg@10"] == 1.0


def test_scifacts_own_form_gives_the_same(tmp_path: Path) -> None:
    corpus = [
        {"doc_id": int(row["id"]), "title": "Notes", "abstract": [row["text"]]} for row in DOCUMENTS
    ]
    queries = [{"id": row["id"], "claim": row["text"]} for row in QUERIES]
    scores = _evaluate(
        tmp_path,
        corpus=_file(tmp_path / "c.jsonl", corpus),
        queries=_file(tmp_path / "q.jsonl", queries),
    )
    assert scores["ndcg@10"] == 1.0


def test_a_limit_takes_the_first_queries(tmp_path: Path) -> None:
    assert _evaluate(tmp_path, limit=1)["n"] == 1


def test_a_document_that_is_judged_but_missing_costs_recall(tmp_path: Path) -> None:
    qrels = [*QRELS, {"query": "a", "doc": "gone", "relevance": 1}]
    scores = _evaluate(tmp_path, qrels=_file(tmp_path / "r.jsonl", qrels))
    assert scores["recall@30"] == 0.75


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("qrels", [{"query": "x", "doc": "1", "relevance": 1}]),
        ("qrels", [{"query": "a", "doc": "1"}]),
        ("qrels", [{"query": "a", "doc": "1", "relevance": "high"}]),
        ("queries", [{"id": "a"}]),
        ("corpus", [{"id": "1"}]),
        ("corpus", [{"text": "No id."}]),
    ],
)
def test_a_wrong_file_is_one_sentence(
    tmp_path: Path, name: str, rows: list[dict[str, Any]]
) -> None:
    with pytest.raises(CodecError):
        _evaluate(tmp_path, **{name: _file(tmp_path / "wrong.jsonl", rows)})


def test_figures_match_a_worked_example() -> None:
    # Relevant: a (gain 3), b (1), c (1); found at ranks 2 and 4, the third not at all.
    scores = query_scores(["x", "a", "y", "b"], {"a": 3, "b": 1, "c": 1, "x": 0})
    ideal = 3 / math.log2(2) + 1 / math.log2(3) + 1 / math.log2(4)
    assert scores["ndcg@10"] == pytest.approx((3 / math.log2(3) + 1 / math.log2(5)) / ideal)
    assert scores["mrr"] == 0.5
    assert scores["recall@1"] == 0
    assert scores["recall@3"] == pytest.approx(1 / 3)
    assert scores["recall@10"] == pytest.approx(2 / 3)


def test_a_query_that_finds_nothing_scores_zero() -> None:
    assert set(query_scores([], {"a": 1}).values()) == {0.0}


def test_means_are_rounded() -> None:
    assert mean_scores([{"mrr": 1.0}, {"mrr": 0.0}, {"mrr": 0.0}]) == {"mrr": 0.3333}
