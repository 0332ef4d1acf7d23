"""Prodigy's JSON lines: a line for each document and person, with ``spans`` and ``answer``.

Offsets count code points: Prodigy's spans index Python strings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import groupby
from typing import IO, Any

from claimcheck.codec import dumps
from claimcheck.errors import CodecError
from claimcheck.review.exchange.anchoring import Told
from claimcheck.review.exchange.base import Format, by_person, objects, placed
from claimcheck.review.exchange.own import fields_of, mark_from
from claimcheck.review.exchange.sheets import Documents, Mark, Sheet, fitting
from claimcheck.review.exchange.units import Unit

__all__ = ["PRODIGY", "read", "write"]

_VERDICTS = ("supported", "unsupported", "contradictory", "not_a_claim")


def write(sheets: Iterable[Sheet]) -> Iterator[str]:
    """A line for each document and person; one for a document without marks, too."""
    for sheet in map(fitting, sheets):
        for marks in by_person(sheet.marks) or [[]]:
            yield dumps(_example(sheet, marks)) + "\n"


def _example(sheet: Sheet, marks: list[Mark]) -> dict[str, Any]:
    who = ", ".join(marks[0].by) if marks else ""
    row = {
        "text": sheet.text,
        "meta": {"document": sheet.id, "title": sheet.title, "source": sheet.source},
        "spans": [
            {
                "start": mark.start,
                "end": mark.end,
                "label": mark.label or mark.category,
                "text": mark.quote,
                "claimcheck": fields_of(mark),
            }
            for mark in marks
        ],
        "answer": "accept",
        "_input_hash": _hash(sheet.text),
        "_session_id": who,
        "_annotator_id": who,
    }
    return row | {"_task_hash": _hash(dumps(row["spans"]) + sheet.text)}


def _hash(text: str) -> int:
    """A signed number of 32 bits, as Prodigy's hashes are."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big", signed=True)


def read(stream: IO[str], _: Documents) -> Iterator[Sheet]:
    """The documents of an export; lines on the same document that follow each other are one.

    :param stream: the file.
    :yields: a sheet a document; what was rejected or ignored is left out.
    :raises CodecError: if a line has no text.
    """
    for (name, text), rows in groupby(objects(stream), key=_document):
        group = list(rows)
        meta = group[0].get("meta") or {}
        sheet = Sheet(
            id=name or f"text-{_hash(text) & 0xFFFFFFFF:08x}",
            text=text,
            title=str(meta.get("title") or ""),
            source=str(meta.get("source") or ""),
        )
        yield placed(sheet, [pair for row in group for pair in _told(row)])


def _document(row: Mapping[str, Any]) -> tuple[str, str]:
    text = row.get("text")
    if not isinstance(text, str):
        raise CodecError("A line has no 'text'; only Prodigy's tasks on text can be read.")
    return str((row.get("meta") or {}).get("document") or ""), text


def _told(row: Mapping[str, Any]) -> Iterator[tuple[Mark, Told]]:
    if row.get("answer", "accept") != "accept":
        return
    for place, span in enumerate(row.get("spans") or ()):
        told = Told(start=span.get("start"), end=span.get("end"), quote=span.get("text"))
        held = span.get("claimcheck")
        yield mark_from(held) if held else _fresh(row, span, place), told


def _fresh(row: Mapping[str, Any], span: Mapping[str, Any], place: int) -> Mark:
    label, who = str(span.get("label") or ""), row.get("_annotator_id") or row.get("_session_id")
    promo = label not in _VERDICTS
    stamp = row.get("_timestamp")
    return Mark(
        id=f"new-{place}",
        kind="promo" if promo else "claim",
        label="promotional" if promo else label,
        category=label if promo else "",
        status="answered",
        by=(str(who),) if who else (),
        at=datetime.fromtimestamp(float(stamp), UTC).isoformat() if stamp else "",
    )


PRODIGY = Format(name="prodigy", unit=Unit.CODE_POINTS, suffix=".jsonl", write=write, read=read)
