from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from claimcheck.errors import CodecError
from claimcheck.evaluation.sentences import evaluate


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    lines = "\n".join(json.dumps(row) for row in rows) + "\n"
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(lines.encode()))
    else:
        path.write_text(lines, encoding="utf-8")
    return path


ROWS: list[dict[str, object]] = [
    {"id": "a", "sentences": [None, "Oats", None, "Dr. Lee eats oats.", "She is fond of them."]},
    {"id": "b", "sentences": ["Rye is cheap", "Barley is not."]},
]


@pytest.mark.parametrize("name", ["gold.jsonl", "gold.jsonl.gz"])
def test_boundaries_are_counted_at_the_ends_of_sentences(tmp_path: Path, name: str) -> None:
    figures = evaluate(write(tmp_path / name, ROWS))
    # Five ends; "Rye is cheap" has no mark and cannot be told from what follows.
    assert (figures["precision"], figures["recall"]) == (1.0, 0.8)
    assert figures["f1"] == 0.8889
    assert figures["sentences"] == 5
    assert float(str(figures["mb_per_second"])) > 0


def test_the_baseline_cuts_after_an_abbreviation(tmp_path: Path) -> None:
    baseline = evaluate(write(tmp_path / "gold.jsonl", ROWS))["baseline"]
    assert isinstance(baseline, dict)
    assert baseline["precision"] < 1.0


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CodecError, match="sentences"):
        evaluate(write(tmp_path / "gold.jsonl", [{"text": "Oats."}]))
