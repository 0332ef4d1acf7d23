"""Hedges lower a claim by one level and never clear it.

Regulators read implied claims as claims (FTC Health Products Compliance Guidance 2022).
"""

from __future__ import annotations

import re
from dataclasses import replace

from claimcheck.promo.hit import Hit
from claimcheck.promo.page import Site

__all__ = ["hedge"]

_HEDGE = re.compile(
    r"\b(?:may|might|could|potential(?:ly)?|possibly|perhaps|appears? to|seems? to|suggest\w*|"
    r"thought to|believed to|can help|likely)\b"
)
_LOWERED = frozenset({"disease_claim", "cure_claim", "medicine_substitute"})


def hedge(hit: Hit, site: Site) -> Hit | None:
    """Set ``hedged``; one level down for disease, cure and substitute claims."""
    if hit.skips("hedge") or not _HEDGE.search(site.clause_left + site.matched):
        return hit
    marked = replace(hit, hedged=True)
    return marked.lowered() if hit.category in _LOWERED else marked
