"""The cards of the encoder and the reranker, written from the figures of their runs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from claimcheck.runtime.folder import digest
from claimcheck.training.relevance import LICENCES

__all__ = ["encoder_card", "reranker_card"]

_SETS = {
    "scifact_dev": "SciFact dev, whole abstracts",
    "check_covid_dev": "Check-COVID dev, its abstracts among SciFact's",
    "nfcorpus_dev": "NFCorpus dev (text without stop words; no part in training or choice)",
    "health_basics": "hand-made claims, the bundled corpus",
}
_WAYS = {
    "bm25": "BM25 alone",
    "dense": "vectors alone",
    "fused": "both",
    "reranked": "both, reranked",
}
_ENCODER = """# Encoder

Turns a claim or a passage into a vector of {width} numbers of unit length; the dot product of two
is their likeness. It finds passages; it decides nothing.

| | |
| --- | --- |
| base | `{base}` (22.7 million parameters), Apache-2.0 |
| training | contrastive, on the matches below; word vectors as in the base |
| weights | {share} of the trained and {rest} of the base ones (WiSE-FT) |
| form | ONNX, {size} MB; linear layers and word table in 8 bits, scales fixed |
| input | up to {max_tokens} tokens of English; longer text is cut |
| output | mean over tokens, then L2 norm, inside the graph |
| SHA-256 of `model.onnx` | `{hash}` |
"""
_RERANKER = """# Reranker

Reads a passage and a claim together and says how much the one bears on the other, for or against,
0 to 1. It re-orders what the searches found; it decides nothing.

