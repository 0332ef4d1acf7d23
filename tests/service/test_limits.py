"""What the service refuses, and that it goes on afterwards."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient

from claimcheck.service import ServiceSettings, create_app
from tests.faults import corpus
from tests.service.fakes import ServiceFake
from tests.waiting import until

Serve = Callable[..., TestClient]


def refused(client: TestClient, status: int, code: str, path: str, **asked: object) -> None:
    answer = client.post(path, **asked)  # type: ignore[arg-type]
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert answer.json()["message"].endswith(".")
    assert "Traceback" not in answer.text


def test_too_large_a_request(serve: Serve) -> None:
    client = serve(max_body=1_000)
    refused(client, 413, "HTTP413", "/v1/check", json={"text": "a" * 2_000})

    def unending() -> Iterator[bytes]:
        for _ in range(50):
            yield b"a" * 100

    kind = {"Content-Type": "text/plain"}
    refused(client, 413, "HTTP413", "/v1/file", content=unending(), headers=kind)
    packed = gzip.compress(b"a " * 10_000)
    kind = {"Content-Type": "application/octet-stream"}
    refused(client, 413, "E313", "/v1/file", content=packed, headers=kind)
    assert client.post("/v1/check", json={"text": "Tea."}).status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "json"])
def test_a_body_that_is_not_json(client: TestClient, kind: str) -> None:
    asked = {"content": b'{"text": "x"}', "headers": {"Content-Type": kind}}
    refused(client, 415, "HTTP415", "/v1/check", **asked)


@pytest.mark.parametrize(
    ("kind", "data", "status", "code"),
    [
        ("image/png", b"\x89PNG\r\n\x1a\n", 415, "HTTP415"),
        ("application/octet-stream", b"\x89PNG\r\n\x1a\n" + corpus.noise(200), 415, "E201"),
        ("application/pdf", corpus.truncated_pdf(), 422, "E331"),
        ("application/octet-stream", corpus.encrypted_docx(), 422, "E332"),
    ],
)
def test_a_file_that_is_not_read(
    client: TestClient, kind: str, data: bytes, status: int, code: str
) -> None:
    asked = {"content": data, "headers": {"Content-Type": kind}}
    refused(client, status, code, "/v1/file", **asked)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/check", b"{"),
        ("/v1/check", b"[]"),
        ("/v1/check", b"{}"),
        ("/v1/check", b'{"text": 3}'),
        ("/v1/check", b'{"text": "x", "extra": 1}'),
        ("/v1/check", b"\xff\xfe"),
        ("/v1/search", b'{"query": ""}'),
        ("/v1/search", b'{"query": "x", "limit": 1000}'),
    ],
)
def test_a_body_of_another_form(client: TestClient, path: str, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    refused(client, 422, "HTTP422", path, content=body, headers=headers)


def test_another_host_or_page(client: TestClient) -> None:
    refused(client, 421, "HTTP421", "/v1/check", json={}, headers={"Host": "evil.example"})
    refused(client, 403, "HTTP403", "/v1/check", json={}, headers={"Origin": "http://evil.example"})


def test_a_token_is_asked_for_where_there_is_one(serve: Serve) -> None:
    client = serve(token="sesame")
    refused(client, 401, "HTTP401", "/v1/check", json={"text": "x"})
    wrong = {"Authorization": "Bearer sesam"}
    refused(client, 401, "HTTP401", "/v1/check", json={"text": "x"}, headers=wrong)
    assert client.get("/metrics").status_code == 401
    right = {"Authorization": "Bearer sesame"}
    answer = client.post("/v1/check", json={"text": "Tea."}, headers=right)
    assert answer.status_code == 200


def test_too_many_requests_at_once(serve: Serve, checker: ServiceFake) -> None:
    client = serve(max_requests=2)
    with ThreadPoolExecutor(2) as threads:
        waiting = [
            threads.submit(client.post, "/v1/check", json={"text": f"Tea {i}: wait here."})
            for i in range(2)
        ]
        checker.entered.wait(10)
        until(lambda: "claimcheck_in_flight 2" in client.get("/metrics").text)
        answer = client.post("/v1/promo", json={"text": "Tea."})
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "2")
        assert client.get("/v1/health").status_code == 200
        checker.gate.set()
        assert [answer.result().status_code for answer in waiting] == [200, 200]
    assert client.post("/v1/promo", json={"text": "Tea."}).status_code == 200


def test_a_monitor_takes_no_place_from_those_who_have_work(
    serve: Serve, checker: ServiceFake
) -> None:
    client = serve(max_requests=1)
    stop = threading.Event()

    def watch() -> None:
        while not stop.is_set():
            client.get("/metrics")

    with ThreadPoolExecutor(2) as threads:
        watching = [threads.submit(watch) for _ in range(2)]
        answers = [client.post("/v1/promo", json={"text": "Tea."}) for _ in range(30)]
        stop.set()
    assert [answer.status_code for answer in answers] == [200] * 30
    assert [done.result() for done in watching] == [None, None]


def test_a_request_that_takes_too_long(serve: Serve, checker: ServiceFake) -> None:
    client = serve(timeout=0.3)
    answer = client.post("/v1/check", json={"text": "Tea: wait here."})
    assert (answer.status_code, answer.json()["code"]) == (503, "HTTP503")
    checker.gate.set()
    assert client.post("/v1/check", json={"text": "Tea."}).status_code == 200


def test_nothing_is_checked_before_the_models_are_there() -> None:
    checker = ServiceFake()
    loaded = threading.Event()
    slow = checker.check_articles
    checker.check_articles = lambda items: (loaded.wait(10), slow(items))[1]  # type: ignore[method-assign]
    app = create_app(checker, settings=ServiceSettings(hosts=("check.test",)))
    with TestClient(app, base_url="http://check.test") as client:
        assert client.get("/v1/health").status_code == 503
        refused(client, 503, "HTTP503", "/v1/check", json={"text": "Tea."})
        loaded.set()
        until(lambda: client.get("/v1/health").status_code == 200)
        assert client.post("/v1/check", json={"text": "Tea."}).status_code == 200


def test_an_article_that_cannot_be_checked_costs_no_other(
    serve: Serve, checker: ServiceFake
) -> None:
    client = serve()
    texts = ["Tea: wait here.", "Mint tea.", "Please crash the checker.", "Sage tea."]
    with ThreadPoolExecutor(4) as threads:
        first = threads.submit(client.post, "/v1/check", json={"text": texts[0]})
        checker.entered.wait(10)
        others = [threads.submit(client.post, "/v1/check", json={"text": t}) for t in texts[1:]]
        until(lambda: "claimcheck_in_flight 4" in client.get("/metrics").text)
        checker.gate.set()
        assert first.result().status_code == 200
        assert [answer.result().status_code for answer in others] == [200, 500, 200]
    assert len(checker.calls[2]) == 3
