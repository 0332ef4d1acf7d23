"""The card of the tagger of promotional language: its data, its figures, its limits."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from claimcheck.evaluation.promo import evaluate
from claimcheck.runtime.folder import digest, weights_in
from claimcheck.runtime.tagger import Tagger
from claimcheck.training.promo_plan import Plan
from claimcheck.training.promo_sentences import Example

__all__ = ["write_card"]

_FIGURES = (
    ("span precision", "span_precision"),
    ("span recall", "span_recall"),
    ("span F1", "span_f1"),
    ("character F1", "char_f1"),
    ("category of found spans right", "category_accuracy"),
    ("spans in 1,000 words of sober articles", "spans_per_1000_words"),
)
_INTRO = """# Tagger of promotional language

Gives every token of a sentence a probability for each of the 16 categories of promotional
language, and for none. It finds what the rules of `claimcheck/promo` do not: paraphrase and
implied promises. `check` and `batch` use it beside the rules.

Base: `{base}` (Apache-2.0), see `recipe.toml`. Arithmetic is in 8 bits with fixed scales; no row's
result depends on its neighbours. SHA-256 of `model.onnx`: `{hash}`
"""
_DATA = """## Data
{sentences} sentences written for this project (`claimcheck/training/promo_sentences.txt` and the
examples of the rules), {marked} of them with promotional phrases, the others look-alikes and
plain: denied, criticised, credited to a seller, or sober.

| category | phrases |
| --- | ---: |"""
_LIMITS = """## Limits
English health prose. The sentences and the articles it is measured on were written and annotated
by a machine, by the same hand: figures on other people's articles will be lower. It reads one
sentence at a time, so what only the paragraph shows (an irony, a claim taken back two sentences
later) escapes it. Its categories are less sure than its spans. It knows nothing of whether a claim
is true.
"""


def write_card(
    plan: Plan, examples: Sequence[Example], *, data: Path, run: Path, output: Path
) -> None:
    """Measure the folder on the articles and write its `card.md`.

    :param plan: the recipe.
    :param examples: what it was trained on.
    :param data: folder of `dev.jsonl` and `test.jsonl`; parts that are missing are left out.
    :param run: folder of the run, with a `seed.json` for each seed.
    :param output: the model folder.
    """
    tagger = Tagger.load(output)
    measured = {
        part: evaluate(data / f"{part}.jsonl", tagger=tagger)
        for part in ("dev", "test")
        if (data / f"{part}.jsonl").is_file()
    }
    parts = [
        _INTRO.format(base=plan.base, hash=digest(weights_in(output))),
        _data(examples),
        _figures(measured),
        _training(plan, run),
        _LIMITS,
    ]
    (output / "card.md").write_text("\n".join(parts), encoding="utf-8")


def _data(examples: Sequence[Example]) -> str:
    marked = sum(bool(example.spans) for example in examples)
    spans = Counter(category for example in examples for _, category in example.spans)
    rows = [f"| `{name}` | {count} |" for name, count in spans.most_common()]
    said = _DATA.format(sentences=f"{len(examples):,}", marked=f"{marked:,}")
    return "\n".join([said, *rows, ""])


def _figures(measured: Mapping[str, Mapping[str, Any]]) -> str:
    if not measured:
        return "## Figures\nNot measured: no articles were given.\n"
    heads = [f"{part}, {how}" for part in measured for how in ("rules only", "with tagger")]
    lines = [
        "## Figures",
        "Articles of `tests/gold/promo`: thresholds and rules were tuned on dev, test was only",
        "measured. A span counts as found if it overlaps.\n",
        "| | " + " | ".join(heads) + " |",
        "| --- |" + " ---: |" * len(heads),
    ]
    for name, key in _FIGURES:
        cells = [
            f"{figures[key]:.3f}"
            for part in measured.values()
            for figures in (part["rules_only"], part)
        ]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _training(plan: Plan, run: Path) -> str:
    lines = [
        "## How training went",
        "| seed | sentences | minutes | loss |",
        "| --- | ---: | ---: | --- |",
    ]
    for seed in plan.seeds:
        report = json.loads((run / str(seed) / "seed.json").read_text(encoding="utf-8"))
        loss = ", ".join(f"{step}: {value:.2f}" for step, value in report["loss"][::2])
        lines.append(f"| {seed} | {report['examples']:,} | {report['seconds'] / 60:.1f} | {loss} |")
    return "\n".join(lines) + "\n"
