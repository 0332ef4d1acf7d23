"""RIS, what reference managers and most databases export."""

from __future__ import annotations

import io
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimcheck.corpus.importers.works import Work, first_year, key_for, passages_of, reference
from claimcheck.corpus.lines import open_binary
from claimcheck.errors import CorpusError

__all__ = ["read_ris"]

_TAG = re.compile(r"(?P<tag>[A-Z][A-Z0-9])  ?-(?: (?P<value>.*))?$")
_Fields = dict[str, list[str]]


def read_ris(path: Path, *, sentences: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The abstract of each reference as passages; those without one are passed over.

    :param path: a ``.ris`` file in UTF-8, plain or gzip.
    :param sentences: sentences a passage; 0 for the whole abstract.
    :yields: place and record of each passage.
    :raises CorpusError: if the file is no RIS, not UTF-8, or no reference has an abstract.
    """
    references = found = 0
    for line, fields in _references(path):
        references += 1
        if work := _work(fields):
            found += 1
            for record in passages_of(work, sentences=sentences):
                yield f"{path}, reference at line {line}", record
    if not found:
        what = (
            f"none of its {references} references has an abstract" if references else "no TY line"
        )
        raise CorpusError(f"{path}: {what}; export it as RIS again, with abstracts.")


def _references(path: Path) -> Iterator[tuple[int, _Fields]]:
    fields: _Fields = defaultdict(list)
    tag, began = "", 0
    with open_binary(path) as raw:
        lines = io.TextIOWrapper(raw, encoding="utf-8-sig")
        try:
            for number, line in enumerate(lines, start=1):
                match = _TAG.match(line.rstrip())
                if match is None:
                    if tag and line.strip():  # a long value goes on in the next line
                        fields[tag][-1] += " " + line.strip()
                    continue
                tag = match["tag"]
                if tag == "TY":
                    fields, began = defaultdict(list), number
                if tag == "ER":
                    yield began, fields
                    fields, tag = defaultdict(list), ""
                else:
                    fields[tag].append(" ".join((match["value"] or "").split()))
        except UnicodeDecodeError as error:
            raise CorpusError(f"{path} is not UTF-8; export the file as UTF-8.") from error
        except (OSError, EOFError, zlib.error) as error:
            raise CorpusError(f"{path} cannot be read to its end: {error}.") from error


def _work(fields: _Fields) -> Work | None:
    def first(*tags: str) -> str:
        return next((value for tag in tags for value in fields.get(tag, ()) if value), "")

    abstract = first("AB", "N2")
    title = first("TI", "T1")
    if not abstract:
        return None
    journal = first("JO", "JF", "T2", "JA", "J2")
    year = first_year(first("PY", "Y1", "DA"))
    doi = first("DO").removeprefix("https://doi.org/").removeprefix("doi:").strip()
    pages = "-".join(part for part in (first("SP"), first("EP")) if part)
    return Work(
        key=key_for(doi=doi, title=title, abstract=abstract),
        title=title,
        paragraphs=(("", abstract),),
        citation=reference(
            authors=[_author(name) for name in fields.get("AU") or fields.get("A1") or ()],
            journal=journal,
            year=year,
            volume=first("VL"),
            issue=first("IS"),
            pages=pages,
        ),
        publisher=journal or first("PB"),
        doi=doi,
        url=first("UR"),
        year=year,
        topics=tuple(dict.fromkeys(word.casefold() for word in fields.get("KW", ()) if word)),
    )


def _author(name: str) -> str:
    surname, _, given = name.partition(",")
    return f"{surname.strip()} {''.join(part[0] for part in given.split())}".strip()
