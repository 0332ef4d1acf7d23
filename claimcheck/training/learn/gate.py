"""The gate: a candidate against the present model on frozen sets; what falls is refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from claimcheck.training.learn.judging import Bench, figures
from claimcheck.verification import Verifier

__all__ = ["LOWER_IS_BETTER", "Compared", "compare", "falls"]

LOWER_IS_BETTER = frozenset({"false_support", "calibration_error"})
# How far a figure may fall before it counts; one case more always may, as a set of forty can
# not tell less.
_SLACK = {"macro_f1": 0.01, "false_support": 0.0, "calibration_error": 0.03}
_CLASS_SLACK = 0.03
_CASES = {"macro_f1": 1.0, "false_support": 0.0, "calibration_error": 2.0}
_CLASS_CASES = 2.0
# A figure that hangs on a few dozen claims must fall surely (one-sided, 95 %): on HealthVer and
# SciFact replayed, what was refused for a fall within that did as well on the rest as what passed.
# Macro-F1 and false support are what learning is for; they may not fall at all.
_SURELY = 1.64
_FIRM = frozenset({"macro_f1", "false_support"})
_ROUNDS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One frozen set: figures now and with the candidate, and the standard error of the change."""

    name: str
    now: Mapping[str, float]
    then: Mapping[str, float]
    noise: Mapping[str, float]

    @property
    def falls(self) -> tuple[str, ...]:
        """A sentence for each figure that falls by more than its slack."""
        return tuple(falls(self.name, self.now, self.then, self.noise))


def compare(benches: Mapping[str, Bench], then: Verifier) -> tuple[Compared, ...]:
    """Figures of both on every frozen set that holds any cases.

    :param benches: the sets by name, under the verifier in use.
    :param then: the candidate.
    :returns: a comparison a set, in order.
    """
    return tuple(
        _compared(name, bench, bench.under(then)) for name, bench in benches.items() if bench.cases
    )


def _compared(name: str, before: Bench, after: Bench) -> Compared:
    now, then = (bench.verdicts(bench.verifier.calibration) for bench in (before, after))
    random = np.random.default_rng(0)
    size = len(before.truth)
    changes: defaultdict[str, list[float]] = defaultdict(list)
    for rows in (random.integers(0, size, size) for _ in range(_ROUNDS)):
        one, two = (figures(before.truth[rows], g[rows], p[rows]) for g, p in (now, then))
        for key, value in one.items():
            changes[key].append(two[key] - value)
    return Compared(
        name=name,
        now=figures(before.truth, *now),
        then=figures(before.truth, *then),
        noise={key: float(np.std(values)) for key, values in changes.items()},
    )


def falls(
    name: str,
    now: Mapping[str, float],
    then: Mapping[str, float],
    noise: Mapping[str, float] | None = None,
) -> Sequence[str]:
    """What falls between two sets of figures.

    :param name: of the set.
    :param now: figures of the model in use.
    :param then: figures of the candidate, by the same names.
    :param noise: standard errors of the changes; none if ``None``.
    :returns: a sentence a figure.
    """
    found = []
    for key, before in now.items():
        if key == "n":
            continue
        loss = (then[key] - before) if key in LOWER_IS_BETTER else (before - then[key])
        slack = _SLACK.get(key, _CLASS_SLACK)
        if key not in _FIRM and noise:
            slack += _SURELY * noise.get(key, 0.0)
        allowed = max(slack, _CASES.get(key, _CLASS_CASES) / max(1.0, now["n"]))
        if loss > allowed + 1e-9:
            found.append(f"{name}: {key} went from {before:.4f} to {then[key]:.4f}")
    return found
