"""CSV and JSON lines whose columns are named by the user."""

from __future__ import annotations

import csv
import io
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from claimcheck.corpus.importers.fields import coerced
from claimcheck.corpus.lines import open_binary, read_objects
from claimcheck.corpus.passages import FIELDS, LONGEST_TEXT
from claimcheck.errors import CorpusError

__all__ = ["read_csv", "read_jsonl"]


def read_jsonl(path: Path, *, columns: Mapping[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Records of JSON lines: in claimcheck's own fields, or as ``columns`` says.

    Without ``columns`` an unknown key is an error later on, for it may be a misspelt one;
    with them, keys that are neither named nor a field are left out.

    :param path: a ``.jsonl`` or ``.jsonl.gz`` file.
    :param columns: field of a passage → key of the file.
    :yields: place and record of each line.
    """
    for number, row in read_objects(path):
        where = f"{path}, line {number}"
        if columns:
            yield where, _mapped(row, columns, where)
        else:
            yield where, row


def _mapped(row: Mapping[str, Any], columns: Mapping[str, str], where: str) -> dict[str, Any]:
    record = {name: row[name] for name in FIELDS if name in row and name not in columns}
    for name, key in columns.items():
        if key not in row:
            raise CorpusError(f"{where}: there is no key {key!r}; it has {', '.join(row)}.")
        record[name] = row[key]
    for name, value in record.items():
        if isinstance(value, str):
            record[name] = coerced(name, value, where)
        elif name in ("id", "doc_id") and isinstance(value, int):
            record[name] = str(value)
    return record


def read_csv(path: Path, *, columns: Mapping[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Records of a CSV or TSV file with a header line.

    A column whose header is a field of a passage is taken as that field; ``columns``
    names others; the rest is left out.

    :param path: a file in UTF-8, with or without a byte order mark; gzip is read too.
    :param columns: field of a passage → header of its column.
    :yields: place and record of each row.
    :raises CorpusError: if there is no header, no column for the text, or a broken line.
    """
    comma = "\t" if ".tsv" in path.suffixes else ","
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_TEXT * 8))
    with open_binary(path) as raw:
        lines = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
        reader = csv.reader(lines, delimiter=comma, strict=True)
        try:
            header = [cell.strip() for cell in next(reader, [])]
            places = _places(header, columns, path)
            for row in reader:
                if any(cell.strip() for cell in row):
                    yield _row(row, header, places, f"{path}, line {reader.line_num}")
        except UnicodeDecodeError as error:
            raise CorpusError(f"{path} is not UTF-8; save the file as UTF-8.") from error
        except (OSError, EOFError, zlib.error) as error:
            raise CorpusError(f"{path} cannot be read to its end: {error}.") from error
        except csv.Error as error:
            raise CorpusError(
                f"{path}, line {reader.line_num} cannot be read as a table: {error}."
            ) from error


def _places(header: list[str], columns: Mapping[str, str], path: Path) -> dict[str, int]:
    at = {name.casefold(): number for number, name in reversed(list(enumerate(header)))}
    places = {name: at[name] for name in FIELDS if name in at}
    for name, column in columns.items():
        if column.strip().casefold() not in at:
            raise CorpusError(f"{path} has no column {column!r}; it has {', '.join(header)}.")
        places[name] = at[column.strip().casefold()]
    if "text" not in places:
        raise CorpusError(
            f"{path} has no column text; it has {', '.join(header) or 'no header'}. "
            "Say which column holds the text with --map text=COLUMN."
        )
    return places


def _row(
    row: list[str], header: list[str], places: Mapping[str, int], where: str
) -> tuple[str, dict[str, Any]]:
    if len(row) > len(header):
        raise CorpusError(f"{where} has {len(row)} cells but the header has {len(header)}.")
    cells = {name: row[at] if at < len(row) else "" for name, at in places.items()}
    record = {name: coerced(name, cell, where) for name, cell in cells.items()}
    if record.get("text") is None:
        raise CorpusError(f"{where}: the text is empty; a passage must hold at least one word.")
    return where, record
