"""Times the review store: taking in, the next task, saving, listing, streaming.

python tests/bench/review.py --items 100000 [--store postgresql://…] [--rounds 200]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

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
    begun = time.perf_counter()
    (task,) = store.next(name, strategy=strategy)
    middle = time.perf_counter()
    event = Event(
        id=str(uuid.uuid4()), actor=name, action=Action.LABEL, item=task.item.id,
        base_version=task.item.version, new={"label": "supported"}, seconds=3.0,
    )  # fmt: skip
    (done,) = store.record([event])
    assert done.result == "accepted", done
    figures["next"].append((middle - begun) * 1000)
    figures["save"].append((time.perf_counter() - middle) * 1000)


def quantiles(values: list[float]) -> dict[str, float]:
    values = sorted(values)
    return {
        "n": len(values),
        "median_ms": round(statistics.median(values), 1),
        "p95_ms": round(values[min(len(values) - 1, int(len(values) * 0.95))], 1),
        "max_ms": round(values[-1], 1),
    }


def bench(store: ReviewStore, items: int, rounds: int) -> dict[str, Any]:
    begun = time.perf_counter()
    store.add(reports(items), overlap=2)
    figures: dict[str, Any] = {"items": items, "add_s": round(time.perf_counter() - begun, 1)}
    print(json.dumps(figures), file=sys.stderr)
    for name in ("ana", "ben"):
        for strategy in Strategy:
            both: dict[str, list[float]] = {"next": [], "save": []}
            for _ in range(rounds // len(Strategy) + 1):
                save(store, name, strategy.value, both)
            figures[f"{name}_{strategy}"] = {key: quantiles(found) for key, found in both.items()}
    middle = store.items(limit=1, after=items // 2).items[0]
    figures["page_of_100"] = timed(20, lambda n: store.items(after=items // 40 * n, limit=100))
    figures["document"] = timed(20, lambda _: store.document(middle.document_id, viewer="ana"))
    figures["progress"] = timed(3, lambda _: store.progress())
    figures["agreement"] = timed(1, lambda _: store.agreement())
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
            figures = bench(store, given.items, given.rounds)
        if given.store is None:
            figures["mb"] = round(Path(where).stat().st_size / 1e6, 1)
        print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
