"""Articles a minute of a batch run, its processor time and peak memory, and a repeat of it.

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
import time
from pathlib import Path

import claimcheck as cc
from claimcheck.batch import run
from claimcheck.ingest import iter_inputs


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


def measure(inputs: list[str], profile: str, work: Path) -> dict[str, object]:
    checker = cc.load(profile=profile)
    begun = time.perf_counter()
    checker.check_text("Fennel tea cures colds.")
    loaded = time.perf_counter() - begun
    cpu = sum(os.times()[:4])
    first = run(inputs, work / "run", checker=checker)
    cpu = sum(os.times()[:4]) - cpu
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
        "repeat_seconds": round(repeat, 2),
        "peak_mb": round(own / 1024),
        "peak_mb_largest_child": round(children / 1024),
    }


if __name__ == "__main__":
    main()
