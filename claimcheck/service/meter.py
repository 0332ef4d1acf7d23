"""How many requests at once, how long each, and the count of them all."""

from __future__ import annotations

import asyncio
import hmac
import time

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from claimcheck.service.desk import Desk
from claimcheck.service.metrics import Metrics
from claimcheck.service.problem import refusal
from claimcheck.service.settings import ServiceSettings

__all__ = ["HEALTH", "METRICS", "Meter"]

HEALTH = "/v1/health"
METRICS = "/metrics"
_PATHS = frozenset({"/v1/check", "/v1/file", "/v1/promo", "/v1/search", HEALTH, METRICS})
_FREE = frozenset({HEALTH, METRICS, "/openapi.json"})
"""What a monitor asks is answered however much is going on."""


class Meter:
    """Wraps the application, inside the guard.

    :param app: what is metered.
    :param settings: the limits.
    :param desk: says whether the service is ready.
    :param metrics: what is counted.
    """

    def __init__(
        self, app: ASGIApp, *, settings: ServiceSettings, desk: Desk, metrics: Metrics
    ) -> None:
        self._app = app
        self._settings = settings
        self._desk = desk
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request within the limits, or refuse it.

        :param scope: of ASGI.
        :param receive: of ASGI.
        :param send: of ASGI.
        """
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.monotonic()
        status = 0

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        refused = self._refused(scope)
        # What a monitor asks and what is refused takes no place from those who have work.
        place = int(refused is None and scope["path"] not in _FREE)
        self._metrics.in_flight += place
        try:
            async with asyncio.timeout(self._settings.timeout):
                await (refused or self._app)(scope, receive, noted)
        except TimeoutError:
            if not status:
                said = f"This took longer than {self._settings.timeout:g} seconds; send less."
                await refusal(503, said)(scope, receive, noted)
        finally:
            self._metrics.in_flight -= place
            path = scope["path"] if scope["path"] in _PATHS else "other"
            self._metrics.answered(path, status, time.monotonic() - begun)

    def _refused(self, scope: Scope) -> ASGIApp | None:
        if scope["path"] != HEALTH and not self._admitted(Headers(scope=scope)):
            return refusal(401, "Send the token as: Authorization: Bearer TOKEN.")
        if scope["path"] in _FREE:
            return None
        if not self._desk.ready:
            return refusal(503, "The models are being loaded, or the service is stopping.")
        if self._metrics.in_flight >= self._settings.max_requests:
            return refusal(429, "Too many requests at once; come back in a moment.")
        return None

    def _admitted(self, headers: Headers) -> bool:
        expected = f"Bearer {self._settings.token}".encode()
        given = headers.get("authorization", "").encode("latin-1")
        return not self._settings.token or hmac.compare_digest(given, expected)
