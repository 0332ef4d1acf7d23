"""File habits of all writers and readers: UTF-8, one record a line, whole or not at all."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from claimcheck.errors import CodecError

__all__ = ["atomic_file", "dumps", "open_lines", "read_jsonl", "write_atomic"]


def dumps(value: object, *, indent: int | None = None) -> str:
    """JSON text of ``value``: readable characters, no NaN, keys in the order given.

    A text that holds a lone surrogate cannot be written as UTF-8, so such a value
    is escaped to ASCII as a whole; reading it back gives the same string.

    :param value: what JSON can hold.
    :param indent: spaces a level; all on one line if ``None``.
    :returns: the JSON text.
    :raises CodecError: if a number is NaN or infinite.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    except ValueError as error:
        raise CodecError(f"A value cannot be written as JSON: {error}.") from error
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, ensure_ascii=True, allow_nan=False, indent=indent)
    return text


def open_lines(path: Path) -> IO[str]:
    """Open a text file, or a gzip of one (by its first two bytes), for reading as UTF-8."""
    with path.open("rb") as raw:
        zipped = raw.read(2) == b"\x1f\x8b"
    if zipped:
        return gzip.open(path, "rt", encoding="utf-8", newline="\n")
    return path.open(encoding="utf-8", newline="\n")


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a ``.jsonl`` or ``.jsonl.gz`` file, in order; blank lines are skipped.

    :param path: the file.
    :yields: one object a line.
    :raises CodecError: naming the line, if one is not a JSON object.
    """
    try:
        with open_lines(path) as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _parse(line, path=path, number=number)
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise CodecError(f"{path} cannot be read: {error}.") from error


def _parse(line: str, *, path: Path, number: int) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise CodecError(f"{path}, line {number} is not valid JSON: {error}.") from error
    if not isinstance(value, dict):
        raise CodecError(
            f"{path}, line {number} holds a {type(value).__name__}; each line must be an object."
        )
    return value


def write_atomic(path: Path, data: str | bytes) -> None:
    """Write a file whole or not at all, its folder made if need be.

    :param path: the file.
    :param data: bytes, or text to be written as UTF-8.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_file(path) as stream:
        stream.write(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)


@contextmanager
def atomic_file(path: Path) -> Iterator[IO[bytes]]:
    """A stream to a file that appears whole or not at all: a neighbour, fsync, rename.

    :param path: the file, in a folder that exists.
    :yields: a binary stream to write to.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp makes files private; a report is meant to be shared like any other file.
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
