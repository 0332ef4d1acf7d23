"""What a check sees and what it may answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from claimcheck.types import Passage, Qualifier, Reason
from claimcheck.verification.facts import Facts

__all__ = ["Check", "Effect", "Side"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A check's answer: whether it blocks ``supported``, why, and what to say beside it.

    ``yields`` marks a rule that goes by words alone, where a paraphrase may have none of them in
    common: it gives way to a model that is all but certain (``Calibration.certain``).
    """

    blocks: bool
    yields: bool = False
    reason: Reason = Reason.TOO_WEAK
    qualifier: Qualifier | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The evidence's side: the window the model read and where it stands.

    ``window`` are the facts of the window, ``read`` those of the title and the window
    as the model reads them, ``context`` those of the title and the whole passage.
    """

    window: Facts
    read: Facts
    context: Facts
    passage: Passage


class Check(Protocol):
    """A rule of the table."""

    def __call__(self, claim: Facts, evidence: Side, /) -> Effect | None:
        """The effect of the rule on this claim and window, or ``None``."""
        ...
