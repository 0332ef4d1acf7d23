"""Searching: what is found, in which order, under which conditions, for any text at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from claimcheck.corpus import Corpus
from claimcheck.retrieve import FakeRetriever, Filter, HybridRetriever, Mode, open_index
from claimcheck.retrieve.fusion import fuse
from claimcheck.runtime.fakes import WordEncoder
from claimcheck.types import Design, Passage, Standing

SUBJECTS = ("fennel", "moss", "nettle", "yarrow", "sorrel", "clover", "teasel", "tansy")
EFFECTS = ("bloating", "headache", "sleep", "appetite", "itching", "hiccups", "cramp", "sneezing")


def _passages(count: int = 320) -> tuple[Passage, ...]:
    return tuple(
        Passage(
            id=f"p{n:03}",
            doc_id=f"d{n // 4:02}",
            title=f"{SUBJECTS[n % 8].title()} notes",
            text=f"In group {n} extract of {SUBJECTS[n % 8]} changed {EFFECTS[n // 8 % 8]} a bit.",
            year=None if n % 5 == 0 else 2000 + n % 20,
            topics=(SUBJECTS[n % 8], "it's"),
            design=tuple(Design)[n % 9],
            standing=Standing.RETRACTED if n % 7 == 0 else Standing.CURRENT,
        )
        for n in range(count)
    )


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus.from_passages(_passages(), name="herbs")


@pytest.fixture(scope="module")
def exact(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> HybridRetriever:
    cache = tmp_path_factory.mktemp("exact")
    return open_index(corpus, encoder=WordEncoder(), cache_dir=cache)


@pytest.fixture(scope="module")
def approximate(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> HybridRetriever:
    cache = tmp_path_factory.mktemp("approximate")
    return open_index(corpus, encoder=WordEncoder(), cache_dir=cache, exact_below=1)


def test_the_passage_that_says_it_comes_first(exact: HybridRetriever) -> None:
    (found,) = exact.search(["Extract of nettle changed sneezing in group 58"], k=5)
    assert found[0].passage.id == "p058"
    assert [item.rank for item in found] == [1, 2, 3, 4, 5]
    assert [item.score for item in found] == sorted((item.score for item in found), reverse=True)
    assert all(item.stance is None and item.rationale == () for item in found)
    assert 0 < found[0].score <= 1


def test_a_passage_comes_back_as_it_stands_in_the_corpus(
    corpus: Corpus, exact: HybridRetriever, approximate: HybridRetriever
) -> None:
    for retriever in (exact, approximate):
        (found,) = retriever.search(["yarrow and appetite"], k=20)
        held = {passage.id: passage for passage in corpus.passages}
        assert all(item.passage == held[item.passage.id] for item in found)


def test_results_follow_the_order_of_the_queries(exact: HybridRetriever) -> None:
    queries = [f"{subject} extract" for subject in SUBJECTS]
    together = exact.search(queries, k=3)
    assert together == tuple(exact.search([query], k=3)[0] for query in queries)
    assert exact.search(queries[::-1], k=3) == together[::-1]
    assert exact.search([queries[0]] * 3, k=3) == (together[0],) * 3
    assert exact.search([], k=3) == ()


def test_equal_passages_are_ordered_by_id(tmp_path: Path) -> None:
    same = Passage(id="x", doc_id="x", text="Sorrel soup is green.")
    others = [replace(same, id=f"{n:02}") for n in (7, 3, 9, 1, 5)]
    corpus = Corpus.from_passages(others, name="same")
    retriever = open_index(corpus, encoder=WordEncoder(), cache_dir=tmp_path)
    (found,) = retriever.search(["sorrel soup"], k=3)
    assert [item.passage.id for item in found] == ["01", "03", "05"]
    assert len({item.score for item in found}) == 1


def test_each_search_alone_can_be_asked_for(exact: HybridRetriever) -> None:
    query = "nettle sneezing"
    lexical, dense, hybrid = (
        exact.search([query], k=10, mode=mode)[0]
        for mode in (Mode.LEXICAL, Mode.DENSE, Mode.HYBRID)
    )
    assert all("nettle" in i.passage.text or "sneezing" in i.passage.text for i in lexical)
    assert all(-1 <= item.score <= 1 for item in (*dense, *hybrid))
    assert lexical[0].score > 1


def test_words_match_by_their_stem(exact: HybridRetriever) -> None:
    (found,) = exact.search(["cramping"], k=1, mode=Mode.LEXICAL)
    assert "cramp" in found[0].passage.text


FILTERS = (
    Filter(year_from=2010),
    Filter(year_to=2003),
    Filter(designs=(Design.TRIAL, Design.ANIMAL)),
    Filter(standings=(Standing.CURRENT,)),
    Filter(topics=("moss", "tansy")),
    Filter(topics=("it's",), year_from=2005, year_to=2006, standings=(Standing.RETRACTED,)),
    Filter(topics=("'; DROP TABLE passages; --",)),
    Filter(),
)


@pytest.mark.parametrize("where", FILTERS)
@pytest.mark.parametrize("mode", Mode)
def test_a_filter_keeps_what_it_accepts_and_only_that(
    corpus: Corpus,
    exact: HybridRetriever,
    approximate: HybridRetriever,
    where: Filter,
    mode: Mode,
) -> None:
    allowed = {passage.id for passage in corpus.passages if where.accepts(passage)}
    for retriever in (exact, approximate):
        (found,) = retriever.search(["moss and sleep changed a bit"], k=400, where=where, mode=mode)
        assert {item.passage.id for item in found} <= allowed
        assert bool(found) == bool(allowed)
    if mode is Mode.HYBRID:
        (found,) = exact.search(["moss changed a bit"], k=400, where=where)
        assert {item.passage.id for item in found} == allowed


def test_a_document_can_be_limited_to_its_best_passages(exact: HybridRetriever) -> None:
    (found,) = exact.search(["extract changed a bit"], k=30, per_document=1)
    documents = [item.passage.doc_id for item in found]
    assert len(set(documents)) == len(documents) == 30
    assert [item.rank for item in found] == list(range(1, 31))


def test_retracted_passages_are_found_and_say_so(exact: HybridRetriever) -> None:
    (found,) = exact.search(["In group 7 extract of tansy changed bloating"], k=1)
    assert found[0].passage.id == "p007"
    assert found[0].passage.standing is Standing.RETRACTED


def test_approximate_search_agrees_with_exact_search(
    exact: HybridRetriever, approximate: HybridRetriever
) -> None:
    queries = [f"{subject} {effect}" for subject in SUBJECTS for effect in EFFECTS[:3]]
    pairs = zip(exact.search(queries, k=1), approximate.search(queries, k=1), strict=True)
    assert sum(a == b for a, b in pairs) >= 0.9 * len(queries)


NASTY = ('"moss', "moss AND (tansy OR", "moss*~^:\\/", "{}[]()", "'", "\x00", "\ud800 moss", "💊",
         "", " \n\t", "SELECT * FROM x;--", "苔藓", "a" * 10_000, "moss " * 4_000,
         " ".join(f"w{n}" for n in range(3_000)), "the of and")  # fmt: skip


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.text(max_size=60) | st.sampled_from(NASTY), max_size=4))
@example(list(NASTY))
def test_no_query_raises(exact: HybridRetriever, queries: list[str]) -> None:
    for mode in Mode:
        found = exact.search(queries, k=2, mode=mode)
        assert len(found) == len(queries)
        assert all(len(items) <= 2 for items in found)


def test_a_query_without_a_word_finds_nothing(exact: HybridRetriever) -> None:
    assert exact.search(["", "?!", "…"], k=3) == ((), (), ())


def test_broken_characters_do_not_hide_the_words(exact: HybridRetriever) -> None:
    (clean,) = exact.search(["moss sleep"], k=3, mode=Mode.LEXICAL)
    (broken,) = exact.search(['\ud800"moss"\x00 AND sleep\udfff'], k=3, mode=Mode.LEXICAL)
    assert [item.passage.id for item in broken] == [item.passage.id for item in clean]


def test_an_empty_corpus_finds_nothing(tmp_path: Path) -> None:
    empty = Corpus.from_passages([], name="empty")
    retriever = open_index(empty, encoder=WordEncoder(), cache_dir=tmp_path)
    assert retriever.search(["moss", "tansy"], k=3) == ((), ())
    assert list(tmp_path.iterdir()) == []


def test_one_passage_is_enough(tmp_path: Path) -> None:
    corpus = Corpus.from_passages(_passages(1), name="one")
    retriever = open_index(corpus, encoder=WordEncoder(), cache_dir=tmp_path)
    assert [item.passage.id for item in retriever.search(["anything"], k=5)[0]] == ["p000"]


@pytest.mark.parametrize("options", [{"k": 0}, {"k": -1}, {"k": 1, "per_document": 0}])
def test_numbers_below_one_are_refused(exact: HybridRetriever, options: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="1 or more"):
        exact.search(["moss"], **options)


def test_fusion_weighs_the_two_and_stays_in_range() -> None:
    lexical = np.array([8.0, 4.0, 0.0], dtype=np.float32)
    cosine = np.array([0.5, 0.9, 1.0], dtype=np.float32)
    assert fuse(lexical, cosine, weight=0.5).tolist() == pytest.approx([0.75, 0.7, 0.5])
    assert fuse(lexical, cosine, weight=0.0).tolist() == pytest.approx([0.5, 0.9, 1.0])
    assert fuse(np.zeros(3, np.float32), cosine).max() <= 1
    assert fuse(lexical[:0], cosine[:0]).shape == (0,)


def test_the_fake_finds_by_shared_words(corpus: Corpus) -> None:
    fake = FakeRetriever(corpus)
    (found, none) = fake.search(["Extract of nettle changed sneezing in group 58", "?"], k=2)
    assert found[0].passage.id == "p058"
    assert [item.rank for item in found] == [1, 2]
    assert none == ()
