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
from claimcheck.corpus.importers.documents import SUFFIXES, read_documents
from claimcheck.corpus.importers.fields import coerced
from claimcheck.corpus.importers.tables import read_csv, read_jsonl
from claimcheck.corpus.lines import read_objects
from claimcheck.corpus.passages import FIELDS, passage_from_record
from claimcheck.errors import CorpusError
from claimcheck.types import Passage

__all__ = ["FORMATS", "ImportOptions", "read_passages"]

FORMATS = ("auto", "jsonl", "csv", "scifact", "beir", "documents")
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

    :param path: a ``.jsonl``, ``.jsonl.gz``, ``.csv`` or ``.tsv`` file, a document, or a
        folder of documents.
    :param form: one of :data:`FORMATS`; ``auto`` looks at the name and the first record.
    :param options: columns, defaults and passage length.
    :yields: passages in the order of the file.
    :raises CorpusError: if the path is missing or the form unknown; naming the line, if a
        record does not make a passage.
    """
    chosen = options or ImportOptions()
    try:
        found = path.exists()
    except OSError:  # a name too long for the file system
        found = False
    if not found:
        raise CorpusError(f"There is no file or folder {str(path)[:200]}.")
    name = _guess(path) if form == "auto" else form
    if name not in _READERS:
        raise CorpusError(f"The format {form!r} is not known; choose {', '.join(FORMATS)}.")
    for where, record in _READERS[name](path, chosen):
        yield passage_from_record(_completed(record, chosen, where), where=where)


def _guess(path: Path) -> str:
    suffixes = [part for part in path.suffixes if part != ".gz"]
    suffix = suffixes[-1].lower() if suffixes else ""
    if path.is_dir() or suffix in SUFFIXES:
        return "documents"
    if suffix in (".csv", ".tsv"):
        return "csv"
    if suffix in (".jsonl", ".ndjson"):
        return _guess_jsonl(path)
    raise CorpusError(
        f"{path} is of no kind that is read on sight ({', '.join(sorted(SUFFIXES))}, .csv, "
        f".tsv, .jsonl, .jsonl.gz); say --format {'|'.join(FORMATS[1:])}."
    )


def _guess_jsonl(path: Path) -> str:
    _, first = next(read_objects(path), (0, {}))
    if "doc_id" in first and isinstance(first.get("abstract"), list):
        return "scifact"
    return "beir" if "_id" in first and "text" in first else "jsonl"


def _completed(record: dict[str, Any], options: ImportOptions, where: str) -> dict[str, Any]:
    for name, value in options.defaults.items():
        if record.get(name) in (None, "", [], ()):
            record[name] = coerced(name, value, where)
    if not record.get("id") and isinstance(record.get("text"), str):
        seed = f"{record.get('title') or ''}\n{record['text']}"
        record["id"] = "p" + hashlib.sha256(seed.encode("utf-8", "replace")).hexdigest()[:16]
    return record


_READERS: dict[str, Callable[[Path, ImportOptions], _Rows]] = {
    "jsonl": lambda path, options: read_jsonl(path, columns=options.columns),
    "csv": lambda path, options: read_csv(path, columns=options.columns),
    "scifact": lambda path, options: read_scifact(path, sentences=options.sentences),
    "beir": lambda path, options: read_beir(path, sentences=options.sentences),
    "documents": lambda path, options: read_documents(path, sentences=options.sentences),
}
