"""A number or dose that differs blocks support; it never makes a contradiction."""

from __future__ import annotations

import math
from collections.abc import Iterable

from claimcheck.text.numbers import Quantity
from claimcheck.text.wordlist import word_set
from claimcheck.types import Qualifier, Reason
from claimcheck.verification.checks.base import Effect, Side
from claimcheck.verification.facts import Facts
from claimcheck.verification.terms import names, terms

__all__ = ["agree", "contradicts_number", "numbers"]

# These must be found in the evidence; a duration or a count need only not be contradicted.
_MUST = frozenset({"percent", "fold", "mass", "iu"})
# Whoever took part, by whichever word: 40 adults may be the 40 participants.
_PEOPLE = word_set(
    "adults individuals participants patients people persons subjects users volunteers"
)
_DAYS = {"hour": 1 / 24, "day": 1.0, "night": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}
_SLACK = 0.02
_ROUGH = 0.15


def numbers(claim: Facts, evidence: Side) -> Effect | None:
    """Block where a quantity of the claim has no match among the window's, or the route differs."""
    if claim.routes and evidence.context.routes and not claim.routes & evidence.context.routes:
        return Effect(blocks=True, reason=Reason.NUMBER_MISMATCH, qualifier=Qualifier.DOSE_DIFFERS)
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
        # "A third" or "doubled" may stand in the evidence as two figures.
        return wanted.dimension not in _MUST or not wanted.in_digits
    return any(agree(wanted, item) for item in near)


def _comparable(one: Quantity, other: Quantity) -> bool:
    if _dimension(one) != _dimension(other):
        return False
    return not (one.substance and other.substance) or _same(one.substance, other.substance)


def _dimension(item: Quantity) -> str:
    kind, _, counted = item.dimension.partition(":")
    return "count:people" if counted in _PEOPLE else f"{kind}:{counted}"


def _same(one: str, other: str) -> bool:
    """Whether two names can be of one substance; a name that is not listed may be no name."""
    listed, others = names(one), names(other)
    if listed and others:
        return bool(listed & others)
    return bool(listed or others) or bool(terms(one) & terms(other))


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities of one dimension can be the same amount.

    Ranges agree where they overlap; "at least" and "at most" open one end; "about"
    allows 15 %. Two rates are compared by the day, whatever period they were written
    for. A rate by weight never agrees with a plain amount.
    """
    if ("kg" in one.per) != ("kg" in other.per):
        return False
    rate, other_rate = _daily(one), _daily(other)
    both = (rate or 1.0, other_rate or 1.0)
    # Without a period on one side, the other's may be per dose or per day.
    tried = [both] if rate and other_rate else [(1.0, 1.0), both]
    return any(_overlap(_range(one, by), _range(other, to)) for by, to in tried)


def _daily(item: Quantity) -> float | None:
    """What makes the amount an amount a day; nothing where no period is named."""
    days = next((_DAYS[word] for word in item.per if word in _DAYS), None)
    if days is None or not item.is_dose:
        return None
    return item.times / days


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _range(item: Quantity, by: float) -> tuple[float, float]:
    slack = _ROUGH if item.comparator == "about" else _SLACK
    low = 0.0 if item.comparator == "at_most" else item.low * by * (1 - slack)
    high = math.inf if item.comparator == "at_least" else item.high * by * (1 + slack)
    return low, high
