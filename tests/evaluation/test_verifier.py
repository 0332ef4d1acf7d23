from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from claimcheck.errors import CodecError
from claimcheck.evaluation.verifier import evaluate
from claimcheck.verification import Calibration, Verifier


class Keyword:
    """Supported where the evidence says "helped", contradictory where it says "failed"."""

    def predict(self, pairs: Any) -> Any:
        rows = {"helped": (0.9, 0.08, 0.02), "failed": (0.02, 0.08, 0.9)}
        return np.array(
            [
                next((row for word, row in rows.items() if word in text), (0.1, 0.8, 0.1))
                for text, _ in pairs
            ]
        )


VERIFIER = Verifier(Keyword(), Calibration(supported=0.7, contradictory=0.6))  # type: ignore[arg-type]
ROWS = [
    ("Ginger helped nausea.", "Ginger eases nausea.", "supported"),
    ("Garlic failed against colds.", "Garlic eases colds.", "contradictory"),
    ("Ginger helped nausea in rats.", "Ginger eases nausea.", "contradictory"),
    ("Ginger grows in warm soil.", "Ginger eases nausea.", "unsupported"),
]


def write(path: Path, rows: Any) -> Path:
    lines = [json.dumps({"evidence": e, "claim": c, "label": label}) for e, c, label in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_all_named_figures_are_there(tmp_path: Path) -> None:
    scores: Any = evaluate(write(tmp_path / "pairs.jsonl", ROWS), verifier=VERIFIER)
    assert {
        "accuracy", "macro_f1", "per_class", "confusion", "ece", "brier", "false_support_rate",
        "supported_recall", "pairs_per_second", "n", "claim_only", "evidence_only", "baseline",
    } <= set(scores)  # fmt: skip
    json.dumps(scores)
    assert scores["n"] == 4
    assert scores["accuracy"] == 0.75


def test_the_likeliest_label_is_the_models_and_the_threshold_figures_are_the_verifiers(
    tmp_path: Path,
) -> None:
    scores: Any = evaluate(write(tmp_path / "pairs.jsonl", ROWS), verifier=VERIFIER)
    assert scores["baseline"]["false_support_rate_at_likeliest"] == 0.5
    assert scores["false_support_rate"] == 0.0
    assert scores["supported_recall"] == 1.0


@pytest.mark.parametrize(
    "content",
    ["", '{"evidence": "a", "claim": "b"}', '{"evidence": "a", "claim": "b", "label": "yes"}'],
)
def test_rows_that_are_none_of_this_task_are_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text(content)
    with pytest.raises(CodecError):
        evaluate(path, verifier=VERIFIER)
