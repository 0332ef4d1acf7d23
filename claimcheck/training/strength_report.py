"""The last steps of the claim-strength model: export, measure, write the card."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from claimcheck.evaluation.strength import cue_levels, levels_figures, words_model
from claimcheck.runtime.folder import digest
from claimcheck.runtime.strength import StrengthClassifier
from claimcheck.text.strength import Strength
from claimcheck.training.export import export_strength
from claimcheck.training.sentences import Sentence
from claimcheck.training.strength_plan import Plan

__all__ = ["finish_strength", "strength_card"]

_INTRO = """# Claim strength

Reads one sentence and says how strongly it ties a cause to an effect: 0 none, 1 correlational,
2 conditional causal ("may reduce"), 3 causal. The levels are those of Yu, Li and Wang (EMNLP
2019). Used by the checks of verification on the claim and on the sentences of its evidence.

Base: `{base}` (Apache-2.0), see `recipe.toml`. Arithmetic is in 8 bits with fixed scales; no
row's result depends on its neighbours or on padding. SHA-256 of `model.onnx`: `{hash}`
"""
_DATA = """## Data
Sentences of PubMed conclusions and of press releases (EurekAlert), labelled by Yu, Li and Wang.
**Neither set states a licence.** They are used because no set with one has these levels; the score
without them is that of the cue rules, which are in the table below and stand in where this model is
not installed. None of their text is part of the model folder.
"""
_SPLIT = """## How it was measured
The recipe was chosen on a split of one fifth, stratified by set and level, near-duplicates kept
on one side. The figures are those of that recipe trained on the other four fifths, so they are a
little flattered by the choice. **The weights that ship were then trained on all sentences by the
same recipe**, and have no figure of their own on these sets.
"""
_LIMITS = """## Limits
English sentences of abstracts and press releases. "None" there means that a sentence is no finding
of a relation, so plain facts without cause, methods and registrations all are 0. Slogans, advice
and the second person are read less surely. Levels 2 and 3 part on the hedge; sentences that hedge
in one half and assert in the other are a matter of taste, and annotators too disagreed there.
A level says how a sentence is put, not whether it is true.
"""


def finish_strength(
    plan: Plan,
    *,
    train: Sequence[Sentence],
    dev: Sequence[Sentence],
    tried: Path,
    trained: Path,
    run: Path,
    output: Path,
) -> Path:
    """Write the model folder from the weights trained on everything.

    :param plan: the recipe.
    :param train: sentences of the split that trained `tried`.
    :param dev: the others.
    :param tried: weights trained on the split, mean of the seeds.
    :param trained: weights trained on all.
    :param run: folder of the run; `figures.json` is added to it.
    :param output: the model folder to write.
    :returns: `output`.
    """
    from claimcheck.training.strength import scores

    texts = [one.text for one in dev]
    whole = scores(tried, texts, max_tokens=plan.export["max_tokens"]).argmax(axis=1).tolist()
    small = export_strength(tried, run / "split-8bit", base=plan.base, **plan.export)
    packed = StrengthClassifier.load(small).logits(texts).argmax(axis=1).tolist()
    export_strength(trained, output, base=plan.base, **plan.export)
    guesses = {
        "float": whole,
        "shipped": packed,
        "cue rules": cue_levels(texts),
        "tfidf": _words(train, texts),
    }
    figures = {
        "counts": _counts(train, dev),
        "seeds": _seeds(run / "split"),
        "agree": sum(a == b for a, b in zip(whole, packed, strict=True)) / max(1, len(dev)),
        "sets": {name: _figures(dev, guesses, name) for name in (*plan.sets, "both")},
        "base": plan.base,
    }
    (run / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    (output / "card.md").write_text(strength_card(figures, output), encoding="utf-8")
    return output


def _figures(
    dev: Sequence[Sentence], guesses: Mapping[str, Sequence[int]], name: str
) -> dict[str, Any]:
    places = [place for place, one in enumerate(dev) if name in (one.source, "both")]
    truth = [dev[place].level for place in places]
    commonest = Counter(truth).most_common(1)[0][0]
    said = {key: [guess[place] for place in places] for key, guess in guesses.items()}
    said["commonest level"] = [commonest] * len(places)
    return {
        "n": len(places),
        **{key: levels_figures(truth, guess) for key, guess in said.items()},
    }


def _words(train: Sequence[Sentence], texts: Sequence[str]) -> list[int]:
    """What TF-IDF and a logistic regression say, trained on the same sentences."""
    model = words_model()
    model.fit([one.text for one in train], [one.level for one in train])
    return [int(level) for level in model.predict(list(texts))]


def _counts(train: Sequence[Sentence], dev: Sequence[Sentence]) -> dict[str, dict[str, list[int]]]:
    counts: dict[str, dict[str, list[int]]] = {}
    for part, rows in (("train", train), ("dev", dev)):
        for one in rows:
            levels = counts.setdefault(one.source, {}).setdefault(part, [0] * len(Strength))
            levels[one.level] += 1
    return counts


def _seeds(folder: Path) -> dict[str, Any]:
    return {
        path.parent.name: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*/seed.json"))
    }


def strength_card(figures: Mapping[str, Any], folder: Path) -> str:
    """The card as Markdown.

    :param figures: what `finish_strength` measured.
    :param folder: the model folder, for the hash.
    :returns: the text of `card.md`.
    """
    intro = _INTRO.format(base=figures["base"], hash=digest(folder / "model.onnx"))
    parts = (intro, _DATA, _data(figures), _SPLIT, _scores(figures), _curves(figures), _LIMITS)
    return "\n".join(parts)


def _data(figures: Mapping[str, Any]) -> str:
    lines = [
        "| set | licence | part | 0 none | 1 correlational | 2 conditional | 3 causal |",
        "| --- | --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for name, parts in figures["counts"].items():
        for part, levels in parts.items():
            cells = " | ".join(f"{count:,}" for count in levels)
            lines.append(f"| {name} | none stated | {part} | {cells} |")
    return "\n".join(lines) + "\n"


def _scores(figures: Mapping[str, Any]) -> str:
    sets = figures["sets"]
    rows = [("rows", [f"{entry['n']:,}" for entry in sets.values()])]
    for title, key in (("macro-F1, 8-bit as shipped", "shipped"), ("macro-F1, 32-bit", "float")):
        rows.append((title, [_with_interval(entry[key]) for entry in sets.values()]))
    for level in Strength:
        name = level.name.lower()
        cells = [f"{entry['shipped']['per_class'][name]['f1']:.3f}" for entry in sets.values()]
        rows.append((f"F1 {int(level)} {name}", cells))
    rows.append(
        ("macro-F1, cue rules (the score without these sets)",
         [_with_interval(entry["cue rules"]) for entry in sets.values()])
    )  # fmt: skip
    rows.append(
        ("macro-F1, TF-IDF and logistic regression, same sentences",
         [_with_interval(entry["tfidf"]) for entry in sets.values()])
    )  # fmt: skip
    rows.append(
        ("macro-F1, commonest level",
         [f"{entry['commonest level']['macro_f1']:.3f}" for entry in sets.values()])
    )  # fmt: skip
    lines = [
        "Intervals: 95 %, 1,000 resamples of rows. The 8-bit file gives the level of the 32-bit",
        f"weights on {figures['agree']:.1%} of the sentences.\n",
        "| | " + " | ".join(sets) + " |",
        "| --- |" + " ---: |" * len(sets),
        *(f"| {title} | " + " | ".join(cells) + " |" for title, cells in rows),
    ]
    return "\n".join(lines) + "\n"


def _with_interval(entry: Mapping[str, Any]) -> str:
    low, high = entry["macro_f1_interval"]
    return f"{entry['macro_f1']:.3f} ({low:.3f}-{high:.3f})"


def _curves(figures: Mapping[str, Any]) -> str:
    lines = [
        "## How training went",
        "Loss over steps on the split, a seed a row; the weights of the seeds are averaged.\n",
        "| seed | sentences | minutes | loss |",
        "| --- | ---: | ---: | --- |",
    ]
    for seed, entry in figures["seeds"].items():
        points = entry["loss"][:: max(1, len(entry["loss"]) // 8)]
        curve = ", ".join(f"{step}: {loss:.2f}" for step, loss in points)
        minutes = entry["seconds"] / 60
        lines.append(f"| {seed} | {entry['sentences']:,} | {minutes:.1f} | {curve} |")
    return "\n".join(lines) + "\n"
