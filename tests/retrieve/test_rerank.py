"""Reading the best passages again: what it may change, and what never."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from claimcheck.corpus import Corpus
from claimcheck.retrieve import HybridRetriever, Mode, open_index
from claimcheck.retrieve.rerank import RERANKED, Ranked, rerank
from claimcheck.runtime.fakes import WordEncoder, WordReranker
from claimcheck.types import Passage

QUERIES = ("moss eased hiccups", "nettle and sleep", "fennel for cramps in group 7")


class _Fond:
    """Likes whatever holds one word, and counts what it is asked."""

    hash = "fond"

    def __init__(self, word: str) -> None:
        self._word = word
        self.asked: list[tuple[str, str]] = []

    def relevance(self, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        self.asked += pairs
        return np.array([float(self._word in passage) for passage, _ in pairs], dtype=np.float32)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    herbs, troubles = ("moss", "nettle", "fennel"), ("hiccups", "sleep", "cramps", "itching")
    return Corpus.from_passages(
        (
            Passage(
                id=f"p{n:02}",
                doc_id=f"d{n // 3:02}",
                title=f"{herbs[n % 3].title()} notes",
                text=f"In group {n} {herbs[n % 3]} eased {troubles[n % 4]}.",
            )
            for n in range(72)
        ),
        name="herbs",
    )


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def plain(corpus: Corpus, cache: Path) -> HybridRetriever:
    return open_index(corpus, encoder=WordEncoder(), cache_dir=cache)


def _with(corpus: Corpus, cache: Path, reranker: object) -> HybridRetriever:
    return open_index(corpus, encoder=WordEncoder(), cache_dir=cache, reranker=reranker)


def _ids(found: Sequence[object]) -> list[str]:
    return [item.passage.id for item in found]


def test_the_same_passages_come_in_another_order(
    corpus: Corpus, plain: HybridRetriever, cache: Path
) -> None:
    fond = _Fond("group 3")
    again = _with(corpus, cache, fond)
    assert again.reranks
    assert not plain.reranks
    (before,), (after,) = (r.search([QUERIES[0]], k=72) for r in (plain, again))
    assert set(_ids(before)) == set(_ids(after))
    assert _ids(before) != _ids(after)
    assert set(_ids(before)[:RERANKED]) == set(_ids(after)[:RERANKED])
    assert _ids(before)[RERANKED:] == _ids(after)[RERANKED:]
    scores = [item.score for item in after]
    assert scores == sorted(scores, reverse=True)
    assert all(-1 <= score <= 1 for score in scores)
    assert len(fond.asked) == RERANKED
    assert fond.asked[0][0].startswith("Moss notes In group")
    assert fond.asked[0][1] == QUERIES[0]


def test_fewer_passages_may_be_wanted_than_are_read(corpus: Corpus, cache: Path) -> None:
    again = _with(corpus, cache, _Fond("group 3"))
    whole = _ids(again.search([QUERIES[0]], k=72)[0])
    for k in (1, 4, RERANKED, RERANKED + 3):
        assert _ids(again.search([QUERIES[0]], k=k)[0]) == whole[:k]
    found = again.search([QUERIES[0]], k=5, per_document=1)[0]
    assert len({item.passage.doc_id for item in found}) == 5


def test_a_query_never_depends_on_its_neighbours(corpus: Corpus, cache: Path) -> None:
    again = _with(corpus, cache, WordReranker())
    together = again.search(QUERIES, k=6)
    assert together == tuple(again.search([query], k=6)[0] for query in QUERIES)
    assert again.search(["", QUERIES[1], "?"], k=6) == ((), together[1], ())


def test_one_search_alone_and_a_plain_look_are_not_reranked(
    corpus: Corpus, plain: HybridRetriever, cache: Path
) -> None:
    fond = _Fond("group 3")
    again = _with(corpus, cache, fond)
    for mode in (Mode.LEXICAL, Mode.DENSE):
        assert again.search(QUERIES, k=9, mode=mode) == plain.search(QUERIES, k=9, mode=mode)
    assert again.search(QUERIES, k=9, reread=False) == plain.search(QUERIES, k=9)
    assert fond.asked == []


def test_an_index_serves_with_and_without_a_reranker(corpus: Corpus, cache: Path) -> None:
    one, other = (_with(corpus, cache, reranker) for reranker in (None, WordReranker()))
    assert one.folder == other.folder


def test_what_is_not_read_never_passes_what_was() -> None:
    ranked: Ranked = [
        (0.9 - n / 100, Passage(id=f"{n:02}", doc_id="d", text=f"text {n}")) for n in range(9)
    ]
    (found,) = rerank({"q": ranked}, _Fond("text 2"), top=3, weight=0.9).values()
    assert [passage.id for _, passage in found[:3]] == ["02", "00", "01"]
    assert [passage.id for _, passage in found[3:]] == [f"{n:02}" for n in range(3, 9)]
    assert rerank({"q": []}, _Fond("x")) == {"q": []}


def test_equal_mixes_are_ordered_by_id() -> None:
    ranked: Ranked = [(0.5, Passage(id=key, doc_id="d", text="same")) for key in "cab"]
    (found,) = rerank({"q": ranked}, WordReranker()).values()
    assert [passage.id for _, passage in found] == ["a", "b", "c"]
