"""From what the user names to single inputs: files, folders, records, standard input."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from claimcheck.errors import IngestError
from claimcheck.ingest.files import display_name, open_error, read_file, refuse_url
from claimcheck.ingest.jsonl import article_of, records
from claimcheck.ingest.limits import DEFAULT_LIMITS, Limits
from claimcheck.ingest.parse import read_bytes
from claimcheck.types import Article

__all__ = ["SKIPPED", "Source", "iter_inputs"]

SKIPPED = frozenset({"E206", "E303", "E304"})
"""Codes of things met in a folder that were never meant as articles: not failures."""

_NEVER_ARTICLES = (
    *(".css", ".csv", ".ini", ".js", ".json", ".lock", ".log", ".map", ".py", ".toml", ".tsv"),
    *(".xml", ".yaml", ".yml", ".avi", ".mp3", ".mp4", ".bmp", ".gif", ".ico", ".jpeg", ".jpg"),
    *(".png", ".svg", ".webp", ".eot", ".ttf", ".woff", ".woff2", ".bz2", ".gz", ".tar", ".zip"),
    *(".db", ".sqlite"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One input: its stable name and how to read it.

    ``name`` is relative to the folder that was given, ``file#id`` for a record, and unique
    in one walk. Exactly one of ``path``, ``record`` and ``problem`` says what there is.
    """

    name: str
    path: Path | None = None
    record: bytes | None = None
    stdin: bool = False
    problem: IngestError | None = None
    limits: Limits = DEFAULT_LIMITS

    def load(self) -> bytes:
        """The bytes of the input.

        :returns: the bytes, all of them.
        :raises IngestError: if they cannot be had.
        """
        if self.problem is not None:
            raise self.problem
        if self.record is not None:
            return self.record
        if self.path is None:
            raise IngestError(f"{self.name!r} names nothing to read.", code="E306")
        return read_file(self.path, limits=self.limits)

    def parse(self, data: bytes) -> Article:
        """The article of the bytes that :meth:`load` gave.

        :param data: the bytes of the input.
        :returns: the article.
        :raises IngestError: if they cannot be read as an article.
        """
        if self.record is not None and not self.stdin:
            return article_of(data, source=self.name)
        return read_bytes(data, source=self.name, limits=self.limits)

    def read(self) -> Article:
        """The article.

        :returns: the article.
        :raises IngestError: with the codes of ``docs/codes.md``.
        """
        return self.parse(self.load())


def iter_inputs(
    paths: Iterable[str | Path],
    *,
    limits: Limits = DEFAULT_LIMITS,
    exclude: Iterable[Path] = (),
) -> Iterator[Source]:
    """The inputs that some paths stand for, in a fixed order, read lazily.

    A folder gives its files in sorted order, hidden ones left out and links not followed; a
    ``.jsonl`` or ``.jsonl.gz`` file its records; ``-`` standard input. What cannot be read is
    a source too, whose ``read`` says why.

    :param paths: files, folders and ``-``, in the order wanted.
    :param limits: for each input.
    :param exclude: folders to stay out of, such as the run directory.
    :yields: sources, each with a name of its own.
    """
    given = [Path(path) if str(path) != "-" else "-" for path in paths]
    outside = frozenset(Path(os.path.realpath(path)) for path in exclude)
    folders = sum(1 for path in given if path != "-")
    seen: dict[str, int] = {}
    for path in given:
        for source in _expand(path, alone=folders == 1, limits=limits, outside=outside):
            count = seen[source.name] = seen.get(source.name, 0) + 1
            yield source if count == 1 else replace(source, name=f"{source.name}~{count}")


def _expand(
    path: str | Path, *, alone: bool, limits: Limits, outside: frozenset[Path]
) -> Iterator[Source]:
    if isinstance(path, str):
        data = sys.stdin.buffer.read(limits.max_bytes + 1)
        yield Source(name="<stdin>", record=data, stdin=True, limits=limits)
        return
    try:
        refuse_url(path)
        status = path.stat()
    except ValueError:
        problem = IngestError(f"{str(path)!r} is not a file name.", code="E306")
        yield Source(name=display_name(path), problem=problem)
    except OSError as error:
        yield Source(name=display_name(path), problem=open_error(error, display_name(path)))
    except IngestError as error:
        yield Source(name=display_name(path), problem=error)
    else:
        if stat.S_ISDIR(status.st_mode):
            prefix = "" if alone else f"{path.resolve().name}/"
            yield from _walk(path, prefix=prefix, limits=limits, outside=outside)
        else:
            yield from _file(path, name=_given_name(path), limits=limits)


def _given_name(path: Path) -> str:
    """A file's name as it was given, if that stays below the current folder."""
    inside = not path.is_absolute() and ".." not in path.parts
    return display_name(path.as_posix() if inside else path.name)


def _walk(
    folder: Path, *, prefix: str, limits: Limits, outside: frozenset[Path]
) -> Iterator[Source]:
    """The files below a folder, sorted by the bytes of their names; never recursive in C."""
    stack = [(folder, prefix, True)]
    while stack:
        path, name, is_folder = stack.pop()
        if not is_folder:
            yield from _entry(path, name=name, limits=limits)
            continue
        if Path(os.path.realpath(path)) in outside:
            continue
        try:
            with os.scandir(path) as listing:
                entries = sorted(listing, key=lambda e: os.fsencode(e.name))
        except OSError as error:
            shown = name or display_name(path)
            yield Source(name=shown, problem=open_error(error, shown))
            continue
        for entry in reversed(entries):
            if entry.name.startswith("."):
                continue
            below = entry.is_dir(follow_symlinks=False)
            label = name + display_name(entry.name) + ("/" if below else "")
            stack.append((Path(entry.path), label, below))


def _entry(path: Path, *, name: str, limits: Limits) -> Iterator[Source]:
    if path.is_symlink():
        problem = IngestError(
            f"{name!r} is a link; links in a folder are not followed. Give the file it points to.",
            code="E304",
        )
        yield Source(name=name, problem=problem)
    elif PurePath(name).suffix.lower() in _NEVER_ARTICLES and not _is_packed(name):
        problem = IngestError(
            f"{name!r} is of a kind that holds no article and was passed over; name it on the "
            "command line if it does.",
            code="E206",
        )
        yield Source(name=name, problem=problem)
    else:
        yield from _file(path, name=name, limits=limits)


def _is_packed(name: str) -> bool:
    return name.lower().endswith((".jsonl.gz", ".html.gz", ".htm.gz", ".txt.gz", ".md.gz"))


def _file(path: Path, *, name: str, limits: Limits) -> Iterator[Source]:
    if not path.name.lower().endswith((".jsonl", ".jsonl.gz")):
        yield Source(name=name, path=path, limits=limits)
        return
    for record in records(path, limits=limits):
        label = f"{name}#{record.name}" if record.name else name
        if record.problem is not None:
            yield Source(name=label, problem=record.problem, limits=limits)
        else:
            yield Source(name=label, record=record.data, limits=limits)
