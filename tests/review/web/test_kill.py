"""The server is killed again and again under two clients; what it acknowledged is there, once."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
import time
import uuid
from contextlib import closing
from typing import Any

import httpx2
import pytest

from claimcheck.review import ReviewStore
from tests.review.web import samples

pytestmark = [pytest.mark.soak, pytest.mark.enable_socket]

KILLS = 50
PATIENCE = 60.0


class Worker(threading.Thread):
    """A reviewer's outbox: sends an event until it is acknowledged."""

    def __init__(self, address: str, token: str) -> None:
        super().__init__(daemon=True)
        self.http = httpx2.Client(
            base_url=address, timeout=10, trust_env=False, headers={"Origin": address}
        )
        self.token, self.acknowledged, self.stopped = token, list[str](), threading.Event()
        self.waiting: dict[str, Any] | None = None

    def run(self) -> None:
        while not self.stopped.is_set():
            try:
                self.step()
            except (httpx2.HTTPError, ValueError, TypeError, KeyError):
                time.sleep(0.05)

    def step(self) -> None:
        if "X-CSRF-Token" not in self.http.headers:
            self.http.post("/login", data={"token": self.token})
            found = re.search(r'name="csrf" content="(\w+)"', self.http.get("/").text)
            self.http.headers["X-CSRF-Token"] = found[1]  # type: ignore[index]
        if self.waiting is None:
            item = self.http.post("/api/next", json={"limit": 1}).json()["tasks"][0]["item"]
            self.waiting = {
                "id": str(uuid.uuid4()),
                "action": "label",
                "item": item["id"],
                "base_version": item["version"],
                "new": {"label": "supported"},
            }
        answer = self.http.post("/api/events", json={"events": [self.waiting]})
        (result,) = answer.json()["results"]
        if result["result"] in ("accepted", "duplicate"):
            self.acknowledged.append(self.waiting["id"])
        self.waiting = None


def test_no_acknowledged_answer_is_lost_or_doubled(address: str) -> None:
    with ReviewStore.open(address) as store:
        store.add(samples.plants(900))
        tokens = [store.add_person(name)[1] for name in ("ana", "ben")]
        store.add_person("max", role="owner")
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    workers = [Worker(f"http://127.0.0.1:{port}", token) for token in tokens]
    for worker in workers:
        worker.start()
    command = [sys.executable, "-m", "claimcheck", "review", "serve", "--store", address]
    for kill in range(KILLS):
        server = subprocess.Popen(
            [*command, "--port", str(port), "--corpus", "none"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wanted = sum(len(w.acknowledged) for w in workers) + 3 + kill % 5
        end = time.monotonic() + PATIENCE
        while sum(len(w.acknowledged) for w in workers) < wanted:
            assert time.monotonic() < end, "the server does not answer"
            time.sleep(0.002)
        server.kill()
        server.wait()
    for worker in workers:
        worker.stopped.set()
    for worker in workers:
        worker.join(PATIENCE)
    acknowledged = [event for worker in workers for event in worker.acknowledged]
    with ReviewStore.open(address) as store:
        stored = [event.id for event in store.events() if event.action == "label"]
        assert store.verify() is None
        live = [*store.items(limit=1_000).items, store.progress()]
        store.rebuild()
        assert [*store.items(limit=1_000).items, store.progress()] == live
    assert len(set(stored)) == len(stored)
    assert set(acknowledged) <= set(stored)
    print(f"{KILLS} kills, {len(acknowledged)} acknowledged, {len(stored)} stored, none twice")
