"""Does learning from reviews help? A labelled set is replayed as reviews, over seeds.

python tests/bench/learn.py PAIRS… [--seeds 10] [--first 0] [--reviews 400] [--cache FILE]
    [--curve FILE.svg] [--fine-tune]

PAIRS are lines of {"evidence", "claim", "label"}, evidence a text or a list of pieces of evidence
(see learn_sets.py). For each seed, from `--first` on, some rows become reviews drawn at
random, the others are the rest. Printed: whether the candidate was promoted, macro-F1 and false
support on the rest before and after, and whether three kinds of poisoned reviews were refused.
The curve shows macro-F1 over all rows, the reviewed ones answered from memory, against labels:
rows drawn at random, and rows of the queue (least sure first, a fifth at random).
"""

from __future__ import annotations

import argparse
import itertools
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from claimcheck.codec import evidence_from_json, read_jsonl
from claimcheck.config import load_settings
from claimcheck.runtime import PairClassifier
from claimcheck.training.learn import (
    Frozen,
    Outcome,
    Review,
    frozen_sets,
    judging,
    rehearse,
    tuning,
)
from claimcheck.training.learn.candidate import Tuned, Tuner
from claimcheck.training.learn.judging import Bench, Case, case_of, figures
from claimcheck.training.measure import Ints, macro_f1
from claimcheck.training.pairs import Pair
from claimcheck.types import Evidence, Label, Span
from claimcheck.verification import Verifier, load_verifier

LABELS = (Label.SUPPORTED, Label.UNSUPPORTED, Label.CONTRADICTORY)
Poison = Callable[[Label, np.random.Generator], Label]


def swapped(label: Label, _: np.random.Generator) -> Label:
    return {LABELS[0]: LABELS[2], LABELS[2]: LABELS[0]}.get(label, label)


def by_lot(_: Label, random: np.random.Generator) -> Label:
    return LABELS[int(random.integers(3))]


def all_supported(label: Label, _: np.random.Generator) -> Label:
    """Whoever did this wants false claims to pass."""
    return LABELS[0] if label is LABELS[2] else label


POISONS: dict[str, Poison] = {
    "supported and contradictory swapped": swapped,
    "labels by lot": by_lot,
    "contradictory called supported": all_supported,
}


def case(row: dict, place: int) -> Case:
    """A labelled row; of several passages those that settle it are marked as rationale."""
    if isinstance(row["evidence"], str):
        return case_of(row["claim"], row["evidence"], row["label"], place=place)
    evidence = tuple(
        replace(found, rationale=(Span(start=0, end=len(found.passage.text)),))
        if found.passage.doc_id in row.get("cited", ())
        else found
        for found in map(evidence_from_json, row["evidence"])
    )
    label = Label(row["label"])
    return Case(reading=" ".join(row["claim"].split()), evidence=evidence, label=label)


def remember_scores() -> None:
    """Score each claim once a temperature: seeds share most of their claims."""
    known: dict[tuple, tuple] = {}
    fresh = judging.score

    def score(model, calibration, readings, evidence, **options):
        about = (id(model), calibration.temperature, calibration.certain)
        keys = [(*about, *pair) for pair in zip(readings, map(tuple, evidence), strict=True)]
        new = list(dict.fromkeys(key for key in keys if key not in known))
        found = fresh(model, calibration, [k[-2] for k in new], [k[-1] for k in new], **options)
        known.update(zip(new, found, strict=True))
        return [known[key] for key in keys]

    judging.score = score


def cited(found: Case) -> tuple[Evidence, ...]:
    """What a settled claim rests on: the passages that the set names, or the only one."""
    if found.label is Label.UNSUPPORTED:
        return ()
    named = (
        found.evidence if len(found.evidence) == 1 else [e for e in found.evidence if e.rationale]
    )
    return tuple(replace(item, stance=found.label) for item in named)


def reviews_of(cases: Sequence[Case], chosen: Ints) -> list[Review]:
    return [
        Review(item=f"i{n:05d}", reading=cases[n].reading, label=cases[n].label, by=("gold",),
               at="2026-01-01T00:00:00+00:00", random=True, evidence=cases[n].evidence,
               cited=cited(cases[n]))
        for n in chosen.tolist()
    ]  # fmt: skip


def one_seed(
    cases: list[Case],
    verifier: Verifier,
    frozen: Frozen,
    *,
    seed: int,
    count: int,
    tuner: Tuner | None = None,
) -> dict:
    random = np.random.default_rng(seed)
    order = random.permutation(len(cases))
    reviews = reviews_of(cases, order[:count])
    done = rehearse(reviews, verifier, frozen, tuner=tuner)
    rest = Bench(verifier, [cases[n] for n in order[count:].tolist()])
    then = done.candidate.verifier if done.outcome is Outcome.PROMOTED else verifier
    before = figures(rest.truth, *rest.verdicts(done.now))
    after = figures(rest.truth, *rest.under(then).verdicts(then.calibration))
    refused = {
        name: rehearse(
            [replace(r, label=poison(r.label or LABELS[1], random)) for r in reviews],
            verifier,
            frozen,
        ).outcome
        is Outcome.REFUSED
        for name, poison in POISONS.items()
    }
    return {
        "seed": seed,
        "outcome": done.outcome.value,
        "changed": done.changed,
        "thresholds": [
            done.then.temperature,
            done.then.supported,
            done.then.contradictory,
            done.then.unopposed,
        ],
        "aggregator": done.aggregator is not None,
        "weights": done.candidate.weights is not None,
        "frozen": {item.name: [dict(item.now), dict(item.then)] for item in done.compared},
        "why": [done.why, *done.reasons],
        "before": before,
        "after": after,
        "refused": refused,
    }


