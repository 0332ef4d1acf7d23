"""Praise: an adjective is hype when it values, and is gratuitous, amplified or stacked.

The order of questions is that of "Hype or not?" (EACL 2026 annotation guidelines):
does it value; is it hyperbolic; can it go; is it amplified; is it coordinated with
other praise; what does the wider text say.
"""

from __future__ import annotations

import re
from dataclasses import replace

from claimcheck.promo import lexicon
from claimcheck.promo.hit import Hit
from claimcheck.promo.page import Site

__all__ = ["adjective"]

_AMPLIFIED = re.compile(
    r"\b(?:truly|incredibly|remarkably|extremely|highly|particularly|exceptionally|amazingly|"
    r"insanely|"
    r"unbelievably|astonishingly|so|really|absolutely|most|world's most|nature's most|simply|"
    r"utterly|uniquely|wonderfully|extraordinarily|undeniably|super|ultra)[ -]*$"
)
_NOUN = re.compile(
    r"^[\W_]*(?:(?:[\w'-]+[ ,]+){0,2}?)(?:remed(?:y|ies)|tools?|antioxidants?|formulas?|blends?|"
    r"herbs?|propert(?:y|ies)|benefits?|ways?|"
    r"all(?:y|ies)|support|healing|healers?|solutions?|effects?|plants?|superfoods?|supplements?|"
    r"extracts?|boost|ingredients?|"
    r"medicine|nutrients?|compounds?|results?|relief|alternatives?|treatments?|options?|products?|"
    r"qualities|power|secrets?|elixirs?|tonics?|teas?|oils?|mushrooms?|berr(?:y|ies)|roots?|"
    r"cleanse|detox|"
    r"punch|weapons?|adaptogens?|aspects?|advantages?|approach|discover(?:y|ies)|duo|combination|"
    r"combo|potential|transformations?|approaches|drink|capsules?|gumm(?:y|ies)|serums?|"
    r"botanicals?|device|experience|choice|brand|aid|dose|weight loss|skincare|therapy|"
    r"protection|anti-\w+|detoxifiers?|immune|source of)\b"
)
_COPULA = re.compile(
    r"\b(?:is|are|was|were|feels?|be|truly|so|nothing short of|tastes?|absolutely|simply|"
    r"just)[\W_]*(?:\w+ly )?$"
)
_STACK = re.compile(
    r"^[\W_]{1,3}(?:and |yet |, )?(?P<next>[\w-]+)|(?P<last>[\w-]+)(?:,| and| yet)?[\W_]{1,3}$"
)


def adjective(hit: Hit, site: Site) -> Hit | None:
    """Keep praise that is amplified, stacked, or gratuitous beside something sold."""
    if not hit.tests("adjective"):
        return hit
    amplified = _AMPLIFIED.search(site.left) is not None
    stacked = _stacked(site)
    beside = _NOUN.match(site.right) is not None and _sold_nearby(site)
    predicate = _COPULA.search(site.left) is not None and _sold_nearby(site)
    if not (amplified or stacked or beside or predicate):
        return None
    return replace(hit, stacked=stacked or amplified)


def _stacked(site: Site) -> bool:
    praise = lexicon.expression("praise")
    after = _STACK.match(site.right)
    if after and after["next"] and praise.fullmatch(after["next"]):
        return True
    before = re.search(r"([\w-]+)(?:,? and|,| yet|,? but) $", site.left[-40:])
    return bool(before and praise.fullmatch(before[1]))


def _sold_nearby(site: Site) -> bool:
    page, sentence = site.page, site.sentence
    places = (*page.places["product"], *page.places["generic"])
    if any(sentence.start <= start and end <= sentence.end for start, end in places):
        return True
    return page.brief or page.sells
