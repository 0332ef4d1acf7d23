"""Topic frames ("research into its role in …") and headings."""

from __future__ import annotations

import re
from dataclasses import replace

from claimcheck.promo.hit import Hit
from claimcheck.promo.page import Site

__all__ = ["heading", "topic"]

_FRAME = re.compile(
    r"\b(?:individuals|people|patients|those|users|sufferers|anyone) (?:who are |who )?"
    r"(?:seek(?:ing)?|looking for|in search of|want(?:ing)?|need(?:ing)?)\b|"
    r"\b(?:research|stud(?:y|ies)|trials?|work|investigations?|interest|questions?|debate|data|"
    r"literature|knowledge|understanding) "
    r"(?:\w+ ){0,2}?(?:into|on|of|about|for|exploring|examining|investigating|regarding|"
    r"concerning|testing|to (?:test|see|determine|assess|establish|understand|confirm))\b"
    r"|\b(?:article|guide|section|page|review|chapter|post|paper|report|study|trial|"
    r"study also)s? (?:will )?(?:explor|discuss|look|examin|cover|ask|review|consider|describ|"
    r"summari[sz]|investigat|test|assess|evaluat)\w*"
    r"|\b(?:role|use) (?:of \w+ )?in\b"
    r"|\b(?:being |been |is |are |was |were )(?:\w+ly )?(?:studied|investigated|tested|evaluated|"
    r"explored|examined|assessed|researched|trialled)\b"
    r"|\b(?:under (?:study|investigation)|indicated|approved|licen[cs]ed|prescribed|"
    r"authori[sz]ed|hypothes\w+|aim(?:s|ed)? to|designed to (?:test|assess|evaluate))\b"
)
_EVALUATIVE = re.compile(
    r"\b(?:success\w*|safe|effective|proven|natural|promis\w+|miracle\w*|powerful|amazing|best|"
    r"extensive|alternatives?|breakthrough|safer)\b"
)
_FRAMED = frozenset(
    {
        "disease_claim",
        "cure_claim",
        "safety_assurance",
        "certainty_overclaim",
        "causal_overreach",
        "vague_promise",
        "medicine_substitute",
        "wellness_buzz_panacea",
    }
)


def topic(hit: Hit, site: Site) -> Hit | None:
    """Drop what only names a subject of study, unless it praises in passing."""
    if hit.skips("topic") or hit.category not in _FRAMED:
        return hit
    if _EVALUATIVE.search(site.matched):
        return hit
    if site.sentence.meta or _FRAME.search(site.clause_left):
        return None
    return hit


def heading(hit: Hit, site: Site) -> Hit | None:
    """Mark a match in a heading and lower it by one level."""
    if not site.sentence.heading:
        return hit
    return replace(hit.lowered(), in_heading=True)
