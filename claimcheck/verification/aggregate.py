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
from claimcheck.types import Label, Span
from claimcheck.verification.features import (
    CLAIM_FEATURES,
    PASSAGE_FEATURES,
    claim_features,
    passage_features,
    sound,
)
from claimcheck.verification.scoring import ScoredPassage
from claimcheck.verification.stance import saying_alone

__all__ = ["Aggregator", "Linear", "telling"]

Floats = npt.NDArray[np.float64]

_DECIMALS = 4


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
        if not sound(passages):
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


def telling(item: ScoredPassage, label: Label) -> tuple[Span, ...]:
    """The sentences for which a passage counts: those that say it by themselves.

    :param item: a scored passage with at least one window.
    :param label: `supported`, for which blocked windows are passed over, or `contradictory`.
    :returns: spans into the passage's text, first to last; its most telling window where no
        sentence says so by itself.
    """
    free = [w for w in item.windows if not (w.blocked and label is Label.SUPPORTED)]
    best = max(free or item.windows, key=lambda w: (w.share_for(label), -len(w.window.sentences)))
    return saying_alone(item.windows, label) or best.window.sentences


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
