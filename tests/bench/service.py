"""A running service under many clients: answers by status, seconds, and whether it grows.

    claimcheck serve --fast &
    python -m tests.bench.service --clients 50 --seconds 120

Every client asks again as soon as it is answered, each time with another short text. Prints one
JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import re
import statistics
import threading
import time
import urllib.error
import urllib.request
from collections import Counter

SUBJECTS = ("Ginger", "Zinc", "Kratom", "Fennel tea", "Vitamin D", "Turmeric", "Garlic", "Honey")
SAID = ("lowers blood pressure", "cures colds", "prevents cancer", "eases nausea", "burns fat")


def ask(address: str, text: str) -> int:
    request = urllib.request.Request(
        f"{address}/v1/check",
        data=json.dumps({"text": text}).encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=300) as answer:
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def client(address: str, end: float, seed: int, found: list[tuple[int, float]]) -> None:
    chance = random.Random(seed)
    while time.monotonic() < end:
        text = f"{chance.choice(SUBJECTS)} {chance.choice(SAID)} in {chance.randint(2, 99)} days."
        begun = time.monotonic()
        found.append((ask(address, text), time.monotonic() - begun))


def memory(address: str) -> float:
    with urllib.request.urlopen(f"{address}/metrics", timeout=60) as answer:
        text = answer.read().decode()
    found = re.search(r"^process_resident_memory_bytes (\d+)", text, re.MULTILINE)
    return int(found.group(1)) / 1e6 if found else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default="http://127.0.0.1:8766")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120)
    given = parser.parse_args()
    found: list[tuple[int, float]] = []
    grown = [memory(given.address)]
    end = time.monotonic() + given.seconds
    threads = [
        threading.Thread(target=client, args=(given.address, end, i, found))
        for i in range(given.clients)
    ]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        time.sleep(min(10, given.seconds / 6))
        grown.append(memory(given.address))
    seconds = sorted(second for _, second in found)
    print(json.dumps({
        "machine": platform.machine(), "cores": os.cpu_count(), "load": os.getloadavg()[0],
        "clients": given.clients, "asked_for_seconds": given.seconds,
        "statuses": dict(Counter(status for status, _ in found)),
        "p50_seconds": round(statistics.median(seconds), 2),
        "p95_seconds": round(seconds[int(0.95 * len(seconds))], 2),
        "memory_mb": [round(size) for size in grown],
    }))  # fmt: skip


if __name__ == "__main__":
    main()
