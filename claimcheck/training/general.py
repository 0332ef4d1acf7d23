"""Stage 1: general entailment and fact verification, permitted licences only.

A set that states no licence is read only where a stage names it under `unstated`.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from claimcheck.training.pairs import Pair, content_words, dice, read_rows, sample, unique

#: Sets that state no licence: left out unless a stage asks for them by name.
EXCLUDED_SOURCES = frozenset({"climate-fever"})
#: Sets without neutral rows: the source alone would rule one label out.
NO_NEUTRAL = frozenset({"fever", "fool-me-twice"})
_REFUSED = ("none", "nc", "nd", "gpl", "research")


def permitted(licence: str) -> bool:
    """Whether weights trained on rows of this licence may ship."""
    words = licence.lower().replace("-", " ").replace(":", " ").split()
    return bool(words) and not any(word in _REFUSED for word in words)


def general_pairs(
    data: Path, *, seed: int, limits: Mapping[str, int], unstated: Collection[str] = ()
) -> list[Pair]:
    """Pairs of `nli/general`, at most `limits[source]` a set; neutral rows made where none are.

    :param data: the data folder.
    :param seed: fixes all draws.
    :param limits: the most pairs of each set; a set not named is not read.
    :param unstated: sets to read although they state no licence.
    :returns: the pairs, set by set.
    """
    rng = dice(seed)
    by_source: dict[str, list[Pair]] = defaultdict(list)
    for row in read_rows(data / "nli" / "general.jsonl.gz"):
        source = row["source"]
        if source not in unstated and (source in EXCLUDED_SOURCES or not permitted(row["licence"])):
            continue
        by_source[source].append(
            Pair(evidence=row["evidence"], claim=row["claim"], label=row["label"], source=source)
        )
    chosen: list[Pair] = []
    for source, pairs in sorted(by_source.items()):
        made = neutral_by_repairing(pairs, rng) if source in NO_NEUTRAL else []
        chosen += sample(unique(pairs + made), limits.get(source, 0), rng)
    return chosen


def neutral_by_repairing(pairs: Sequence[Pair], rng: random.Random) -> list[Pair]:
    """Evidence paired with the claim of another pair that shares a rare word with it.

    Half as many as there are pairs. A shared rare word (most often a name) keeps word overlap
    from giving the neutral label away.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for place, pair in enumerate(pairs):
        for word in content_words(pair.claim):
            holders[word].append(place)
    made: list[Pair] = []
    for pair in rng.sample(list(pairs), len(pairs) // 2):
        rare = sorted(
            (word for word in content_words(pair.evidence) if 1 < len(holders.get(word, ())) <= 40),
            key=lambda word: (len(holders[word]), word),
        )
        others = [pairs[place] for word in rare[:4] for place in holders[word]]
        others = [
            other
            for other in others
            if other.evidence != pair.evidence and other.claim != pair.claim
        ]
        if others:
            other = rng.choice(others)
            made.append(
                Pair(
                    evidence=pair.evidence,
                    claim=other.claim,
                    label="unsupported",
                    source=pair.source,
                )
            )
    return made


def pandemic_pairs(data: Path, *, seed: int, limit: int) -> list[Pair]:
    """COVID-Fact: at most `limit` pairs, as many supported as contradicted.

    Its refutations are claims with a word swapped by machine, so a model could learn the swaps
    without reading; equal halves and a low share of a stage keep that in bounds.
    """
    rng = dice(seed)
    by_label: dict[str, list[Pair]] = defaultdict(list)
    for row in read_rows(data / "covid_fact" / "train_dev.jsonl.gz"):
        evidence = row["evidence"].replace(" > ", " ")
        by_label[row["label"]].append(
            Pair(evidence=evidence, claim=row["claim"], label=row["label"], source="covid-fact")
        )
    return [
        pair
        for _, pairs in sorted(by_label.items())
        for pair in sample(unique(pairs), limit // 2, rng)
    ]
