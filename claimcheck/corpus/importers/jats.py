"""JATS, the XML of PubMed Central and of most publishers (ANSI/NISO Z39.96)."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from claimcheck.corpus.importers.designs import design_of
from claimcheck.corpus.importers.pubmed import key_of
from claimcheck.corpus.importers.works import Work, first_year, passages_of, reference
from claimcheck.corpus.importers.xml import elements, words_of
from claimcheck.types import Design, Standing

__all__ = ["read_jats"]

_PMC = "https://pmc.ncbi.nlm.nih.gov/articles/PMC{}/"
# Not prose, or prose of another article.
_APART = (
    "fig", "fig-group", "table-wrap", "disp-formula", "inline-formula", "xref", "fn",
    "supplementary-material", "media", "graphic", "tex-math", "sub-article", "response",
)  # fmt: skip
_TYPES = {
    "case-report": Design.CASE,
    "guideline": Design.GUIDELINE,
    "meta-analysis": Design.REVIEW,
    "review-article": Design.REVIEW,
    "systematic-review": Design.REVIEW,
}
_FEWEST_WORDS = 4


def read_jats(path: Path, *, sentences: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Abstract and body of each article as passages, the heading of a section in the title.

    Tables, figures, formulas and reference marks are left out.

    :param path: one article or a set of them, plain or gzip.
    :param sentences: sentences a passage; 0 for whole paragraphs.
    :yields: place and record of each passage.
    :raises CorpusError: if the file is broken or declares entities.
    """
    for where, article in elements(path, ("article",)):
        for record in passages_of(_work(article, path), sentences=sentences):
            yield where, record


def _work(article: Any, path: Path) -> Work:
    meta = article.find("{*}front/{*}article-meta")
    ids = {} if meta is None else _ids(meta)
    title = words_of(_without(_first(meta, "title-group/article-title")))
    journal = words_of(_first(article.find("{*}front"), "journal-meta//journal-title"))
    year = _year(meta)
    pmc = (ids.get("pmc") or ids.get("pmcid") or ids.get("pmcaid") or "").upper()
    pmc = pmc.removeprefix("PMC")
    return Work(
        key=_key(ids, pmc, path),
        title=title,
        paragraphs=tuple(_paragraphs(article, meta)),
        citation=_reference(meta, journal, year),
        publisher=journal,
        doi=ids.get("doi", ""),
        pmid=ids.get("pmid", ""),
        url=_PMC.format(pmc) if pmc else "",
        year=year,
        design=_design(article, meta),
        standing=_standing(article, meta),
    )


def _ids(meta: Any) -> dict[str, str]:
    return {item.get("pub-id-type", ""): words_of(item) for item in meta.iterfind("{*}article-id")}


def _key(ids: dict[str, str], pmc: str, path: Path) -> str:
    if pmc:
        return f"pmc:{pmc}"
    if ids.get("pmid"):
        return key_of(ids["pmid"])
    return f"doi:{ids['doi'].casefold()}" if ids.get("doi") else path.name.partition(".")[0]


def _first(element: Any, place: str) -> Any:
    """The first element at a place, whatever its namespace."""
    if element is None:
        return None
    parts = ["." if part == "" else f"{{*}}{part}" for part in place.split("/")]
    return element.find("/".join(parts).replace("/./", "//"))


def _without(element: Any) -> Any:
    """The element without what stands apart from its prose; its tail is kept."""
    if element is None:
        return None
    from lxml import etree

    kept = deepcopy(element)
    etree.strip_elements(kept, *(f"{{*}}{name}" for name in _APART), with_tail=False)
    return kept


def _paragraphs(article: Any, meta: Any) -> Iterator[tuple[str, str]]:
    abstracts = [] if meta is None else meta.findall("{*}abstract")
    bodies = article.findall("{*}body")
    for part in (*(item for item in abstracts if not item.get("abstract-type")), *bodies):
        for paragraph in _without(part).iter("{*}p"):
            text = words_of(paragraph)
            # A paragraph inside another, as in a list, is part of that one.
            if len(text.split()) >= _FEWEST_WORDS and not _inside(paragraph):
                yield _heading(paragraph), text


def _inside(paragraph: Any) -> bool:
    return any(True for _ in paragraph.iterancestors("{*}p"))


def _heading(paragraph: Any) -> str:
    section = next(paragraph.iterancestors("{*}sec"), None)
    return "" if section is None else words_of(section.find("{*}title"))


def _year(meta: Any) -> int | None:
    if meta is None:
        return None
    years = [words_of(item) for item in meta.iterfind("{*}pub-date/{*}year")]
    return min((year for text in years if (year := first_year(text))), default=None)


def _reference(meta: Any, journal: str, year: int | None) -> str:
    names = [] if meta is None else meta.findall("{*}contrib-group/{*}contrib/{*}name")
    authors = [f"{words_of(_first(n, 'surname'))} {_initials(n)}".strip() for n in names]
    return reference(
        authors=authors,
        journal=journal,
        year=year,
        volume=words_of(_first(meta, "volume")),
        issue=words_of(_first(meta, "issue")),
        pages=words_of(_first(meta, "fpage")) or words_of(_first(meta, "elocation-id")),
    )


def _initials(name: Any) -> str:
    return "".join(part[0] for part in words_of(_first(name, "given-names")).split())


def _design(article: Any, meta: Any) -> Design | None:
    kind = (article.get("article-type") or "").casefold()
    subjects = [] if meta is None else meta.iterfind(".//{*}subject")
    return _TYPES.get(kind) or design_of([kind, *(words_of(item) for item in subjects)])


def _standing(article: Any, meta: Any) -> Standing:
    kind = (article.get("article-type") or "").casefold()
    links = [] if meta is None else meta.iterfind("{*}related-article")
    events = [] if meta is None else meta.iterfind(".//{*}event")
    said = [kind, *(item.get("related-article-type", "") for item in links)]
    said += [item.get("event-type", "") for item in events]
    if any("retract" in word for word in said):
        return Standing.RETRACTED
    if any("concern" in word for word in said):
        return Standing.CONCERN
    return Standing.PREPRINT if kind == "preprint" else Standing.CURRENT
