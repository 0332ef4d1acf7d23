"""The pages a reviewer opens: signing in, and the one screen where the work is done."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from claimcheck.report.words import CATEGORY_NAMES, NOT_FALSE
from claimcheck.review.web.forms import read_form
from claimcheck.review.web.rendering import page
from claimcheck.review.web.session import desk_of, leave, required, session_of, sign_in

__all__ = ["router"]

router = APIRouter()


@router.get("/")
def work(request: Request) -> Response:
    """The screen where items are settled."""
    session = session_of(request)
    if session is None:
        return RedirectResponse("/login", 303)
    desk = desk_of(request)
    return page(
        request,
        "work.html.j2",
        session=session,
        corpus=desk.settings.corpus,
        can_search=desk.search is not None,
        categories=CATEGORY_NAMES,
        not_false=NOT_FALSE,
    )


@router.get("/login")
def login(request: Request) -> Response:
    """Where a token is given."""
    return page(request, "login.html.j2", session=session_of(request), wrong=False)


@router.post("/login")
async def logged_in(request: Request) -> Response:
    """Take a token. No forgery token is needed: the Origin was checked, and it is a secret."""
    fields = await read_form(request)
    token = (fields.get("token") or ("",))[0].strip()
    answer = RedirectResponse("/", 303)
    person = await run_in_threadpool(sign_in, request, answer, token)
    if person is None:
        return page(request, "login.html.j2", session=None, wrong=True, status=403)
    return answer


@router.post("/logout")
async def logout(request: Request) -> Response:
    """Take the cookie away."""
    fields = await read_form(request)
    await run_in_threadpool(required, request, csrf=(fields.get("csrf") or ("",))[0])
    answer = RedirectResponse("/login", 303)
    leave(request, answer)
    return answer
