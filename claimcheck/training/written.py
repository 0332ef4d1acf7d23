"""Claims on the passages of the starter corpus, worded as articles on the web word them.

Written for this project: for most passages a claim that it supports, one that it contradicts and
one that lies close to it and that it leaves open. Some topics are held back whole, so that a model
can be measured on claims and passages that it has not read.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from importlib import resources
from typing import Any

from claimcheck.codec import read_jsonl
from claimcheck.corpus import Corpus
from claimcheck.training.pairs import Pair, dice, overlap, sample, titled
from claimcheck.training.rules import STARTER, neighbours
from claimcheck.types import Passage

__all__ = ["held_back", "written_claims", "written_pairs"]

_HELD_BACK = 8
"""One topic in so many."""
_TITLED = 0.7
# A passage on the topic that shares more words with a claim may well say it too.
_APART = 0.3
_SAYS = {"supported": "SUPPORT", "contradictory": "CONTRADICT"}


def written_pairs(*, seed: int, limit: int, dev: bool = False) -> list[Pair]:
    """At most `limit` pairs of a claim and a passage.

    A supported claim also stands, for one in four, beside another passage on its topic that has
    few of its words: left open.

    :param seed: fixes all draws.
    :param limit: the most pairs.
    :param dev: those on the topics held back, each claim with its own passage alone.
    :returns: the pairs, in a shuffled order.
    """
    rng = dice(seed)
    passages = {passage.id: passage for passage in Corpus.open(STARTER).passages}
    rows = [row for row in _rows() if held_back(passages[row["passage"]]) == dev]
    pairs = [_pair(row, passages[row["passage"]], rng) for row in rows]
    if not dev:
        pairs += _beside(rows, passages, rng)
    return sample(pairs, limit, rng)


def written_claims() -> list[dict[str, Any]]:
    """The claims held back, in SciFact's form: each with what its own passage says of it.

    :returns: a row a claim, `evidence` by the passage's id; `label` is the claim's own.
    """
    passages = {passage.id: passage for passage in Corpus.open(STARTER).passages}
    return [
        {
            "claim": row["claim"],
            "label": row["label"],
            "evidence": {row["passage"]: [{"label": _SAYS[row["label"]], "sentences": []}]}
            if row["label"] in _SAYS
            else {},
        }
        for row in _rows()
        if held_back(passages[row["passage"]])
    ]


def held_back(passage: Passage) -> bool:
    """Whether a passage is only measured on, by its first topic."""
    return sha256(passage.topics[0].encode()).digest()[0] % _HELD_BACK == 0


def _rows() -> Iterator[dict[str, str]]:
    found = resources.files("claimcheck.training") / "written.jsonl"
    with resources.as_file(found) as path:
        yield from read_jsonl(path)


def _pair(row: Mapping[str, str], passage: Passage, rng: random.Random) -> Pair:
    evidence = titled(passage.title, passage.text, rng, chance=_TITLED)
    return Pair(evidence=evidence, claim=row["claim"], label=row["label"], source="written")


def _beside(
    rows: Sequence[Mapping[str, str]], passages: Mapping[str, Passage], rng: random.Random
) -> Iterator[Pair]:
    near = neighbours(tuple(passages.values()))
    for row in rows:
        if row["label"] != "supported" or rng.random() < 0.75:
            continue
        others = [
            other
            for other in near(passages[row["passage"]])
            if not held_back(other) and overlap(row["claim"], other.text) < _APART
        ]
        if others:
            yield _pair({**row, "label": "unsupported"}, rng.choice(others), rng)
