"""Articles a minute of a batch run, its processor time and peak memory, and a repeat of it.

``peak_mb_all`` is the most that this process and all its children held at once (proportional set
size, looked at five times a second). ``pairs_share`` is the throughput of the whole run as a share
of the bare models': the time that the same pairs take when nothing else is done, over the run's.

    python -m tests.bench.batch PATH... [--profile fast] [--limit N]

Prints one JSON object. Models and index are loaded before the clock starts. On a machine
that others use, ``cpu_seconds`` says more than ``seconds``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import claimcheck as cc
from claimcheck.batch import run
from claimcheck.ingest import iter_inputs
from claimcheck.runtime.session import Session


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--profile", default="fast")
    parser.add_argument("--limit", type=int, default=0, help="articles at most")
    given = parser.parse_args()
    work = Path(tempfile.mkdtemp())
    try:
        print(json.dumps(measure(_inputs(given.paths, given.limit, work), given.profile, work)))
    finally:
        shutil.rmtree(work)


def _inputs(paths: list[str], limit: int, work: Path) -> list[str]:
    """The first inputs as one file of records, so that every run reads the same."""
    if not limit:
        return paths
    sources = (source for source, _ in zip(iter_inputs(paths), range(limit), strict=False))
    target = work / "inputs.jsonl"
    with target.open("w", encoding="utf-8") as stream:
        for source in sources:
            article = source.read()
            stream.write(json.dumps({"id": source.name, "text": article.text}) + "\n")
    return [str(target)]


Pairs = list[tuple[Session, list[tuple[str, str]]]]


@contextmanager
def pairs_read() -> Iterator[Pairs]:
    """Each call of a model of pairs while the block runs, with what it was asked."""
    calls: Pairs = []
    plain = Session.run

    def recorded(session: Session, texts: list, progress: object = None) -> object:
        if texts and isinstance(texts[0], tuple):
            calls.append((session, list(texts)))
        return plain(session, texts, progress)

    Session.run = recorded
    try:
        yield calls
    finally:
        Session.run = plain


def read_again(calls: Pairs) -> tuple[int, float]:
    """How many pairs there were, and the seconds that the models alone need for them."""
    by_session: dict[Session, list[tuple[str, str]]] = {}
    for session, pairs in calls:
        by_session.setdefault(session, []).extend(pairs)
    begun = time.perf_counter()
    for session, pairs in by_session.items():
        session.run(pairs)
    return sum(map(len, by_session.values())), time.perf_counter() - begun


@contextmanager
def peak_memory() -> Iterator[list[float]]:
    """Megabytes held by this process and all below it, looked at while the block runs."""
    seen, done = [_held()], threading.Event()

    def look() -> None:
        while not done.wait(0.2):
            seen.append(_held())

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()


def _held() -> float:
    """Proportional set size of the process tree, so that shared pages count once."""
    waiting, total = [os.getpid()], 0
    while waiting:
        home = Path(f"/proc/{waiting.pop()}")
        try:
            rollup = (home / "smaps_rollup").read_text()
            waiting += [
                int(child)
                for task in (home / "task").iterdir()
                for child in (task / "children").read_text().split()
            ]
        except OSError:  # it has ended meanwhile
            continue
        total += next(int(line.split()[1]) for line in rollup.splitlines() if line[:4] == "Pss:")
    return total / 1024


def measure(inputs: list[str], profile: str, work: Path) -> dict[str, object]:
    checker = cc.load(profile=profile)
    begun = time.perf_counter()
    checker.check_text("Fennel tea cures colds.")
    loaded = time.perf_counter() - begun
    cpu = sum(os.times()[:4])
    with peak_memory() as peak, pairs_read() as pairs:
        first = run(inputs, work / "run", checker=checker)
    cpu = sum(os.times()[:4]) - cpu
    count, bare = read_again(pairs)
    begun = time.perf_counter()
    again = run(inputs, work / "run", checker=cc.load(profile=profile))
    repeat = time.perf_counter() - begun
    if again.checked:
        raise SystemExit("the repeat run checked something")
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return {
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "load_before": os.getloadavg()[1],
        "python": platform.python_version(),
        "profile": profile,
        "articles": first.checked,
        "load_seconds": round(loaded, 2),
        "seconds": round(first.seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "articles_per_minute": round(first.articles_per_minute, 1),
        "pairs": count,
        "pairs_per_second": round(count / first.seconds, 1),
        "pairs_per_second_bare": round(count / bare, 1) if bare else None,
        "pairs_share": round(bare / first.seconds, 2),
        "repeat_seconds": round(repeat, 2),
        "peak_mb_all": round(max(peak)),
        "peak_mb": round(own / 1024),
        "peak_mb_largest_child": round(children / 1024),
    }


if __name__ == "__main__":
    main()
