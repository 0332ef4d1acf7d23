"""W3C Web Annotation (https://www.w3.org/TR/annotation-model/): an annotation a mark.

Offsets count code points, as that standard asks of a ``TextPositionSelector``; the quote
stands beside with what is before and after it. The text itself is not in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import IO, Any

from claimcheck.errors import CodecError
from claimcheck.review.exchange.anchoring import Told
from claimcheck.review.exchange.base import Format, array, placed, whole
from claimcheck.review.exchange.own import context, fields_of, mark_from
from claimcheck.review.exchange.sheets import Documents, Mark, Refusal, Sheet, fitting
from claimcheck.review.exchange.units import Unit

__all__ = ["WEB_ANNOTATION", "read", "write"]

_HEAD = (
    '{"@context": ["http://www.w3.org/ns/anno.jsonld", '
    '{"claimcheck": "urn:claimcheck:"}], "type": "AnnotationPage", "items": ['
)
_PREFIX = "urn:claimcheck:"
_VERDICTS = ("supported", "unsupported", "contradictory", "not_a_claim")


def write(sheets: Iterable[Sheet]) -> Iterator[str]:
    """An ``AnnotationPage``, an annotation a line."""
    items = (_annotation(sheet, place, mark) for sheet in map(fitting, sheets)
             for place, mark in enumerate(sheet.marks))  # fmt: skip
    return array(items, head=_HEAD, tail="]}")


def _annotation(sheet: Sheet, place: int, mark: Mark) -> dict[str, Any]:
    values = [value for value in (mark.label, mark.category) if value]
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": v} for v in values]
    if mark.note:
        bodies.append({"type": "TextualBody", "purpose": "commenting", "value": mark.note})
    return {
        "id": f"{_PREFIX}{sheet.id}:{mark.id}:{place}",
        "type": "Annotation",
        "motivation": "classifying" if mark.status == "suggested" else "assessing",
        **({"created": mark.at} if mark.at else {}),
        **({"creator": [{"type": "Person", "name": name} for name in mark.by]} if mark.by else {}),
        "body": bodies,
        "target": {
            "source": sheet.source or _PREFIX + sheet.id,
            "selector": [
                {"type": "TextPositionSelector", "start": mark.start, "end": mark.end},
                {"type": "TextQuoteSelector", "exact": mark.quote} | context(sheet, mark),
            ],
            "state": {"claimcheck:document": sheet.id, "claimcheck:sha256": sheet.sha256},
        },
        "claimcheck:mark": fields_of(mark),
    }


def read(stream: IO[str], documents: Documents) -> Iterator[Sheet]:
    """The annotations of a page, a collection's page or an array, by document.

    :param stream: the file.
    :param documents: finds the text of each target.
    :yields: a sheet for each run of annotations on the same document.
    :raises CodecError: if the file holds no annotations.
    """
    value = whole(stream)
    items = value.get("items") if isinstance(value, dict) else value
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise CodecError("This file holds no Web Annotations: neither an array nor 'items'.")
    for names, held in groupby(items, key=_names):
        group = list(held)
        sheet = next((s for name in names if name and (s := documents(name))), None)
        if sheet is None:
            yield _unknown(names, group)
        else:
            yield placed(sheet, [(_mark(item), _told(item)) for item in group])


def _target(item: Mapping[str, Any]) -> Mapping[str, Any]:
    target = item.get("target") or {}
    return target if isinstance(target, dict) else {"source": target}


def _names(item: Mapping[str, Any]) -> tuple[str, ...]:
    """By what a document may be known: hash first, then id, then source."""
    target = _target(item)
    state = target.get("state") or {}
    source = str(target.get("source") or "")
    given = (state.get("claimcheck:sha256"), state.get("claimcheck:document"),
             source.removeprefix(_PREFIX))  # fmt: skip
    return tuple(str(name) for name in given if name)


def _told(item: Mapping[str, Any]) -> Told:
    selectors = _target(item).get("selector") or ()
    by_type = {
        s.get("type"): s for s in ([selectors] if isinstance(selectors, dict) else selectors)
    }
    place, quote = (by_type.get(f"Text{kind}Selector", {}) for kind in ("Position", "Quote"))
    return Told(
        start=place.get("start"),
        end=place.get("end"),
        quote=quote.get("exact"),
        prefix=str(quote.get("prefix", "")),
        suffix=str(quote.get("suffix", "")),
    )


def _mark(item: Mapping[str, Any]) -> Mark:
    if held := item.get("claimcheck:mark"):
        return mark_from(held)
    tags = [b.get("value", "") for b in _listed(item.get("body")) if b.get("purpose") == "tagging"]
    notes = [b.get("value", "") for b in _listed(item.get("body")) if b.get("purpose") != "tagging"]
    label = next((tag for tag in tags if tag in _VERDICTS), "")
    return Mark(
        id=str(item.get("id", "")),
        kind="claim" if label else "promo",
        label=label or "promotional",
        category="" if label else next(iter(tags), ""),
        status="answered",
        by=tuple(str(who.get("name", "")) for who in _listed(item.get("creator"))),
        at=str(item.get("created", "")),
        note=" ".join(str(note) for note in notes),
    )


def _listed(value: Any) -> list[Mapping[str, Any]]:
    found = value if isinstance(value, list) else [value]
    return [item for item in found if isinstance(item, dict)]


def _unknown(names: tuple[str, ...], items: list[dict[str, Any]]) -> Sheet:
    name = names[-1] if names else ""
    why = "its document is not known here; import into the store that holds it"
    refused = tuple(Refusal(document=name, mark=str(i.get("id", "")), reason=why) for i in items)
    return Sheet(id=name, text="", refused=refused)


WEB_ANNOTATION = Format(
    name="web-annotation",
    unit=Unit.CODE_POINTS,
    suffix=".jsonld",
    write=write,
    read=read,
    holds_text=False,
)
