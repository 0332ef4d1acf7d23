"""From templates to answers: everything is escaped, hidden characters are shown by name."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from claimcheck.report.hidden import encodable
from claimcheck.report.templating import templates
from claimcheck.review.records import Role
from claimcheck.review.web import words
from claimcheck.review.web.static import address

if TYPE_CHECKING:
    import jinja2

    from claimcheck.review.web.session import Session

__all__ = ["environment", "page"]


@cache
def environment() -> jinja2.Environment:
    """The template environment of the review page."""
    made = templates(_template)
    made.globals.update(address=address, words=words, Role=Role)
    return made


def page(
    request: Request, template: str, *, session: Session | None, status: int = 200, **values: Any
) -> Response:
    """A page as an answer.

    :param request: the request it answers; its path marks the place in the menu.
    :param template: the template's file name.
    :param session: who is signed in, if anybody.
    :param status: of HTTP.
    :param **values: what the template shows.
    :returns: the answer.
    """
    text = (
        environment()
        .get_template(template)
        .render(session=session, path=request.url.path, **values)
    )
    return HTMLResponse(encodable(text), status)


def _template(name: str) -> str:
    return files("claimcheck.review.web").joinpath("templates", name).read_text(encoding="utf-8")
