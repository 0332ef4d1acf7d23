"""The door of a page or service: who may ask, from where, and how much.

Host and Origin checks (OWASP: DNS rebinding, cross-site request forgery), a size cap
that also counts a body without a length, and the headers every answer carries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["POLICY", "Guard"]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        # The one policy can name the service worker's address and nothing else.
        "trusted-types worker",
    )
)
"""Content Security Policy Level 3: our own files alone, and no way to make markup from text."""

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With no-referrer a browser sends "Origin: null" with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


_TOO_LARGE = (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The request is too large.")
Refusal = Callable[[int, str], ASGIApp]


class _TooLargeError(HTTPException):
    """More came than may come; FastAPI would make a 400 of any other exception."""

    def __init__(self) -> None:
        super().__init__(*_TOO_LARGE)


class Guard:
    """Wraps the application.

    :param app: what is guarded.
    :param hosts: the names, with the port, it may be asked for by (DNS rebinding).
    :param max_body: bytes a request may have.
    :param refuse: makes the answer of a refusal; plain text if not given.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Iterable[str],
        max_body: int,
        refuse: Refusal | None = None,
    ) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._max_body = max_body
        self._refuse = refuse or _in_plain_text

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it.

        :param scope: of ASGI.
        :param receive: of ASGI.
        :param send: of ASGI.
        """
        if scope["type"] != "http":
            # There is no websocket here; lifespan messages pass.
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        refusal = self._refusal(Headers(scope=scope), scope["method"])
        if refusal is not None:
            await _headed(self._refuse(*refusal), scope, receive, send)
            return
        try:
            await _headed(self._app, scope, self._capped(receive), send)
        except _TooLargeError:
            await _headed(self._refuse(*_TOO_LARGE), scope, receive, send)

    def _refusal(self, headers: Headers, method: str) -> tuple[int, str] | None:
        if headers.get("host", "").lower() not in self._hosts:
            return HTTPStatus.MISDIRECTED_REQUEST, "This host is not served here."
        if method not in _SAFE and not _from_here(headers):
            return HTTPStatus.FORBIDDEN, "This request comes from another page."
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length) > self._max_body:
            return _TOO_LARGE
        return None

    def _capped(self, receive: Receive) -> Receive:
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._max_body:
                raise _TooLargeError
            return message

        return counted


def _from_here(headers: Headers) -> bool:
    """Whether a browser says that our own page sent the request."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    if origin is None:
        # Every browser sends Origin with a POST; a script without one still needs the token.
        return True
    return urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


def _in_plain_text(status: int, message: str) -> ASGIApp:
    return PlainTextResponse(message, status)


async def _headed(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Run an application with our headers on whatever it answers."""

    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            _set(MutableHeaders(scope=message), _HEADERS.items())
        await send(message)

    await app(scope, receive, with_headers)


def _set(headers: MutableHeaders, pairs: Iterable[tuple[str, str]]) -> None:
    for name, value in pairs:
        headers[name] = value
    headers.setdefault("Cache-Control", "no-store")
