"""Reading JSON lines with the line number kept, for messages that name the place."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from claimcheck.errors import CorpusError

__all__ = ["LONGEST_LINE", "open_binary", "parse_line", "read_bytes", "read_lines", "read_objects"]

LONGEST_LINE = 1 << 20


def open_binary(path: Path) -> BinaryIO:
    """A file, or what a gzip of it holds (told by its first two bytes), as bytes.

    :param path: the file.
    :returns: a stream the caller closes.
    :raises CorpusError: if it cannot be opened.
    """
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
        return cast("BinaryIO", gzip.open(path, "rb")) if packed else path.open("rb")
    except OSError as error:
        raise CorpusError(f"{path} cannot be opened: {error.strerror or error}.") from error


def read_objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a ``.jsonl`` or ``.jsonl.gz`` with line numbers from 1; blank lines skipped.

    :param path: the file.
    :yields: line number and object.
    :raises CorpusError: naming file and line, if a line is too long, not UTF-8 or no object.
    """
    for number, _, value in read_lines(path):
        yield number, value


def read_lines(path: Path) -> Iterator[tuple[int, bytes, dict[str, Any]]]:
    """The same with each line as it stands in the file, its end included.

    :param path: the file.
    :yields: line number, line and object.
    :raises CorpusError: as :func:`read_objects`.
    """
    for number, line in read_bytes(path):
        yield number, line, parse_line(line, f"{path}, line {number}")


def read_bytes(path: Path) -> Iterator[tuple[int, bytes]]:
    """The same lines, not looked into; one that is too long comes in pieces.

    :param path: the file.
    :yields: line number and line.
    :raises CorpusError: if the file cannot be read.
    """
    try:
        with open_binary(path) as stream:
            number = 0
            while line := stream.readline(LONGEST_LINE + 1):
                number += 1
                if line.strip():
                    yield number, line
    except (OSError, EOFError, zlib.error) as error:
        raise CorpusError(f"{path} cannot be read to its end: {error}.") from error


def parse_line(line: bytes, where: str) -> dict[str, Any]:
    """The object that a line holds.

    :param line: its bytes.
    :param where: file and line, to begin an error with.
    :returns: the object.
    :raises CorpusError: if the line is too long, not UTF-8 or no object.
    """
    if len(line) > LONGEST_LINE:
        raise CorpusError(f"{where} is longer than {LONGEST_LINE:,} bytes; a passage is short.")
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CorpusError(f"{where} is not UTF-8; save the file as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise CorpusError(f"{where} is not valid JSON: {error}.") from error
    if not isinstance(value, dict):
        raise CorpusError(
            f"{where} holds a {type(value).__name__}; each line must be an object in {{…}}."
        )
    return value
