"""``corpus fetch pubmed`` against a server of the tests' own: paced, patient, resumable."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimcheck.cli.corpus import app
from claimcheck.corpus import Corpus, create
from claimcheck.corpus.eutils import DateKind, Entrez
from claimcheck.corpus.fetch import FetchResult, Search, fetch_pubmed
from claimcheck.errors import CorpusError, UsageError
from claimcheck.types import Standing
from tests.corpus.entrez import Library, serving

pytestmark = pytest.mark.enable_socket


class _Site:
    """A library, its address, a corpus, and the waits that were asked for."""

    def __init__(self, library: Library, server: str, folder: Path) -> None:
        self.library = library
        self.server = server
        self.folder = folder
        self.waits: list[float] = []

    def fetch(self, query: str = "yarrow", *, key: str = "", **named: object) -> FetchResult:
        search = Search(query=query, **{"since": date(2020, 1, 1), **named})  # type: ignore[arg-type]
        entrez = Entrez(server=self.server, key=key, sleep=self.waits.append)
        return fetch_pubmed(self.folder, search, entrez=entrez)

    def ids(self) -> set[str]:
        return {item.doc_id.removeprefix("pmid:") for item in Corpus.open(self.folder).passages}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[_Site]:
    library = Library(450)
    with serving(library) as server:
        yield _Site(library, server, create(tmp_path / "mine"))


def test_what_a_search_finds_is_in_the_corpus(site: _Site) -> None:
    result = site.fetch()
    assert (result.found, result.fetched, result.passages.added) == (450, 450, 450)
    assert site.ids() == {str(pmid) for pmid in range(1, 451)}
    assert [len(given["id"].split(",")) for _, name, given in site.library.asked[1:]] == [
        200, 200, 50,
    ]  # fmt: skip
    assert {path.name for path in site.folder.iterdir()} == {"manifest.toml", "passages.jsonl"}


def test_dates_and_the_limit_narrow_a_search(site: _Site) -> None:
    site.fetch(since=date(2020, 2, 1), until=date(2020, 2, 2), by=DateKind.CHANGED)
    assert site.ids() == {str(pmid) for pmid in range(310, 330)}
    _, _, given = site.library.asked[0]
    assert (given["datetype"], given["mindate"], given["maxdate"]) == (
        "mdat", "2020/02/01", "2020/02/02",
    )  # fmt: skip
    newest = site.fetch(limit=3)
    assert (newest.found, newest.fetched) == (450, 3)
    assert {"450", "449", "448"} <= site.ids()


def test_fetching_again_takes_what_changed(site: _Site) -> None:
    site.fetch()
    site.library.retracted = {"7"}
    result = site.fetch()
    assert (result.passages.replaced, result.passages.unchanged) == (1, 449)
    standing = {item.doc_id: item.standing for item in Corpus.open(site.folder).passages}
    assert standing["pmid:7"] is Standing.RETRACTED


def test_more_than_one_search_can_list_is_taken_in_stretches_of_time(site: _Site) -> None:
    site.library.count, site.library.a_day, site.library.bare = 12_000, 100, True
    result = site.fetch(limit=100_000)
    assert (result.found, result.fetched) == (12_000, 12_000)
    assert site.library.fetched() == [str(pmid) for pmid in range(12_000, 0, -1)]


def test_too_many_on_one_day_is_one_sentence(site: _Site) -> None:
    site.library.count, site.library.a_day = 12_000, 20_000
    with pytest.raises(CorpusError, match="12,000 records of 2020-01-01 alone"):
        site.fetch(limit=100_000)


@pytest.mark.parametrize("fault", [429, 500, 503, "cut"])
def test_a_busy_or_broken_server_is_asked_again(site: _Site, fault: int | str) -> None:
    site.library.faults = [fault, fault]
    assert site.fetch().fetched == 450
    assert len(site.library.asked) == 6
    # The rest are the waits of the pace, which are no whole seconds.
    waited = [wait for wait in site.waits if wait == int(wait)]
    assert waited == ([7.0, 1.0, 7.0, 2.0] if isinstance(fault, int) else [1.0, 2.0])


def test_a_server_that_stays_away_loses_nothing(site: _Site) -> None:
    entrez = Entrez(server=site.server, sleep=lambda _: None)
    search = Search(query="yarrow", since=date(2020, 1, 1))

    def interrupt(done: int, total: int) -> None:
        if done >= 400:
            site.library.faults = [503] * 99

    with pytest.raises(CorpusError, match="What was fetched is kept"):
        fetch_pubmed(site.folder, search, entrez=entrez, progress=interrupt)
    assert Corpus.open(site.folder).passages == ()
    site.library.faults = []
    site.library.asked = []
    result = fetch_pubmed(site.folder, search, entrez=entrez)
    assert result.passages.total == 450
    # The list and the first two pages were there already.
    assert site.library.fetched() == [str(pmid) for pmid in range(50, 0, -1)]
    assert {name for _, name, _ in site.library.asked} == {"efetch"}


def test_a_refusal_is_one_sentence_without_the_key(site: _Site) -> None:
    site.library.faults = [400]
    with pytest.raises(CorpusError, match=r"NCBI refused the request \(HTTP 400") as caught:
        site.fetch(key="secret-key")
    assert "secret-key" not in str(caught.value)
    assert site.library.asked[0][2]["api_key"] == "secret-key"


@pytest.mark.parametrize(
    ("query", "problem"),
    [("nothing", "has nothing for"), ("refused", "did not take the query"), (" ", "needs a query")],
)
def test_a_query_that_finds_nothing_is_one_sentence(site: _Site, query: str, problem: str) -> None:
    with pytest.raises(CorpusError, match=problem):
        site.fetch(query)


@pytest.mark.parametrize(("key", "least"), [("", 2 / 3), ("k", 0.2)])
def test_requests_keep_the_pace_that_ncbi_asks_for(site: _Site, key: str, least: float) -> None:
    entrez = Entrez(server=site.server, key=key)
    for _ in range(3):
        entrez.search("yarrow", first=date(2020, 1, 1), last=date(2020, 1, 2), by=DateKind.ENTERED)
    times = [at for at, _, _ in site.library.asked]
    assert times[-1] - times[0] >= least - 0.05


def test_the_command_makes_the_corpus(site: _Site, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    words = ["fetch", "pubmed", str(folder), "--query", "yarrow", "--since", "2020-02-10"]
    result = CliRunner().invoke(app, [*words, "--server", site.server, "--json"])
    assert result.exit_code == 0, result.exception
    record = json.loads(result.stdout)
    assert (record["found"], record["fetched"]) == (51, 51)
    assert record["passages"]["total"] == len(Corpus.open(folder).passages) == 51


@pytest.mark.parametrize(
    "words",
    [
        ("arxiv", "--query", "yarrow"),
        ("pubmed", "--query", "yarrow", "--since", "soon"),
        ("pubmed", "--query", "yarrow", "--by", "printed"),
        ("pubmed", "--query", "yarrow", "--since", "2021", "--until", "2020"),
        ("pubmed", "--query", "yarrow", "--server", "ftp://example.org"),
    ],
)
def test_what_cannot_be_fetched_is_one_sentence(tmp_path: Path, words: tuple[str, ...]) -> None:
    source, *rest = words
    result = CliRunner().invoke(app, ["fetch", source, str(tmp_path / "x"), *rest])
    assert isinstance(result.exception, UsageError)
    assert len(str(result.exception).splitlines()) == 1
