"""Where answers that differ are settled: side by side, and any of them, another, or none is right.

The forms work without a script; the script adds keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from fastapi import APIRouter, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from claimcheck.errors import UsageError
from claimcheck.review.adjudication import CHOICES, ERRORS
from claimcheck.review.records import Action, Choice, Event, Item, Recorded, Result, Role
from claimcheck.review.web import payloads
from claimcheck.review.web.forms import read_form
from claimcheck.review.web.rendering import page
from claimcheck.review.web.session import Desk, Session, desk_of, required

__all__ = ["router"]

router = APIRouter()

_PAGE = 50
_AROUND = 400
"""Code points of the article shown on either side of an item."""


@router.get("/adjudicate")
def disputed(request: Request, after: int | None = None) -> Response:
    """The items whose answers differ."""
    session = required(request, role=Role.ADJUDICATOR)
    found = desk_of(request).store.disagreements(after=after, limit=_PAGE)
    return page(
        request,
        "disputed.html.j2",
        session=session,
        items=found.items,
        next=found.next,
        after=after,
    )


@router.get("/adjudicate/{item}")
def adjudicate(request: Request, item: str) -> Response:
    """One item, its answers side by side."""
    session, desk = required(request, role=Role.ADJUDICATOR), desk_of(request)
    return _shown(request, desk, session, item)


@router.post("/adjudicate/{item}")
async def adjudicated(request: Request, item: str) -> Response:
    """Take a decision; on to the next item, or the page again with what stood in the way."""
    fields = {name: values for name, values in (await read_form(request)).items() if values}
    session = await run_in_threadpool(
        required, request, role=Role.ADJUDICATOR, csrf=_one(fields, "csrf")
    )
    desk = desk_of(request)
    event = _event(item, session, fields)
    (found,) = await run_in_threadpool(desk.store.record, [event])
    if found.result in (Result.ACCEPTED, Result.DUPLICATE):
        after = await run_in_threadpool(desk.store.disagreements, limit=1)
        where = f"/adjudicate/{after.items[0].id}" if after.items else "/adjudicate"
        return RedirectResponse(where, 303)
    return await run_in_threadpool(_shown, request, desk, session, item, refused=found, sent=fields)


def _shown(
    request: Request,
    desk: Desk,
    session: Session,
    item: str,
    *,
    refused: Recorded | None = None,
    sent: Mapping[str, tuple[str, ...]] | None = None,
) -> Response:
    try:
        found = desk.store.item(item, viewer=session.person.id)
    except UsageError as error:
        raise HTTPException(404, str(error)) from error
    status = 200 if refused is None else 409 if refused.result is Result.CONFLICT else 422
    return page(
        request,
        "adjudicate.html.j2",
        session=session,
        status=status,
        item=found,
        shown=payloads.item(found, viewer=""),
        answers=[answer for answer in found.answers if answer.label is not None],
        context=_context(desk, found),
        history=[payloads.history(e) for e in desk.store.history(item, viewer=session.person.id)],
        choices=sorted(CHOICES[found.kind], key=list(Choice).index),
        errors=ERRORS,
        event=str(uuid4()),
        refused=refused,
        since=[payloads.history(entry) for entry in refused.since] if refused else [],
        sent=sent or {},
    )


def _context(desk: Desk, found: Item) -> list[tuple[str, bool]]:
    """The article around an item, cut into stretches outside and inside of it."""
    text = desk.store.document(found.document_id).text
    first, last = found.parts[0].start, found.parts[-1].end
    at, pieces = max(0, first - _AROUND), list[tuple[str, bool]]()
    if at > 0:
        pieces.append(("…", False))
    for part in found.parts:
        pieces += [(text[at : part.start], False), (text[part.start : part.end], True)]
        at = part.end
    more = "…" if last + _AROUND < len(text) else ""
    return [*pieces, (text[at : last + _AROUND] + more, False)]


def _event(item: str, session: Session, fields: Mapping[str, tuple[str, ...]]) -> Event:
    """The decision in a form.

    :raises HTTPException: 422 if a field is not what the page sends.
    """
    outcome, _, chosen = _one(fields, "decision").partition(":")
    new: dict[str, Any] = {"outcome": outcome}
    if outcome == "answer":
        new["actor"] = chosen
    elif chosen:
        new["label"] = chosen
    if errors := fields.get("errors"):
        new["errors"] = list(errors)
    try:
        if confidence := _one(fields, "confidence"):
            new["confidence"] = float(confidence)
        return Event(
            id=str(UUID(_one(fields, "event"))),
            actor=session.person.id,
            action=Action.ADJUDICATE,
            item=item,
            base_version=int(_one(fields, "version")),
            new=new,
            note=_one(fields, "note").replace("\r\n", "\n"),
        )
    except ValueError as error:
        raise HTTPException(422, "The form was not filled in by this page.") from error


def _one(fields: Mapping[str, tuple[str, ...]], name: str) -> str:
    return fields.get(name, ("",))[0]
