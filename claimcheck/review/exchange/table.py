r"""CSV (RFC 4180, UTF-8): a row a mark, for spreadsheets.

Offsets count code points; the text itself is not in the file. A cell that a spreadsheet would
take for a formula gets an apostrophe in front (OWASP, "CSV Injection"), and so does one that
begins with an apostrophe, so that reading takes exactly one away. A NUL is written as ``\0``
and a backslash doubled, since some readers stop at a NUL.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import IO

from claimcheck.errors import CodecError
from claimcheck.review.exchange.anchoring import Told
from claimcheck.review.exchange.base import Format, placed
from claimcheck.review.exchange.own import context, fields_of, mark_from
from claimcheck.review.exchange.sheets import Documents, Mark, Refusal, Sheet, fitting
from claimcheck.review.exchange.units import Unit

__all__ = ["COLUMNS", "TABLE", "read", "write"]

COLUMNS = (
    "document", "sha256", "source", "title", "id", "kind", "start", "end", "quote", "prefix",
    "suffix", "label", "category", "status", "by", "at", "note", "reading",
)  # fmt: skip
_FORMULA = re.compile(r"\s*['=+\-@＝＋－＠]|[\t\r\n]")
_ESCAPED = re.compile(r"\\([\\0r])")


def write(sheets: Iterable[Sheet]) -> Iterator[str]:
    """A header, then a row a mark."""
    yield _line(COLUMNS)
    for sheet in map(fitting, sheets):
        about = {"document": sheet.id, "sha256": sheet.sha256, "source": sheet.source,
                 "title": sheet.title}  # fmt: skip
        for mark in sheet.marks:
            row = about | context(sheet, mark) | fields_of(mark)
            row |= {"start": mark.start, "end": mark.end, "quote": mark.quote}
            row["by"] = "; ".join(name.replace(";", ",") for name in mark.by)
            yield _line([_cell(row.get(name, "")) for name in COLUMNS])


def _line(cells: Iterable[object]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    # A bare carriage return ends a row for some readers, so it is spelt out.
    text = value.replace("\\", "\\\\").replace("\x00", "\\0").replace("\r", "\\r")
    return f"'{text}" if _FORMULA.match(text) else text


def _plain(cell: str) -> str:
    text = cell[1:] if cell.startswith("'") else cell
    return _ESCAPED.sub(lambda found: {"0": "\x00", "r": "\r"}.get(found[1], found[1]), text)


def read(stream: IO[str], documents: Documents) -> Iterator[Sheet]:
    """The rows of a file, by document.

    :param stream: opened with ``newline=""``.
    :param documents: finds the text of each document.
    :yields: a sheet for each run of rows on the same document.
    :raises CodecError: if a column that is needed is missing.
    """
    rows = csv.DictReader(stream)
    needed = {"document", "start", "end", "quote", "label"}
    if missing := sorted(needed - set(rows.fieldnames or ())):
        raise CodecError(f"This table lacks the column {missing[0]!r}.")
    try:
        for names, held in groupby(map(_values, rows), key=_names):
            yield _sheet(names, list(held), documents)
    except csv.Error as error:
        raise CodecError(f"Row {rows.line_num} of the table cannot be read: {error}.") from error


def _values(row: dict[str, str | None]) -> dict[str, str]:
    return {name: _plain(value or "") for name, value in row.items() if isinstance(name, str)}


def _names(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in ("sha256", "document", "source"))


def _sheet(names: tuple[str, ...], rows: list[dict[str, str]], documents: Documents) -> Sheet:
    sheet = next((s for name in names if name and (s := documents(name))), None)
    if sheet is None:
        why = "its document is not known here"
        lost = tuple(Refusal(document=names[1], mark=row.get("id", ""), reason=why) for row in rows)
        return Sheet(id=names[1], text="", refused=lost)
    return placed(sheet, [(_mark(row), _told(row)) for row in rows])


def _mark(row: dict[str, str]) -> Mark:
    people = [name.strip() for name in row.get("by", "").split(";")]
    return mark_from({name: value for name, value in row.items() if value}
                     | {"by": [name for name in people if name]})  # fmt: skip


def _told(row: dict[str, str]) -> Told:
    start, end = row.get("start", ""), row.get("end", "")
    return Told(
        start=int(start) if start.isdigit() else None,
        end=int(end) if end.isdigit() else None,
        quote=row.get("quote") or None,
        prefix=row.get("prefix", ""),
        suffix=row.get("suffix", ""),
    )


TABLE = Format(
    name="csv", unit=Unit.CODE_POINTS, suffix=".csv", write=write, read=read, holds_text=False
)
