"""The server is killed again and again under two clients: nothing acknowledged may be lost."""

from __future__ import annotations

import contextlib
import json
import random
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from pathlib import Path

import pytest

from claimcheck.review import Event, ReviewStore
from tests.review.samples import many, say

ROOT = Path(__file__).parents[2]
NAMES = ("ana", "ben")


class Client:
    """Sends the events of its outbox until each was acknowledged, over any number of servers."""

    def __init__(self, name: str, items: list[str]) -> None:
        labels = ("supported", "unsupported", "contradictory")
        self.outbox: list[Event] = [
            say(name, "label", item, new={"label": labels[n % 3]}, seconds=1.0)
            for n, item in enumerate(items)
        ]
        self.acknowledged: set[str] = set()

    @property
    def waiting(self) -> list[Event]:
        return [event for event in self.outbox if event.id not in self.acknowledged]

    def send(self, process: subprocess.Popen[str], seen: threading.Condition) -> None:
        """One event at a time, each sent when the one before is acknowledged."""
        for event in self.waiting:
            try:
                process.stdin.write(json.dumps(asdict(event)) + "\n")  # type: ignore[union-attr]
                process.stdin.flush()  # type: ignore[union-attr]
            except (BrokenPipeError, ValueError):
                return
            with seen:
                while event.id not in self.acknowledged:
                    if process.poll() is not None:
                        return
                    seen.wait(0.05)


def listen(
    process: subprocess.Popen[str], clients: list[Client], seen: threading.Condition
) -> None:
    for line in process.stdout or ():
        if line.endswith("\n") and line != "ready\n":
            event, result = line.split()
            assert result in ("accepted", "duplicate"), line
            with seen:
                for client in clients:
                    client.acknowledged.add(event)
                seen.notify_all()


def session(address: str, clients: list[Client], *, kill_after: float | None) -> None:
    """One life of the server."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.review.killable", address],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    seen = threading.Condition()
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    threads = [threading.Thread(target=listen, args=(process, clients, seen))]
    threads += [threading.Thread(target=c.send, args=(process, seen)) for c in clients]
    for thread in threads:
        thread.start()
    if kill_after is None:
        for thread in threads[1:]:
            thread.join()
    else:
        time.sleep(kill_after)
    process.kill()
    process.wait()
    for thread in threads:
        thread.join()
    for stream in (process.stdin, process.stdout):
        with contextlib.suppress(BrokenPipeError):
            stream.close()  # type: ignore[union-attr]


def kill_and_check(address: str, *, kills: int, items: int, seed: int) -> None:
    moments = random.Random(seed)
    with ReviewStore.open(address) as store:
        store.add(many(items), overlap=2)
        keys = [item.id for item in store.items(limit=items).items]
        clients = [Client(name, keys) for name in NAMES]
        for _ in range(kills):
            known = {key for client in clients for key in client.acknowledged}
            session(address, clients, kill_after=moments.uniform(0.01, 0.4))
            stored = {entry.id for entry in store.events()}
            assert known <= stored
            assert {k for client in clients for k in client.acknowledged} <= stored
        session(address, clients, kill_after=None)
        assert not any(client.waiting for client in clients)
        events = [entry for entry in store.events() if entry.actor in NAMES]
        assert len(events) == 2 * items  # none lost, none doubled
        assert store.verify() is None
        before = store.items(limit=items)
        assert all(item.finished == 2 for item in before.items)
        store.rebuild()
        assert store.items(limit=items) == before


def test_three_kills_lose_nothing_and_double_nothing(address: str) -> None:
    kill_and_check(address, kills=3, items=25, seed=1)


@pytest.mark.soak
def test_fifty_kills_lose_nothing_and_double_nothing(address: str) -> None:
    kill_and_check(address, kills=50, items=300, seed=2)
