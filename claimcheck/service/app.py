"""The application: the guard outside, then the limits, then what can be asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from claimcheck._version import __version__
from claimcheck.errors import ClaimcheckError
from claimcheck.service import api, problem
from claimcheck.service.desk import Desk
from claimcheck.service.meter import Meter
from claimcheck.service.metrics import Metrics
from claimcheck.service.settings import ServiceChecker, ServiceSettings
from claimcheck.web import Guard

__all__ = ["create_app"]


def create_app(checker: ServiceChecker, *, settings: ServiceSettings | None = None) -> FastAPI:
    """The service as an ASGI application.

    :param checker: what checks; its models are loaded when the application starts.
    :param settings: hosts and limits.
    :returns: the application.
    """
    known = settings or ServiceSettings()
    desk, metrics = Desk(checker, together=known.together), Metrics()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        desk.open()
        yield
        await desk.close()

    app = FastAPI(
        title="claimcheck",
        version=__version__,
        summary="Checks the claims and the promotional language of health articles.",
        # Their pages load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        middleware=[
            Middleware(Guard, hosts=known.hosts, max_body=known.max_body, refuse=problem.refusal),
            Middleware(Meter, settings=known, desk=desk, metrics=metrics),
        ],
    )
    app.state.desk, app.state.metrics, app.state.settings = desk, metrics, known
    app.include_router(api.router)
    app.include_router(api.files)
    app.add_exception_handler(HTTPException, problem.of_http)
    app.add_exception_handler(RequestValidationError, problem.of_validation)
    app.add_exception_handler(ClaimcheckError, problem.of_claimcheck)
    return app
