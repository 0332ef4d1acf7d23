from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from claimcheck.errors import CodecError
from claimcheck.evaluation.strength import evaluate, interval, levels_figures

ROWS = [
    ("The leaf holds caffeine.", 0),
    ("Tea drinkers had fewer strokes; tea was linked to fewer strokes.", 1),
    ("Tea may prevent strokes.", 2),
    ("Tea prevents strokes.", 3),
]


class Keyword:
    """Knows a link, a hedge and a verb by one word each."""

    def predict(self, texts: Any) -> Any:
        words = {"linked": 1, "may": 2, "prevents": 3}
        levels = [next((n for word, n in words.items() if word in text), 0) for text in texts]
        return np.eye(4)[levels]


def write(path: Path, rows: Any, **fields: str) -> Path:
    name = fields.pop("name", "label")
    lines = [json.dumps({"sentence": text, name: level, **fields}) for text, level in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["label", "strength"])
def test_a_model_that_knows_scores_one_and_stands_beside_its_baselines(
    tmp_path: Path, name: str
) -> None:
    scores: Any = evaluate(write(tmp_path / "rows.jsonl", ROWS, name=name), model=Keyword())
    assert scores["macro_f1"] == scores["accuracy"] == 1.0
    assert scores["baseline"]["majority"]["macro_f1"] == pytest.approx(0.1)
    assert scores["baseline"]["cue_rules"]["macro_f1"] > 0.5
    assert scores["n"] == 4
    json.dumps(scores)


def test_each_source_has_figures_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [json.dumps({"sentence": t, "label": n, "source": "ab"[n % 2]}) for t, n in ROWS]
    path.write_text("\n".join(rows), encoding="utf-8")
    scores: Any = evaluate(path, model=Keyword())
    assert {name: entry["n"] for name, entry in scores["sources"].items()} == {"a": 2, "b": 2}


@pytest.mark.parametrize("label", ["four", 4, None])
def test_an_unknown_label_is_named_with_its_line(tmp_path: Path, label: Any) -> None:
    with pytest.raises(CodecError, match="record 1"):
        evaluate(write(tmp_path / "rows.jsonl", [("Tea.", label)]), model=Keyword())


def test_an_empty_file_is_no_data(tmp_path: Path) -> None:
    with pytest.raises(CodecError, match="empty"):
        evaluate(write(tmp_path / "rows.jsonl", []), model=Keyword())


def test_the_interval_holds_the_figure_and_is_the_same_each_time() -> None:
    truth = [0, 1, 2, 3] * 30
    guess = [0, 1, 2, 2] * 30
    low, high = interval(truth, guess)
    assert low < levels_figures(truth, guess)["macro_f1"] < high
    assert interval(truth, guess) == (low, high)
