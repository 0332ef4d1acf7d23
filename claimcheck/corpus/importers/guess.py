"""Which form a file is in, by its name and its first record."""

from __future__ import annotations

from pathlib import Path

from claimcheck.corpus.importers import documents
from claimcheck.corpus.importers.xml import root_name
from claimcheck.corpus.lines import read_objects
from claimcheck.errors import CorpusError

__all__ = ["guess_form"]

_BY_SUFFIX = {
    ".csv": "csv",
    ".tsv": "csv",
    ".ris": "ris",
    ".bib": "bibtex",
    ".nxml": "jats",
    **dict.fromkeys(documents.SUFFIXES, "documents"),
}
_BY_ROOT = {
    "PubmedArticleSet": "pubmed",
    "article": "jats",
    "articleset": "jats",
    "pmc-articleset": "jats",
}
_JSON_LINES = (".jsonl", ".ndjson")


def guess_form(path: Path) -> str:
    """The form a file seems to be in; a folder is one of documents.

    :param path: a file, which may be packed, or a folder.
    :returns: the name of a form.
    :raises CorpusError: if neither name nor content tell.
    """
    suffixes = [part.lower() for part in path.suffixes if part != ".gz"]
    suffix = suffixes[-1] if suffixes else ""
    if path.is_dir():
        return "documents"
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    if suffix in _JSON_LINES:
        return _of_json_lines(path)
    if suffix == ".xml" and (form := _BY_ROOT.get(root_name(path))):
        return form
    known = sorted({*_BY_SUFFIX, *_JSON_LINES, ".xml of PubMed or JATS"})
    raise CorpusError(
        f"{path} is of no kind that is read on sight ({', '.join(known)}); say which with --format."
    )


def _of_json_lines(path: Path) -> str:
    _, first = next(read_objects(path), (0, {}))
    if "doc_id" in first and isinstance(first.get("abstract"), list):
        return "scifact"
    return "beir" if "_id" in first and "text" in first else "jsonl"
