"""From bytes or a file to an article: find the kind, pick the reader, pick the process."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path

from claimcheck.errors import IngestError
from claimcheck.ingest.detect import DOCX, HTML, PDF, detect
from claimcheck.ingest.files import display_name, read_file, size_text
from claimcheck.ingest.limits import DEFAULT_LIMITS, Limits
from claimcheck.ingest.plain import read_plain
from claimcheck.types import Article

__all__ = ["parse_here", "read_article", "read_bytes"]

_HOSTILE = (HTML, PDF, DOCX)


def read_article(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> Article:
    """The article of one file.

    :param path: a text, Markdown, HTML, PDF or DOCX file, or a ``.jsonl`` or ``.jsonl.gz`` file
        that holds one record; a gzipped one is unpacked.
    :param limits: see :class:`Limits`.
    :returns: the article.
    :raises IngestError: with the codes of ``docs/codes.md``.
    """
    path = Path(path)
    if path.name.lower().endswith((".jsonl", ".jsonl.gz")):
        from claimcheck.ingest.jsonl import only_record

        return only_record(path, limits=limits)
    return read_bytes(read_file(path, limits=limits), source=display_name(path), limits=limits)


def read_bytes(
    data: bytes,
    *,
    source: str,
    media_type: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Article:
    """The article of some bytes, such as standard input.

    :param data: the whole input.
    :param source: a name for it; its suffix helps to tell Markdown and HTML from text.
    :param media_type: what it is, if that is known; content that says otherwise wins.
    :param limits: see :class:`Limits`.
    :returns: the article.
    :raises IngestError: with the codes of ``docs/codes.md``.
    """
    if len(data) > limits.max_bytes:
        raise IngestError(
            f"{source!r} is {size_text(len(data))}; inputs above {size_text(limits.max_bytes)} "
            "are not read. Split it or raise the limit.",
            code="E301",
        )
    name = source
    if data.startswith(b"\x1f\x8b"):
        data = _inflate(data, source=source, limits=limits)
        name = source.removesuffix(".gz")
    kind = detect(data, source=name, media_type=media_type)
    if kind not in _HOSTILE:
        return read_plain(data, source=source, media_type=kind)
    if not limits.isolate:
        return parse_here(data, source=source, media_type=kind, limits=limits)
    from claimcheck.ingest.child import parse_in_child

    return replace(
        parse_in_child(data, media_type=kind, source=source, limits=limits), source=source
    )


def parse_here(data: bytes, *, source: str, media_type: str, limits: Limits) -> Article:
    """Parse HTML, PDF or DOCX in this process.

    :param data: the whole file.
    :param source: its name.
    :param media_type: what to read it as.
    :param limits: see :class:`Limits`.
    :returns: the article.
    :raises IngestError: if the file is broken, encrypted or over a limit.
    """
    if media_type == HTML:
        from claimcheck.ingest.html import read_html

        return read_html(data, source=source)
    if media_type == PDF:
        from claimcheck.ingest.pdf import read_pdf

        return read_pdf(data, source=source, limits=limits)
    from claimcheck.ingest.docx import read_docx

    return read_docx(data, source=source, limits=limits)


def _inflate(data: bytes, *, source: str, limits: Limits) -> bytes:
    """The one file inside a gzip file, never more of it than the limit."""
    engine = zlib.decompressobj(wbits=31)
    try:
        found = engine.decompress(data, limits.max_bytes + 1)
    except zlib.error as error:
        raise IngestError(
            f"{source!r} is a damaged gzip file; fetch or pack it again.", code="E205"
        ) from error
    if len(found) > limits.max_bytes:
        raise IngestError(
            f"{source!r} unpacks to more than {size_text(limits.max_bytes)}; unpack it and give "
            "the part that holds the article.",
            code="E313",
        )
    if not engine.eof:
        raise IngestError(
            f"{source!r} is a gzip file that ends too early; fetch or pack it again.", code="E205"
        )
    return found
