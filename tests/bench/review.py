"""Times the review store and its page: taking in, the next task, saving, listing, streaming.

python tests/bench/review.py --items 100000 [--store postgresql://…] [--rounds 200]

A store that holds as many items already is not filled again. On a busy machine look at the
processor's time as well (``cpu``): it leaves out what others took, and waiting for the disk.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from review_page import over_http  # beside this file

from claimcheck.review import Action, Event, ReviewStore, Strategy
from claimcheck.types import (
    Article,
    CheckedClaim,
    Claim,
    Evidence,
    Label,
    Passage,
    Probs,
    Reason,
    Report,
    Span,
    Verdict,
)

CLAIMS = 25
LABELS = list(Label)


def reports(items: int) -> Iterator[Report]:
    """Made-up articles of 25 claims with three passages each; every tenth claim is a repeat."""
    for first in range(0, items, CLAIMS):
        numbers = range(first, min(first + CLAIMS, items))
        sentences = [
            f"Herb {n // 10 * 10 if n % 10 == 1 else n} helps {n % 97} people." for n in numbers
        ]
        text, claims, at = " ".join(sentences), [], 0
        for number, sentence in zip(numbers, sentences, strict=True):
            claims.append(claim(number, sentence, at))
            at += len(sentence) + 1
        key = hashlib.sha256(text.encode()).hexdigest()[:16]
        yield Report(
            article=Article(id=key, text=text, title=f"Herbs {first}", source=f"{first}.txt"),
            units=(), claims=tuple(claims), promo=(), provenance={"claimcheck": "bench"},
        )  # fmt: skip


def claim(number: int, sentence: str, at: int) -> CheckedClaim:
    top = 0.34 + (number * 7919 % 1000) / 1600
    label = LABELS[number % 3]
    rest = (1 - top) / 2
    probs = Probs(**({str(name): rest for name in Label} | {str(label): top}))
    passages = tuple(
        Evidence(
            passage=Passage(id=f"p{number}-{rank}", doc_id=f"d{number}", text=sentence * 4),
            rank=rank, score=1 / rank, stance=LABELS[(number + rank) % 3], probs=probs,
        )
        for rank in (1, 2, 3)
    )  # fmt: skip
    span = Span(start=at, end=at + len(sentence))
    cluster = "k" + hashlib.sha256(sentence.split("helps")[0].encode()).hexdigest()[:16]
    return CheckedClaim(
        claim=Claim(
            id=f"c{number}",
            span=span,
            parts=(span,),
            text=sentence,
            reading=sentence,
            cluster=cluster,
        ),
        verdict=Verdict(
            label=label, confidence=top, probs=probs, reason=Reason.OFF_TOPIC, evidence=passages
        ),
    )


def timed(rounds: int, work: Callable[[int], Any]) -> dict[str, float]:
    found = []
    for number in range(rounds):
        begun = time.perf_counter()
        work(number)
        found.append((time.perf_counter() - begun) * 1000)
    found.sort()
    return {
        "n": rounds,
        "median_ms": round(statistics.median(found), 1),
        "p95_ms": round(found[min(rounds - 1, int(rounds * 0.95))], 1),
        "max_ms": round(found[-1], 1),
    }


def save(store: ReviewStore, name: str, strategy: str, figures: dict[str, list[float]]) -> None:
    """One task as the page does it: get it, then save the answer."""
    begun, cpu = time.perf_counter(), time.process_time()
    (task,) = store.next(name, strategy=strategy)
    middle, cpu_middle = time.perf_counter(), time.process_time()
    event = Event(
        id=str(uuid.uuid4()), actor=name, action=Action.LABEL, item=task.item.id,
        base_version=task.item.version, new={"label": "supported"}, seconds=3.0,
    )  # fmt: skip
    (done,) = store.record([event])
    assert done.result == "accepted", done
    figures["next"].append((middle - begun) * 1000)
    figures["save"].append((time.perf_counter() - middle) * 1000)
    figures["next_cpu"].append((cpu_middle - cpu) * 1000)
    figures["save_cpu"].append((time.process_time() - cpu_middle) * 1000)


def quantiles(values: list[float]) -> dict[str, float]:
    values = sorted(values)
    return {
        "n": len(values),
        "median_ms": round(statistics.median(values), 1),
        "p95_ms": round(values[min(len(values) - 1, int(len(values) * 0.95))], 1),
        "max_ms": round(values[-1], 1),
    }


def exported(address: str) -> dict[str, float]:
    """Seconds, size and the largest memory of an export by command."""
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reviews.jsonl"
        command = [
            sys.executable, "-m", "claimcheck", "review", "export", "--store", address,
            "--format", "jsonl", "-o", str(path),
        ]  # fmt: skip
        begun = time.perf_counter()
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        figures["s"] = round(time.perf_counter() - begun, 1)
        figures["mb"] = round(path.stat().st_size / 1e6, 1)
        figures["peak_memory_mb"] = round(usage.ru_maxrss / 1e3, 1)
    return figures


def bench(store: ReviewStore, address: str, items: int, rounds: int) -> dict[str, Any]:
    figures: dict[str, Any] = {"items": items}
    if store.progress().items < items:
        begun, cpu = time.perf_counter(), time.process_time()
        store.add(reports(items), overlap=2)
        figures["add_s"] = round(time.perf_counter() - begun, 1)
        figures["add_cpu_s"] = round(time.process_time() - cpu, 1)
    print(json.dumps(figures), file=sys.stderr)
    for name in ("ana", "ben"):
        for strategy in Strategy:
            both: dict[str, list[float]] = {
                "next": [], "save": [], "next_cpu": [], "save_cpu": []
            }  # fmt: skip
            for _ in range(rounds // len(Strategy) + 1):
                save(store, name, strategy.value, both)
            figures[f"{name}_{strategy}"] = {key: quantiles(found) for key, found in both.items()}
    figures["page"] = {k: quantiles(ms) for k, ms in over_http(store, address, rounds).items()}
    print(json.dumps(figures), file=sys.stderr)
    middle = store.items(limit=1, after=items // 2).items[0]
    figures["page_of_100"] = timed(20, lambda n: store.items(after=items // 40 * n, limit=100))
    figures["document"] = timed(20, lambda _: store.document(middle.document_id, viewer="ana"))
    figures["progress"] = timed(20, lambda _: store.progress(seconds=False))
    figures["progress_with_seconds"] = timed(3, lambda _: store.progress())
    figures["agreement"] = timed(1, lambda _: store.agreement())
    figures["export"] = exported(address)
    begun = time.perf_counter()
    figures["snapshot"] = sum(1 for _ in store.snapshot())
    figures["snapshot_s"] = round(time.perf_counter() - begun, 2)
    begun = time.perf_counter()
    figures["events"] = sum(1 for _ in store.events())
    figures["events_s"] = round(time.perf_counter() - begun, 2)
    begun = time.perf_counter()
    assert store.verify() is None
    figures["verify_s"] = round(time.perf_counter() - begun, 2)
    begun = time.perf_counter()
    store.rebuild()
    figures["rebuild_s"] = round(time.perf_counter() - begun, 2)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--store")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = given.store or str(Path(folder) / "review.sqlite")
        with ReviewStore.open(where) as store:
            figures = bench(store, where, given.items, given.rounds)
        if given.store is None:
            figures["mb"] = round(Path(where).stat().st_size / 1e6, 1)
        print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
