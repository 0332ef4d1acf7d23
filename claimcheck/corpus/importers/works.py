"""What a work of the literature is, whatever file it came in, and the passages it makes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from claimcheck.corpus.importers.split import chunked, sentences_of
from claimcheck.corpus.passages import is_doi
from claimcheck.types import Design, Standing

__all__ = ["Work", "first_year", "key_for", "passages_of", "reference", "standing_in"]

_MOST_AUTHORS = 3
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d|2100)(?!\d)")
_RETRACTED = re.compile(r"\W*(?:retract(?:ed|ion)|withdrawn)\b", re.IGNORECASE)
_CONCERN = re.compile(r"\W*expression of concern\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One article: its paragraphs, where it can be looked up, and what it is worth.

    ``paragraphs`` are pairs of a heading, which joins the title, and a text; ``key`` is what
    its passages are called after; ``citation`` is without the title.
    """

    key: str
    title: str
    paragraphs: tuple[tuple[str, str], ...]
    citation: str
    publisher: str = ""
    doi: str = ""
    pmid: str = ""
    url: str = ""
    year: int | None = None
    topics: tuple[str, ...] = ()
    population: str = ""
    design: Design | None = None
    standing: Standing = Standing.CURRENT


def passages_of(work: Work, *, sentences: int) -> Iterator[dict[str, Any]]:
    """The records of a work's passages: runs of sentences that do not pass a paragraph's end.

    :param work: the article.
    :param sentences: sentences a passage; 0 for whole paragraphs.
    :yields: records in the fields of a passage.
    """
    shared = {
        "doc_id": work.key,
        "citation": work.citation or work.title,
        "publisher": work.publisher,
        "doi": work.doi if is_doi(work.doi) else None,
        "pmid": work.pmid or None,
        "url": work.url if work.url.startswith(("http://", "https://")) else None,
        "year": work.year,
        "topics": work.topics,
        "population": work.population,
        "design": None if work.design is None else str(work.design),
        "standing": str(max(work.standing, standing_in(work.title), key=_WEIGHT.index)),
    }
    number = 0
    for heading, text in work.paragraphs:
        title = " – ".join(part for part in (work.title, heading) if part)
        parts = sentences_of(text) if sentences else [text]
        for body in chunked(parts, size=sentences):
            number += 1
            yield {"id": f"{work.key}.{number}", "text": body, "title": title, **shared}


def key_for(*, doi: str, title: str, abstract: str) -> str:
    """What a work without a number of its own is called after: its DOI, else its words.

    :param doi: the DOI, or an empty string.
    :param title: the title.
    :param abstract: the abstract.
    :returns: such as ``doi:10.1000/abc123``.
    """
    if is_doi(doi):
        return f"doi:{doi.casefold()}"
    words = f"{title}\n{abstract}".encode("utf-8", "replace")
    return f"work:{hashlib.sha256(words).hexdigest()[:16]}"


# From the least to the most that speaks against a source.
_WEIGHT = [Standing.CURRENT, Standing.PREPRINT, Standing.CONCERN, Standing.RETRACTED]


def standing_in(title: str) -> Standing:
    """What a title says of its article's standing; a notice of a retraction counts as one.

    :param title: the title as it stands.
    :returns: retracted, concern, or current where it says nothing.
    """
    if _RETRACTED.match(title):
        return Standing.RETRACTED
    return Standing.CONCERN if _CONCERN.match(title) else Standing.CURRENT


def reference(
    *,
    authors: Sequence[str],
    journal: str,
    year: int | None,
    volume: str = "",
    issue: str = "",
    pages: str = "",
) -> str:
    """A citation without the title, as journals print it: ``Fir A, Elm B. J Sleep 2020;3(1):5-9.``

    :param authors: surnames with initials.
    :param journal: its name.
    :param year: of publication, if known.
    :param volume: of the journal.
    :param issue: of the volume.
    :param pages: first and last.
    :returns: what there is of it, or an empty string.
    """
    place = f"{volume}{f'({issue})' if issue else ''}"
    place += f":{pages}" if pages else ""
    when = " ".join(part for part in (journal, str(year or "")) if part)
    where = ";".join(part for part in (when, place) if part)
    return " ".join(f"{part.rstrip('.')}." for part in (_who(authors), where) if part)


def _who(authors: Sequence[str]) -> str:
    named = [name.strip() for name in authors if name.strip()]
    return ", ".join([*named[:_MOST_AUTHORS], *(["et al"] if len(named) > _MOST_AUTHORS else [])])


def first_year(*texts: str) -> int | None:
    """The first year in the first text that holds one.

    :param *texts: dates in any form.
    :returns: 1500 to 2100, or ``None``.
    """
    found: Iterable[re.Match[str] | None] = map(_YEAR.search, texts)
    return next((int(match.group()) for match in found if match), None)
