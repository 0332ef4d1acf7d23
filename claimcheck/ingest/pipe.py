"""What goes over the pipe to and from the parsing process: framed JSON and bytes."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import asdict
from typing import IO, Any

from claimcheck.errors import IngestError
from claimcheck.types import Article, Block, BlockKind, Span, Warn

__all__ = ["Frame", "answer_from_json", "article_to_json"]

_SIZE = struct.Struct(">Q")


class Frame:
    """Length-prefixed messages."""

    @staticmethod
    def pack(part: bytes) -> bytes:
        """A part behind its length."""
        return _SIZE.pack(len(part)) + part

    @staticmethod
    def read(stream: IO[bytes]) -> bytes:
        """The next part.

        :param stream: what the other side writes to.
        :returns: its bytes.
        :raises EOFError: if the other side is gone.
        """
        head = stream.read(_SIZE.size)
        if len(head) < _SIZE.size:
            raise EOFError
        size = _SIZE.unpack(head)[0]
        body = stream.read(size)
        if len(body) < size:
            raise EOFError
        return body

    @staticmethod
    def missing(received: bytearray, *, most: int) -> int:
        """How many bytes a half-received part still lacks (at least, while unknown).

        :param received: what came so far.
        :param most: the greatest length allowed, in bytes.
        :returns: bytes; 0 or less if the part is whole.
        :raises ValueError: if it says to be longer than ``most``.
        """
        if len(received) < _SIZE.size:
            return _SIZE.size - len(received)
        size: int = _SIZE.unpack_from(received)[0]
        if size > most:
            raise ValueError(f"an answer of {size} bytes")
        return _SIZE.size + size - len(received)

    @staticmethod
    def body(received: bytearray) -> bytes:
        """A fully received part without its length."""
        return bytes(received[_SIZE.size :])


def article_to_json(article: Article) -> dict[str, Any]:
    """An article as JSON values."""
    return asdict(article)


def answer_from_json(value: Mapping[str, Any]) -> Article:
    """The article in an answer of the parsing process.

    :param value: the answer.
    :returns: the article.
    :raises IngestError: if the answer is that the file cannot be read.
    """
    if "error" in value:
        raise IngestError(str(value["error"]), code=str(value["code"]))
    article = value["article"]
    blocks = tuple(
        Block(
            span=Span(start=int(b["span"]["start"]), end=int(b["span"]["end"])),
            kind=BlockKind(b["kind"]),
            level=int(b["level"]),
            origin=str(b["origin"]),
        )
        for b in article["blocks"]
    )
    warnings = tuple(
        Warn(code=str(w["code"]), message=str(w["message"])) for w in article["warnings"]
    )
    names = ("id", "text", "title", "source", "media_type", "encoding", "language")
    return Article(**{n: str(article[n]) for n in names}, blocks=blocks, warnings=warnings)
