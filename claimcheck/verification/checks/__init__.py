"""The checks: small rules that may block ``supported`` or qualify a verdict.

A check never makes a verdict: it sees a claim beside one window of a passage the
model has scored, and answers with an :class:`Effect` or ``None``. ``CHECKS`` is the
whole table; ``docs/verification.md`` says what each is for and what it bought.
"""

from __future__ import annotations

from claimcheck.verify.checks.amount import evidence_amount
from claimcheck.verify.checks.base import Check, Effect, Side
from claimcheck.verify.checks.direction import direction
from claimcheck.verify.checks.negation import negation
from claimcheck.verify.checks.numbers import numbers
from claimcheck.verify.checks.population import population
from claimcheck.verify.checks.safety import safety
from claimcheck.verify.checks.strength import strength
from claimcheck.verify.checks.substance import substance

__all__ = ["CHECKS", "Check", "Effect", "Side"]

#: Name and rule, in the order in which their reasons are reported.
CHECKS: tuple[tuple[str, Check], ...] = (
    ("substance", substance),
    ("numbers", numbers),
    ("population", population),
    ("negation", negation),
    ("direction", direction),
    ("safety", safety),
    ("evidence_amount", evidence_amount),
    ("strength", strength),
)
