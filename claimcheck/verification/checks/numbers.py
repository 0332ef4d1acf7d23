"""A number or dose that differs blocks support; it never makes a contradiction."""

from __future__ import annotations

import math
from collections.abc import Iterable

from claimcheck.text.numbers import Quantity
from claimcheck.types import Qualifier, Reason
from claimcheck.verification.checks.base import Effect, Side
from claimcheck.verification.facts import Facts
from claimcheck.verification.terms import names, terms

__all__ = ["agree", "contradicts_number", "numbers"]

# These must be found in the evidence; a duration or a count need only not be contradicted.
_MUST = frozenset({"percent", "fold", "mass", "iu"})
_SLACK = 0.02
_ROUGH = 0.15


def numbers(claim: Facts, evidence: Side) -> Effect | None:
    """Block where a quantity of the claim has no match among the window's."""
    wrong = [item for item in claim.quantities if not _matched(item, evidence.window.quantities)]
    if not wrong:
        return None
    dose = any(item.is_dose for item in wrong)
    return Effect(
        blocks=True,
        reason=Reason.NUMBER_MISMATCH,
        qualifier=Qualifier.DOSE_DIFFERS if dose else None,
    )


def contradicts_number(claim: Facts, window: Facts) -> bool:
    """Whether a quantity of the claim meets comparable ones in the window and fits none."""
    return any(
        bool(near := [item for item in window.quantities if _comparable(wanted, item)])
        and not any(agree(wanted, item) for item in near)
        for wanted in claim.quantities
    )


def _matched(wanted: Quantity, found: Iterable[Quantity]) -> bool:
    near = [item for item in found if _comparable(wanted, item)]
    if not near:
        return wanted.dimension not in _MUST
    return any(agree(wanted, item) for item in near)


def _comparable(one: Quantity, other: Quantity) -> bool:
    if one.dimension != other.dimension:
        return False
    return not (one.substance and other.substance) or _same(one.substance, other.substance)


def _same(one: str, other: str) -> bool:
    return bool(names(one) & names(other)) or bool(terms(one) & terms(other))


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities of one dimension can be the same amount.

    Ranges agree where they overlap; "at least" and "at most" open one end; "about"
    allows 15 %. A rate by weight never agrees with a plain amount.
    """
    if ("kg" in one.per) != ("kg" in other.per):
        return False
    low, high = _range(one)
    other_low, other_high = _range(other)
    return low <= other_high and other_low <= high


def _range(item: Quantity) -> tuple[float, float]:
    slack = _ROUGH if item.comparator == "about" else _SLACK
    low = 0.0 if item.comparator == "at_most" else item.low * (1 - slack)
    high = math.inf if item.comparator == "at_least" else item.high * (1 + slack)
    return low, high
