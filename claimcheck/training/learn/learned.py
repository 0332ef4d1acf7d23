"""What learning from reviews came to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from claimcheck.training.learn.candidate import Candidate
from claimcheck.training.learn.gate import Compared
from claimcheck.training.learn.house import House
from claimcheck.training.learn.reviews import Snapshot
from claimcheck.verification import Calibration
from claimcheck.verification.aggregate import Aggregator
from claimcheck.verification.memory import ClaimMemory

__all__ = ["Learned", "Outcome"]


class Outcome(StrEnum):
    """What became of a candidate."""

    PROMOTED = "promoted"
    REFUSED = "refused"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What was learnt, and whether it is used."""

    outcome: Outcome
    reasons: tuple[str, ...]
    snapshot: Snapshot
    now: Calibration
    candidate: Candidate
    changed: bool
    present: Aggregator | None = None
    memory: ClaimMemory
    house: House
    compared: tuple[Compared, ...] = ()
    at: str = ""
    version: Path | None = None

    @property
    def then(self) -> Calibration:
        """The thresholds of the candidate."""
        return self.candidate.verifier.calibration

    @property
    def aggregator(self) -> Aggregator | None:
        """The aggregator, if another one was learnt."""
        then = self.candidate.verifier.aggregator
        return None if then == self.present else then

    @property
    def notes(self) -> tuple[str, ...]:
        """A sentence on each part."""
        return (*self.candidate.notes, *self.house.notes)

    @property
    def why(self) -> str:
        """What became of each part, in one sentence."""
        return "; ".join(self.notes)

    @property
    def answering(self) -> int:
        """How many decisions may answer a claim."""
        return sum(decision.answers for decision in self.memory.decisions)
