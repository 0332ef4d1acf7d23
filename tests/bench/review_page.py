"""Times the review page as two browsers at once see it: tasks, saving, the article, progress.

Used by review.py; the server is a process of its own, and each reviewer a thread.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx2

from claimcheck.review import ReviewStore

AHEAD = 6
"""Tasks that the page asks for at once."""


@contextmanager
def serving(store: str) -> Iterator[tuple[str, int]]:
    """The page's server, as the command starts it; its address and process id."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [
        sys.executable, "-m", "claimcheck", "review", "serve", "--store", store, "--port", port,
        "--corpus", "none",
    ]  # fmt: skip
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                httpx2.get(f"{address}/login", timeout=60, trust_env=False)
                break
            except httpx2.HTTPError:
                time.sleep(0.1)
        yield address, server.pid
    finally:
        server.terminate()
        server.wait()


def processor_seconds(process: int) -> float:
    """What a process has used so far (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Reviewer(threading.Thread):
    """Asks for tasks, opens the article, saves, looks at the progress: as the script does."""

    def __init__(self, address: str, token: str, rounds: int) -> None:
        super().__init__()
        self.http = httpx2.Client(
            base_url=address, timeout=60, trust_env=False, headers={"Origin": address}
        )
        self.http.post("/login", data={"token": token})
        found = re.search(r'name="csrf" content="(\w+)"', self.http.get("/").text)
        self.http.headers["X-CSRF-Token"] = found[1]  # type: ignore[index]
        self.rounds = rounds
        self.times: dict[str, list[float]] = {
            "next": [], "save": [], "document": [], "progress": []
        }  # fmt: skip

    def timed(self, name: str, method: str, path: str, **sent: Any) -> Any:
        begun = time.perf_counter()
        answer = self.http.request(method, path, **sent)
        self.times[name].append((time.perf_counter() - begun) * 1000)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def run(self) -> None:
        for _ in range(self.rounds):
            tasks = self.timed("next", "POST", "/api/next", json={"limit": AHEAD})["tasks"]
            item = tasks[0]["item"]
            self.timed("document", "GET", f"/api/document/{item['document']}")
            event = {
                "id": str(uuid.uuid4()), "action": "label", "item": item["id"],
                "base_version": item["version"], "new": {"label": "supported"}, "seconds": 3.0,
            }  # fmt: skip
            self.timed("save", "POST", "/api/events", json={"events": [event]})
            self.timed("progress", "GET", "/api/progress")


def over_http(store: ReviewStore, address: str, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each request of two reviewers who work at the same time.

    ``server_cpu_a_task`` is the processor's time for one task: all four requests.
    """
    tokens = [store.add_person(name)[1] for name in ("cid", "dan")]
    with serving(address) as (page, server):
        reviewers = [Reviewer(page, token, rounds) for token in tokens]
        before = processor_seconds(server)
        for reviewer in reviewers:
            reviewer.start()
        for reviewer in reviewers:
            reviewer.join()
        spent = processor_seconds(server) - before
    names = reviewers[0].times
    found = {name: [ms for one in reviewers for ms in one.times[name]] for name in names}
    return {**found, "server_cpu_a_task": [spent * 1000 / (2 * rounds)]}
