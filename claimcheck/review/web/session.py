"""Who is asking: the person's token in a cookie, and a token against forged requests.

Nothing is kept in the server: a restart in the middle of the work logs nobody out, and a
person who was erased is out at once. The forgery token is an HMAC of the person's own,
so that another site can neither read nor guess it.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi import HTTPException, Request, Response

from claimcheck.review.records import Person, Role

if TYPE_CHECKING:
    from claimcheck.review.store import ReviewStore
    from claimcheck.review.web.settings import SearchesCorpus, WebSettings

__all__ = ["Desk", "Session", "desk_of", "leave", "required", "session_of", "sign_in"]

_RANK = {Role.REVIEWER: 0, Role.ADJUDICATOR: 1, Role.OWNER: 2}
_LONGEST_TOKEN = 256
_MONTH = 30 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every request of one application shares."""

    store: ReviewStore
    settings: WebSettings
    search: SearchesCorpus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A signed-in person and the token that their own page sends along."""

    person: Person
    csrf: str

    def may(self, role: Role) -> bool:
        """Whether the person has this role or one above it."""
        return _RANK[self.person.role] >= _RANK[role]


def desk_of(request: Request) -> Desk:
    """What the application was made with."""
    found: Desk = request.app.state.desk
    return found


def session_of(request: Request) -> Session | None:
    """Who is signed in, or ``None``."""
    desk = desk_of(request)
    token = request.cookies.get(desk.settings.cookie, "")
    person = desk.store.authenticate(token) if 0 < len(token) <= _LONGEST_TOKEN else None
    if person is None or person.erased:
        return None
    return Session(person=person, csrf=_csrf(token))


def required(request: Request, *, role: Role = Role.REVIEWER, csrf: str | None = None) -> Session:
    """The session of a request that needs one.

    :param request: the request; if it changes something it must bring the forgery token.
    :param role: the least role.
    :param csrf: the token from a form; the ``X-CSRF-Token`` header if not given.
    :returns: the session.
    :raises HTTPException: 401 without a session, 403 without the role or the token.
    """
    session = session_of(request)
    if session is None:
        raise HTTPException(HTTPStatus.UNAUTHORIZED, "Sign in first.")
    if request.method not in ("GET", "HEAD"):
        sent = request.headers.get("x-csrf-token", "") if csrf is None else csrf
        if not hmac.compare_digest(sent.encode(), session.csrf.encode()):
            raise HTTPException(HTTPStatus.FORBIDDEN, "The page is out of date; load it again.")
    if not session.may(role):
        raise HTTPException(HTTPStatus.FORBIDDEN, f"This needs the role {role.value}.")
    return session


def sign_in(request: Request, response: Response, token: str) -> Person | None:
    """Put a valid token into the cookie; ``None`` if it is nobody's."""
    desk = desk_of(request)
    person = desk.store.authenticate(token) if 0 < len(token) <= _LONGEST_TOKEN else None
    if person is None or person.erased:
        return None
    response.set_cookie(
        desk.settings.cookie,
        token,
        max_age=_MONTH,
        httponly=True,
        samesite="strict",
        secure=desk.settings.secure,
    )
    return person


def leave(request: Request, response: Response) -> None:
    """Take the cookie away."""
    response.delete_cookie(desk_of(request).settings.cookie, httponly=True, samesite="strict")


def _csrf(token: str) -> str:
    return hmac.new(token.encode(), b"claimcheck review: forgery token", hashlib.sha256).hexdigest()
