"""An index at an address finds what the one it was copied from finds, and refuses all else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from claimcheck.corpus import Corpus
from claimcheck.errors import CorpusError
from claimcheck.retrieve import open_index, open_published, publish_index
from claimcheck.retrieve.published import _STAMP
from claimcheck.runtime.fakes import WordEncoder
from claimcheck.types import Passage

QUERIES = ("statement 7 on yarrow", "days of yarrow 41")


def _corpus(count: int = 300) -> Corpus:
    texts = (f"Statement {n} on yarrow for {n % 13} days." for n in range(count))
    return Corpus.from_passages(
        [Passage(id=f"p{n}", doc_id=f"p{n}", text=text) for n, text in enumerate(texts)],
        name="plants",
    )


@pytest.mark.parametrize("address", [str, Path.as_uri], ids=["folder", "uri"])
@pytest.mark.parametrize("exact_below", [50_000, 100])
def test_a_published_index_finds_the_same(
    tmp_path: Path, address: Callable[[Path], str], exact_below: int
) -> None:
    corpus, encoder = _corpus(), WordEncoder()
    home = address(tmp_path / "shared")
    with pytest.raises(CorpusError, match="There is no index of plants yet"):
        publish_index(corpus, home, encoder=encoder, cache_dir=tmp_path)
    kept = open_index(corpus, encoder=encoder, cache_dir=tmp_path, exact_below=exact_below)
    where = publish_index(corpus, home, encoder=encoder, cache_dir=tmp_path)
    assert where.startswith(home)
    there = open_published(corpus, home, encoder=encoder)
    assert there.search(QUERIES, k=5) == kept.search(QUERIES, k=5)
    # Publishing again replaces it.
    assert publish_index(corpus, home, encoder=encoder, cache_dir=tmp_path) == where


def test_what_was_not_published_is_one_sentence(tmp_path: Path) -> None:
    class Other(WordEncoder):
        hash = "f" * 64

    corpus, encoder = _corpus(), WordEncoder()
    open_index(corpus, encoder=encoder, cache_dir=tmp_path)
    publish_index(corpus, str(tmp_path / "shared"), encoder=encoder, cache_dir=tmp_path)
    for one, how in ((_corpus(301), encoder), (corpus, Other())):
        with pytest.raises(CorpusError, match="There is no index of plants as it is now"):
            open_published(one, str(tmp_path / "shared"), encoder=how)


def test_an_index_that_is_not_whole_is_not_opened(tmp_path: Path) -> None:
    import lancedb

    corpus, encoder = _corpus(), WordEncoder()
    open_index(corpus, encoder=encoder, cache_dir=tmp_path)
    home = str(tmp_path / "shared")
    where = publish_index(corpus, home, encoder=encoder, cache_dir=tmp_path)
    lancedb.connect(where).drop_table(_STAMP)
    with pytest.raises(CorpusError, match="There is no index"):
        open_published(corpus, home, encoder=encoder)
