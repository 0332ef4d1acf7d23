"""Reading passages out of other people's files: one importer a form.

An importer yields ``(where, record)`` pairs, the record in the fields of
:class:`~claimcheck.types.Passage`; what is common to all (defaults, ids, validation)
happens here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from claimcheck.corpus.importers.abstracts import read_beir, read_scifact
from claimcheck.corpus.importers.bibtex import read_bibtex
from claimcheck.corpus.importers.documents import read_documents
from claimcheck.corpus.importers.fields import coerced
from claimcheck.corpus.importers.guess import guess_form
from claimcheck.corpus.importers.jats import read_jats
from claimcheck.corpus.importers.pubmed import read_pubmed, taken_back
from claimcheck.corpus.importers.ris import read_ris
from claimcheck.corpus.importers.tables import read_csv, read_jsonl
from claimcheck.corpus.passages import FIELDS, TakenBack, passage_from_record
from claimcheck.errors import CorpusError
from claimcheck.types import Passage

__all__ = ["FORMATS", "ImportOptions", "read_changes", "read_passages"]

FORMATS = (
    "auto", "jsonl", "csv", "pubmed", "jats", "ris", "bibtex", "scifact", "beir", "documents",
)  # fmt: skip
_Rows = Iterator[tuple[str, dict[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How a file is to be read.

    ``columns`` names, for a field of a passage, the column or key it stands in;
    ``defaults`` gives a field a value where the file has none, as text; ``sentences``
    is how many sentences of an abstract or long paragraph make a passage (0: all).
    """

    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    defaults: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sentences: int = 3

    def __post_init__(self) -> None:
        for name in (*self.columns, *self.defaults):
            if name not in FIELDS:
                raise CorpusError(
                    f"A passage has no field {name!r}; its fields are {', '.join(FIELDS)}."
                )
        if self.sentences < 0:
            raise CorpusError(f"sentences must be 0 or more, not {self.sentences}.")


def read_passages(
    path: Path, *, form: str = "auto", options: ImportOptions | None = None
) -> Iterator[Passage]:
    """The passages of a file or folder, validated, one at a time.

    :param path: a file, which may be packed with gzip, or a folder of them.
    :param form: one of :data:`FORMATS`; ``auto`` looks at the name and the first record.
    :param options: columns, defaults and passage length.
    :yields: passages in the order of the file.
    :raises CorpusError: if the path is missing or the form unknown; naming the line, if a
        record does not make a passage.
    """
    chosen, name = options or ImportOptions(), _form(path, form)
    for file in _files(path, name):
        yield from _passages(file, name, chosen)


def read_changes(
    path: Path, *, form: str = "auto", options: ImportOptions | None = None
) -> Iterator[Passage | TakenBack]:
    """The same, and after each file the documents that it takes back.

    Of the forms, PubMed's update files do so (``DeleteCitation``).

    :param path: a file, which may be packed with gzip, or a folder of them.
    :param form: one of :data:`FORMATS`; ``auto`` looks at the name and the first record.
    :param options: columns, defaults and passage length.
    :yields: passages and what is taken back, in the order of the files.
    :raises CorpusError: as :func:`read_passages` does.
    """
    chosen, name = options or ImportOptions(), _form(path, form)
    for file in _files(path, name):
        yield from _passages(file, name, chosen)
        if name == "pubmed":
            yield from (TakenBack(doc_id=key) for key in taken_back(file))


def _form(path: Path, form: str) -> str:
    try:
        found = path.exists()
    except OSError:  # a name too long for the file system
        found = False
    if not found:
        raise CorpusError(f"There is no file or folder {str(path)[:200]}.")
    name = guess_form(path) if form == "auto" else form
    if name not in _READERS:
        raise CorpusError(f"The format {form!r} is not known; choose {', '.join(FORMATS)}.")
    return name


def _passages(file: Path, form: str, options: ImportOptions) -> Iterator[Passage]:
    for where, record in _READERS[form](file, options):
        yield passage_from_record(_completed(record, options, where), where=where)


def _completed(record: dict[str, Any], options: ImportOptions, where: str) -> dict[str, Any]:
    for name, value in options.defaults.items():
        if record.get(name) in (None, "", [], ()):
            record[name] = coerced(name, value, where)
    if not record.get("id") and isinstance(record.get("text"), str):
        seed = f"{record.get('title') or ''}\n{record['text']}"
        record["id"] = "p" + hashlib.sha256(seed.encode("utf-8", "replace")).hexdigest()[:16]
    return record


_Reader = Callable[[Path, ImportOptions], _Rows]


def _by_sentences(read: Callable[..., _Rows]) -> _Reader:
    return lambda path, options: read(path, sentences=options.sentences)


_READERS: dict[str, _Reader] = {
    "jsonl": lambda path, options: read_jsonl(path, columns=options.columns),
    "csv": lambda path, options: read_csv(path, columns=options.columns),
    "pubmed": _by_sentences(read_pubmed),
    "jats": _by_sentences(read_jats),
    "ris": _by_sentences(read_ris),
    "bibtex": _by_sentences(read_bibtex),
    "scifact": _by_sentences(read_scifact),
    "beir": _by_sentences(read_beir),
    "documents": _by_sentences(read_documents),
}
_SUFFIXES = {
    "pubmed": (".xml", ".xml.gz"),
    "jats": (".xml", ".nxml", ".xml.gz", ".nxml.gz"),
    "ris": (".ris",),
    "bibtex": (".bib",),
}


def _files(path: Path, form: str) -> list[Path]:
    """The files of a folder that are of a form, sorted; the path itself where it is read whole."""
    if not path.is_dir() or form not in _SUFFIXES:
        return [path]
    endings = _SUFFIXES[form]
    found = sorted(f for f in path.rglob("*") if f.is_file() and f.name.lower().endswith(endings))
    if not found:
        raise CorpusError(f"The folder {path} holds no file that ends in {' or '.join(endings)}.")
    return found
