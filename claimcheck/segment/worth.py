"""How much a reader would want a unit checked, 0–1: a sum of named signals.

The signals follow the check-worthiness literature (ClaimBuster, Hassan et al.,
KDD 2017; CheckThat!): a benefit or harm, a disease, a number, a cause, a
product as the agent.
"""

from __future__ import annotations

import re

from claimcheck.segment.patterns import EFFECT, HEALTH
from claimcheck.types import UnitKind

__all__ = ["has_effect", "has_number", "is_health", "worth"]

_NUMBER = re.compile(
    r"\d|\b(?:half|twice|double[ds]?|triple[ds]?|percent|per cent|zero|one in|two.thirds)\b",
    re.IGNORECASE,
)
_UNITS = (
    r"%|percent|per cent|mg|mcg|µg|g|kg|lbs?|pounds?|inch(?:es)?|cm|points?|mmhg|iu|ml|times|-?fold"
    r"|years?|months?|weeks?|days?|hours?|minutes?|sizes?|people|patients|women|men|calories|kcal"
)
_FIGURE = re.compile(rf"\b\d[\d.,]*(?:[-–]\d[\d.,]*)?\s?(?:{_UNITS})(?!\w)", re.IGNORECASE)
_ATTENTION = re.compile(
    r"\b(?:gain|gained|gaining|attract|attracted|attracting|draw|drawn|drew|earned|received|enjoy"
    r"|enjoyed|enjoying|garnered) (?:\w+ ){0,3}(?:attention|popularity|recognition"
    r"|interest|traction)\b|\b(?:surged?|grown|risen|soared) in popularity\b"
    r"|\b(?:is|are|remains?|has become|have become) (?:\w+ ){0,2}(?:popular|trendy|fashionable)\b"
    r"|\bby storm\b"
    r"|\bresearch\b.{0,60} (?:is|remains) (?:still )?(?:evolving|ongoing|in its (?:early|infancy))",
    re.IGNORECASE,
)
_BASE = {
    UnitKind.CLAIM: 0.35,
    UnitKind.LIST: 0.15,
    UnitKind.HEADING: 0.1,
    UnitKind.ADVICE: 0.15,
    UnitKind.OPINION: 0.1,
    UnitKind.QUESTION: 0.1,
    UnitKind.RESEARCH_CALL: 0.1,
    UnitKind.META: 0.05,
    UnitKind.SALES: 0.05,
    UnitKind.BOILERPLATE: 0.0,
}


def has_effect(text: str) -> bool:
    """Whether the text speaks of a benefit, a harm or a property of a product."""
    return EFFECT.search(text) is not None


def is_health(text: str) -> bool:
    """Whether the text names a body part, a disease, a remedy or research."""
    return HEALTH.search(text) is not None


def has_number(text: str) -> bool:
    """Whether the text gives a figure with a unit of effect, dose, time or people."""
    return _FIGURE.search(text) is not None


def worth(text: str, kind: UnitKind) -> float:
    """How much a reader would want the text checked.

    :param text: the unit or claim as read.
    :param kind: what the unit is there for; only claims reach 1.
    :returns: 0–1, two decimals.
    """
    score = _BASE[kind]
    if kind in {UnitKind.BOILERPLATE, UnitKind.META, UnitKind.SALES}:
        return score
    scale = 1.0 if kind is UnitKind.CLAIM else 0.5
    if _ATTENTION.search(text):
        # That something is talked about says nothing of what it does.
        return score
    if has_effect(text):
        score += 0.3 * scale
    if is_health(text):
        score += 0.2 * scale
    if has_number(text):
        score += 0.15 * scale
    elif _NUMBER.search(text):
        score += 0.05 * scale
    return round(min(score, 1.0), 2)
