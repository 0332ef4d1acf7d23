"""Counts, and the order in which an editor should look at things."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass

from claimcheck.report.segments import pairs
from claimcheck.types import Label, Report, Severity

__all__ = [
    "Counts",
    "Item",
    "Overlaps",
    "RiskPart",
    "count",
    "overlaps",
    "risk",
    "risk_parts",
    "worst_first",
]

_LABEL_POINTS = {Label.CONTRADICTORY: 60, Label.UNSUPPORTED: 30, None: 15, Label.SUPPORTED: 0}
_SEVERITY_POINTS = {Severity.ERROR: 25, Severity.WARNING: 12, Severity.SUGGESTION: 5}
_REVIEW_POINTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many claims carry each verdict and how many phrases each severity."""

    claims: int
    supported: int
    unsupported: int
    contradictory: int
    not_checked: int
    needs_review: int
    promo: int
    promo_errors: int
    promo_warnings: int
    promo_suggestions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlaps:
    """Which claims and promotional phrases share characters, by index, both ways."""

    promo_of: tuple[tuple[int, ...], ...]
    claims_of: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of the worst-first list: a claim, or a phrase that touches no claim."""

    is_claim: bool
    index: int
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPart:
    """How many of one kind there are, and how many points each adds to the risk."""

    one: str
    many: str
    count: int
    weight: float

    @property
    def what(self) -> str:
        """What they are, in the number that there is of them."""
        return self.one if self.count == 1 else self.many

    @property
    def points(self) -> float:
        """Points of all of them."""
        return self.count * self.weight


def count(report: Report) -> Counts:
    """Count verdicts and severities."""
    labels = Counter(claim.verdict.label for claim in report.claims)
    severities = Counter(promo.severity for promo in report.promo)
    return Counts(
        claims=len(report.claims),
        supported=labels[Label.SUPPORTED],
        unsupported=labels[Label.UNSUPPORTED],
        contradictory=labels[Label.CONTRADICTORY],
        not_checked=labels[None],
        needs_review=sum(claim.verdict.needs_review for claim in report.claims),
        promo=len(report.promo),
        promo_errors=severities[Severity.ERROR],
        promo_warnings=severities[Severity.WARNING],
        promo_suggestions=severities[Severity.SUGGESTION],
    )


def overlaps(report: Report) -> Overlaps:
    """Find which claims and phrases overlap, comparing a claim's parts, not its hull."""
    promo_of: defaultdict[int, list[int]] = defaultdict(list)
    claims_of: defaultdict[int, list[int]] = defaultdict(list)
    parts = [claim.parts for claim in report.claims]
    for claim, promo in pairs(parts, [(span.span,) for span in report.promo]):
        promo_of[claim].append(promo)
        claims_of[promo].append(claim)
    return Overlaps(
        promo_of=tuple(tuple(promo_of[i]) for i in range(len(report.claims))),
        claims_of=tuple(tuple(claims_of[i]) for i in range(len(report.promo))),
    )


def worst_first(report: Report, found: Overlaps) -> tuple[Item, ...]:
    """All claims, and the phrases that touch none, what is both promotional and unbacked first.

    A contradicted claim sold as a cure comes before a contradicted claim, that
    before an unsupported one. A claim that only repeats an earlier one with the
    same verdict counts half. Ties keep the order of the article.
    """
    items = []
    said: set[tuple[str, Label | None]] = set()
    for index, claim in enumerate(report.claims):
        points = float(_LABEL_POINTS[claim.verdict.label])
        points += max((_severity(report, i) for i in found.promo_of[index]), default=0)
        points += _REVIEW_POINTS * claim.verdict.needs_review + claim.check_worthiness
        said_before = claim.cluster and (claim.cluster, claim.verdict.label) in said
        said.add((claim.cluster, claim.verdict.label))
        points /= 2 if said_before else 1
        items.append((-points, claim.span.start, 0, index))
    for index, promo in enumerate(report.promo):
        if found.claims_of[index]:
            continue
        points = _SEVERITY_POINTS[promo.severity] + promo.confidence
        items.append((-points, promo.span.start, 1, index))
    return tuple(
        Item(is_claim=kind == 0, index=index, points=-points)
        for points, _, kind, index in sorted(items)
    )


def risk(report: Report) -> float:
    """A number to sort articles by, 0 (nothing found) to below 100, one decimal.

    Contradicted claims weigh most, then what is both promotional and unbacked.
    It is a sorting aid, not a probability of harm.
    """
    points = sum(part.points for part in risk_parts(report))
    return round(100 * (1 - math.exp(-points / 30)), 1)


def risk_parts(report: Report) -> tuple[RiskPart, ...]:
    """What the risk score is made of, the heaviest first; parts of nothing are left out."""
    found, counts = overlaps(report), count(report)
    sold = sum(
        bool(promo) and claim.verdict.label in (Label.CONTRADICTORY, Label.UNSUPPORTED)
        for claim, promo in zip(report.claims, found.promo_of, strict=True)
    )
    parts = (
        RiskPart(
            one="contradicted claim",
            many="contradicted claims",
            count=counts.contradictory,
            weight=6.0,
        ),
        RiskPart(
            one="claim sold hard and not backed",
            many="claims sold hard and not backed",
            count=sold,
            weight=2.0,
        ),
        RiskPart(
            one="promotional error",
            many="promotional errors",
            count=counts.promo_errors,
            weight=2.0,
        ),
        RiskPart(
            one="promotional warning",
            many="promotional warnings",
            count=counts.promo_warnings,
            weight=1.0,
        ),
        RiskPart(
            one="unsupported claim", many="unsupported claims", count=counts.unsupported, weight=1.0
        ),
        RiskPart(
            one="promotional suggestion",
            many="promotional suggestions",
            count=counts.promo_suggestions,
            weight=0.3,
        ),
    )
    return tuple(sorted((p for p in parts if p.count), key=lambda part: -part.points))


def _severity(report: Report, index: int) -> int:
    return _SEVERITY_POINTS[report.promo[index].severity]
