"""Seconds of the verify stage for one article's worth of distinct claims, models warm, no cache.

python tests/bench/verify.py [--claims 37] [--profile careful]
"""

from __future__ import annotations

import argparse
import itertools
import resource
import time
from pathlib import Path

import claimcheck as cc
from claimcheck import ingest
from claimcheck.runtime import PairCache, PairClassifier
from claimcheck.types import Claim, Evidence
from claimcheck.verification import Verifier

ARTICLES = Path(__file__).parents[2] / "examples" / "articles"


class Counted:
    """A pair model that counts what it is asked and remembers nothing between runs."""

    def __init__(self, model: PairClassifier) -> None:
        self.model = model
        self.pairs = 0
        self.seconds = 0.0

    def predict(self, pairs):
        self.pairs += len(pairs)
        self.model._cache = PairCache()
        began = time.perf_counter()
        rows = self.model.predict(pairs)
        self.seconds += time.perf_counter() - began
        return rows


def claims_of(checker: cc.Checker, count: int) -> list[Claim]:
    """The first distinct claims of the example articles."""
    articles = [ingest.read_article(path) for path in sorted(ARTICLES.iterdir())]
    found = itertools.chain.from_iterable(checker.segment(article)[1] for article in articles)
    return list({claim.reading: claim for claim in found}.values())[:count]


def counted(verifier: Verifier) -> dict[str, Counted]:
    models = {"decides": Counted(verifier.model)}
    verifier.model = models["decides"]
    if verifier.screen is not None:
        models["screens"] = Counted(verifier.screen.model)
        verifier.screen = verifier.screen.__class__(
            model=models["screens"],
            calibration=verifier.screen.calibration,
            most=verifier.screen.most,
        )
    return models


def measure(profile: str, count: int) -> None:
    checker = cc.load(profile=profile)
    claims = claims_of(checker, count)
    began = time.perf_counter()
    found: list[tuple[Evidence, ...]] = list(
        checker.retriever.search([claim.reading for claim in claims], k=checker.settings.top_k)
    )
    searched = time.perf_counter() - began
    verifier = checker.verifier
    verifier.verify(claims[:2], found[:2])
    models = counted(verifier)
    began = time.perf_counter()
    verdicts = verifier.verify(claims, found)
    seconds = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{profile}: {len(claims)} claims in {seconds:.1f} s; search before it {searched:.1f} s")
    for name, model in models.items():
        rate = model.pairs / max(model.seconds, 1e-9)
        print(f"  {name}: {model.pairs} pairs in {model.seconds:.1f} s, {rate:.0f} a second")
    print(
        f"  labels: { {str(v.label): sum(w.label is v.label for w in verdicts) for v in verdicts} }"
    )
    print(f"  peak memory {memory:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=37)
    parser.add_argument("--profile", choices=("careful", "fast"), default=None)
    options = parser.parse_args()
    for profile in [options.profile] if options.profile else ["careful", "fast"]:
        measure(profile, options.claims)


if __name__ == "__main__":
    main()
