"""What the page's script asks for, as JSON. Every route needs a signed-in person."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import Response

from claimcheck.errors import UsageError
from claimcheck.review.records import Event, Item, Recorded, Result
from claimcheck.review.web import payloads
from claimcheck.review.web.incoming import EventsIn, NextIn, ReleaseIn, read_body
from claimcheck.review.web.session import Desk, Session, desk_of, required

__all__ = ["answer", "router"]

router = APIRouter(prefix="/api")

_LONGEST_QUERY = 500
_FOUND = 8


def answer(value: object, status: int = 200) -> Response:
    """A JSON response; lone surrogates of a text are escaped, as UTF-8 cannot hold them."""
    body = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return Response(body, status, media_type="application/json")


@router.post("/next")
async def next_tasks(request: Request) -> Response:
    """Lend some tasks to whoever asks."""
    session, desk = await run_in_threadpool(required, request), desk_of(request)
    wanted = await read_body(request, NextIn)
    tasks = await run_in_threadpool(
        desk.store.next,
        session.person.id,
        strategy=wanted.strategy,
        limit=wanted.limit,
        kind=wanted.kind,
        document=wanted.document,
        blind=desk.settings.blind,
        exclude=tuple(wanted.exclude),
    )
    shown = [payloads.task(t, _shown(t.item, session)) for t in tasks]
    return answer({"tasks": shown})


@router.post("/events")
async def events(request: Request) -> Response:
    """Record what the person did; answered only when all that is accepted is on disk.

    The status is 409 if any event conflicts and 422 if any is refused; the body
    has a result for each event all the same.
    """
    session, desk = await run_in_threadpool(required, request), desk_of(request)
    sent = await read_body(request, EventsIn)
    if len(sent.events) > desk.settings.max_events:
        raise HTTPException(413, f"At most {desk.settings.max_events} events at once.")
    made = [event.event(session.person.id) for event in sent.events]
    results = await run_in_threadpool(_record, desk, session, made)
    return answer({"results": results}, _status(results))


@router.post("/release")
async def release(request: Request) -> Response:
    """Give tasks back before their time."""
    session, desk = await run_in_threadpool(required, request), desk_of(request)
    wanted = await read_body(request, ReleaseIn)
    count = await run_in_threadpool(desk.store.release, session.person.id, wanted.items)
    return answer({"released": count})


@router.get("/item/{item}")
def item(request: Request, item: str) -> Response:
    """An item as it stands."""
    session, desk = required(request), desk_of(request)
    return answer({"item": _shown(_item(desk, session, item), session)})


@router.get("/item/{item}/history")
def history(request: Request, item: str) -> Response:
    """What was done to an item, oldest first; what the person may not see yet is left out."""
    session, desk = required(request), desk_of(request)
    _item(desk, session, item)
    entries = desk.store.history(item, viewer=session.person.id, blind=desk.settings.blind)
    return answer({"history": [payloads.history(entry) for entry in entries]})


@router.get("/item/{item}/repeats")
def repeats(request: Request, item: str) -> Response:
    """Where else the same is said."""
    session, desk = required(request), desk_of(request)
    _item(desk, session, item)
    found = [
        {"id": r.id, "document": r.document_id, "text": r.text, "status": r.status.value}
        for r in desk.store.repeats(item)
    ]
    return answer({"repeats": found})


@router.get("/document/{document}")
def document(request: Request, document: str) -> Response:
    """A document's text with its items."""
    session, desk = required(request), desk_of(request)
    try:
        found = desk.store.document(document, viewer=session.person.id, blind=desk.settings.blind)
    except UsageError as error:
        raise HTTPException(404, str(error)) from error
    return answer({"document": payloads.document(found)})


@router.get("/last")
def last(request: Request) -> Response:
    """What the person did last and could take back."""
    session, desk = required(request), desk_of(request)
    entry = desk.store.last(session.person.id)
    if entry is None:
        return answer({"last": None})
    shown = _shown(_item(desk, session, entry.item), session)
    return answer({"last": payloads.history(entry), "item": shown})


@router.get("/search")
def search(request: Request, q: str = "") -> Response:
    """Passages of the corpus for some words, best first."""
    required(request)
    desk = desk_of(request)
    if desk.search is None:
        raise HTTPException(404, "No corpus was given to search in.")
    query = q.strip()[:_LONGEST_QUERY]
    found = desk.search(query, _FOUND) if query else ()
    return answer({"passages": [payloads.evidence(e) for e in found]})


@router.get("/progress")
def progress(request: Request) -> Response:
    """How far the work is."""
    session, desk = required(request), desk_of(request)
    found = desk.store.progress(seconds=False)
    return answer(
        {
            "items": found.items,
            "statuses": dict(found.statuses),
            "mine": found.done.get(session.person.name, 0),
        }
    )


def _item(desk: Desk, session: Session, item: str) -> Item:
    try:
        return desk.store.item(item, viewer=session.person.id, blind=desk.settings.blind)
    except UsageError as error:
        raise HTTPException(404, str(error)) from error


def _shown(found: Item, session: Session) -> dict[str, Any]:
    return payloads.item(found, viewer=session.person.name)


def _record(desk: Desk, session: Session, made: Sequence[Event]) -> list[dict[str, Any]]:
    return [_result(desk, session, result) for result in desk.store.record(made)]


def _result(desk: Desk, session: Session, found: Recorded) -> dict[str, Any]:
    """What became of an event, with its item read again as this person may see it."""
    known = found.item.id if found.item else ""
    if not known:
        return payloads.recorded(found, None)
    item = desk.store.item(known, viewer=session.person.id, blind=desk.settings.blind)
    if item.hidden and found.since:
        others = tuple(entry for entry in found.since if entry.actor == session.person.name)
        found = replace(found, since=others)
    return payloads.recorded(found, _shown(item, session))


def _status(results: Sequence[dict[str, Any]]) -> int:
    kinds = {result["result"] for result in results}
    if Result.CONFLICT in kinds:
        return 409
    return 422 if Result.REFUSED in kinds else 200
