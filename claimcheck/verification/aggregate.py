"""A small learned aggregator: what the passages read for one claim say together.

Two logistic regressions over what verification knows already. One looks at a passage among the
others and says whether it settles the claim; the other looks at all of them and gives the claim's
own probabilities. Both are a table of weights, learnt by `claimcheck.training.aggregate`, kept in
`aggregator.json` beside the model whose scores they read. They refine a confidence and say which
passages count; contradiction is still looked at first, and what a check blocks stays blocked.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from claimcheck.errors import ModelError
from claimcheck.types import Design, Label, Reason
from claimcheck.verification.facts import Facts, facts
from claimcheck.verification.scoring import ScoredPassage, ScoredWindow

__all__ = [
    "CLAIM_FEATURES",
    "PASSAGE_FEATURES",
    "Aggregator",
    "Linear",
    "claim_features",
    "passage_features",
]

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
_DECIMALS = 4
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """Multinomial logistic regression: `weights` *shape* (3, features), `bias` *shape* (3,).

    Rows are in the order supported, unsupported, contradictory.
    """

    weights: tuple[tuple[float, ...], ...]
    bias: tuple[float, ...]

    def probabilities(self, rows: Floats) -> Floats:
        """Probabilities of rows of features, four decimals, *shape* (n, 3)."""
        logits = rows @ np.asarray(self.weights).T + np.asarray(self.bias)
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        result: Floats = np.round(powers / powers.sum(axis=1, keepdims=True), _DECIMALS)
        return result


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregator:
    """Both regressions, and from which probability a passage counts as for or against, 0–1."""

    passage: Linear
    claim: Linear
    supported: float
    contradictory: float

    @classmethod
    def load(cls, path: Path) -> Aggregator:
        """Read `aggregator.json`.

        :param path: the file that `claimcheck train aggregator` wrote.
        :returns: the aggregator that the file holds.
        :raises ModelError: if it is missing, or made for other features than those read here.
        """
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            return cls(
                passage=_linear(data["passage"], PASSAGE_FEATURES),
                claim=_linear(data["claim"], CLAIM_FEATURES),
                supported=float(data["counts_from"]["supported"]),
                contradictory=float(data["counts_from"]["contradictory"]),
            )
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise ModelError(
                f"The aggregator {path} cannot be used ({error}); "
                "install the model folder again, or make it with: claimcheck train aggregator"
            ) from error

    def claim_probabilities(
        self, reading: str, passages: Sequence[ScoredPassage]
    ) -> tuple[float, float, float]:
        """Supported, unsupported, contradictory, given all passages of the claim; none: all open.

        :param reading: what the claim says.
        :param passages: its evidence, scored.
        :returns: three probabilities that sum to 1 within rounding.
        """
        if not _sound(passages):
            return 0.0, 1.0, 0.0
        row = self.claim.probabilities(claim_features(reading, passages)[None, :])[0]
        return float(row[0]), float(row[1]), float(row[2])

    def stances(self, reading: str, passages: Sequence[ScoredPassage]) -> tuple[Label, ...]:
        """What each passage says of the claim, in order; contradiction is looked at first.

        A passage that was withdrawn, or that the deciding model did not read, says nothing, and
        one whose every window a check blocks does not support.

        :param reading: what the claim says.
        :param passages: its evidence, scored.
        :returns: as many labels as there are passages.
        """
        rows = self.passage.probabilities(passage_features(reading, passages))
        return tuple(
            self._stance(item, float(row[0]), float(row[2]))
            for item, row in zip(passages, rows, strict=True)
        )

    def _stance(self, item: ScoredPassage, supported: float, contradictory: float) -> Label:
        if not item.decides or not item.windows:
            return Label.UNSUPPORTED
        if contradictory >= self.contradictory and contradictory >= supported:
            return Label.CONTRADICTORY
        if supported >= self.supported and not all(window.blocked for window in item.windows):
            return Label.SUPPORTED
        return Label.UNSUPPORTED


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
    sound = _sound(passages)
    told = max(sound, key=lambda item: (_says(item), -item.evidence.rank))
    row = dict(zip(_OF_A_PASSAGE, _of_a_passage(facts(reading), told), strict=True))
    for_it = sorted((_best(item, "supported") for item in sound), reverse=True)
    against = sorted((_best(item, "contradictory") for item in sound), reverse=True)
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


def _sound(passages: Sequence[ScoredPassage]) -> list[ScoredPassage]:
    return [item for item in passages if item.decides and item.windows]


def _linear(data: dict[str, Any], names: tuple[str, ...]) -> Linear:
    if tuple(data["features"]) != names:
        raise ValueError(f"it reads {', '.join(data['features'])}")
    made = Linear(
        weights=tuple(tuple(float(value) for value in row) for row in data["weights"]),
        bias=tuple(float(value) for value in data["bias"]),
    )
    if len(made.bias) != 3 or [len(row) for row in made.weights] != [len(names)] * 3:
        raise ValueError("its weights have another shape")
    return made
