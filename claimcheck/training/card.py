"""The card of a verifier or judge, written from the figures of its run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from claimcheck.runtime.folder import PACKED, WEIGHTS
from claimcheck.runtime.protocol import LABELS
from claimcheck.training.cardtables import (
    aggregated,
    calibrated,
    doubt,
    picture,
    scores,
    shipped,
    stored,
    table,
)

__all__ = ["LICENCES", "verifier_card"]

#: Licence by the name of a source of pairs.
LICENCES = {
    "snli": "CC BY-SA 4.0",
    "mnli": "OANC and others, permissive",
    "conjnli": "MIT",
    "nli-cad": "Apache-2.0",
    "fever": "CC BY-SA 3.0",
    "fool-me-twice": "Apache-2.0",
    "climate-fever": "none stated",
    "covid-fact": "none stated",
    "factcheck-bench": "Apache-2.0",
    "evidence-inference": "MIT",
    "pubmedqa": "MIT",
    "citation-integrity": "MIT",
    "scifact": "claims CC BY 4.0, abstracts ODC-By 1.0",
    "check-covid": "MIT",
    "starter": "made from the starter corpus, written for this project, Apache-2.0",
    "rule": "made from SciFact, Citation Integrity and PubMedQA texts, as above",
    "template": "written for this project, Apache-2.0",
    "written": "written for this project, Apache-2.0",
}
_TITLE = "Verifier"
_FALSE = "false_support"
_READS = """\
A cross-encoder that reads a piece of evidence and a claim and gives three scores: `supported`,
`unsupported`, `contradictory`, in this order. `unsupported` says the evidence settles nothing; it
does not say the claim is false."""
_INTRO = """\
Base: `{base}` (Apache-2.0), trained in the stages of `recipe.toml`. Evidence comes first, claim
second, {trained} tokens in training, up to {max_tokens} when run. Arithmetic is in {bits} bits with
fixed scales; no row's result depends on its neighbours or on padding. SHA-256 of `{weights}`:
`{hash}`
"""
_LIMITS = """\
English only. Trained mostly on abstracts and encyclopaedic text, so trade names, slang and
advice in the second person are read less surely. It follows words more than meaning, counts badly
and knows no pharmacology, so numbers, doses, populations and negation are checked again by rules.
On a set whose texts it has never seen the like of (HealthVer) figures are lower: expect that of a
new corpus, and more of the contradicted called supported at the most likely label, which is why
the thresholds exist. Neutral pairs made by rule may hold a few that are in fact settled."""


def verifier_card(figures: Mapping[str, Any]) -> str:
    """The card as Markdown.

    :param figures: what `finish_verifier` measured.
    :returns: the text of `card.md`.
    """
    parts = [_head, _data, _curves, scores, shipped, calibrated, doubt, aggregated, stored, _tries]
    texts = [part(figures) for part in parts]
    limits = figures["card"].get("limits", _LIMITS).strip()
    return "\n".join([*(text for text in texts if text), f"## Limits\n{limits}\n", _files(figures)])


def _head(figures: Mapping[str, Any]) -> str:
    card, recipe = figures["card"], figures["recipe"]
    weights = next(name for name in figures["files"] if name in (WEIGHTS, PACKED))
    intro = _INTRO.format(
        base=recipe["base"],
        trained="-".join(str(size) for size in sorted({*recipe["tokens"]})),
        max_tokens=recipe["export"]["max_tokens"],
        bits=recipe["export"]["bits"],
        weights=weights,
        hash=figures["files"][weights]["sha256"],
    )
    return f"# {card.get('title', _TITLE)}\n\n{card.get('reads', _READS).strip()}\n\n{intro}"


def _data(figures: Mapping[str, Any]) -> str:
    rows = [
        [stage["stage"], name, LICENCES.get(name, "not stated")]
        + [f"{counts[label]:,}" for label in LABELS]
        for stage in figures["stages"]
        for name, counts in _grouped(stage["counts"]).items()
    ]
    return (
        "## Data\nPairs seen in one pass of each stage. No set for research or non-commercial use "
        "only was read.\n\n" + table(("stage", "set", "licence", *LABELS), rows, left=3)
    )


def _grouped(counts: Mapping[str, Mapping[str, int]]) -> dict[str, Counter[str]]:
    groups: dict[str, Counter[str]] = {}
    for source, labels in counts.items():
        head = source.split("-")[0]
        name = head if head in ("rule", "starter", "template") else source
        groups.setdefault(name, Counter()).update(labels)
    return groups


def _curves(figures: Mapping[str, Any]) -> str:
    stages = figures["stages"]
    names = list(stages[-1]["dev"]) if stages else []
    head = ["stage", "pairs", "minutes"]
    for name in names:
        head += [name, "false"]
    rows = [
        [stage["stage"], f"{stage['pairs']:,}", f"{stage['seconds'] / 60:.0f}"]
        + [_after(stage["dev"], name, key) for name in names for key in ("macro_f1", _FALSE)]
        for stage in stages
    ]
    return (
        "## How training went\nMacro-F1 after each stage, 32-bit weights, most likely label; "
        "`false` is the share of\ncontradicted rows called supported. "
        f"{_kept(figures)}\n\n{table(head, rows)}\n{picture(figures, 'loss.svg')}"
    )


def _after(dev: Mapping[str, Mapping[str, float]], name: str, key: str) -> str:
    return f"{dev[name][key]:.3f}" if name in dev else "–"


def _kept(figures: Mapping[str, Any]) -> str:
    if shares := figures["recipe"].get("average"):
        parts = " and ".join(f"`{name}` ({share:.0%})" for name, share in shares.items())
        return f"The weights are the mean of those after {parts}."
    step = figures["stages"][-1].get("stop", 0) if figures["stages"] else 0
    where = f"step {step}, which did best on the tuning sets" if step else "the end"
    return f"The weights are those of the last stage at {where}."


def _tries(figures: Mapping[str, Any]) -> str:
    if not figures["tries"]:
        return ""
    rows = [
        [str(item["name"]), str(item.get("changed", "")), _told(item.get("figures", ""))]
        for item in figures["tries"]
    ]
    return "## What each try bought\n" + table(("try", "changed", "figures"), rows, left=3)


def _told(found: Any) -> str:
    if isinstance(found, Mapping):
        return ", ".join(f"{name} {value}" for name, value in found.items())
    return str(found)


def _files(figures: Mapping[str, Any]) -> str:
    rows = [
        [f"`{name}`", f"`{entry['sha256']}`", f"{entry['bytes']:,}"]
        for name, entry in figures["files"].items()
    ]
    return "## Files\n" + table(("file", "SHA-256", "bytes"), rows, left=2)
