"""Register: a research report is not an advertisement, and news about no product seldom is."""

from __future__ import annotations

from dataclasses import replace

from claimcheck.promo.hit import Hit
from claimcheck.promo.page import Site

__all__ = ["register"]

# What no research report says of its own work, whoever wrote it.
_NEVER_RESEARCH = frozenset({"fear_urgency_sales", "quick_easy_fix", "testimonial_anecdote"})


def register(hit: Hit, site: Site) -> Hit | None:
    """Drop praise in a research report; lower all in news and in a long text about nothing sold."""
    page = site.page
    if page.research_report:
        kept = hit.category in _NEVER_RESEARCH or hit.rule.id == "cure_claim.miracle"
        return hit if kept else None
    if page.brief or (page.sells and not page.journalism):
        return hit
    if hit.level == 1:
        return None
    return replace(hit, level=hit.level - 1, confidence=hit.confidence * 0.7)
