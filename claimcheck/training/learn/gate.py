"""The gate: a candidate against the present model on frozen sets; what falls is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claimcheck.training.learn.judging import Bench, figures
from claimcheck.verification import Verifier

__all__ = ["LOWER_IS_BETTER", "Compared", "compare", "falls"]

LOWER_IS_BETTER = frozenset({"false_support", "calibration_error"})
# How far a figure may fall before it counts; one case more always may, as a set of forty can
# not tell less.
_SLACK = {"macro_f1": 0.01, "false_support": 0.0, "calibration_error": 0.03}
_CLASS_SLACK = 0.03
_CASES = {"macro_f1": 1.0, "false_support": 0.0, "calibration_error": 2.0}
# Two claims of a label, which holds about a third of them.
_CLASS_CASES = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One frozen set: figures now and with the candidate."""

    name: str
    now: Mapping[str, float]
    then: Mapping[str, float]

    @property
    def falls(self) -> tuple[str, ...]:
        """A sentence for each figure that falls by more than its slack."""
        return tuple(falls(self.name, self.now, self.then))


def compare(benches: Mapping[str, Bench], then: Verifier) -> tuple[Compared, ...]:
    """Figures of both on every frozen set that holds any cases.

    :param benches: the sets by name, under the verifier in use.
    :param then: the candidate.
    :returns: a comparison a set, in order.
    """
    return tuple(
        Compared(name=name, now=_figures(bench), then=_figures(bench.under(then)))
        for name, bench in benches.items()
        if bench.cases
    )


def _figures(bench: Bench) -> dict[str, float]:
    return figures(bench.truth, *bench.verdicts(bench.verifier.calibration))


def falls(name: str, now: Mapping[str, float], then: Mapping[str, float]) -> Sequence[str]:
    """What falls between two sets of figures.

    :param name: of the set.
    :param now: figures of the model in use.
    :param then: figures of the candidate, by the same names.
    :returns: a sentence a figure.
    """
    found = []
    for key, before in now.items():
        if key == "n":
            continue
        loss = (then[key] - before) if key in LOWER_IS_BETTER else (before - then[key])
        slack = _SLACK.get(key, _CLASS_SLACK)
        allowed = max(slack, _CASES.get(key, _CLASS_CASES) / max(1.0, now["n"]))
        if loss > allowed + 1e-9:
            found.append(f"{name}: {key} went from {before:.4f} to {then[key]:.4f}")
    return found
