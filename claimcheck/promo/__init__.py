"""Promotional language: rules as data, found in the text, judged in context.

``load_rules()`` reads the rules; ``highlight(article, units, claims)`` finds the
phrases with category, severity, confidence, message, source and a neutral rewording.
"""

from __future__ import annotations

from claimcheck.promo.controls import count_inline_controls
from claimcheck.promo.highlight import highlight
from claimcheck.promo.house import house_rules
from claimcheck.promo.loader import load_rules
from claimcheck.promo.model import CATEGORIES, PromoSettings, Rule, RuleSet

__all__ = [
    "CATEGORIES",
    "PromoSettings",
    "Rule",
    "RuleSet",
    "count_inline_controls",
    "highlight",
    "house_rules",
    "load_rules",
]
