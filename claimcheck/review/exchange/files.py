"""Exports and imports as files: whole or not at all, written and read as they go."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from claimcheck.codec import atomic_file
from claimcheck.errors import CodecError, UsageError
from claimcheck.review.exchange.base import Format
from claimcheck.review.exchange.incoming import Brought, bring_in
from claimcheck.review.exchange.outgoing import documents_of, sheets_of
from claimcheck.review.exchange.registry import FORMATS
from claimcheck.review.exchange.sheets import Sheet
from claimcheck.review.store import ReviewStore

__all__ = ["export_file", "format_of", "import_file", "pieces"]


def format_of(name: str) -> Format:
    """The format of a name.

    :param name: one of those in ``FORMATS``.
    :returns: the format.
    :raises UsageError: if there is none.
    """
    if name not in FORMATS:
        raise UsageError(f"There is no format {name!r}; choose from {', '.join(FORMATS)}.")
    return FORMATS[name]


def pieces(sheets: Iterable[Sheet], name: str) -> Iterator[bytes]:
    """An export as bytes, piece by piece."""
    for text in format_of(name).write(sheets):
        yield text.encode("utf-8", "surrogatepass")


def export_file(store: ReviewStore, name: str, path: Path) -> Path:
    """Write all reviews of a store; the file appears whole or not at all.

    :param store: an open store.
    :param name: of the format.
    :param path: the file; one that is there is replaced.
    :returns: the path.
    :raises UsageError: if there is no such format.
    """
    form = format_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_file(path) as stream:
        for piece in pieces(sheets_of(store), form.name):
            stream.write(piece)
    return path


def import_file(store: ReviewStore, name: str, path: Path, *, actor: str = "import") -> Brought:
    """Take in the reviews of a file.

    :param store: an open store.
    :param name: of the format.
    :param path: the file, gzipped or not.
    :param actor: who is named where the file names nobody.
    :returns: what became of it.
    :raises CodecError: if the file cannot be read or is of another kind.
    """
    form, documents = format_of(name), documents_of(store)
    with _opened(path) as stream:
        try:
            return bring_in(store, form.read(stream, documents), actor=actor)
        except (UnicodeDecodeError, EOFError, OSError, zlib.error) as error:
            raise CodecError(f"{path} cannot be read: {error}.") from error
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise CodecError(f"{path} is not in the format {name}: {error}.") from error


@contextmanager
def _opened(path: Path) -> Iterator[IO[str]]:
    try:
        raw: IO[bytes] = path.open("rb")
    except OSError as error:
        raise CodecError(f"{path} cannot be read: {error}.") from error
    with raw:
        zipped = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        # Line ends stay as they are: a quote may hold them.
        source = gzip.GzipFile(fileobj=raw) if zipped else raw
        with io.TextIOWrapper(source, "utf-8", "surrogatepass", newline="") as stream:
            yield stream
