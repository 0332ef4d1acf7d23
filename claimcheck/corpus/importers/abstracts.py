"""Collections of abstracts: SciFact's own form and BEIR's.

SciFact: Wadden et al. 2020, ``{"doc_id", "title", "abstract": [sentence, …]}``.
BEIR: Thakur et al. 2021, ``{"_id", "title", "text", "metadata"}``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from claimcheck.corpus.importers.split import chunked, sentences_of
from claimcheck.corpus.lines import read_objects
from claimcheck.errors import CorpusError

__all__ = ["read_beir", "read_scifact"]

_Rows = Iterator[tuple[str, dict[str, Any]]]


def read_scifact(path: Path, *, sentences: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each abstract as passages of some sentences under its title.

    :param path: SciFact's ``corpus.jsonl``, plain or gzip.
    :param sentences: sentences a passage; 0 for the whole abstract.
    :yields: place and record of each passage.
    :raises CorpusError: if a record has no ``doc_id`` or its abstract is no list of text.
    """
    for number, row in read_objects(path):
        where = f"{path}, line {number}"
        abstract = row.get("abstract")
        if not isinstance(abstract, list) or not all(isinstance(s, str) for s in abstract):
            raise CorpusError(f"{where}: abstract must be a list of sentences.")
        yield from _passages(where, row.get("doc_id"), row.get("title"), abstract, sentences)


def read_beir(path: Path, *, sentences: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each document as passages of some sentences under its title.

    :param path: a BEIR ``corpus.jsonl``, plain or gzip.
    :param sentences: sentences a passage; 0 for the whole document.
    :yields: place and record of each passage.
    :raises CorpusError: if a record has no ``_id`` or no text.
    """
    for number, row in read_objects(path):
        where = f"{path}, line {number}"
        text = row.get("text")
        if not isinstance(text, str):
            raise CorpusError(f"{where}: text must be text, not {text!r:.80}.")
        metadata = row.get("metadata")
        link = metadata.get("url") if isinstance(metadata, dict) else None
        parts = sentences_of(text)
        for place, record in _passages(where, row.get("_id"), row.get("title"), parts, sentences):
            if isinstance(link, str) and link.startswith(("http://", "https://")):
                record["url"] = link
            yield place, record


def _passages(
    where: str, key: object, title: object, parts: Sequence[str], sentences: int
) -> _Rows:
    if isinstance(key, bool) or not isinstance(key, str | int) or key == "":
        raise CorpusError(f"{where}: the document has no id.")
    heading = title.strip() if isinstance(title, str) else ""
    # A document that is nothing but a title can still be what a claim meets.
    bodies = chunked(parts, size=sentences) or ([heading] if heading else [])
    for number, body in enumerate(bodies, start=1):
        yield (
            where,
            {
                "id": f"{key}.{number}",
                "doc_id": str(key),
                "text": body,
                "title": heading,
                "citation": heading,
            },
        )
