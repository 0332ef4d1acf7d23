"""Verdicts on labelled claims at any calibration, each pair scored by the model once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from claimcheck.evaluation.metrics import LABELS
from claimcheck.training.measure import Floats, Ints, binned, class_scores, gap, macro_f1
from claimcheck.types import Evidence, Label, Passage
from claimcheck.verification import Calibration, Verifier
from claimcheck.verification.aggregate import Aggregator
from claimcheck.verification.decide import decide
from claimcheck.verification.scoring import ScoredPassage, score
from claimcheck.verification.screening import PairScorer

__all__ = ["Bench", "Case", "case_of", "changed", "figures"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A claim with its evidence and the label people gave it."""

    reading: str
    evidence: tuple[Evidence, ...]
    label: Label


def case_of(claim: str, evidence: str, label: str, *, title: str = "", place: int = 0) -> Case:
    """A case whose only evidence is one text."""
    name = f"given-{place}"
    passage = Passage(id=name, doc_id=name, title=title, text=evidence)
    found = (Evidence(passage=passage, rank=1, score=1.0),)
    return Case(reading=" ".join(claim.split()), evidence=found, label=Label(label))


def changed(
    verifier: Verifier,
    *,
    model: PairScorer | None = None,
    calibration: Calibration | None = None,
    aggregator: Aggregator | None = None,
) -> Verifier:
    """The verifier with what is given in place of its own."""
    return Verifier(
        model or verifier.model,
        calibration or verifier.calibration,
        screen=verifier.screen,
        strength=verifier.strength,
        aggregator=aggregator or verifier.aggregator,
    )


class Bench:
    """Cases and the verdicts on them.

    :param verifier: its model, screen and strength are used; its calibration is the present one.
    :param cases: at least one.
    """

    def __init__(self, verifier: Verifier, cases: Iterable[Case]) -> None:
        self.verifier = verifier
        self.cases = tuple(cases)
        self.truth: Ints = np.array([LABELS.index(c.label) for c in self.cases], dtype=np.int64)
        self._aggregator = _once(verifier.aggregator)
        self._scored: dict[tuple[float, float | None], list[tuple[ScoredPassage, ...]]] = {}

    def under(self, verifier: Verifier) -> Bench:
        """The same cases under another verifier; scores are shared where the model is the same."""
        made = Bench(verifier, self.cases)
        if verifier.model is self.verifier.model:
            made._scored = self._scored
        return made

    def scored(self, calibration: Calibration) -> list[tuple[ScoredPassage, ...]]:
        """What the model says of each case; depends on the temperature alone."""
        key = (calibration.temperature, calibration.certain)
        if key not in self._scored:
            self._scored[key] = score(
                self.verifier.model,
                calibration,
                [case.reading for case in self.cases],
                [case.evidence for case in self.cases],
                screen=self.verifier.screen,
                strength=self.verifier.strength,
            )
        return self._scored[key]

    def labels(self, calibration: Calibration) -> Ints:
        """The labels given at a calibration, *shape* (n,), positions in ``LABELS``."""
        return self.verdicts(calibration)[0]

    def verdicts(self, calibration: Calibration) -> tuple[Ints, Floats]:
        """Labels and probabilities given, *shape* (n,) and (n, 3)."""
        made = [
            decide(case.reading, scored, calibration, self._aggregator)
            for case, scored in zip(self.cases, self.scored(calibration), strict=True)
        ]
        labels = [LABELS.index(verdict.label or Label.UNSUPPORTED) for verdict in made]
        rows = [
            (v.probs.supported, v.probs.unsupported, v.probs.contradictory) if v.probs else _OPEN
            for v in made
        ]
        return np.array(labels, dtype=np.int64), np.array(rows, dtype=np.float64).reshape(-1, 3)

    def telling(self, calibration: Calibration) -> Floats:
        """Probabilities of the window that says most of each claim, uncalibrated, (n, 3)."""
        plain = replace(calibration, temperature=1.0)
        rows = [_most(scored) for scored in self.scored(plain)]
        return np.array(rows, dtype=np.float64).reshape(-1, 3)


_OPEN = (0.0, 1.0, 0.0)


class _Once:
    """An aggregator that is asked once about each claim; thresholds do not concern it."""

    def __init__(self, aggregator: Aggregator) -> None:
        self._aggregator = aggregator
        self._known: dict[tuple[str, int], tuple[Label, ...]] = {}

    def stances(self, reading: str, scored: Sequence[ScoredPassage]) -> tuple[Label, ...]:
        # What was scored lives as long as the bench, so its identity will do.
        key = (reading, id(scored))
        if key not in self._known:
            self._known[key] = tuple(self._aggregator.stances(reading, scored))
        return self._known[key]


def _once(aggregator: Aggregator | None) -> Aggregator | None:
    return None if aggregator is None else cast("Aggregator", _Once(aggregator))


def _most(scored: Sequence[ScoredPassage]) -> tuple[float, float, float]:
    pairs = [(w.supported, w.contradictory) for p in scored if p.decides for w in p.windows]
    s, c = max(pairs, key=max, default=(0.0, 0.0))
    return s, max(0.0, 1.0 - s - c), c


def figures(truth: Ints, guess: Ints, probabilities: Floats) -> dict[str, float]:
    """What the gate looks at.

    :param truth: *shape* (n,).
    :param guess: labels given, *shape* (n,).
    :param probabilities: *shape* (n, 3).
    :returns: ``n``; ``macro_f1`` over the labels that occur; ``false_support``, the share of
        contradictory claims called supported; ``calibration_error`` of the label given; and
        ``f1_…`` of each label that occurs. All but ``n`` are 0–1.
    """
    scores = class_scores(truth, guess)
    present = [label for place, label in enumerate(LABELS) if (truth == place).any()]
    refuted = truth == LABELS.index(Label.CONTRADICTORY)
    sure = probabilities[np.arange(len(guess)), guess]
    whole = len(present) == len(LABELS)
    return {
        "n": float(len(truth)),
        "macro_f1": macro_f1(truth, guess)
        if whole
        else float(np.mean([scores[label]["f1"] for label in present])),
        "false_support": float((guess[refuted] == 0).mean()) if refuted.any() else 0.0,
        "calibration_error": gap(binned(sure, guess == truth)),
        **{f"f1_{label}": scores[label]["f1"] for label in present},
    }
