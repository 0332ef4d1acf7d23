"""The door of the room: claims and their evidence in, verdicts out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from claimcheck.text.instructions import without_instructions
from claimcheck.types import Claim, Evidence, Passage, Span, Verdict
from claimcheck.verification.aggregate import Aggregator
from claimcheck.verification.calibration import Calibration
from claimcheck.verification.decide import decide
from claimcheck.verification.grading import StrengthScorer
from claimcheck.verification.scoring import score
from claimcheck.verification.screening import PairScorer, Screen

__all__ = ["Verifier", "VerifiesClaims", "verify_pair"]


class VerifiesClaims(Protocol):
    """Whatever gives a verdict a claim, in order."""

    def verify(
        self, claims: Sequence[Claim], evidence: Sequence[Sequence[Evidence]]
    ) -> tuple[Verdict, ...]:
        """One verdict a claim, in order."""
        ...


class Verifier:
    """Scores claims against passages with a pair model and decides.

    :param model: probabilities for (evidence, claim) pairs; what decides.
    :param calibration: the model's temperature and thresholds.
    :param screen: a smaller model that chooses what `model` reads; it reads all if ``None``.
    :param strength: grades how strongly claims and evidence are put; cue rules if ``None``.
    :param aggregator: says which way passages lean that reach no threshold.
    """

    def __init__(
        self,
        model: PairScorer,
        calibration: Calibration,
        *,
        screen: Screen | None = None,
        strength: StrengthScorer | None = None,
        aggregator: Aggregator | None = None,
    ) -> None:
        self.model = model
        self.calibration = calibration
        self.screen = screen
        self.strength = strength
        self.aggregator = aggregator

    def verify(
        self, claims: Sequence[Claim], evidence: Sequence[Sequence[Evidence]]
    ) -> tuple[Verdict, ...]:
        """One verdict a claim, in order; claims that say the same are scored once.

        The text of a claim is only ever read as a statement: what it asks for has
        no effect, and sentences that speak to a checker are left out.

        :param claims: what to verify.
        :param evidence: the passages found for each claim; empty where a search found none.
        :returns: as many verdicts as there are claims.
        :raises ValueError: if the two differ in length.
        """
        readings = [_reading(claim) for claim in claims]
        keys = [(r, tuple(found)) for r, found in zip(readings, evidence, strict=True)]
        distinct = list(dict.fromkeys(keys))
        scored = score(
            self.model,
            self.calibration,
            [reading for reading, _ in distinct],
            [found for _, found in distinct],
            screen=self.screen,
            strength=self.strength,
        )
        verdicts = {
            key: decide(key[0], passages, self.calibration, self.aggregator)
            for key, passages in zip(distinct, scored, strict=True)
        }
        return tuple(verdicts[key] for key in keys)


def verify_pair(claim: str, passages: Sequence[Passage], *, verifier: VerifiesClaims) -> Verdict:
    """The verdict on one claim against passages that are given, not looked up.

    :param claim: one statement; it may not be blank.
    :param passages: the evidence, most relevant first.
    :param verifier: what judges.
    :returns: the verdict with its evidence.
    :raises ValueError: if the claim is blank.
    """
    if not claim.strip():
        raise ValueError("A claim needs some text.")
    start, end = len(claim) - len(claim.lstrip()), len(claim.rstrip())
    span = Span(start=start, end=end)
    text = claim[start:end]
    item = Claim(id="given", span=span, parts=(span,), text=text, reading=text)
    evidence = [
        Evidence(passage=passage, rank=rank, score=0.0) for rank, passage in enumerate(passages, 1)
    ]
    return verifier.verify([item], [evidence])[0]


def _reading(claim: Claim) -> str:
    return without_instructions(" ".join((claim.reading or claim.text).split()))
