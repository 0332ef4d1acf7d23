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
CEILINGS = (
    "promo.flagged_negatives",
    "promo_unseen.spans_per_1000_words",
    "challenge.false_support_rate",
    *(
        f"challenge_groups{profile}.{name}"
        for profile in ("", "_fast")
        for name in ("false_support_rate", "contradicted_called_supported")
    ),
)
# A processor with other arithmetic may move a label of a model by the last bits. A group of the
# challenge rows holds some fifty, of which one weighs about .02.
SLACK = {
    "claims_unseen.claim_non_claim_f1": 0.005,
    "claims_unseen.claim_span_f1": 0.005,
    "promo_unseen.span_precision": 0.01,
    "promo_unseen.span_recall": 0.01,
    "promo_unseen.char_f1": 0.01,
    "promo_unseen.spans_per_1000_words": 0.2,
    "challenge.supported_recall": 0.04,
    "challenge.false_support_rate": 0.02,
    **{
        f"challenge_groups{profile}.{name}": slack
        for profile in ("", "_fast")
        for name, slack in {
            "macro_f1": 0.01,
            "false_support_rate": 0.01,
            "contradicted_called_supported": 0.01,
            "supported_recall": 0.02,
        }.items()
    },
}
GROUP_SLACK = 0.04


def claims() -> dict[str, float]:
    from claimcheck.evaluation import claims as task

    return _pick(
        task.evaluate(TESTS / "segment" / "data" / "annotated.jsonl"),
        "unit_kind_f1",
        "claim_non_claim_f1",
        "claim_span_f1",
    )


def claims_unseen() -> dict[str, float]:
    """Articles that no rule was tuned on; see ``tests/gold/README.md``."""
    from claimcheck.evaluation import claims as task

    return _pick(
        task.evaluate(TESTS / "gold" / "claims" / "test.jsonl"),
        "claim_non_claim_f1",
        "claim_span_f1",
    )


def promo() -> dict[str, float]:
    from claimcheck.evaluation import promo as task

    return _pick(
        task.evaluate(TESTS / "promo" / "data" / "probes.jsonl", rules_only=True),
        "span_precision",
        "span_recall",
        "char_f1",
        "category_accuracy",
        "flagged_negatives",
    )


def promo_unseen() -> dict[str, float]:
    """Articles that neither rules nor tagger were tuned on; see ``tests/gold/promo/README.md``."""
    from claimcheck.evaluation import promo as task

    return _pick(
        task.evaluate(TESTS / "gold" / "promo" / "test.jsonl"),
        "span_precision",
        "span_recall",
        "char_f1",
        "spans_per_1000_words",
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


def challenge_groups(profile: str = "careful") -> dict[str, float]:
    """Verdicts on the hand-made pairs: overall, and the macro-F1 of each group."""
    from claimcheck.evaluation import challenge as task

    scores: Any = task.evaluate(profile=profile)
    overall = _pick(
        scores["all"]["verdicts"],
        "macro_f1",
        "false_support_rate",
        "contradicted_called_supported",
        "supported_recall",
    )
    groups = {
        f"group.{name}": group["verdicts"]["macro_f1"] for name, group in scores["groups"].items()
    }
    return {name: round(value, 4) for name, value in (overall | groups).items()}


def challenge_groups_fast() -> dict[str, float]:
    """The same of the profile ``fast``, without the groups."""
    figures = challenge_groups("fast")
    return {name: value for name, value in figures.items() if not name.startswith("group.")}


GATES: Mapping[str, Callable[[], dict[str, float]]] = {
    "claims": claims,
    "claims_unseen": claims_unseen,
    "promo": promo,
    "promo_unseen": promo_unseen,
    "challenge": challenge,
    "challenge_groups": challenge_groups,
    "challenge_groups_fast": challenge_groups_fast,
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
    slack = GROUP_SLACK if ".group." in name else SLACK.get(name, 0.0)
    return value > floor + slack if name in CEILINGS else value < floor - slack


def _write(reached: Mapping[str, float], *, reason: str) -> None:
    old = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    before: dict[str, float] = old.get("floors", {})
    kept = {name: _kept(name, value, before, reason=reason) for name, value in reached.items()}
    history = old.get("lowered", []) + ([reason] if reason else [])
    text = json.dumps({"floors": kept, "lowered": history}, indent=2)
    BASELINE.write_text(text + "\n", encoding="utf-8")


def _kept(name: str, value: float, before: Mapping[str, float], *, reason: str) -> float:
    """The better of old and new; the new where a reason is given and it falls short."""
    if name not in before or (reason and falls_short(name, value, before[name])):
        return value
    return (min if name in CEILINGS else max)(value, before[name])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--write", action="store_true", help="raise the floors")
    parser.add_argument("--lower", default="", metavar="REASON", help="lower a floor, and say why")
    options = parser.parse_args()
    reached = {k: v for gate in GATES for k, v in figures(gate).items()}
    known = floors() if BASELINE.exists() else {}
    for name, value in reached.items():
        print(f"{name:<48}{value:<10}floor {known.get(name, '–')}")
    if options.write or options.lower:
        _write(reached, reason=options.lower)


if __name__ == "__main__":
    main()
