"""The door of the page: hosts, origins, tokens, roles, sizes, and the headers of every answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient

from claimcheck.review import ReviewStore
from claimcheck.review.web import WebSettings, create_app
from tests.review.web.clients import ORIGIN, Client, label

READS = (
    "/api/item/x",
    "/api/item/x/history",
    "/api/item/x/repeats",
    "/api/document/x",
    "/api/search?q=tea",
    "/api/progress",
)
WRITES = ("/api/next", "/api/events", "/api/release")
PAGES = ("/agreement", "/adjudicate", "/adjudicate/x")


@pytest.mark.parametrize("host", ["evil.example", "review.test:81", "review.test.evil.example", ""])
def test_another_host_is_refused(stranger: TestClient, host: str) -> None:
    answer = stranger.get("/login", headers={"Host": host})
    assert answer.status_code == 421


@pytest.mark.parametrize("path", ["/login", *WRITES, "/logout", "/adjudicate/x"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://review.test:8080"])
def test_a_write_from_another_page_is_refused(ana: Client, path: str, origin: str) -> None:
    headers = {"Origin": origin, "X-CSRF-Token": ana.csrf}
    assert ana.http.post(path, json={}, headers=headers).status_code == 403


def test_a_write_that_the_browser_calls_cross_site_is_refused(ana: Client) -> None:
    headers = {"X-CSRF-Token": ana.csrf, "Sec-Fetch-Site": "cross-site"}
    assert ana.http.post("/api/next", json={}, headers=headers).status_code == 403


@pytest.mark.parametrize("path", READS)
def test_reading_needs_a_person(stranger: TestClient, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 401
    assert answer.json() == {"message": "Sign in first."}


@pytest.mark.parametrize("path", WRITES)
def test_writing_needs_a_person(stranger: TestClient, path: str) -> None:
    assert stranger.post(path, json={}, headers=ORIGIN).status_code == 401


@pytest.mark.parametrize("path", ["/", *PAGES])
def test_pages_send_strangers_to_sign_in(stranger: TestClient, path: str) -> None:
    answer = stranger.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")


@pytest.mark.parametrize("path", WRITES)
@pytest.mark.parametrize("token", ["", "0" * 64, "ünsinn"])
def test_writing_needs_the_forgery_token(ana: Client, path: str, token: str) -> None:
    headers = {**ORIGIN, "X-CSRF-Token": token.encode()}
    answer = ana.http.post(path, json={}, headers=headers)
    assert answer.status_code == 403


def test_a_colleagues_forgery_token_is_not_ones_own(enter: Callable[..., Client]) -> None:
    ana, ben = enter("ana"), enter("ben")
    assert ana.csrf != ben.csrf
    assert ana.post("/api/next", {}, **{"X-CSRF-Token": ben.csrf}).status_code == 403


def test_signing_out_needs_the_forgery_token(ana: Client) -> None:
    assert ana.http.post("/logout", data={"csrf": "0"}, headers=ORIGIN).status_code == 403
    assert ana.get("/api/progress").status_code == 200
    ana.form("/logout")
    assert ana.get("/api/progress").status_code == 401


def test_the_cookie_is_kept_from_scripts_and_other_sites(
    store: ReviewStore, stranger: TestClient
) -> None:
    _, token = store.add_person("ana")
    cookie = stranger.post("/login", data={"token": token}, headers=ORIGIN).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()


@pytest.mark.parametrize("token", ["", "wrong", "x" * 10_000, "ü", "\x00"])
def test_a_token_of_nobody_is_refused(stranger: TestClient, token: str) -> None:
    answer = stranger.post("/login", data={"token": token}, headers=ORIGIN)
    assert answer.status_code == 403
    assert "nobody" in answer.text
    assert "set-cookie" not in answer.headers


def test_an_erased_person_is_out_at_once(store: ReviewStore, ana: Client) -> None:
    store.erase("ana")
    assert ana.get("/api/progress").status_code == 401


def test_a_restart_signs_nobody_out(store: ReviewStore, ana: Client) -> None:
    settings = WebSettings(hosts=("review.test",))
    again = TestClient(create_app(store, settings=settings), base_url="http://review.test")
    again.cookies = ana.http.cookies
    headers = {**ORIGIN, "X-CSRF-Token": ana.csrf}
    assert again.post("/api/next", json={}, headers=headers).status_code == 200


@pytest.mark.parametrize("path", ["/adjudicate", "/adjudicate/x"])
def test_adjudication_is_closed_to_reviewers(ana: Client, path: str) -> None:
    assert ana.get(path).status_code == 403
    assert ana.form("/adjudicate/x", decision="all_wrong:").status_code == 403


def test_a_reviewer_cannot_adjudicate_or_retarget_by_an_event(ana: Client) -> None:
    task = ana.tasks(limit=1)[0]["item"]
    for action, new in (("adjudicate", {"outcome": "all_wrong"}), ("target", {"target": 3})):
        sent = label(task, "supported") | {"action": action, "new": new, "note": "because"}
        answer = ana.send(sent)
        assert answer.status_code == 422
        assert answer.json()["results"][0]["result"] == "refused"


def test_nobody_can_speak_for_somebody_else(ana: Client, store: ReviewStore) -> None:
    task = ana.tasks(limit=1)[0]["item"]
    assert ana.send(label(task, "supported", actor="ben")).status_code == 422
    ana.send(label(task, "supported"))
    assert {e.actor for e in store.history(task["id"])} == {"machine", "ana"}


@pytest.mark.parametrize("action", ["suggest", "repeat", "create", "absorb"])
def test_what_the_store_does_no_person_can_do(ana: Client, action: str) -> None:
    task = ana.tasks(limit=1)[0]["item"]
    assert ana.send(label(task, "supported") | {"action": action}).status_code == 422


def test_a_large_body_is_refused_with_and_without_a_length(ana: Client) -> None:
    large = b'{"events": [' + b" " * 600_000 + b"]}"

    def pieces() -> Iterator[bytes]:
        for start in range(0, len(large), 50_000):
            yield large[start : start + 50_000]

    headers = {**ORIGIN, "X-CSRF-Token": ana.csrf, "Content-Type": "application/json"}
    assert ana.http.post("/api/events", content=large, headers=headers).status_code == 413
    assert ana.http.post("/api/events", content=pieces(), headers=headers).status_code == 413


def test_too_many_events_at_once_are_refused(ana: Client) -> None:
    task = ana.tasks(limit=1)[0]["item"]
    assert ana.send(*(label(task, "supported") for _ in range(101))).status_code == 413


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"events": []}', '{"events": [{"id": "1"}]}', "[" * 100_000, "NaN"]
)
def test_what_is_not_a_request_is_refused(ana: Client, body: str) -> None:
    headers = {**ORIGIN, "X-CSRF-Token": ana.csrf, "Content-Type": "application/json"}
    assert ana.http.post("/api/events", content=body, headers=headers).status_code == 422


def test_json_must_say_that_it_is_json(ana: Client) -> None:
    headers = {**ORIGIN, "X-CSRF-Token": ana.csrf, "Content-Type": "text/plain"}
    assert ana.http.post("/api/next", content="{}", headers=headers).status_code == 415


@pytest.mark.parametrize("path", ["/", "/login", "/nothing", "/api/progress", "/agreement"])
def test_every_answer_carries_the_policy(ana: Client, path: str) -> None:
    headers = ana.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-store"


def test_refusals_carry_the_policy_too(stranger: TestClient) -> None:
    answer = stranger.get("/", headers={"Host": "evil.example"})
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/", "/login", "/agreement"])
def test_pages_hold_no_inline_script_or_style(ana: Client, path: str) -> None:
    html = ana.get(path).text
    assert "<style" not in html
    assert " style=" not in html
    assert "<script>" not in html
    assert " onclick=" not in html


def test_files_are_served_from_a_fixed_list(stranger: TestClient) -> None:
    assert stranger.get("/static/x/work.js").status_code == 200
    for name in ("app.py", "..%2fapp.py", "%2e%2e/app.py", "work.js%00", "nothing.js"):
        assert stranger.get(f"/static/x/{name}").status_code == 404


def test_the_interface_is_not_published(stranger: TestClient) -> None:
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert stranger.get(path).status_code == 404
