"""Label Studio's JSON: a task a document, an annotation a person, a prediction for the machine.

Offsets count code points. Label Studio's own tests ask for code points in plain text; exports
of older versions (before 1.6) count UTF-16 code units, so where a quote does not stand at its
code points, UTF-16 is tried before the quote is searched for
(HumanSignal/label-studio issues 1008, 1347, 4988 and the test of emoji in ``NER``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from claimcheck.errors import CodecError
from claimcheck.review.exchange.anchoring import Told
from claimcheck.review.exchange.base import Format, array, by_person, placed, whole
from claimcheck.review.exchange.own import fields_of, mark_from
from claimcheck.review.exchange.sheets import Documents, Mark, Sheet, fitting
from claimcheck.review.exchange.units import Unit

__all__ = ["LABEL_STUDIO", "read", "write"]

_KIND = {"claim": "claims", "promo": "promo"}


def write(sheets: Iterable[Sheet]) -> Iterator[str]:
    """An array of tasks, one a line."""
    return array(_task(fitting(sheet)) for sheet in sheets)


def _task(sheet: Sheet) -> dict[str, Any]:
    groups = by_person(sheet.marks)
    return {
        "data": {
            "text": sheet.text,
            "title": sheet.title,
            "source": sheet.source,
            "document": sheet.id,
            "sha256": sheet.sha256,
        },
        "annotations": [_annotation(g) for g in groups if g[0].status != "suggested"],
        "predictions": [_prediction(g) for g in groups if g[0].status == "suggested"],
    }


def _prediction(marks: list[Mark]) -> dict[str, Any]:
    return {"model_version": "claimcheck", "result": _regions(marks)}


def _annotation(marks: list[Mark]) -> dict[str, Any]:
    return {
        "completed_by": {"email": ", ".join(marks[0].by)},
        "created_at": max(mark.at for mark in marks),
        "was_cancelled": False,
        "ground_truth": marks[0].status == "settled",
        "result": _regions(marks),
    }


def _regions(marks: list[Mark]) -> list[dict[str, Any]]:
    return [_region(place, mark) for place, mark in enumerate(marks)]


def _region(place: int, mark: Mark) -> dict[str, Any]:
    name = _KIND.get(mark.kind, mark.kind)
    return {
        "id": f"{mark.id}:{place}",
        "from_name": name,
        "to_name": "text",
        "type": "labels",
        "value": {
            "start": mark.start,
            "end": mark.end,
            "text": mark.quote,
            "labels": [label for label in (mark.label or mark.category,) if label],
        },
        "meta": {"text": [mark.note] if mark.note else [], "claimcheck": fields_of(mark)},
    }


def read(stream: IO[str], _: Documents) -> Iterator[Sheet]:
    """The tasks of an export in JSON.

    :param stream: the file.
    :yields: a sheet a task.
    :raises CodecError: if the file is no array of tasks with a text.
    """
    tasks = whole(stream)
    if not isinstance(tasks, list):
        raise CodecError("A Label Studio export is a JSON array of tasks; this file is not.")
    for number, task in enumerate(tasks, start=1):
        data = task.get("data") if isinstance(task, dict) else None
        if not isinstance(data, dict) or not isinstance(data.get("text"), str):
            raise CodecError(f"Task {number} has no text under data.text.")
        yield _sheet(task, data, number)


def _sheet(task: Mapping[str, Any], data: Mapping[str, Any], number: int) -> Sheet:
    name = data.get("document") or task.get("id") or f"task-{number}"
    sheet = Sheet(
        id=str(name),
        text=data["text"],
        title=str(data.get("title") or ""),
        source=str(data.get("source") or ""),
    )
    groups = [(item, True) for item in task.get("annotations") or ()]
    groups += [(item, False) for item in task.get("predictions") or ()]
    told = [
        (_mark(region, group, by_person=person), _told(region))
        for group, person in groups
        if not group.get("was_cancelled")
        for region in group.get("result") or ()
        if region.get("type") == "labels"
    ]
    return placed(sheet, told, units=(Unit.CODE_POINTS, Unit.UTF16))


def _told(region: Mapping[str, Any]) -> Told:
    value = region.get("value") or {}
    return Told(start=value.get("start"), end=value.get("end"), quote=value.get("text"))


def _mark(region: Mapping[str, Any], group: Mapping[str, Any], *, by_person: bool) -> Mark:
    meta = region.get("meta") or {}
    if held := meta.get("claimcheck"):
        return mark_from(held)
    labels = (region.get("value") or {}).get("labels") or [""]
    who = group.get("completed_by")
    name = who.get("email", "") if isinstance(who, dict) else str(who or "")
    promo = region.get("from_name") == _KIND["promo"]
    return Mark(
        id=str(region.get("id", "")),
        kind="promo" if promo else "claim",
        label="promotional" if promo else str(labels[0]),
        category=str(labels[0]) if promo else "",
        status="answered" if by_person else "suggested",
        by=(name,) if name and by_person else (),
        at=str(group.get("created_at") or ""),
        note=" ".join(meta.get("text") or ()),
    )


LABEL_STUDIO = Format(
    name="label-studio", unit=Unit.CODE_POINTS, suffix=".json", write=write, read=read
)
