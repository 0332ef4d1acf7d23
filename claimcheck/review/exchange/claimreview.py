"""schema.org ClaimReview (https://schema.org/ClaimReview): the finished reviews, one a claim.

It has no offsets: the quote alone is the claim's place, with the span in code points beside
as an ``identifier``. ``unsupported`` gets no ``ratingValue``: it does not say half true. Only
reviews with the three names below are read; what others mean by theirs is not ours to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import IO, Any

from claimcheck.errors import CodecError
from claimcheck.review.exchange.anchoring import Told
from claimcheck.review.exchange.base import Format, array, placed, whole
from claimcheck.review.exchange.own import fields_of, mark_from
from claimcheck.review.exchange.sheets import Documents, Mark, Refusal, Sheet, fitting
from claimcheck.review.exchange.units import Unit

__all__ = ["CLAIM_REVIEW", "RATINGS", "read", "write"]

#: Name and value of each verdict, 1 the worst and 5 the best.
RATINGS: Mapping[str, tuple[str, int | None]] = {
    "supported": ("Supported by the evidence", 5),
    "unsupported": ("Unsupported: the evidence does not settle it", None),
    "contradictory": ("Contradicted by the evidence", 1),
}
_LABELS = {name: label for label, (name, _) in RATINGS.items()}
_CONTEXT = "https://schema.org"
_SPAN = "claimcheck:span"


def write(sheets: Iterable[Sheet]) -> Iterator[str]:
    """An array of ``ClaimReview``, one a settled claim with a verdict."""
    items = (_review(sheet, mark) for sheet in map(fitting, sheets)
             for mark in sheet.marks if is_finished(mark))  # fmt: skip
    return array(items)


def is_finished(mark: Mark) -> bool:
    """Whether a mark is a finished review of a claim."""
    return mark.status == "settled" and mark.kind == "claim" and mark.label in RATINGS


def _review(sheet: Sheet, mark: Mark) -> dict[str, Any]:
    name, value = RATINGS[mark.label]
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": name}
    if value is not None:
        rating |= {"ratingValue": value, "bestRating": 5, "worstRating": 1}
    appearance = {"@type": "CreativeWork", "identifier": sheet.id, "name": sheet.title}
    return {
        "@context": _CONTEXT,
        "@type": "ClaimReview",
        "claimReviewed": mark.quote,
        "datePublished": mark.at[:10],
        "author": [{"@type": "Person", "name": who} for who in mark.by],
        "reviewRating": rating,
        **({"reviewBody": mark.note} if mark.note else {}),
        "itemReviewed": {
            "@type": "Claim",
            "appearance": appearance | ({"url": sheet.source} if sheet.source else {}),
            "identifier": _identifiers(sheet, mark),
        },
    }


def _identifiers(sheet: Sheet, mark: Mark) -> list[dict[str, Any]]:
    values: dict[str, Any] = {
        _SPAN: f"{mark.start}-{mark.end}",
        "claimcheck:sha256": sheet.sha256,
        "claimcheck:mark": fields_of(mark),
    }
    return [{"@type": "PropertyValue", "propertyID": k, "value": v} for k, v in values.items()]


def read(stream: IO[str], documents: Documents) -> Iterator[Sheet]:
    """The reviews of a file, by document.

    :param stream: a ``ClaimReview``, or an array of them.
    :param documents: finds the text that each claim appeared in.
    :yields: a sheet for each run of reviews on the same document.
    :raises CodecError: if the file holds something else.
    """
    value = whole(stream)
    items = value if isinstance(value, list) else [value]
    if not all(isinstance(i, dict) and i.get("@type") == "ClaimReview" for i in items):
        raise CodecError("This file holds no schema.org ClaimReview, or not only those.")
    for names, held in groupby(items, key=_names):
        group = list(held)
        sheet = next((s for name in names if name and (s := documents(name))), None)
        yield _sheet(sheet or Sheet(id=next(iter(names), ""), text=""), group)


def _sheet(sheet: Sheet, items: list[dict[str, Any]]) -> Sheet:
    if not sheet.text:
        return _refused(sheet, items, "its document is not known here")
    known = [item for item in items if _label(item)]
    other = [item for item in items if not _label(item)]
    found = placed(sheet, [(_mark(item), _told(item)) for item in known])
    return _refused(found, other, "its rating is none of claimcheck's three")


def _refused(sheet: Sheet, items: list[dict[str, Any]], why: str) -> Sheet:
    names = [str(item.get("claimReviewed", ""))[:60] for item in items]
    more = tuple(Refusal(document=sheet.id, mark=name, reason=why) for name in names)
    return replace(sheet, refused=(*sheet.refused, *more))


def _claim(item: Mapping[str, Any]) -> Mapping[str, Any]:
    found = item.get("itemReviewed")
    return found if isinstance(found, dict) else {}


def _own(item: Mapping[str, Any]) -> dict[str, Any]:
    found = _claim(item).get("identifier") or ()
    listed = found if isinstance(found, list) else [found]
    return {str(i.get("propertyID")): i.get("value") for i in listed if isinstance(i, dict)}


def _names(item: Mapping[str, Any]) -> tuple[str, ...]:
    work = _claim(item).get("appearance")
    work = work if isinstance(work, dict) else {}
    given = (_own(item).get("claimcheck:sha256"), work.get("identifier"), work.get("url"))
    return tuple(str(name) for name in given if name)


def _label(item: Mapping[str, Any]) -> str:
    rating = item.get("reviewRating")
    name = rating.get("alternateName", "") if isinstance(rating, dict) else ""
    return _LABELS.get(str(name), "")


def _told(item: Mapping[str, Any]) -> Told:
    quote = str(item.get("claimReviewed", ""))
    start, _, end = str(_own(item).get(_SPAN, "")).partition("-")
    if start.isdigit() and end.isdigit():
        return Told(start=int(start), end=int(end), quote=quote)
    return Told(quote=quote)


def _mark(item: Mapping[str, Any]) -> Mark:
    held = _own(item).get("claimcheck:mark")
    if isinstance(held, dict):
        return mark_from(held)
    people = item.get("author") or ()
    listed = people if isinstance(people, list) else [people]
    return Mark(
        id=str(item.get("url", "")),
        label=_label(item),
        by=tuple(str(who.get("name", "")) for who in listed if isinstance(who, dict)),
        at=str(item.get("datePublished", "")),
        note=str(item.get("reviewBody", "")),
    )


CLAIM_REVIEW = Format(
    name="claimreview",
    unit=Unit.QUOTE,
    suffix=".json",
    write=write,
    read=read,
    holds_text=False,
    finished_only=True,
)
