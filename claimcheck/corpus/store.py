"""A corpus opened for reading."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator
from functools import cached_property
from pathlib import Path

from claimcheck import codec
from claimcheck.corpus.lines import parse_line, read_bytes, read_objects
from claimcheck.corpus.locate import find
from claimcheck.corpus.manifest import Manifest, read_manifest
from claimcheck.corpus.passages import passage_from_record, passage_to_record
from claimcheck.errors import CorpusError
from claimcheck.types import Passage

__all__ = ["PASSAGES", "Corpus", "file_hash", "mark_of", "read_passage_file", "to_line"]

PASSAGES = "passages.jsonl"
# Below this every passage is validated when the corpus is opened; a larger file is
# validated as it is streamed, so that opening stays quick once its index is built.
_EAGER_BYTES = 32 * 1024 * 1024


class Corpus:
    """A reference corpus: its manifest, its passages and the hash that names its contents.

    ``hash`` is the SHA-256 of ``passages.jsonl`` in hex, so that ``sha256sum`` shows
    the same. ``path`` is the folder, or ``None`` for a corpus made in memory.
    """

    def __init__(self, *, manifest: Manifest, content_hash: str, path: Path | None) -> None:
        self.manifest = manifest
        self.hash = content_hash
        self.path = path

    @classmethod
    def open(cls, name_or_path: str | Path) -> Corpus:
        """The corpus of that name, or in that folder.

        :param name_or_path: a name among the user's own and the bundled corpora, or a folder.
        :returns: the corpus, its manifest read.
        :raises CorpusError: if there is none, or it is malformed (file and line named).
        """
        folder = find(name_or_path)
        passages = folder / PASSAGES
        if not passages.is_file():
            raise CorpusError(
                f"The corpus in {folder} has no {PASSAGES}. "
                f"Add passages with: claimcheck corpus add {folder} FILE."
            )
        corpus = cls(manifest=read_manifest(folder), content_hash=file_hash(passages), path=folder)
        if passages.stat().st_size <= _EAGER_BYTES:
            _ = corpus.passages
        return corpus

    @classmethod
    def from_passages(
        cls, passages: Iterable[Passage], *, name: str = "memory", language: str = "en"
    ) -> Corpus:
        """A corpus without a folder, for tests and for evidence made at run time.

        :param passages: its passages, ids unique.
        :param name: what it is called in reports.
        :param language: ISO 639-1 code.
        :returns: a corpus whose ``path`` is ``None``.
        :raises CorpusError: if two passages share an id.
        """
        held = tuple(passages)
        _refuse_repeats(held, where=f"the corpus {name}")
        digest = hashlib.sha256("".join(map(to_line, held)).encode()).hexdigest()
        manifest = Manifest(name=name, title=name, language=language)
        corpus = cls(manifest=manifest, content_hash=digest, path=None)
        corpus.__dict__["passages"] = held
        return corpus

    def __repr__(self) -> str:
        return f"Corpus({self.name!r}, hash={self.hash[:12]!r})"

    @property
    def name(self) -> str:
        """What a user types to choose it."""
        return self.manifest.name

    @property
    def title(self) -> str:
        """Its name for people."""
        return self.manifest.title

    @property
    def version(self) -> str:
        """The version its maker gave it."""
        return self.manifest.version

    @property
    def language(self) -> str:
        """ISO 639-1 code of the passages' language."""
        return self.manifest.language

    @property
    def licence(self) -> str:
        """The terms of its text."""
        return self.manifest.licence

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All passages in the order of the file, held in memory."""
        return tuple(self.stream())

    @cached_property
    def size(self) -> int:
        """How many passages it holds; counts lines where they are not in memory."""
        if self.path is None or "passages" in self.__dict__:
            return len(self.passages)
        with (self.path / PASSAGES).open("rb") as lines:
            return sum(1 for line in lines if line.strip())

    def stream(self) -> Iterator[Passage]:
        """The passages in order, one at a time; memory does not grow with the file.

        :raises CorpusError: for a malformed line, a repeated id, or a file that is no
            longer the one that was opened.
        """
        if self.path is None:
            yield from self.passages
            return
        yield from read_passage_file(self.path / PASSAGES)
        self._refuse_changed(self.path / PASSAGES)

    def stream_unknown(self, known: Container[bytes]) -> Iterator[tuple[bytes, Passage | None]]:
        """The mark of each passage in order, and those passages whose mark is not known.

        A line that is as claimcheck writes it is told by its bytes, which takes a fiftieth of
        the time that reading it takes. Whether an id repeats is not looked at.

        :param known: some of the marks that :func:`mark_of` gives.
        :yields: a mark, and its passage or ``None`` for one that is known.
        :raises CorpusError: as :meth:`stream`, but for a repeated id.
        """
        if self.path is None:
            for item in self.passages:
                mark = mark_of(item)
                yield mark, None if mark in known else item
            return
        passages = self.path / PASSAGES
        for number, line in read_bytes(passages):
            mark = _mark(line.removesuffix(b"\n"))
            if mark in known:
                yield mark, None
                continue
            where = f"{passages}, line {number}"
            passage = passage_from_record(parse_line(line, where), where=where)
            mark = mark_of(passage)
            yield mark, None if mark in known else passage
        self._refuse_changed(passages)

    def _refuse_changed(self, passages: Path) -> None:
        if file_hash(passages) != self.hash:
            raise CorpusError(f"{passages} was changed while it was being read; run again.")


def read_passage_file(path: Path) -> Iterator[Passage]:
    """The passages of a file in claimcheck's own form, ids checked to be unique.

    :param path: a ``.jsonl`` or ``.jsonl.gz`` file.
    :yields: passages in the order of the file.
    :raises CorpusError: naming file and line.
    """
    seen: dict[str, int] = {}
    for number, record in read_objects(path):
        passage = passage_from_record(record, where=f"{path}, line {number}")
        first = seen.setdefault(passage.id, number)
        if first != number:
            raise CorpusError(
                f"{path}, line {number}: the id {passage.id!r} stands already in line {first}; "
                "each passage needs an id of its own."
            )
        yield passage


def to_line(passage: Passage) -> str:
    """A passage as one line of ``passages.jsonl``, with its line end.

    :param passage: the passage to write.
    :returns: one line of JSON.
    """
    return codec.dumps(passage_to_record(passage)) + "\n"


def mark_of(passage: Passage) -> bytes:
    """Sixteen bytes that name a passage with all its fields.

    :param passage: the passage.
    :returns: 16 bytes.
    """
    return _mark(to_line(passage).removesuffix("\n").encode())


def _mark(line: bytes) -> bytes:
    return hashlib.sha256(line).digest()[:16]


def file_hash(path: Path) -> str:
    """The SHA-256 of a file's bytes in hex.

    :param path: the file.
    :returns: 64 hex digits.
    :raises CorpusError: if it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise CorpusError(f"{path} cannot be read: {error.strerror or error}.") from error


def _refuse_repeats(passages: tuple[Passage, ...], *, where: str) -> None:
    seen: set[str] = set()
    for passage in passages:
        if passage.id in seen:
            raise CorpusError(f"In {where} the id {passage.id!r} stands twice.")
        seen.add(passage.id)
