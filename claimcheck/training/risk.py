"""Risk and coverage: how wrong the verdicts are that are kept, and how many can be kept.

The idea is that of selective classification (El-Yaniv and Wiener, JMLR 2010): whatever is less sure
than a threshold is handed to a person, and the share of errors among the rest is the price.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from claimcheck.training.measure import Floats, upper_bound

__all__ = ["RiskCurve", "kept", "review_below", "risk_coverage"]

Flags = npt.NDArray[np.bool_]
_STEPS = np.round(np.arange(0.0, 0.996, 0.01), 2)
# Below so many rows a share of errors says nothing.
_LEAST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskCurve:
    """Points of falling confidence; all *shape* (points,), values 0–1.

    With everything kept that is at least as sure as `confidence`, `coverage` is the share kept and
    `risk` the share of errors in it.
    """

    confidence: Floats
    coverage: Floats
    risk: Floats

    @property
    def area(self) -> float:
        """Mean risk over all coverages: lower is better, and 0 the least."""
        steps = np.diff(self.coverage, prepend=0.0)
        return float((steps * self.risk).sum())


def risk_coverage(confidence: Floats, right: Flags) -> RiskCurve:
    """The curve of verdicts with their confidence, *shape* (n,), and whether each is right.

    Verdicts of equal confidence are kept or handed over together.
    """
    order = np.argsort(-confidence, kind="stable")
    sure, wrong = confidence[order], ~right[order]
    ends = np.flatnonzero(np.append(np.diff(sure) != 0, True)) if len(sure) else np.array([], int)
    count = ends + 1
    return RiskCurve(
        confidence=sure[ends],
        coverage=count / max(1, len(sure)),
        risk=np.cumsum(wrong)[ends] / count,
    )


def review_below(confidence: Floats, right: Flags, *, risk: float) -> float:
    """The confidence from which on no more than `risk` of the verdicts are wrong.

    :param confidence: *shape* (n,), 0–1.
    :param right: *shape* (n,).
    :param risk: most errors among the verdicts kept, as a share.
    :returns: the lowest such confidence in steps of .01; 1.0 where none does, so that all are
        reviewed.
    """
    for step in _STEPS:
        found = right[confidence >= step]
        if len(found) < min(_LEAST, len(right)):
            break
        if 1 - found.mean() <= risk:
            return float(step)
    return 1.0


def kept(confidence: Floats, right: Flags, *, threshold: float) -> dict[str, Any]:
    """What a threshold keeps: `coverage`, `risk` and its 90 % upper bound, `rows`."""
    found = right[confidence >= threshold]
    wrong = int((~found).sum())
    return {
        "rows": len(found),
        "coverage": len(found) / max(1, len(right)),
        "risk": wrong / max(1, len(found)),
        "risk_upper": upper_bound(wrong, len(found), level=0.9),
    }
