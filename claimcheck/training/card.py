"""The verifier's card, written from the figures of its run."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claimcheck.runtime.folder import digest
from claimcheck.runtime.protocol import LABELS

__all__ = ["verifier_card"]

_LICENCES = {
    "snli": "CC BY-SA 4.0",
    "mnli": "OANC and others, permissive",
    "conjnli": "MIT",
    "nli-cad": "Apache-2.0",
    "fever": "CC BY-SA 3.0",
    "fool-me-twice": "Apache-2.0",
    "factcheck-bench": "Apache-2.0",
    "evidence-inference": "MIT",
    "pubmedqa": "MIT",
    "citation-integrity": "MIT",
    "scifact": "claims CC BY 4.0, abstracts ODC-By 1.0",
    "check-covid": "MIT",
    "rule": "made from SciFact, Citation Integrity and PubMedQA texts, as above",
    "template": "written for this project, Apache-2.0",
}
_INTRO = """# Verifier

A cross-encoder that reads a piece of evidence and a claim and gives three scores: `supported`,
`unsupported`, `contradictory`, in this order. `unsupported` says the evidence settles nothing; it
does not say the claim is false.

Base: `{base}` (Apache-2.0), trained in the stages of `recipe.toml`. Evidence comes first, claim
second, 128-144 tokens in training, up to {max_tokens} when run. Weights are 8-bit in blocks; no
row's result depends on its neighbours or on padding. SHA-256 of `model.onnx`:
`{hash}`
"""
_LIMITS = """## Limits
English only. Trained mostly on abstracts and encyclopaedic text, so trade names, slang and
advice in the second person are read less surely. A small model: it follows words more than
meaning, counts badly and knows no pharmacology, so numbers, doses, populations and negation are
checked again by rules. Near-copies of the evidence with one harmless word changed are too often
called contradictory, since most near-copies in training held an edit that mattered. On the one
set whose texts it has never seen the like of (HealthVer) figures are lower: expect that of a
new corpus, and more of the contradicted called supported at the most likely label, which is why
the thresholds exist: few claims pass them. Neutral pairs made by rule may hold a few that are
in fact settled. Scores are calibrated on two development sets, whose figures are therefore
flattered by the choice of thresholds; the third set had no part in it.
"""


def verifier_card(figures: Mapping[str, Any], folder: Path) -> str:
    """The card as Markdown.

    :param figures: what `finish_verifier` measured.
    :param folder: the model folder, for the hash and settings.
    :returns: the text of `card.md`.
    """
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    intro = _INTRO.format(hash=digest(folder / "model.onnx"), **config)
    return "\n".join([intro, _data(figures), _curves(figures), _scores(figures), _LIMITS])


def _data(figures: Mapping[str, Any]) -> str:
    lines = [
        "## Data",
        "Pairs seen in one pass of each stage. No set without a stated licence, and none for",
        "research or non-commercial use only, was read.\n",
        f"| stage | set | licence | {' | '.join(LABELS)} |",
        "| --- | --- | --- | ---: | ---: | ---: |",
    ]
    for stage in figures["stages"]:
        for name, counts in _grouped(stage["counts"]).items():
            cells = " | ".join(f"{counts[label]:,}" for label in LABELS)
            lines.append(
                f"| {stage['stage']} | {name} | {_LICENCES.get(name, 'unknown')} | {cells} |"
            )
    return "\n".join(lines) + "\n"


def _grouped(counts: Mapping[str, Mapping[str, int]]) -> dict[str, Counter[str]]:
    groups: dict[str, Counter[str]] = {}
    for source, labels in counts.items():
        head = source.split("-")[0]
        name = head if head in ("rule", "template") else source
        groups.setdefault(name, Counter()).update(labels)
    return groups


def _curves(figures: Mapping[str, Any]) -> str:
    names = list(figures["sets"])
    lines = [
        "## How training went",
        "Macro-F1 after each stage, 32-bit weights, most likely label; `false` is the share of",
        "contradicted rows called supported.\n",
        f"| stage | pairs | minutes | {' | '.join(f'{name} | false' for name in names)} |",
        "| --- | ---: | ---: |" + " ---: | ---: |" * len(names),
    ]
    for stage in figures["stages"]:
        cells = " | ".join(
            f"{stage['dev'][name]['macro_f1']:.3f} | {stage['dev'][name]['false_support']:.3f}"
            for name in names
        )
        minutes = stage["seconds"] / 60
        lines.append(f"| {stage['stage']} | {stage['pairs']:,} | {minutes:.0f} | {cells} |")
    return "\n".join(lines) + "\n"


def _scores(figures: Mapping[str, Any]) -> str:
    settings = figures["calibration"]
    limits = settings["thresholds"]
    lines = [
        "## Figures of the shipped file",
        _kept(figures),
        "Added to the logits, to take out the share of neutral pairs in training:",
        f"{settings['shift_in_weights']}.",
        f"Before that macro-F1 was {_before(figures)}.",
        f"Temperature {settings['temperature']}; supported from {limits['supported']},",
        f"contradictory from {limits['contradictory']} (looked at first).",
        "Intervals: 95 %, 1,000 resamples of rows.\n",
        "| | " + " | ".join(figures["sets"]) + " |",
        "| --- |" + " ---: |" * len(figures["sets"]),
    ]
    for title, cell in _ROWS:
        cells = [cell(entry, figures["baselines"][name]) for name, entry in figures["sets"].items()]
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _kept(figures: Mapping[str, Any]) -> str:
    step = figures["stages"][-1].get("stop", 0)
    where = f"step {step}, which did best on the tuning sets" if step else "the end"
    return f"The weights are those of the last stage at {where}."


def _before(figures: Mapping[str, Any]) -> str:
    return ", ".join(f"{score:.3f} on {name}" for name, score in figures["before_shift"].items())


def _likely(key: str) -> Any:
    return lambda entry, _: f"{entry['most_likely'][key]:.3f}"


def _limited(key: str) -> Any:
    return lambda entry, _: f"{entry['thresholds'][key]:.3f}"


_ROWS: tuple[tuple[str, Any], ...] = (
    ("rows", lambda entry, _: f"{entry['most_likely']['n']:.0f}"),
    (
        "macro-F1, most likely label",
        lambda entry, _: "{macro_f1:.3f} ({macro_f1_low:.3f}-{macro_f1_high:.3f})".format(
            **entry["most_likely"]
        ),
    ),
    *((f"F1 {label}", _likely(f"f1_{label}")) for label in LABELS),
    ("accuracy", _likely("accuracy")),
    (
        "calibration error before / after",
        lambda e, _: "{ece_raw:.3f} / {ece:.3f}".format(**e["most_likely"]),
    ),
    ("contradicted called supported, most likely", _likely("false_support")),
    ("macro-F1 at the thresholds", _limited("macro_f1")),
    ("contradicted called supported at the thresholds", _limited("false_support")),
    ("supported recall at the thresholds", _limited("supported_recall")),
    ("macro-F1, majority label", lambda entry, _: f"{entry['majority']:.3f}"),
    ("macro-F1, claim words only", lambda _, base: f"{base['claim_only']:.3f}"),
    ("macro-F1, evidence words only", lambda _, base: f"{base['evidence_only']:.3f}"),
)
