"""The evaluation gate: figures on the project's own gold data must not fall below their floors.

    python -m tests.eval_gate                        figures and floors
    python -m tests.eval_gate --write                raise the floors to what was reached
    python -m tests.eval_gate --lower "the reason"   the only way to lower one

The data was written for the project; some of it guided the rules, so these figures guard
against getting worse and say nothing about other people's articles.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent
BASELINE = TESTS / "eval_baseline.json"

# Where lower is better, the floor is a ceiling.
CEILINGS = ("promo.flagged_negatives", "challenge.false_support_rate")
# A processor with other arithmetic may move a label of a model by the last bits.
SLACK = {"challenge.supported_recall": 0.04, "challenge.false_support_rate": 0.02}


def claims() -> dict[str, float]:
    from claimcheck.evaluation import claims as task

    return _pick(
        task.evaluate(TESTS / "segment" / "data" / "annotated.jsonl"),
        "unit_kind_f1",
        "claim_non_claim_f1",
        "claim_span_f1",
    )


def promo() -> dict[str, float]:
    from claimcheck.evaluation import promo as task

    return _pick(
        task.evaluate(TESTS / "promo" / "data" / "probes.jsonl"),
        "span_precision",
        "span_recall",
        "char_f1",
        "category_accuracy",
        "flagged_negatives",
    )


def challenge() -> dict[str, float]:
    """Claims that are true, false and hyped against passages of the starter corpus."""
    import claimcheck as cc
    from claimcheck.codec import read_jsonl

    rows = [row for name in ("challenge", "challenge_b")
            for row in read_jsonl(TESTS / "verification" / "data" / f"{name}.jsonl")]  # fmt: skip
    checker = cc.load()
    labels = [checker.check_claim(row["claim"]).label for row in rows]
    true = [label for row, label in zip(rows, labels, strict=True) if row["group"] == "true"]
    other = [label for row, label in zip(rows, labels, strict=True) if row["group"] != "true"]
    return {
        "supported_recall": round(sum(label == "supported" for label in true) / len(true), 4),
        "false_support_rate": round(sum(label == "supported" for label in other) / len(other), 4),
    }


GATES: Mapping[str, Callable[[], dict[str, float]]] = {
    "claims": claims,
    "promo": promo,
    "challenge": challenge,
}


def _pick(scores: Mapping[str, Any], *names: str) -> dict[str, float]:
    return {name: scores[name] for name in names}


def figures(gate: str) -> dict[str, float]:
    """The figures of one gate, named ``gate.figure``."""
    return {f"{gate}.{name}": value for name, value in GATES[gate]().items()}


def floors() -> dict[str, float]:
    """The floors that were reached and written down before."""
    stored: dict[str, float] = json.loads(BASELINE.read_text(encoding="utf-8"))["floors"]
    return stored


def falls_short(name: str, value: float, floor: float) -> bool:
    """Whether a figure is on the wrong side of its floor."""
    slack = SLACK.get(name, 0.0)
    return value > floor + slack if name in CEILINGS else value < floor - slack


def _write(reached: Mapping[str, float], *, reason: str) -> None:
    old = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    before: dict[str, float] = old.get("floors", {})
    kept = {
        name: before[name]
        if name in before and not reason and falls_short(name, value, before[name])
        else value
        for name, value in reached.items()
    }
    history = old.get("lowered", []) + ([reason] if reason else [])
    text = json.dumps({"floors": kept, "lowered": history}, indent=2)
    BASELINE.write_text(text + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--write", action="store_true", help="raise the floors")
    parser.add_argument("--lower", default="", metavar="REASON", help="lower a floor, and say why")
    options = parser.parse_args()
    reached = {k: v for gate in GATES for k, v in figures(gate).items()}
    known = floors() if BASELINE.exists() else {}
    for name, value in reached.items():
        print(f"{name:<36}{value:<10}floor {known.get(name, '–')}")
    if options.write or options.lower:
        _write(reached, reason=options.lower)


if __name__ == "__main__":
    main()
