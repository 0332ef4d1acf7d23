"""claimcheck's own JSON lines: a line a document, with all that a mark holds.

Offsets count Unicode code points. The first line names format, version and unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from claimcheck.codec import dumps
from claimcheck.errors import CodecError
from claimcheck.review.exchange.anchoring import Told
from claimcheck.review.exchange.base import Format, objects, placed
from claimcheck.review.exchange.sheets import CONTEXT, Documents, Mark, Sheet, fitting
from claimcheck.review.exchange.units import Unit

__all__ = ["OWN", "context", "fields_of", "mark_from", "read", "write"]

_HEAD = {"format": "claimcheck-review", "version": 1, "unit": Unit.CODE_POINTS.value}


def write(sheets: Iterable[Sheet]) -> Iterator[str]:
    """A head line, then a line a document."""
    yield dumps(_HEAD) + "\n"
    for sheet in map(fitting, sheets):
        row = {
            "id": sheet.id,
            "sha256": sheet.sha256,
            "title": sheet.title,
            "source": sheet.source,
            "text": sheet.text,
            "marks": [
                {"start": m.start, "end": m.end, "quote": m.quote}
                | context(sheet, m)
                | fields_of(m)
                for m in sheet.marks
            ],
        }
        yield dumps(row) + "\n"


def read(stream: IO[str], _: Documents) -> Iterator[Sheet]:
    """The documents of a file.

    :param stream: the file.
    :yields: a sheet a document, with the marks that were refused.
    :raises CodecError: if the file is of another format or version.
    """
    rows = objects(stream)
    head = next(rows, {})
    if head.get("format") != _HEAD["format"] or head.get("version") != _HEAD["version"]:
        raise CodecError(
            "This is not a review export of claimcheck: its first line must name the format "
            f"{_HEAD['format']!r} and version {_HEAD['version']}."
        )
    for row in rows:
        names = ("id", "text", "title", "source")
        texts: dict[str, Any] = {name: str(row.get(name, "")) for name in names}
        sheet = Sheet(**texts)
        told = [(mark_from(item), _told(item)) for item in row.get("marks", ())]
        yield placed(sheet, told)


def _told(item: Mapping[str, Any]) -> Told:
    return Told(
        start=item.get("start"),
        end=item.get("end"),
        quote=item.get("quote"),
        prefix=str(item.get("prefix", "")),
        suffix=str(item.get("suffix", "")),
    )


def context(sheet: Sheet, mark: Mark) -> dict[str, str]:
    """What stands before and after a mark."""
    return {
        "prefix": sheet.text[max(0, mark.start - CONTEXT) : mark.start],
        "suffix": sheet.text[mark.end : mark.end + CONTEXT],
    }


def fields_of(mark: Mark) -> dict[str, Any]:
    """All of a mark but its span; empty fields are left out."""
    fields = {name: getattr(mark, name) for name in _TEXTS} | {"by": list(mark.by)}
    return {name: value for name, value in fields.items() if value}


def mark_from(item: Mapping[str, Any]) -> Mark:
    """The mark that :func:`fields_of` wrote, without its span."""
    texts: dict[str, Any] = {name: str(item[name]) for name in _TEXTS if item.get(name) is not None}
    names = item.get("by") or ()
    by = (names,) if isinstance(names, str) else tuple(str(name) for name in names)
    return Mark(**({"id": "", "by": by} | texts))


_TEXTS = ("id", "kind", "label", "category", "status", "at", "note", "reading")
OWN = Format(name="jsonl", unit=Unit.CODE_POINTS, suffix=".jsonl", write=write, read=read)
