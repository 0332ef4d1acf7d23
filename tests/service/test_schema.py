"""Requests made up from the service's own schema: every answer is one that it describes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import positive_data_acceptance

from claimcheck.service import ServiceSettings, create_app
from tests.service.fakes import ServiceFake
from tests.waiting import until

ASKED = [
    ("/v1/check", "POST"), ("/v1/file", "POST"), ("/v1/promo", "POST"), ("/v1/search", "POST"),
    ("/v1/health", "GET"), ("/metrics", "GET"),
]  # fmt: skip


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    known = ServiceSettings(hosts=("check.test",), max_body=100_000)
    app = create_app(ServiceFake(), settings=known)
    with TestClient(app, base_url="http://check.test") as started:
        until(lambda: started.get("/v1/health").status_code == 200)
        yield started


@pytest.fixture(scope="module")
def schema(client: TestClient) -> Any:
    return schemathesis.openapi.from_dict(client.get("/openapi.json").json())


def send(client: TestClient, case: Any) -> Any:
    """A made-up request, sent through the client that keeps the application running."""
    made = case.as_transport_kwargs(base_url="http://check.test")
    body, _ = made.pop("data", None), made.pop("cookies", None)
    return client.request(**made, content=body.encode() if isinstance(body, str) else body)


def fuzz(client: TestClient, schema: Any, path: str, method: str, *, examples: int) -> set[int]:
    statuses = set()

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def asked(data: st.DataObject) -> None:
        # No schema can say which bytes are a file that is read.
        unsaid = [positive_data_acceptance] if path == "/v1/file" else []
        case = data.draw(schema[path][method].as_strategy())
        answer = send(client, case)
        statuses.add(answer.status_code)
        case.validate_response(answer, excluded_checks=unsaid)

    asked()
    return statuses


def test_all_that_can_be_asked_is_asked_here(schema: Any) -> None:
    paths = schema.raw_schema["paths"]
    assert {(p, m.upper()) for p, methods in paths.items() for m in methods} == set(ASKED)


@pytest.mark.parametrize(("path", "method"), ASKED)
def test_no_request_is_answered_otherwise_than_described(
    client: TestClient, schema: Any, path: str, method: str
) -> None:
    assert not {500, 503} & fuzz(client, schema, path, method, examples=12)


@pytest.mark.soak
@pytest.mark.parametrize(("path", "method"), ASKED)
def test_nor_any_of_very_many(client: TestClient, schema: Any, path: str, method: str) -> None:
    assert not {500, 503} & fuzz(client, schema, path, method, examples=1_000)
