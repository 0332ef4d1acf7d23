"""What kind of file some bytes are: by content first, by name where content cannot tell."""

from __future__ import annotations

import re
from pathlib import PurePath

from claimcheck.errors import IngestError
from claimcheck.ingest.decode import looks_binary

__all__ = ["DOCX", "HTML", "MARKDOWN", "PDF", "PLAIN", "detect"]

PLAIN = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown")
_HTML_SUFFIXES = (".html", ".htm", ".xhtml", ".mht")
_OTHERS = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a media file"),
    (b"ID3", "a sound file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a Windows program"),
    (b"SQLite format 3", "a database"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
)
_ADVICE = "give a text, Markdown, HTML, PDF or DOCX file."


def detect(data: bytes, *, source: str, media_type: str | None = None) -> str:
    """The media type to read some bytes as.

    :param data: the whole input.
    :param source: its name, for its suffix and for messages.
    :param media_type: what the caller knows it to be; content that says otherwise wins.
    :returns: one of the media types that are read here.
    :raises IngestError: E201 or E202 if it is nothing that is read here, E321 for XML with
        entities, E332 for a Word file with a password.
    """
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return DOCX
    _refuse_others(data, source=source)
    head = _readable(data[:4096])
    if _is_html(head):
        return HTML
    if head.lstrip().startswith("<?xml"):
        _refuse_xml(data, source=source)
    if looks_binary(data):
        raise IngestError(f"{source!r} does not hold text; {_ADVICE}", code="E201")
    return _by_name(source, media_type, head)


def _by_name(source: str, media_type: str | None, head: str) -> str:
    suffix = PurePath(source).suffix.lower()
    if media_type == MARKDOWN or suffix in _MARKDOWN_SUFFIXES:
        return MARKDOWN
    named_html = media_type == HTML or suffix in _HTML_SUFFIXES
    return HTML if named_html and re.search(r"<[a-zA-Z!/]", head) else PLAIN


def _readable(head: bytes) -> str:
    """The start of a file as rough text; NULs of UTF-16 fall away."""
    return head.replace(b"\0", b"").decode("latin-1").removeprefix("ï»¿").lstrip("ÿþ")


_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}"
    r"(?:<!doctype\s+html|<html\b|<head\b|<body\b)",
    re.IGNORECASE | re.DOTALL,
)


def _is_html(head: str) -> bool:
    return _HTML_START.match(head) is not None


def _refuse_xml(data: bytes, *, source: str) -> None:
    if b"<!ENTITY" in data or re.search(rb"<!DOCTYPE[^>\[]{0,500}\[", data[:65_536]):
        raise IngestError(
            f"{source!r} is XML that declares its own entities, which can be used to attack a "
            "reader; save the article as HTML or text.",
            code="E321",
        )
    raise IngestError(
        f"{source!r} is an XML file, which is not read; save the article as HTML or text.",
        code="E202",
    )


def _refuse_others(data: bytes, *, source: str) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise IngestError(
                f"{source!r} is protected by a password; save a copy without one.", code="E332"
            )
        raise IngestError(
            f"{source!r} is an old Office file; open it and save it as .docx.", code="E202"
        )
    if data.startswith(b"{\\rtf"):
        raise IngestError(f"{source!r} is an RTF file; save it as .docx or text.", code="E202")
    for mark, kind in _OTHERS:
        if data.startswith(mark):
            raise IngestError(f"{source!r} is {kind}, not an article; {_ADVICE}", code="E201")