def tuner_of(folder: Path, home: Path) -> Tuner:
    """Trains the weights anew for every seed, each in a folder of its own."""
    made = itertools.count()

    def tune(pairs: Sequence[Pair]) -> Tuned:
        started = time.monotonic()
        output = tuning.tune(folder, pairs, home / str(next(made)))
        print(f"trained on {len(pairs)} pairs in {time.monotonic() - started:.0f} s", flush=True)
        return Tuned(model=PairClassifier.load(output), folder=output)

    return tune


def interval(values: Sequence[float]) -> str:
    """Mean over seeds with a 95 % bootstrap interval."""
    random = np.random.default_rng(0)
    data = np.array(values)
    means = [float(random.choice(data, len(data)).mean()) for _ in range(5000)]
    low, high = np.percentile(means, [2.5, 97.5])
    return f"{data.mean():+.4f} ({low:+.4f} to {high:+.4f})"


def curve(cases: list[Case], verifier: Verifier, *, seeds: int) -> list[tuple[int, float, float]]:
    """Labels, and macro-F1 over all rows with that many drawn at random and from the queue."""
    bench = Bench(verifier, cases)
    guess, probabilities = bench.verdicts(verifier.calibration)
    sure = np.sort(probabilities, axis=1)
    doubt = np.argsort(sure[:, -1] - sure[:, -2], kind="stable")
    rows = []
    for share in range(11):
        count = len(cases) * share // 20
        scores: dict[bool, list[float]] = {False: [], True: []}
        for seed in range(seeds):
            lot = np.random.default_rng(seed).permutation(len(cases))
            mixed = np.concatenate([lot[: count // 5], doubt])
            queue = np.array(list(dict.fromkeys(mixed.tolist()))[:count], dtype=int)
            for queued, chosen in ((False, lot[:count]), (True, queue)):
                known = guess.copy()
                known[chosen] = bench.truth[chosen]
                scores[queued].append(macro_f1(bench.truth, known))
        rows.append((count, float(np.mean(scores[False])), float(np.mean(scores[True]))))
    return rows


def draw(rows: list[tuple[int, float, float]], path: Path) -> None:
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot as plt

    plt.rcParams["svg.hashsalt"] = "learn"
    figure, axes = plt.subplots(figsize=(6, 4))
    counts = [row[0] for row in rows]
    axes.plot(counts, [row[2] for row in rows], marker="o", label="queue, a fifth at random")
    axes.plot(counts, [row[1] for row in rows], marker="s", label="at random")
    axes.set_xlabel("claims reviewed")
    axes.set_ylabel("macro-F1 over all claims")
    axes.grid(visible=True, alpha=0.3)
    axes.legend()
    figure.savefig(path, metadata={"Date": None}, bbox_inches="tight")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs", nargs="+", type=Path)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--fine-tune", action="store_true", help="train the weights too")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--reviews", type=int, default=400)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--curve", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    settings = load_settings(profile="fast")
    verifier = load_verifier(
        settings.models_path / "verifier", threads=options.threads, cache=options.cache
    )
    remember_scores()
    rows = [row for path in options.pairs for row in read_jsonl(path)]
    cases, frozen = [case(row, place) for place, row in enumerate(rows)], frozen_sets()
    found = []
    with tempfile.TemporaryDirectory() as home:
        tuner = tuner_of(settings.models_path / "verifier", Path(home))
        for seed in range(options.first, options.first + options.seeds):
            found.append(
                one_seed(
                    cases,
                    verifier,
                    frozen,
                    seed=seed,
                    count=options.reviews,
                    tuner=tuner if options.fine_tune else None,
                )
            )
            print(json.dumps(found[-1]), flush=True)
    promoted = [f for f in found if f["outcome"] == "promoted" and f["changed"]]
    print(f"promoted with something learnt: {len(promoted)} of {len(found)}")
    for name in ("macro_f1", "false_support", "calibration_error"):
        changes = [f["after"][name] - f["before"][name] for f in promoted]
        if changes:
            print(f"{name} on the rest, change over promoted: {interval(changes)}")
    for name in POISONS:
        print(f"refused, {name}: {sum(f['refused'][name] for f in found)} of {len(found)}")
    if options.curve:
        rows = curve(cases, verifier, seeds=options.seeds)
        for count, lot, queue in rows:
            print(f"{count} reviewed: {lot:.4f} at random, {queue:.4f} from the queue")
        draw(rows, options.curve)


if __name__ == "__main__":
    main()
