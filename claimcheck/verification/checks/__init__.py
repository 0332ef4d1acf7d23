"""The checks: small rules that may block ``supported`` or qualify a verdict.

A check never makes a verdict: it sees a claim beside one window of a passage the
model has scored, and answers with an :class:`Effect` or ``None``. ``CHECKS`` is the
whole table; ``docs/verification.md`` says what each is for and what it bought.
"""

from __future__ import annotations

from claimcheck.verification.checks.amount import evidence_amount
from claimcheck.verification.checks.attention import attention
from claimcheck.verification.checks.base import Check, Effect, Side
from claimcheck.verification.checks.benefit import benefit
from claimcheck.verification.checks.direction import direction
from claimcheck.verification.checks.negation import negation
from claimcheck.verification.checks.numbers import numbers
from claimcheck.verification.checks.population import population
from claimcheck.verification.checks.safety import safety
from claimcheck.verification.checks.strength import design, strength
from claimcheck.verification.checks.substance import substance

__all__ = ["CHECKS", "Check", "Effect", "Side"]

#: Name and rule, in the order in which their reasons are reported.
CHECKS: tuple[tuple[str, Check], ...] = (
    ("substance", substance),
    ("attention", attention),
    ("numbers", numbers),
    ("population", population),
    ("negation", negation),
    ("direction", direction),
    ("benefit", benefit),
    ("safety", safety),
    ("evidence_amount", evidence_amount),
    ("strength", strength),
    ("design", design),
)
