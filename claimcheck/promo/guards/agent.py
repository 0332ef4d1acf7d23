"""The agent: what is said to act must be something sold, not an approved medicine or a clinic."""

from __future__ import annotations

import re
from dataclasses import replace

from claimcheck.promo.hit import Hit
from claimcheck.promo.page import Site

__all__ = ["agent"]

_MEDICINE_NAME = re.compile(
    r"\b[a-z]{3,}(?:mab|nib|statin|pril|sartan|olol|prazole|cillin|cycline|mycin|floxacin|"
    r"gliptin|gliflozin|"
    r"glutide|conazole|setron|triptan|parin|dronate|lukast|zepam|zolam|oxetine|platin|taxel|"
    r"rubicin|ciclib|stat)\b"
)
_ASIDE = re.compile(
    r"\b(?:unlike|than|instead of|without|from|over|of|with|or|versus|vs|to|like|for|beyond|as|"
    r"on|no|zero|such as)(?: the| any| your| harsh| other| taking| some)?\s*$"
)
_DISMISSED = re.compile(
    r"\b(?:unlike|than|instead of|without|versus|vs|no)(?: the| any| your| other| taking|"
    r" some)?\s*$"
)
_PEOPLE = re.compile(
    r"\b(?:doctors?|physicians?|patients?|we|researchers?|scientists?|nurses?|clinicians?|"
    r"surgeons?|investigators?|"
    r"hospitals?|clinics?|health (?:workers|professionals|officials|departments?)|pharmacists?|"
    r"therapists?|specialists?|teams?|trial|study|studies|"
    r"guidelines?|programmes?|programs?|services?|government|officials|charity|policy|"
    r"policies)\b(?:\W+[\w'-]+){0,4}\W*$"
)
_PRONOUN = re.compile(
    r"\b(?:it|its|it's|this|that|these|those|they|which|one cup|each cup|every \w+|each \w+|"
    r"one \w+|a single \w+|many|people|users|some|you|your|i|he|she|my|me)\b"
)
_ACTING = ("product", "generic", "medicine")
_BRAND = re.compile(
    r"[™®]|\b[A-Z][a-z]+[A-Z]\w*|\b[A-Z]\w+ ?(?:Plus|Max|Pro|Ultra|Gold|Forte|Complex)\b"
)
_NATURAL = re.compile(
    r"\b(?:natural(?:ly)?|nature's|herbal|alternative|complementary|holistic|plant-based|"
    r"homeopathic|ayurvedic|ancient|traditional|drug-free|botanical|organic)\b"
)
_EFFECTS = frozenset({"disease_claim", "cure_claim"})
# "improve depression patients' symptoms": the condition is only part of another noun.
_NOT_THE_DISEASE = re.compile(
    r"^['-]?s? (?:patients?|sufferers'|risk|research\w*|drugs?|groups?|mortality|incidence|"
    r"rates?|clinics?|trials?|stud(?:y|ies)|"
    r"models?|scores?|diagnos\w+|screening|prevention|deaths|cases|cells? (?:line|growth)|stem|"
    r"genes?|registr\w+|survivors?|services|outbreaks?|epidemics?|guidelines?)\b"
)
_FRAGMENT = re.compile(
    r"^[\W_]*(?:(?:helps?|can|may|will|to|and|naturally|also|clinically|\w+ly|great for|"
    r"perfect for|used (?:to|for)|a|an|the|your|discover|try|proven|shown|says?|best|effective|"
    r"powerful|natural|new) ?)*\W*$"
)


def agent(hit: Hit, site: Site) -> Hit | None:
    """Drop an effect credited to a medicine, a clinic or nobody that is sold."""
    page = site.page
    if hit.tests("sold") and not (page.brief or page.sells):
        return None
    if not (hit.tests("agent") or hit.tests("unmedical")):
        return hit
    nearest = _nearest(site)
    if nearest == "medicine":
        return None
    if not hit.tests("agent"):
        return hit
    if hit.category in _EFFECTS and _NOT_THE_DISEASE.match(site.right):
        return None
    if nearest or _NATURAL.search(site.matched):
        return hit
    return _unnamed(hit, site)


def _unnamed(hit: Hit, site: Site) -> Hit | None:
    """Judge an effect whose subject is no word of the lists: people, a brand, a pronoun."""
    page = site.page
    if _PEOPLE.search(site.clause_left):
        return None
    if _BRAND.search(site.written) or _FRAGMENT.match(site.clause_left):
        return hit if page.brief or page.sells else None
    if _PRONOUN.search(site.clause_left):
        return _by_pronoun(hit, site)
    if hit.category == "medicine_substitute" and page.brief:
        return hit
    return _elsewhere(hit, site)


def _nearest(site: Site) -> str:
    """The kind of the last thing named before the match that can be its subject."""
    page, first = site.page, site.sentence.start
    marks = [
        (start, end, kind)
        for kind in _ACTING
        for start, end in page.places[kind]
        if first <= start and end <= site.start
    ]
    marks += [
        (first + found.start(), first + found.end(), "medicine")
        for found in _MEDICINE_NAME.finditer(site.left)
    ]
    named = [
        (end, start, kind)
        for start, end, kind in marks
        if not (_ASIDE if kind == "medicine" else _DISMISSED).search(page.shadow[first:start])
    ]
    return max(named)[2] if named else ""


def _by_pronoun(hit: Hit, site: Site) -> Hit | None:
    """A pronoun stands for what was named last before the sentence."""
    page = site.page
    before = [
        (end, kind)
        for kind in _ACTING
        for _, end in page.places[kind]
        if end <= site.sentence.start
    ]
    if before and max(before)[1] == "medicine" and not page.places["shop"]:
        return None
    if not before and not page.brief and not page.sells:
        return None
    return hit


def _elsewhere(hit: Hit, site: Site) -> Hit | None:
    """No subject before the match: a product after it in the sentence will do."""
    page, sentence = site.page, site.sentence
    for start, end in page.places["product"]:
        if site.end <= start and end <= sentence.end:
            return replace(hit, confidence=hit.confidence * 0.9)
    return None
