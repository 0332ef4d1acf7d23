"""One temperature and two thresholds, measured on development sets and shipped with the model."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from claimcheck.errors import ModelError

__all__ = ["Calibration"]

_DECIMALS = 4
_SHARES = ("supported", "contradictory", "unopposed", "repeated", "margin", "certain",
           "review_below")  # fmt: skip
# What shares nothing with the claim but its subject must be all but certain to contradict it.
_FAR = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How a model's probabilities become a decision.

    ``temperature`` divides the logits (Guo et al., ICML 2017), above 0.
    ``supported`` and ``contradictory`` are the least calibrated probability, 0–1, at
    which that label may be given. ``repeated`` is that for ``supported`` where the
    evidence holds most words of the claim and opposes none, never above the former;
    ``unopposed`` that for ``contradictory`` where no word of the evidence opposes the
    claim, by default half-way from its threshold to 1. From ``certain`` on, checks that go
    by words alone give way; by default they never do. A verdict whose deciding probability
    lies within ``margin`` of its threshold, or which settles the claim with a confidence below
    ``review_below`` (from the risk–coverage curve), is marked for review.
    """

    temperature: float = 1.0
    supported: float = 0.7
    contradictory: float = 0.6
    unopposed: float | None = None
    repeated: float = 0.5
    margin: float = 0.1
    certain: float | None = None
    review_below: float = 0.0

    def __post_init__(self) -> None:
        if not self.temperature > 0:
            raise ModelError(f"A temperature is above 0, but {self.temperature} was given.")
        for name in _SHARES:
            value = getattr(self, name)
            if value is not None and not 0 <= value <= 1:
                raise ModelError(f"The threshold {name!r} is between 0 and 1, but it is {value}.")

    @classmethod
    def load(cls, path: Path) -> Calibration:
        """Read ``calibration.json``.

        :param path: a file with ``temperature``, ``thresholds`` (``supported``,
            ``contradictory``; ``repeated``, ``unopposed`` and ``certain`` if wished) and, if
            wished, ``margin`` and ``review_below``.
        :returns: the calibration that the file holds.
        :raises ModelError: if the file is missing or holds something else.
        """
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            return cls(**_fields(data))
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise ModelError(
                f"The calibration file {path} cannot be used ({error}); "
                "install the model folder again, or train it with: claimcheck train verifier"
            ) from error

    def is_certain(self, probability: float) -> bool:
        """Whether a probability outweighs what checks make of the words alone."""
        return self.certain is not None and probability >= self.certain

    def support_bar(self, *, repeats: bool) -> float:
        """The least probability at which support counts, 0–1."""
        return min(self.repeated, self.supported) if repeats else self.supported

    def contradiction_bar(self, *, opposed: bool, bears: bool = True) -> float:
        """The least probability at which a contradiction counts, 0–1.

        :param opposed: whether the evidence opposes the claim in words.
        :param bears: whether it shares what the claim says at all.
        :returns: a probability, 0–1.
        """
        if opposed:
            return self.contradictory
        near = (1 + self.contradictory) / 2 if self.unopposed is None else self.unopposed
        return near if bears else max(near, _FAR)

    def apply(self, probabilities: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
        """Calibrated probabilities, rounded to four decimals.

        Dividing log-probabilities is the same as dividing logits, since the two
        differ by a constant a row. Rounding comes before any threshold, so that
        the last bits of a processor never decide a label.

        :param probabilities: *shape* (n, 3), rows summing to 1.
        :returns: *shape* (n, 3).
        """
        clipped = np.clip(np.asarray(probabilities, dtype=np.float64), 1e-9, 1.0)
        powers = clipped ** (1.0 / self.temperature)
        scaled = powers / powers.sum(axis=1, keepdims=True)
        rounded: npt.NDArray[np.float64] = np.round(scaled, _DECIMALS)
        return rounded


def _fields(data: dict[str, Any]) -> dict[str, float]:
    thresholds = data.get("thresholds", {})
    found = {
        "temperature": data.get("temperature"),
        "supported": thresholds.get("supported"),
        "contradictory": thresholds.get("contradictory"),
        "unopposed": thresholds.get("unopposed"),
        "repeated": thresholds.get("repeated"),
        "margin": data.get("margin"),
        "certain": thresholds.get("certain"),
        "review_below": data.get("review_below"),
    }
    return {name: float(value) for name, value in found.items() if value is not None}
