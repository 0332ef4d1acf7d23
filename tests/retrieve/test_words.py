"""The search by words in memory: what it finds is what LanceDB finds, and it needs no LanceDB."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import lancedb
import numpy as np
import pytest

from claimcheck.corpus import Corpus, add_passages, create
from claimcheck.retrieve import Filter, HybridRetriever, open_index
from claimcheck.retrieve.analysis import analysed
from claimcheck.retrieve.lance import TABLE, connect
from claimcheck.retrieve.words import TableWords
from claimcheck.runtime.fakes import WordEncoder
from claimcheck.types import Design, Passage, Standing

STATEMENTS = (
    "Nettle tea eased hay fever in a trial of forty adults; sneezing fell by half.",
    "No trial has tested nettle tea against hay fever in children.",
    "Yarrow may thin the blood, and people who take warfarin should avoid it.",
    "The sneezing of the treated adults was not measured again after the trial ended.",
    "Fever, sneezing and tiredness are the commonest signs of influenza.",
    "Emergency departments treat allergic reactions to herbal teas every year.",
    "An international review of the universities' trials found nothing organic in the tea.",
    "Crème with β-carotene (2.5 µg a day) did nothing for Bäumler's forty volunteers.",
)
QUERIES = (
    "nettle", "sneezing", "Nettle tea treats hay fever", "tea tea tea and fever, fever",
    "trials of trialled teas in an emergency", "universal organs of internationals",
    "creme bäumler µg", "the of and", "nothing of the kind: xylophones", "2.5 forty",
)  # fmt: skip


def _passages() -> list[Passage]:
    return [
        Passage(
            id=f"p{n}",
            doc_id=f"d{n}",
            title="Notes on herbs" if n % 3 else "",
            text=" ".join(STATEMENTS[n * step % 8] for step in range(1, 2 + n % 4)),
            year=2000 + n,
            design=tuple(Design)[n % 9],
            standing=Standing.CURRENT,
        )
        for n in range(40)
    ]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> HybridRetriever:
    corpus = Corpus.from_passages(_passages(), name="herbs")
    cache = tmp_path_factory.mktemp("words")
    return open_index(corpus, encoder=WordEncoder(), cache_dir=cache)


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("where", [None, Filter(year_from=2010, designs=(Design.TRIAL,))])
def test_scores_are_those_of_lancedb(
    small: HybridRetriever, query: str, where: Filter | None
) -> None:
    table = TableWords(connect(small.folder).open_table(TABLE))
    rows, scores = table.matching(query, n=40, where=where)
    found, own = small._words.matching(query, n=40, where=where)
    assert dict(zip(found.tolist(), own.tolist(), strict=True)) == dict(
        zip(rows.tolist(), scores.tolist(), strict=True)
    )
    assert (np.diff(own) <= 0).all()


def test_only_the_best_are_returned(small: HybridRetriever) -> None:
    rows, scores = small._words.matching("nettle tea", n=40, where=None)
    best, top = small._words.matching("nettle tea", n=3, where=None)
    assert best.tolist() == rows[:3].tolist()
    assert top.tolist() == scores[:3].tolist()


WORDS = (
    "Running quickly; organisations, organic organs, organised. Universal universities. Evening "
    "evenings even. Emergency emerges. Internal international interns inter. Biologists biology "
    "added erring eggs. Proceeded exceeding. Dying tied skies news ugly only. Généralités naïve "
    "Straße ærø Łódź œdema İstanbul e\u0301tude H₂O m² µg β-blockers ﬁbre x_y ourselves because "
    "mostly willing underlying 1,000.5 don't 한국어 " + "a" * 39 + " " + "b" * 40 + " " + "é" * 20
)


def test_words_are_cut_as_lancedb_cuts_them() -> None:
    assert analysed(WORDS) == [token.text for token in lancedb.tokenize(WORDS)]


_SEARCHING = """
import sys
from pathlib import Path
from claimcheck.corpus import Corpus
from claimcheck.retrieve import open_index
from claimcheck.runtime.fakes import WordEncoder

retriever = open_index(Corpus.open(sys.argv[1]), encoder=WordEncoder(), cache_dir=Path(sys.argv[2]))
(found,) = retriever.search(["nettle tea"], k=3)
assert found
print({"lancedb", "pyarrow"} & set(sys.modules))
"""


def test_a_small_index_is_searched_without_lancedb(tmp_path: Path) -> None:
    folder = create(tmp_path / "mine")
    add_passages(folder, _passages())
    cache = tmp_path / "cache"
    open_index(Corpus.open(folder), encoder=WordEncoder(), cache_dir=cache)
    command = [sys.executable, "-c", _SEARCHING, str(folder), str(cache)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert told.stdout == "set()\n"
