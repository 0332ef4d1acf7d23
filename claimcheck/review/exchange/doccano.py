"""doccano's JSON lines: ``{"text", "label": [[start, end, label]]}``, a line a document.

Offsets count UTF-16 code units, as doccano writes them where a project does not count
grapheme clusters (doccano/doccano issues 2290 and 99). The format has no quotes: those that
claimcheck writes stand under ``claimcheck``, which doccano keeps as a column of its own. A
span without a quote is taken as it stands, and refused where it cuts a character in two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from claimcheck.codec import dumps
from claimcheck.errors import CodecError
from claimcheck.review.exchange.anchoring import Told
from claimcheck.review.exchange.base import Format, objects, placed
from claimcheck.review.exchange.own import fields_of, mark_from
from claimcheck.review.exchange.sheets import Documents, Mark, Sheet, fitting
from claimcheck.review.exchange.units import Offsets, Unit

__all__ = ["DOCCANO", "read", "write"]

_VERDICTS = ("supported", "unsupported", "contradictory", "not_a_claim", "")
_PROMO = "promo:"


def write(sheets: Iterable[Sheet]) -> Iterator[str]:
    """A line a document."""
    for sheet in map(fitting, sheets):
        offsets = Offsets(sheet.text, Unit.UTF16)
        labels = [[offsets.out(m.start), offsets.out(m.end), _label(m)] for m in sheet.marks]
        own = {
            "document": sheet.id,
            "title": sheet.title,
            "source": sheet.source,
            "sha256": sheet.sha256,
            "marks": [{"quote": mark.quote} | fields_of(mark) for mark in sheet.marks],
            "spans": labels,
        }
        yield dumps({"text": sheet.text, "label": labels, "claimcheck": own}) + "\n"


def _label(mark: Mark) -> str:
    return _PROMO + (mark.category or mark.label) if mark.kind == "promo" else mark.label


def read(stream: IO[str], _: Documents) -> Iterator[Sheet]:
    """The documents of an export.

    :param stream: the file.
    :yields: a sheet a line.
    :raises CodecError: if a line has no text.
    """
    for number, row in enumerate(objects(stream), start=1):
        text = row.get("text", row.get("data"))
        if not isinstance(text, str):
            raise CodecError(f"Record {number} has no text; doccano calls it 'text' or 'data'.")
        own = row.get("claimcheck") or {}
        sheet = Sheet(
            id=str(own.get("document") or row.get("id") or f"line-{number}"),
            text=text,
            title=str(own.get("title") or ""),
            source=str(own.get("source") or ""),
        )
        yield placed(sheet, _told(row, own), units=(Unit.UTF16,))


def _told(row: Mapping[str, Any], own: Mapping[str, Any]) -> Iterator[tuple[Mark, Told]]:
    """Labels that claimcheck wrote keep what it knew; others are new."""
    held: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for span, mark in zip(own.get("spans", ()), own.get("marks", ()), strict=False):
        held.setdefault(tuple(span), []).append(mark)
    labels = row.get("label", row.get("entities")) or ()
    for place, span in enumerate(labels):
        start, end, label = _triple(span)
        known = held.get((start, end, label))
        if known:
            item = known.pop(0)
            yield mark_from(item), Told(start=start, end=end, quote=item.get("quote"))
        else:
            yield _fresh(label, place), Told(start=start, end=end)


def _triple(span: Any) -> tuple[int, int, str]:
    if isinstance(span, Mapping):
        return span["start_offset"], span["end_offset"], str(span["label"])
    start, end, label = span
    return start, end, str(label)


def _fresh(label: str, place: int) -> Mark:
    promo = label not in _VERDICTS
    return Mark(
        id=f"new-{place}",
        kind="promo" if promo else "claim",
        label="promotional" if promo else label,
        category=label.removeprefix(_PROMO) if promo else "",
        status="answered",
    )


DOCCANO = Format(name="doccano", unit=Unit.UTF16, suffix=".jsonl", write=write, read=read)
