"""Taking the records of a PubMed search into a corpus; broken off, it goes on where it was.

The list of ids is made once and kept with the pages fetched in a hidden folder of the corpus,
until all of them are there; then they are added in one piece.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from claimcheck import codec
from claimcheck.corpus.eutils import MOST_LISTED, DateKind, Entrez
from claimcheck.corpus.importers import ImportOptions, read_passages
from claimcheck.corpus.manifest import read_manifest
from claimcheck.corpus.write import AddResult, OnConflict, add_passages
from claimcheck.errors import CorpusError

__all__ = ["FetchResult", "Search", "fetch_pubmed"]

_PAGE = 200
# Issues of journals are dated some months ahead.
_AHEAD = timedelta(days=400)
_SPOOL = ".fetch-"
_PLAN = "plan.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What to take from PubMed: a query in its own form, between two days, the newest first.

    ``until`` of ``None`` is the day the search is made. ``by`` says which date of a record
    counts; ``limit`` is how many records at most.
    """

    query: str
    since: date
    until: date | None = None
    by: DateKind = DateKind.PUBLISHED
    limit: int = 10_000

    def __post_init__(self) -> None:
        if not self.query.strip():
            raise CorpusError("A search of PubMed needs a query, such as: kratom AND withdrawal.")
        if self.until is not None and self.since > self.until:
            raise CorpusError(f"The first day, {self.since}, is after the last, {self.until}.")
        if self.limit < 1:
            raise CorpusError(f"The limit must be 1 or more, not {self.limit}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchResult:
    """``found`` records answer the search, ``fetched`` were taken; what that did to passages."""

    found: int
    fetched: int
    passages: AddResult


def fetch_pubmed(
    folder: Path,
    search: Search,
    *,
    entrez: Entrez,
    options: ImportOptions | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> FetchResult:
    """Search PubMed and add what is found, each record in the place of what it was before.

    :param folder: a corpus folder.
    :param search: what to look for.
    :param entrez: the way to NCBI.
    :param options: how abstracts are cut into passages.
    :param progress: told ``(done, total)`` records.
    :returns: what was found and what changed.
    :raises CorpusError: if nothing is found, or NCBI refuses or cannot be reached; what was
        fetched is kept for the same search.
    """
    read_manifest(folder)
    spool = folder / f"{_SPOOL}{_name_of(search)}"
    spool.mkdir(exist_ok=True)
    found, pmids = _plan(spool, search, entrez)
    pages = [pmids[start : start + _PAGE] for start in range(0, len(pmids), _PAGE)]
    for number, page in enumerate(pages):
        path = spool / f"{number:06}.xml"
        if not path.exists():
            codec.write_atomic(path, entrez.fetch(page, whole=_is_whole))
        if progress is not None:
            progress(min((number + 1) * _PAGE, len(pmids)), len(pmids))
    passages = read_passages(spool, form="pubmed", options=options)
    result = add_passages(folder, passages, on_conflict=OnConflict.UPDATE)
    shutil.rmtree(spool, ignore_errors=True)
    return FetchResult(found=found, fetched=len(pmids), passages=result)


def _name_of(search: Search) -> str:
    return hashlib.sha256(repr(search).encode("utf-8", "replace")).hexdigest()[:16]


def _plan(spool: Path, search: Search, entrez: Entrez) -> tuple[int, tuple[str, ...]]:
    path = spool / _PLAN
    if path.exists():
        kept = json.loads(path.read_text(encoding="utf-8"))
        return int(kept["found"]), tuple(kept["pmids"])
    last = search.until or date.today() + _AHEAD
    first = entrez.search(search.query, first=search.since, last=last, by=search.by)
    if not first.count:
        spool.rmdir()
        raise CorpusError(f"PubMed has nothing for {search.query!r:.200} since {search.since}.")
    if first.count <= MOST_LISTED or search.limit <= len(first.pmids):
        listed = iter(first.pmids)
    else:
        listed = _listed(search, search.since, last, entrez)
    pmids = tuple(islice(dict.fromkeys(listed), search.limit))
    codec.write_atomic(path, codec.dumps({"found": first.count, "pmids": list(pmids)}))
    return first.count, pmids


def _listed(search: Search, first: date, last: date, entrez: Entrez) -> Iterator[str]:
    """All ids, by halving the time until PubMed lists the whole of it, the newest first."""
    found = entrez.search(search.query, first=first, last=last, by=search.by)
    if found.count <= MOST_LISTED:
        yield from found.pmids
        return
    if first == last:
        raise CorpusError(
            f"PubMed has {found.count:,} records of {first} alone and lists {MOST_LISTED:,}; make "
            "the query narrower, or use --by entered."
        )
    middle = first + (last - first) // 2
    yield from _listed(search, middle + timedelta(days=1), last, entrez)
    yield from _listed(search, first, middle, entrez)


def _is_whole(answer: bytes) -> bool:
    """Whether an answer is a set of records from its first to its last mark."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    try:
        return bool(etree.fromstring(answer, parser).tag == "PubmedArticleSet")
    except (etree.XMLSyntaxError, ValueError):
        return False