| | |
| --- | --- |
| base | `{base}`: this project's own verifier before export (from all-MiniLM-L6-v2, Apache-2.0) |
| training | the right passage among mined ones, listwise, on the matches below |
| form | ONNX, {size} MB; linear layers and word table in 8 bits, scales fixed |
| input | passage first, claim second, up to {max_tokens} tokens; the passage is cut first |
| output | one logit; its logistic function is a probability on the tuning sets |
| SHA-256 of `model.onnx` | `{hash}` |
"""
_ENCODER_LIMITS = """## Limits
English only. Numbers, doses and negation hardly move a vector: "eases" and "does not ease" lie
close together, which is why passages are checked by the verifier and never by likeness alone.
The abstracts of the SciFact corpus were read in training, though none that only a dev claim
cites: on another collection the gain is smaller, as the sets without part in it show. The share
of the trained weights was chosen on the first two sets, whose figures flatter it a little.
"""
_RERANKER_LIMITS = """## Limits
English only. Bearing on a claim is not supporting it: a passage that refutes it ranks as high.
Of the many passages that bear on a claim training knows only the cited ones, so some that were
called wrong there were right. It learnt on abstracts and windows of them; on lay prose the order
of the searches is as good a guide, which is why the mix leans on it.
"""


def encoder_card(figures: Mapping[str, Any], folder: Path) -> str:
    """The encoder's card as Markdown.

    :param figures: what `train_encoder` measured.
    :param folder: the model folder, for the hash and settings.
    :returns: the text of `card.md`.
    """
    share = figures["share"]
    facts = {**_facts(folder), "share": f"{share:g}", "rest": f"{1 - share:g}"}
    return "\n".join(
        [
            _ENCODER.format(**facts),
            _data(figures),
            _curve(figures),
            _shares(figures),
            _scores(figures["sets"], ("base", "shipped"), ("bm25", "dense", "fused")),
            _ENCODER_LIMITS,
        ]
    )


def reranker_card(figures: Mapping[str, Any], folder: Path) -> str:
    """The reranker's card as Markdown.

    :param figures: what `train_reranker` measured.
    :param folder: the model folder, for the hash and settings.
    :returns: the text of `card.md`.
    """
    return "\n".join(
        [
            _RERANKER.format(**_facts(folder)),
            _data(figures),
            _curve(figures),
            _scores(figures["sets"], ("start", "shipped"), ("bm25", "fused", "reranked")),
            _bits(figures["sets"]),
            _RERANKER_LIMITS,
        ]
    )


def _facts(folder: Path) -> dict[str, Any]:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    weights = folder / "model.onnx"
    return {**config, "hash": digest(weights), "size": round(weights.stat().st_size / 1e6)}


def _data(figures: Mapping[str, Any]) -> str:
    lines = [
        "## Data",
        "A match is a claim, question or title with a passage that bears on it. Abstracts that",
        "only dev claims cite, and train claims that equal a dev claim, were left out; no set",
        "without a licence, and none for research or non-commercial use only, was read.\n",
        "| set | licence | matches trained on |",
        "| --- | --- | ---: |",
    ]
    lines += [f"| {name} | {LICENCES[name]} | {n:,} |" for name, n in figures["counts"].items()]
    return "\n".join(lines) + "\n"


def _curve(figures: Mapping[str, Any]) -> str:
    entries: Sequence[tuple[int, float]] = figures["loss"]
    every = max(1, len(entries) // 8)
    shown = [*entries[:-1:every], *entries[-1:]]
    minutes = f"{figures['seconds'] / 60:.0f} minutes, mining included"
    lines = [
        "## How training went",
        f"{figures['rows']:,} rows, {figures['steps']} steps, {minutes}.\n",
        f"| step | {' | '.join(str(step) for step, _ in shown)} |",
        "| --- |" + " ---: |" * len(shown),
        f"| loss | {' | '.join(f'{loss:.2f}' for _, loss in shown)} |",
    ]
    return "\n".join(lines) + "\n"


def _shares(figures: Mapping[str, Any]) -> str:
    names = list(next(iter(figures["shares"].values())))
    lines = [
        "nDCG@10 of both searches by share of the trained weights, over fewer passages than below",
        "(all relevant ones and some others), which is how the share was chosen:\n",
        f"| share | {' | '.join(names)} |",
        "| --- |" + " ---: |" * len(names),
    ]
    for share, scores in figures["shares"].items():
        lines.append(f"| {share} | {' | '.join(f'{scores[name]:.4f}' for name in names)} |")
    cells = " | ".join(f"{figures['float'][name]:.4f}" for name in names)
    lines.append(f"| {figures['share']}, in 32 bits | {cells} |")
    return "\n".join(lines) + "\n"


def _scores(
    sets: Mapping[str, Mapping[str, Any]], models: Sequence[str], ways: Sequence[str]
) -> str:
    lines = ["## Figures", "Intervals: 95 %, 1,000 resamples of queries.\n"]
    for name, entry in sets.items():
        count = entry["shipped"]["fused"]["n"]
        lines += [
            f"{_SETS.get(name, name)}, {count:.0f} queries:\n",
            "| | recall@1 | recall@10 | recall@30 | nDCG@10 |",
            "| --- | ---: | ---: | ---: | ---: |",
        ]
        told: set[str] = set()
        for way in ways:
            for model in models:
                scores = entry.get(model, {}).get(way)
                label = _WAYS[way] if way == ways[0] else f"{_WAYS[way]}, {model}"
                label = _WAYS[way] if way == "fused" and "reranked" in ways else label
                if scores and label not in told:
                    told.add(label)
                    lines.append(_row(label, scores))
        lines.append("")
    return "\n".join(lines)


def _row(label: str, scores: Mapping[str, float]) -> str:
    recall = " | ".join(f"{scores[f'recall@{k}']:.3f}" for k in (1, 10, 30))
    gain = "{ndcg@10:.3f} ({low:.3f}-{high:.3f})".format(**scores)
    return f"| {label} | {recall} | {gain} |"


def _bits(sets: Mapping[str, Mapping[str, Any]]) -> str:
    pairs = [
        f"{name} {entry['float']['reranked']['ndcg@10']:.4f} in 32 bits, "
        f"{entry['shipped']['reranked']['ndcg@10']:.4f} as shipped"
        for name, entry in sets.items()
        if "float" in entry
    ]
    return f"nDCG@10 of the 8-bit weights against the same in 32 bits: {'; '.join(pairs)}.\n"
