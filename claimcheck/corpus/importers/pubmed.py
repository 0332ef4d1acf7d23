"""PubMed and MEDLINE: the XML of the yearly files, the update files and E-utilities' efetch.

The form is NLM's (https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html). Records
without an abstract are passed over: a title alone says what was asked, not what was found.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimcheck.corpus.importers.designs import design_of
from claimcheck.corpus.importers.works import Work, first_year, passages_of, reference
from claimcheck.corpus.importers.xml import elements, words_of
from claimcheck.errors import CorpusError
from claimcheck.types import Standing

__all__ = ["key_of", "read_pubmed", "taken_back"]

_RECORD = "PubmedArticle"
_TAKEN_BACK = "DeleteCitation"
_LINK = "https://pubmed.ncbi.nlm.nih.gov/{}/"
_RETRACTED = frozenset({"retracted publication", "retraction of publication", "retraction notice"})
_RETRACTING = frozenset({"RetractionIn", "RetractedandRepublishedIn"})


def key_of(pmid: str) -> str:
    """The document id that a PubMed record has in a corpus.

    :param pmid: digits.
    :returns: such as ``pmid:123``.
    """
    return f"pmid:{pmid}"


def read_pubmed(path: Path, *, sentences: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The abstract of each record as passages, memory flat however long the file.

    Publication types and MeSH headings give the design, major headings the topics. A record
    that was retracted, or is the notice of it, has the standing ``retracted``; one with an
    expression of concern ``concern``; a preprint ``preprint``.

    :param path: a ``PubmedArticleSet``, plain or gzip.
    :param sentences: sentences a passage; 0 for whole sections of an abstract.
    :yields: place and record of each passage.
    :raises CorpusError: if the file is no such set, is broken, or declares entities.
    """
    for where, element in elements(path, (_RECORD,)):
        work = _work(element, where)
        if work.paragraphs:
            for record in passages_of(work, sentences=sentences):
                yield where, record


def taken_back(path: Path) -> Iterator[str]:
    """The documents that an update file deletes: entered in error, or twice.

    :param path: a ``PubmedArticleSet``, plain or gzip.
    :yields: their ids in a corpus.
    :raises CorpusError: if the file is broken, or declares entities.
    """
    # Records are named too, so that they are emptied on the way.
    for _, element in elements(path, (_RECORD, _TAKEN_BACK)):
        if element.tag == _TAKEN_BACK:
            yield from (key_of(words_of(item)) for item in element.iterfind("PMID"))


def _work(record: Any, where: str) -> Work:
    citation = record.find("MedlineCitation")
    article = None if citation is None else citation.find("Article")
    pmid = "" if citation is None else (citation.findtext("PMID") or "").strip()
    if article is None or not pmid:
        raise CorpusError(f"{where} has no PMID or no Article; it is no PubMed record.")
    types = [words_of(item) for item in article.iterfind("PublicationTypeList/PublicationType")]
    headings = citation.findall("MeshHeadingList/MeshHeading/DescriptorName")
    subjects = [words_of(item) for item in headings]
    major = [words_of(item) for item in headings if item.get("MajorTopicYN") == "Y"]
    journal = article.find("Journal")
    title = words_of(article.find("ArticleTitle")).removeprefix("[").removesuffix("].")
    year = _year(article)
    return Work(
        key=key_of(pmid),
        title=title.rstrip("."),
        paragraphs=tuple(_paragraphs(article)),
        citation=_reference(article, journal, year),
        publisher="" if journal is None else words_of(journal.find("Title")),
        doi=_doi(record, article),
        pmid=pmid,
        url=_LINK.format(pmid),
        year=year,
        topics=tuple(dict.fromkeys(name.casefold() for name in major)),
        design=design_of(types, subjects),
        standing=_standing(citation, types),
    )


def _paragraphs(article: Any) -> Iterator[tuple[str, str]]:
    for part in article.iterfind("Abstract/AbstractText"):
        if text := words_of(part):
            yield "", text


def _year(article: Any) -> int | None:
    dated = article.find("Journal/JournalIssue/PubDate")
    named = [] if dated is None else [dated.findtext("Year"), dated.findtext("MedlineDate")]
    return first_year(*(text for text in (*named, article.findtext("ArticleDate/Year")) if text))


def _reference(article: Any, journal: Any, year: int | None) -> str:
    def found(name: str) -> str:
        return "" if journal is None else words_of(journal.find(name))

    authors = [_author(item) for item in article.iterfind("AuthorList/Author")]
    return reference(
        authors=authors,
        journal=found("ISOAbbreviation") or found("Title"),
        year=year,
        volume=found("JournalIssue/Volume"),
        issue=found("JournalIssue/Issue"),
        pages=words_of(article.find("Pagination/MedlinePgn")),
    )


def _author(item: Any) -> str:
    if group := words_of(item.find("CollectiveName")):
        return group
    return f"{words_of(item.find('LastName'))} {words_of(item.find('Initials'))}".strip()


def _doi(record: Any, article: Any) -> str:
    places = [
        *article.iterfind("ELocationID[@EIdType='doi']"),
        *record.iterfind("PubmedData/ArticleIdList/ArticleId[@IdType='doi']"),
    ]
    return next((text for place in places if (text := words_of(place))), "")


def _standing(citation: Any, types: list[str]) -> Standing:
    named = {name.casefold() for name in types}
    links = {
        item.get("RefType")
        for item in citation.iterfind("CommentsCorrectionsList/CommentsCorrections")
    }
    if named & _RETRACTED or links & _RETRACTING:
        return Standing.RETRACTED
    if "expression of concern" in named or "ExpressionOfConcernIn" in links:
        return Standing.CONCERN
    return Standing.PREPRINT if "preprint" in named else Standing.CURRENT
