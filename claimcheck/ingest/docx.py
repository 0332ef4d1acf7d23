"""DOCX: headings, paragraphs, lists, tables and text boxes in document order (python-docx).

Deleted text of tracked changes is left out and inserted text is in; hidden text is left
out and counted (W106). Page headers, footers and notes are not read.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from claimcheck.errors import IngestError
from claimcheck.ingest.article import build_article
from claimcheck.ingest.blocks import TextBuilder
from claimcheck.ingest.detect import DOCX
from claimcheck.ingest.limits import Limits
from claimcheck.ingest.zipguard import open_zip
from claimcheck.types import Article, BlockKind, Warn

__all__ = ["read_docx"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
_NOT_READ = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}pPr", _FALLBACK})


def read_docx(data: bytes, *, source: str, limits: Limits) -> Article:
    """The article of a Word document.

    :param data: the whole file.
    :param source: its name.
    :param limits: what may be unpacked.
    :returns: the article.
    :raises IngestError: E201 or E202 if it is no Word document, E321 for XML entities, E322 for a
        zip bomb, E332 if it needs a password.
    """
    _look_inside(data, source=source, limits=limits)
    document = _open(data, source=source)
    reader = _Reader(document)
    builder = TextBuilder()
    for part in reader.read(document.element.body):
        builder.add(part[0], part[1], level=part[2], row=part[3], origin=part[3])
    warnings = []
    if reader.hidden:
        said = (
            f"{reader.hidden} part(s) of the document are formatted as hidden; they were left out."
        )
        warnings.append(Warn(code="W106", message=said))
    return build_article(
        builder.text,
        title=reader.title or _core_title(document),
        source=source,
        media_type=DOCX,
        encoding="utf-8",
        blocks=builder.blocks,
        warnings=tuple(warnings),
    )


def _look_inside(data: bytes, *, source: str, limits: Limits) -> None:
    with open_zip(data, source=source, limits=limits) as archive:
        names = archive.namelist()
        if "word/document.xml" not in names:
            what = "an EPUB book" if "META-INF/container.xml" in names else "a zip archive"
            raise IngestError(
                f"{source!r} is {what}, not a Word document; unpack it and give the article as "
                "text, HTML, PDF or DOCX.",
                code="E202",
            )
        for name in names:
            if name.endswith((".xml", ".rels")):
                _refuse_entities(archive, name, source=source)


def _refuse_entities(archive: Any, name: str, *, source: str) -> None:
    import struct
    import zipfile
    import zlib

    try:
        with archive.open(name) as part:
            head = part.read(4096)
    except (
        zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError,
    ) as error:  # fmt: skip
        raise _damaged(source) from error
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise IngestError(
            f"{source!r} declares XML entities, which no word processor writes and which can be "
            "used to attack a reader; save it again in a word processor.",
            code="E321",
        )


def _open(data: bytes, *, source: str) -> Any:
    import docx

    try:
        return docx.Document(io.BytesIO(data))
    except MemoryError:
        raise
    except Exception as error:
        # python-docx raises KeyError, ValueError, lxml's and its own errors on broken parts.
        raise _damaged(source) from error


def _damaged(source: str) -> IngestError:
    return IngestError(
        f"{source!r} is a damaged Word document; open it in a word processor and save it again.",
        code="E333",
    )


def _core_title(document: Any) -> str:
    try:
        return str(document.core_properties.title or "")
    except Exception:  # noqa: BLE001  broken properties are no reason to refuse a document
        return ""


_Part = tuple[str, BlockKind, int, str]


class _Reader:
    """Walks a document's body; ``title`` and ``hidden`` are known afterwards."""

    def __init__(self, document: Any) -> None:
        self.title = ""
        self.hidden = 0
        self._tables = 0
        self._styles = {s.style_id: s for s in document.styles}

    def read(self, body: Any, depth: int = 0) -> Iterator[_Part]:
        """Text, kind, level and row of each part, in order."""
        for child in body:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child)
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins") and depth < 50:
                yield from self.read(child, depth + 1)

    def _paragraph(self, node: Any) -> Iterator[_Part]:
        kind, level = self._role(node)
        text = _tidy(self._text(node))
        if kind is BlockKind.HEADING and not self.title:
            self.title = text
        yield text, kind, level, ""
        for box in node.iter(f"{_W}txbxContent"):
            if not any(parent.tag == _FALLBACK for parent in box.iterancestors()):
                inner = (self._text(p) for p in box.iter(f"{_W}p"))
                yield from ((_tidy(text), BlockKind.PARAGRAPH, 0, "text box") for text in inner)

    def _text(self, node: Any) -> str:
        parts: list[str] = []
        stack = [node]
        while stack:
            part = stack.pop()
            if part.tag == f"{_W}t":
                parts.append(part.text or "")
            elif part.tag in _BREAKS:
                parts.append(_BREAKS[part.tag])
            elif part.tag == f"{_W}r" and _is_hidden(part):
                self.hidden += bool("".join(t.text or "" for t in part.iter(f"{_W}t")).strip())
            elif part.tag not in _NOT_READ:
                stack.extend(reversed(part))
        return "".join(parts)

    def _role(self, node: Any) -> tuple[BlockKind, int]:
        properties = node.find(f"{_W}pPr")
        names, numbered, outline = "", False, None
        if properties is not None:
            style = properties.find(f"{_W}pStyle")
            names = self._style_names("" if style is None else style.get(f"{_W}val", ""))
            numbering = properties.find(f"{_W}numPr")
            numbered = numbering is not None
            level = None if numbering is None else numbering.find(f"{_W}ilvl")
            outline = properties.find(f"{_W}outlineLvl")
            depth = 1 + _number(level)
        if match := re.search(r"heading\s*(\d)", names):
            return BlockKind.HEADING, int(match.group(1))
        if re.search(r"\b(?:title|subtitle)\b", names):
            return BlockKind.HEADING, 1 if "subtitle" not in names else 2
        if outline is not None and _number(outline) < 9:
            return BlockKind.HEADING, 1 + _number(outline)
        if numbered or re.search(r"\blist (?:bullet|number|paragraph|continue)|\blist\b", names):
            return BlockKind.LIST_ITEM, depth
        if "quote" in names:
            return BlockKind.QUOTE, 0
        return BlockKind.PARAGRAPH, 0

    def _style_names(self, style_id: str) -> str:
        """The names of a style and of those it is based on, in lower case."""
        names: list[str] = []
        style = self._styles.get(style_id)
        while style is not None and len(names) < 10:
            names.append(str(style.name or "").lower())
            style = getattr(style, "base_style", None)
        return " / ".join(names)

    def _table(self, table: Any) -> Iterator[_Part]:
        self._tables += 1
        number = self._tables
        for index, row in enumerate(table.iterchildren(f"{_W}tr"), start=1):
            for cell in row.iterchildren(f"{_W}tc"):
                if _continues(cell):
                    continue
                texts = [_tidy(self._text(p)) for p in cell.iter(f"{_W}p")]
                text = "\n".join(text for text in texts if text)
                yield text, BlockKind.TABLE_CELL, 0, f"table {number} row {index}"


def _continues(cell: Any) -> bool:
    """Whether a cell is the lower part of one that spans rows."""
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(f"{_W}val", "continue") == "continue"


def _is_hidden(run: Any) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(f"{_W}val", "true") not in ("0", "false", "off")


def _number(node: Any) -> int:
    value = "0" if node is None else node.get(f"{_W}val", "0")
    return min(int(value), 9) if value.isdigit() else 0


def _tidy(text: str) -> str:
    return re.sub(r"[^\S\n\t]*\n[^\S\n\t]*", "\n", text).strip()
