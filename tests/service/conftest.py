from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from fastapi.testclient import TestClient

from claimcheck.service import ServiceSettings, create_app
from tests.service.fakes import ServiceFake
from tests.waiting import until

Serve = Callable[..., TestClient]


@pytest.fixture
def checker() -> Iterator[ServiceFake]:
    made = ServiceFake()
    yield made
    made.gate.set()


@pytest.fixture
def serve(checker: ServiceFake) -> Iterator[Serve]:
    """Starts the service with some settings and waits until it is ready."""
    with ExitStack() as stack:

        def started(**settings: object) -> TestClient:
            known = ServiceSettings(hosts=("check.test",), **settings)  # type: ignore[arg-type]
            client = TestClient(create_app(checker, settings=known), base_url="http://check.test")
            stack.callback(checker.gate.set)
            stack.enter_context(client)
            until(lambda: client.get("/v1/health").status_code == 200)
            return client

        yield started


@pytest.fixture
def client(serve: Serve) -> TestClient:
    return serve()
