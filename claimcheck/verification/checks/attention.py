"""What is looked at, or popular, is settled by no passage on whether it works."""

from __future__ import annotations

from claimcheck.types import Reason
from claimcheck.verification.checks.base import Effect, Side
from claimcheck.verification.facts import Facts

__all__ = ["attention"]

_TELLS = frozenset({"attention", "use"})


def attention(claim: Facts, evidence: Side) -> Effect | None:
    """Take evidence on effects out of what counts for "has gained attention as a treatment".

    A model hears the treatment and not the attention, and takes "no trials have tested it" for
    a contradiction.
    """
    if "attention" not in claim.kinds or evidence.window.kinds & _TELLS:
        return None
    return Effect(blocks=True, reason=Reason.OFF_TOPIC)
