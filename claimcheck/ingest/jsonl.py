"""JSONL, plain or gzipped: each line an object with ``id``, ``title`` and ``text``."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from claimcheck.errors import IngestError
from claimcheck.ingest.article import article_from_text
from claimcheck.ingest.detect import MARKDOWN, PLAIN
from claimcheck.ingest.files import check_regular, display_name, open_error, size_text
from claimcheck.ingest.limits import Limits
from claimcheck.types import Article

__all__ = ["Record", "article_of", "only_record", "records"]

_FILE_LIMIT = 100
"""A file of records may be this many times as large as one record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One line: its name (the record's id, or its line number), its bytes, or what is wrong."""

    name: str
    data: bytes = b""
    problem: IngestError | None = None


def records(path: Path, *, limits: Limits) -> Iterator[Record]:
    """The records of a file, one at a time; blank lines are passed over.

    A line that is no record, and a file that breaks off, give a record with a problem.

    :param path: a ``.jsonl`` or ``.jsonl.gz`` file.
    :param limits: ``max_bytes`` bounds each line.
    :yields: the records in the order of the file.
    """
    name = display_name(path)
    try:
        status = path.stat()
        check_regular(status, name=name, limits=_file_limits(limits))
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            with gzip.GzipFile(fileobj=raw) if packed else raw as stream:
                yield from _lines(stream, name=name, limits=limits)
    except IngestError as error:
        yield Record(name="", problem=error)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        problem = IngestError(
            f"{name!r} breaks off or is damaged; the records before that were read. "
            "Fetch it again.",
            code="E205",
        )
        yield Record(name="end", problem=problem)
    except OSError as error:
        yield Record(name="", problem=open_error(error, name))


def _file_limits(limits: Limits) -> Limits:
    from dataclasses import replace

    return replace(limits, max_bytes=limits.max_bytes * _FILE_LIMIT)


def _lines(stream: IO[bytes] | gzip.GzipFile, *, name: str, limits: Limits) -> Iterator[Record]:
    number = total = 0
    while line := stream.readline(limits.max_bytes + 1):
        number += 1
        total += len(line)
        if len(line) > limits.max_bytes or total > limits.max_bytes * _FILE_LIMIT:
            problem = IngestError(
                f"{name!r}, line {number} goes beyond the limit of {size_text(limits.max_bytes)} a "
                "record; the rest of the file was not read.",
                code="E313",
            )
            yield Record(name=f"line-{number}", problem=problem)
            return
        if line.strip():
            yield _record(line.removeprefix(b"\xef\xbb\xbf"), number, name=name)


def _record(line: bytes, number: int, *, name: str) -> Record:
    try:
        value = _load(line)
    except ValueError as error:
        problem = IngestError(
            f"{name!r}, line {number} is no record: {error}. Each line must be a JSON object with "
            '"text" (and, if you like, "id" and "title").',
            code="E203",
        )
        return Record(name=f"line-{number}", data=line, problem=problem)
    given = value.get("id")
    said = str(given) if isinstance(given, str | int) and str(given) else f"line-{number}"
    return Record(name=said, data=line)


def _load(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if not isinstance(value, dict):
        raise ValueError(f"it holds a {type(value).__name__}")  # noqa: TRY004
    if not isinstance(value.get("text"), str):
        raise ValueError('"text" is missing or is not a string')  # noqa: TRY004
    return value


def article_of(data: bytes, *, source: str) -> Article:
    """The article of one record's line.

    :param data: the line.
    :param source: the record's name.
    :returns: the article.
    :raises IngestError: E203, if it is no record.
    """
    try:
        value = _load(data)
    except ValueError as error:
        raise IngestError(f"{source!r} is no record: {error}.", code="E203") from error
    title = value.get("title")
    media_type = MARKDOWN if value.get("media_type") == MARKDOWN else PLAIN
    return article_from_text(
        value["text"],
        title=title if isinstance(title, str) else "",
        source=source,
        media_type=media_type,
    )


def only_record(path: Path, *, limits: Limits) -> Article:
    """The article of a file that holds one record.

    :param path: a ``.jsonl`` or ``.jsonl.gz`` file.
    :param limits: see :class:`Limits`.
    :returns: the article.
    :raises IngestError: E203 if it holds none or several, or what is wrong with the record.
    """
    name = display_name(path)
    found = []
    for record in records(path, limits=limits):
        if record.problem is not None:
            raise record.problem
        found.append(record)
        if len(found) > 1:
            break
    if len(found) != 1:
        count = "several records" if found else "no record"
        raise IngestError(
            f"{name!r} holds {count}; use `claimcheck batch` for files of records.", code="E203"
        )
    return article_of(found[0].data, source=f"{name}#{found[0].name}")
