"""The stages of the verifier's training data, assembled from a data folder by name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claimcheck.training.abstracts import check_covid_pairs, scifact_pairs
from claimcheck.training.general import general_pairs, pandemic_pairs
from claimcheck.training.pairs import Pair, dice, read_rows, sample, unique
from claimcheck.training.rules import flipped_claims, rule_pairs, starter_pairs
from claimcheck.training.science import citation_pairs, question_pairs, trial_pairs
from claimcheck.training.templates import template_pairs
from claimcheck.training.written import written_pairs


def stage_pairs(data: Path, stage: Mapping[str, Any], *, seed: int) -> list[Pair]:
    """The pairs one `[[stage]]` of a recipe asks for, shuffled.

    A stage names its sources: `general` maps a set to its most rows and `unstated` lists those of
    them that state no licence and are read all the same; `pandemic`, `trials`, `questions`,
    `citations`, `rules`, `starter`, `written` and `templates` give the most pairs, `scifact` and
    `check_covid` give `negatives` and `copies`; `turned` lists sets whose settled claims are also
    turned round.

    :param data: the data folder.
    :param stage: the table `data` of the stage.
    :param seed: fixes all draws.
    :returns: the pairs, each once.
    :raises OSError: a file the stage needs is missing from `data`.
    """
    rng = dice(seed)
    pairs = _facts(data, stage, seed=seed)
    if "trials" in stage:
        pairs += sample(trial_pairs(data, seed=seed), stage["trials"], rng)
    if "questions" in stage:
        pairs += sample(question_pairs(data, seed=seed), stage["questions"], rng)
    if "citations" in stage:
        pairs += sample(citation_pairs(data), stage["citations"], rng)
    pairs += _made(data, stage, seed=seed)
    if "scifact" in stage:
        pairs += scifact_pairs(data, seed=seed, **stage["scifact"])
    if "check_covid" in stage:
        pairs += check_covid_pairs(data, seed=seed, **stage["check_covid"])
    if "turned" in stage:
        settled = [pair for pair in pairs if pair.source in stage["turned"]]
        pairs += flipped_claims(settled, seed=seed)
    pairs = [
        pair
        for pair in unique(tidy(pair) for pair in pairs)
        if pair.evidence and _short(pair.claim)
    ]
    rng.shuffle(pairs)
    return pairs


def _made(data: Path, stage: Mapping[str, Any], *, seed: int) -> list[Pair]:
    """What was made by rule or written for this project."""
    pairs: list[Pair] = []
    if "rules" in stage:
        pairs += rule_pairs(data, seed=seed, limit=stage["rules"])
    if "starter" in stage:
        pairs += starter_pairs(seed=seed, limit=stage["starter"])
    if "written" in stage:
        pairs += written_pairs(seed=seed, limit=stage["written"])
    if "templates" in stage:
        pairs += template_pairs(seed=seed, limit=stage["templates"])
    return pairs


def _facts(data: Path, stage: Mapping[str, Any], *, seed: int) -> list[Pair]:
    """What is about the world at large, and the pandemic."""
    pairs: list[Pair] = []
    if "general" in stage:
        unstated = stage.get("unstated", ())
        pairs += general_pairs(data, seed=seed, limits=stage["general"], unstated=unstated)
    if "pandemic" in stage:
        pairs += pandemic_pairs(data, seed=seed, limit=stage["pandemic"])
    return pairs


def tidy(pair: Pair) -> Pair:
    """The pair with runs of white space as single spaces."""
    return Pair(
        evidence=" ".join(pair.evidence.split()),
        claim=" ".join(pair.claim.split()),
        label=pair.label,
        source=pair.source,
    )


def _short(claim: str) -> bool:
    # A claim is never cut, so it must leave room for evidence.
    return 0 < len(claim) <= 300 and len(claim.split()) <= 45


def read_pairs(path: Path) -> list[Pair]:
    """A tuning set: one `{"evidence", "claim", "label"}` a line."""
    name = path.name.removesuffix(".gz").removesuffix(".jsonl")
    return [
        Pair(evidence=row["evidence"], claim=row["claim"], label=row["label"], source=name)
        for row in read_rows(path)
    ]
