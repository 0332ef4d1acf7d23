"""A signed-in person who sends what the page's script sends."""

from __future__ import annotations

import json
import re
import uuid
from typing import TYPE_CHECKING, Any

from fastapi.testclient import TestClient

if TYPE_CHECKING:
    from httpx2 import Response

ORIGIN = {"Origin": "http://review.test"}


class Client:
    """One person's browser, without the browser."""

    def __init__(self, http: TestClient, *, token: str) -> None:
        self.http = http
        answer = http.post("/login", data={"token": token}, headers=ORIGIN)
        assert answer.status_code == 200, answer.text
        found = re.search(r'name="csrf" content="([0-9a-f]{64})"', answer.text)
        assert found, "no forgery token in the page"
        self.csrf = found[1]

    def get(self, path: str) -> Response:
        return self.http.get(path)

    def post(self, path: str, body: object, **headers: str) -> Response:
        sent = {"X-CSRF-Token": self.csrf, "Content-Type": "application/json", **ORIGIN, **headers}
        # As a browser writes it: lone surrogates escaped.
        return self.http.post(path, content=json.dumps(body), headers=sent)

    def form(self, path: str, **fields: str | list[str]) -> Response:
        return self.http.post(path, data={"csrf": self.csrf, **fields}, headers=ORIGIN)

    def tasks(self, **wanted: object) -> list[dict[str, Any]]:
        answer = self.post("/api/next", wanted)
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["tasks"]
        return found

    def send(self, *events: dict[str, Any]) -> Response:
        return self.post("/api/events", {"events": list(events)})

    def item(self, key: str) -> dict[str, Any]:
        found: dict[str, Any] = self.get(f"/api/item/{key}").json()["item"]
        return found

    def document(self, key: str) -> dict[str, Any]:
        found: dict[str, Any] = self.get(f"/api/document/{key}").json()["document"]
        return found


def event(action: str, item: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """An event as the script makes it."""
    made: dict[str, Any] = {"id": str(uuid.uuid4()), "action": action, "new": {}}
    if item is not None:
        made |= {"item": item["id"], "base_version": item["version"]}
    return {**made, **more}


def label(item: dict[str, Any], choice: str, **more: Any) -> dict[str, Any]:
    """An answer."""
    return event("label", item, **{"new": {"label": choice}, **more})


def span(text: str, start: int, end: int) -> dict[str, Any]:
    """A span with its quote, in code points."""
    return {"start": start, "end": end, "quote": text[start:end]}
