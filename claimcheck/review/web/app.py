"""The application: the guard outside, pages and JSON inside, errors as plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI, HTTPException, Request
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse, Response

from claimcheck.errors import UsageError
from claimcheck.review.web import adjudicating, api, figures, pages, static
from claimcheck.review.web.rendering import page
from claimcheck.review.web.session import Desk
from claimcheck.review.web.settings import SearchesCorpus, WebSettings
from claimcheck.web import Guard

if TYPE_CHECKING:
    from claimcheck.review.store import ReviewStore

__all__ = ["create_app"]


def create_app(
    store: ReviewStore,
    *,
    settings: WebSettings | None = None,
    search: SearchesCorpus | None = None,
) -> FastAPI:
    """The review page of a store, as an ASGI application.

    :param store: an open store; the caller closes it.
    :param settings: hosts, caps and blind mode.
    :param search: finds passages of a corpus; without it no evidence can be added on the page.
    :returns: the application.
    """
    known = settings or WebSettings()
    app = FastAPI(
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        middleware=[Middleware(Guard, hosts=known.hosts, max_body=known.max_body)],
    )
    app.state.desk = Desk(store=store, settings=known, search=search)
    for part in (api, pages, adjudicating, figures, static):
        app.include_router(part.router)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(404, _refused)
    app.add_exception_handler(UsageError, _unusable)
    return app


def _refused(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 500)
    detail = str(getattr(error, "detail", "")) or "Something went wrong."
    if request.url.path.startswith("/api/"):
        return api.answer({"message": detail}, status)
    if status == 401:
        return RedirectResponse("/login", 303)
    return page(request, "message.html.j2", status=status, session=None, message=detail)


def _unusable(request: Request, error: Exception) -> Response:
    return _refused(request, HTTPException(422, str(error)))
