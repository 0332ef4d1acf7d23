"""The guards a match must pass, in order, and the door to them: :func:`judge`.

Each guard is ``(hit, site) -> hit or None``: unchanged, changed (a level down, a
flag set), or dropped. The order is that of ``docs/promo.md``: technical terms are
masked before, density is applied after, on all hits of an article.
"""

from __future__ import annotations

from collections.abc import Callable

from claimcheck.promo.guards.adjective import adjective
from claimcheck.promo.guards.agent import agent
from claimcheck.promo.guards.attribution import attribution, quotation
from claimcheck.promo.guards.hedge import hedge
from claimcheck.promo.guards.negation import negation
from claimcheck.promo.guards.polarity import polarity
from claimcheck.promo.guards.rebuttal import rebuttal
from claimcheck.promo.guards.register import register
from claimcheck.promo.guards.topic import heading, topic
from claimcheck.promo.hit import Hit
from claimcheck.promo.page import Site

__all__ = ["GUARDS", "judge"]

Guard = Callable[[Hit, Site], Hit | None]

GUARDS: tuple[Guard, ...] = (
    negation,
    rebuttal,
    polarity,
    attribution,
    quotation,
    hedge,
    agent,
    topic,
    heading,
    adjective,
    register,
)


def judge(hit: Hit, site: Site) -> Hit | None:
    """What is left of a match after all guards, or ``None``."""
    current: Hit | None = hit
    for guard in GUARDS:
        if current is None:
            return None
        current = guard(current, site)
    return current
