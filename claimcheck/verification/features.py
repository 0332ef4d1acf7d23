"""What the aggregator reads: a dozen numbers of a passage, and of all passages of a claim."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from claimcheck.types import Design, Reason
from claimcheck.verification.facts import Facts, facts
from claimcheck.verification.scoring import ScoredPassage, ScoredWindow

__all__ = ["CLAIM_FEATURES", "PASSAGE_FEATURES", "claim_features", "passage_features", "sound"]

Floats = npt.NDArray[np.float64]

_OF_A_PASSAGE = (
    "support",
    "support_second",
    "contradiction",
    "contradiction_second",
    "margin",
    "nearness",
    "score",
    "opposed",
    "repeats",
    "bears",
    "numbers",
    "negation",
    "strength_gap",
    "design",
    "blocked",
)
#: What is read of a passage among the others, in the order of the columns.
PASSAGE_FEATURES = (*_OF_A_PASSAGE, "others_support", "others_contradict")
#: What is read of all passages of a claim: those of the passage that says most, and the counts.
CLAIM_FEATURES = (*_OF_A_PASSAGE, "agree", "disagree")
_LARGEST = 5.0
_SAYS = 0.5
_TIERS = {
    Design.GUIDELINE: 3.0,
    Design.REVIEW: 3.0,
    Design.REGULATOR: 3.0,
    Design.TRIAL: 2.0,
    Design.REFERENCE: 2.0,
    Design.OBSERVATIONAL: 1.0,
    Design.CASE: 0.0,
    Design.ANIMAL: 0.0,
    Design.IN_VITRO: 0.0,
}


def passage_features(reading: str, passages: Sequence[ScoredPassage]) -> Floats:
    """What is read of each passage among the others of its claim.

    :param reading: what the claim says.
    :param passages: the evidence of one claim, scored.
    :returns: *shape* (passages, len(PASSAGE_FEATURES)), in the order given.
    """
    claim = facts(reading)
    rows = [_of_a_passage(claim, item) for item in passages]
    best = [(_best(item, "supported"), _best(item, "contradictory")) for item in passages]
    for place, row in enumerate(rows):
        others = best[:place] + best[place + 1 :]
        row += [max((pair[side] for pair in others), default=0.0) for side in (0, 1)]
    return np.array(rows, dtype=np.float64).reshape(len(passages), len(PASSAGE_FEATURES))


def claim_features(reading: str, passages: Sequence[ScoredPassage]) -> Floats:
    """What is read of a claim: its most telling passage, the runners-up, and how many agree.

    Passages that were withdrawn or not read are left out.

    :param reading: what the claim says.
    :param passages: its evidence, scored; at least one that may decide.
    :returns: *shape* (len(CLAIM_FEATURES),).
    """
    resting = sound(passages)
    told = max(resting, key=lambda item: (_says(item), -item.evidence.rank))
    row = dict(zip(_OF_A_PASSAGE, _of_a_passage(facts(reading), told), strict=True))
    for_it = sorted((_best(item, "supported") for item in resting), reverse=True)
    against = sorted((_best(item, "contradictory") for item in resting), reverse=True)
    row |= {
        "support": _odds(for_it[0]),
        "support_second": _odds(for_it[1] if len(for_it) > 1 else 0.0),
        "contradiction": _odds(against[0]),
        "contradiction_second": _odds(against[1] if len(against) > 1 else 0.0),
        "margin": for_it[0] - against[0],
        "agree": float(sum(value >= _SAYS for value in for_it)),
        "disagree": float(sum(value >= _SAYS for value in against)),
    }
    return np.array([row[name] for name in CLAIM_FEATURES], dtype=np.float64)


def _of_a_passage(claim: Facts, item: ScoredPassage) -> list[float]:
    if not item.windows:
        return [-_LARGEST] * 4 + [0.0] * (len(_OF_A_PASSAGE) - 4)
    for_it = sorted(item.windows, key=lambda w: -w.supported)
    against = sorted(item.windows, key=lambda w: -w.contradictory)
    told = max(item.windows, key=lambda w: max(w.supported, w.contradictory))
    said = facts(told.window.text)
    return [
        _odds(for_it[0].supported),
        _odds(for_it[1].supported if len(for_it) > 1 else 0.0),
        _odds(against[0].contradictory),
        _odds(against[1].contradictory if len(against) > 1 else 0.0),
        for_it[0].supported - against[0].contradictory,
        1.0 / item.evidence.rank,
        item.evidence.score,
        float(against[0].opposed),
        float(for_it[0].repeats),
        float(told.bears),
        _numbers(claim, told),
        float(claim.negated != said.negated),
        float(max(0, int(claim.strength) - int(said.strength))),
        _TIERS[item.evidence.passage.design],
        float(for_it[0].blocked),
    ]


def _numbers(claim: Facts, window: ScoredWindow) -> float:
    """1 where the claim's numbers are met, -1 where one is not, 0 where it has none."""
    if not claim.quantities:
        return 0.0
    return -1.0 if any(e.reason is Reason.NUMBER_MISMATCH for e in window.effects) else 1.0


def _odds(probability: float) -> float:
    """Log-odds between -5 and 5."""
    inside = min(max(probability, 1e-9), 1 - 1e-9)
    return float(np.clip(np.log(inside / (1 - inside)), -_LARGEST, _LARGEST))


def _best(item: ScoredPassage, field: str) -> float:
    return max((getattr(window, field) for window in item.windows), default=0.0)


def _says(item: ScoredPassage) -> float:
    return max(_best(item, "supported"), _best(item, "contradictory"))


def sound(passages: Sequence[ScoredPassage]) -> list[ScoredPassage]:
    """Those on which a verdict may rest: read, not withdrawn, and not empty."""
    return [item for item in passages if item.decides and item.windows]
