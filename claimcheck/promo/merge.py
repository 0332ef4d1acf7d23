"""Overlapping matches become one span a phrase."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from claimcheck.promo.hit import LEVELS, Hit
from claimcheck.promo.model import CATEGORIES

__all__ = ["merged"]

_ORDER = {category: place for place, category in enumerate(CATEGORIES)}


def merged(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """One hit for each group that overlaps, covering all of it.

    The rule with the higher severity wins, then the category listed first in
    :data:`~claimcheck.promo.model.CATEGORIES`, then the longer match, then the id.
    """
    groups: list[list[Hit]] = []
    reach = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.rule.id)):
        if groups and hit.start < reach:
            groups[-1].append(hit)
        else:
            groups.append([hit])
        reach = max(reach, hit.end) if groups[-1] else hit.end
    return tuple(_one(group) for group in groups)


def _one(group: list[Hit]) -> Hit:
    best = min(group, key=_rank)
    return replace(
        best,
        start=min(hit.start for hit in group),
        end=max(hit.end for hit in group),
        stacked=best.stacked or len({hit.category for hit in group}) > 1,
    )


def _rank(hit: Hit) -> tuple[int, int, int, str]:
    return (-LEVELS[hit.rule.severity], _ORDER[hit.category], hit.start - hit.end, hit.rule.id)
