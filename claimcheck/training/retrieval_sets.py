"""The collections on which encoder and reranker are chosen and measured."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from claimcheck.corpus import Corpus
from claimcheck.evaluation.retrieval import mean_scores, search_scores
from claimcheck.retrieve import Mode, Reranker, open_index
from claimcheck.runtime import TextEncoder
from claimcheck.training.pairs import dice, read_rows
from claimcheck.types import Passage

__all__ = ["RetrievalSet", "reduced", "retrieval_sets", "set_figures"]

#: Above this many passages of one document the index would be another one.
_CORPUS = "retrieval"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalSet:
    """Queries by id, passages, and query id → passage id → gain."""

    name: str
    passages: tuple[Passage, ...]
    queries: dict[str, str]
    judged: dict[str, dict[str, int]]


def retrieval_sets(
    data: Path, names: Sequence[str], *, near: Path | None = None
) -> list[RetrievalSet]:
    """The sets of those names that can be had here, in order.

    `scifact_dev`, `check_covid_dev` (each claim of the dev set for its one abstract, among
    SciFact's) and `nfcorpus_dev` come from the data folder. Any other name is a glob of files
    of hand-made claims with the passages of `health-basics` that settle them, looked for from
    the folder `near`; it is left out where no file is found, and so is a set not in `data`.

    :param data: the data folder.
    :param names: which sets.
    :param near: folder of the recipe.
    :returns: the sets, each with one query or more.
    """
    found = []
    for name in names:
        try:
            found += [_SETS[name](data)] if name in _SETS else _hand_made(name, near)
        except FileNotFoundError:
            continue
    return found


def reduced(sets: Sequence[RetrievalSet], *, most: int, seed: int = 0) -> list[RetrievalSet]:
    """The same queries over fewer passages: all relevant ones of any query, and some others.

    :param sets: the sets.
    :param most: how many of the others a set keeps.
    :param seed: fixes which.
    :returns: as many sets.
    """
    kept = []
    for item in sets:
        wanted = {key for gains in item.judged.values() for key in gains}
        others = [passage.id for passage in item.passages if passage.id not in wanted]
        wanted |= set(dice(seed).sample(others, min(most, len(others))))
        passages = tuple(passage for passage in item.passages if passage.id in wanted)
        kept.append(replace(item, passages=passages))
    return kept


def set_figures(
    item: RetrievalSet,
    *,
    encoder: TextEncoder,
    cache_dir: Path,
    reranker: Reranker | None = None,
) -> dict[str, dict[str, float]]:
    """BM25, vectors, both, and both reranked if there is a reranker.

    :param item: what to search.
    :param encoder: the dense half.
    :param cache_dir: where indexes are kept.
    :param reranker: the last look, if any.
    :returns: `bm25`, `dense`, `fused` and perhaps `reranked`, each with `n`, recall, `mrr` and
        `ndcg@10`, and the 95 % interval of the last over queries, `low` and `high`.
    """
    corpus = Corpus.from_passages(item.passages, name=_CORPUS)
    index = open_index(corpus, encoder=encoder, cache_dir=cache_dir, reranker=reranker)
    ways: dict[str, Mapping[str, Any]] = {
        "bm25": {"mode": Mode.LEXICAL},
        "dense": {"mode": Mode.DENSE},
        "fused": {"reread": False},
    }
    if reranker is not None:
        ways["reranked"] = {}
    return {
        name: _summary(search_scores(index, item.queries, item.judged, **way))
        for name, way in ways.items()
    }


def _summary(rows: Sequence[Mapping[str, float]]) -> dict[str, float]:
    gains = np.array([row["ndcg@10"] for row in rows])
    draws = np.random.default_rng(0).integers(0, len(gains), (1000, len(gains)))
    low, high = np.percentile(gains[draws].mean(axis=1), [2.5, 97.5])
    return {
        "n": len(rows),
        **mean_scores(rows),
        "low": round(float(low), 4),
        "high": round(float(high), 4),
    }


def _scifact(data: Path) -> RetrievalSet:
    rows = list(read_rows(data / "scifact" / "claims_dev.jsonl.gz"))
    return RetrievalSet(
        name="scifact_dev",
        passages=tuple(_abstracts(data / "scifact" / "corpus.jsonl.gz", "doc_id")),
        queries={str(row["id"]): row["claim"] for row in rows},
        judged={str(row["id"]): {str(key): 1 for key in row["cited_doc_ids"]} for row in rows},
    )


def _check_covid(data: Path) -> RetrievalSet:
    judged: dict[str, dict[str, int]] = {}
    own = {passage.id: passage for passage in _abstracts(data / "check_covid" / "corpus.jsonl.gz",
                                                         "cord_id")}  # fmt: skip
    for row in read_rows(data / "check_covid" / "dev.jsonl.gz"):
        if row["cord_id"] in own:
            judged.setdefault(row["claim"].strip(), {})[row["cord_id"]] = 1
    others = _abstracts(data / "scifact" / "corpus.jsonl.gz", "doc_id")
    return RetrievalSet(
        name="check_covid_dev",
        passages=(*own.values(), *others),
        queries={claim: claim for claim in judged},
        judged=judged,
    )


def _abstracts(path: Path, column: str) -> list[Passage]:
    return [
        Passage(
            id=str(row[column]),
            doc_id=str(row[column]),
            title=row["title"],
            text=" ".join(row["abstract"]) or row["title"],
        )
        for row in read_rows(path)
    ]


def _nfcorpus(data: Path) -> RetrievalSet:
    folder = data / "nfcorpus"
    judged: dict[str, dict[str, int]] = {}
    for row in read_rows(folder / "dev_qrels.jsonl.gz"):
        if row["relevance"] > 0:
            judged.setdefault(row["query"], {})[row["doc"]] = row["relevance"]
    queries = {row["id"]: row["text"] for row in read_rows(folder / "dev_queries.jsonl.gz")}
    return RetrievalSet(
        name="nfcorpus_dev",
        passages=tuple(
            Passage(id=row["id"], doc_id=row["id"], text=row["text"])
            for row in read_rows(folder / "dev_docs.jsonl.gz")
        ),
        queries={key: text for key, text in queries.items() if key in judged},
        judged=judged,
    )


def _hand_made(pattern: str, near: Path | None) -> list[RetrievalSet]:
    paths = sorted(near.glob(pattern)) if near is not None else []
    if not paths:
        return []
    corpus = Corpus.open("health-basics")
    known = {passage.id for passage in corpus.passages}
    judged: dict[str, dict[str, int]] = {}
    for line in (line for path in paths for line in path.read_text("utf-8").splitlines() if line):
        row = json.loads(line)
        gold = {item["id"]: 1 for item in row.get("passages", ()) if item.get("id") in known}
        if gold:
            judged.setdefault(row["claim"], {}).update(gold)
    if not judged:
        return []
    queries = {claim: claim for claim in judged}
    return [
        RetrievalSet(name="health_basics", passages=corpus.passages, queries=queries, judged=judged)
    ]


_SETS = {"scifact_dev": _scifact, "check_covid_dev": _check_covid, "nfcorpus_dev": _nfcorpus}
