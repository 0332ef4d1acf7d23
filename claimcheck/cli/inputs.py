"""What the user named, as articles or failures."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from claimcheck import ingest
from claimcheck.errors import ClaimcheckError
from claimcheck.types import Article, Failure

__all__ = ["read_inputs"]


def read_inputs(names: Iterable[str]) -> Iterator[Article | Failure]:
    """An article or a failure for each input: files, folders, JSONL records, ``-`` for stdin."""
    for name in names:
        if name == "-":
            yield _stdin()
        else:
            yield from _path(name)


def _stdin() -> Article | Failure:
    try:
        return ingest.read_bytes(sys.stdin.buffer.read(), source="<stdin>")
    except ClaimcheckError as error:
        return _failure("<stdin>", error)


def _path(name: str) -> Iterator[Article | Failure]:
    sources = ingest.iter_inputs([name])
    while True:
        try:
            source = next(sources)
        except StopIteration:
            return
        except ClaimcheckError as error:
            yield _failure(name, error)
            return
        try:
            yield source.read()
        except ClaimcheckError as error:
            yield _failure(source.name, error)


def _failure(source: str, error: ClaimcheckError) -> Failure:
    return Failure(source=source, stage="ingest", error=str(error), code=error.code)
