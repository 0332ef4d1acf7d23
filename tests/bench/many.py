"""A run over very many made-up articles with a scripted checker: memory, seconds, the index page.

    python -m tests.bench.many --articles 20000 [--chromium /usr/bin/chromium]

What is timed is all but the models: reading, ledger, pages, files. Memory is the program's own,
looked at after every tenth of the articles. The page is opened in a headless Chromium, five times;
``load_ms`` is what the browser itself says from navigation to the end of loading.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from claimcheck.batch import Event, run
from tests.batch.fakes import FakeChecker

WORDS = ("Fennel", "Ginger", "Nettle", "Sage", "Thyme", "Mint", "Rose", "Hops", "Anise", "Dill")


def make(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8") as stream:
        for i in range(count):
            word = f"{WORDS[i % len(WORDS)]}{i % 997}"
            text = f"{word} tea was given to {20 + i} adults with bloating. " * 8
            row = {"id": f"r-{i:05}", "title": f"{word} tea, notes {i}", "text": text}
            stream.write(json.dumps(row) + "\n")


def resident() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6)


def measure(work: Path, count: int, chromium: str) -> dict[str, object]:
    make(work / "in.jsonl", count)
    memory: list[int] = []

    def look(event: Event) -> None:
        if event.done % (count // 10) == 0:
            memory.append(resident())

    first = run([work / "in.jsonl"], work / "run", checker=FakeChecker(), progress=look)
    memory.append(resident())
    again = run([work / "in.jsonl"], work / "run", checker=FakeChecker())
    index = work / "run" / "index.html"
    return {
        "machine": platform.machine(), "cores": os.cpu_count(), "load": os.getloadavg()[0],
        "articles": first.inputs, "seconds": round(first.seconds),
        "repeat_seconds": round(again.seconds, 1), "memory_mb": memory,
        "index_mb": round(index.stat().st_size / 1e6, 1),
        "load_ms": opened(index, chromium), "disk_mb": round(size(work / "run") / 1e6),
    }  # fmt: skip


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def opened(page: Path, chromium: str) -> dict[str, float]:
    from playwright.sync_api import sync_playwright

    loads, searches = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for _ in range(5):
            tab = browser.new_page()
            tab.goto(page.as_uri())
            loads.append(tab.evaluate("performance.getEntriesByType('navigation')[0].duration"))
            begun = time.perf_counter()
            tab.fill("#find", "notes 1234")
            tab.locator("#rows tr:nth-child(100)").wait_for(state="detached")
            searches.append(1000 * (time.perf_counter() - begun))
            tab.close()
        browser.close()
    return {
        "median": round(statistics.median(loads)), "worst": round(max(loads)),
        "search_median": round(statistics.median(searches)),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    given = parser.parse_args()
    work = Path(tempfile.mkdtemp())
    try:
        print(json.dumps(measure(work, given.articles, given.chromium)))
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
