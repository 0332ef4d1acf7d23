"""How much a reader would want a unit checked, 0–1: a sum of named signals.

The signals follow the check-worthiness literature (ClaimBuster, Hassan et al.,
KDD 2017; CheckThat!): a benefit or harm, a disease, a number, a cause, a
product as the agent.
"""

from __future__ import annotations

import re

from claimcheck.types import UnitKind

__all__ = ["has_effect", "has_number", "is_health", "worth"]

_EFFECT = re.compile(
    r"\b(?:cur(?:e|es|ed|ing)|treat(?:s|ed|ing|ment)?|prevent(?:s|ed|ing|ion)?|heal(?:s|ed|ing)?|revers(?:e|es|ed|ing)"
    r"|reduc(?:e|es|ed|ing|tion)|lower(?:s|ed|ing)?|rais(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)"
    r"|boost(?:s|ed|ing)?|improv(?:e|es|ed|ing|ement)|enhanc(?:e|es|ed|ing)|support(?:s|ed|ing)?|protect(?:s|ed|ing)?"
    r"|reliev(?:e|es|ed|ing)|relief|eas(?:e|es|ed|ing)|soothe?s?|calm(?:s|ing)?|detox\w*|cleans(?:e|es|ing)|flush(?:es|ed|ing)?"
    r"|burn(?:s|ed|ing)?|melt(?:s|ed|ing)?|eliminat(?:e|es|ed|ing)|remov(?:e|es|ed|ing)|kill(?:s|ed|ing)?|destroy(?:s|ed|ing)?"
    r"|stimulat(?:e|es|ed|ing)|regulat(?:e|es|ed|ing)|balanc(?:e|es|ed|ing)|strengthen(?:s|ed|ing)?|repair(?:s|ed|ing)?"
    r"|restor(?:e|es|ed|ing)|slow(?:s|ed|ing)?|inhibit(?:s|ed|ing)?|block(?:s|ed|ing)?|caus(?:e|es|ed|ing)|lead(?:s|ing)? to"
    r"|trigger(?:s|ed|ing)?|result(?:s|ed|ing)? in|contribut(?:e|es|ed|ing)|link(?:s|ed)|associated|risks?|side effects?|harm\w*"
    r"|toxic\w*|safe(?:ly|r|ty)?|danger\w*|effective\w*|works?|help(?:s|ed|ing)?|interfer\w+|interact\w*|depend(?:ent|ence)|addict\w*"
    r"|overdos\w*|worsen\w*|aggravat\w*|alleviat\w*|combat\w*|fight(?:s|ing)?|promot(?:e|es|ed|ing)|los(?:e|es|ing|t)|gain(?:s|ed)?"
    r"|slim\w*|natural|proven|approved|beneficial|benefits?|potent|powerful|no evidence|efficacy|rich in|high in|contains?"
    r"|stop(?:s|ped|ping)?|mitigat\w+|modulat\w+|activat\w+|deficien\w+|sweep\w*|gone|vanish\w*|disappear\w*|mortality|died?|deaths?)\b",
    re.IGNORECASE,
)
_HEALTH = re.compile(
    r"\b(?:cancers?|tumou?rs?|diabet\w+|heart|cardi\w+|stroke|blood|pressure|cholesterol|liver|kidneys?|brain|lungs?|gut|bowel|colon"
    r"|stomach|skin|hair|bones?|joints?|muscles?|immun\w+|infect\w+|virus\w*|viral|bacteri\w+|flu|colds?|covid\S*|fever|pain\w*"
    r"|ach(?:e|es|ing)|headaches?|migraines?|inflammat\w+|arthrit\w+|asthma|allerg\w+|anxi\w+|depress\w+|stress|sleep|insomnia|fatigue"
    r"|tired\w*|energy|memory|dementia|alzheimer\S*|parkinson\S*|autis\w+|adhd|weight|fat|obes\w+|metaboli\w+|hormon\w+|testosterone"
    r"|estrogen|oestrogen|thyroid|insulin|glucose|sugar|pregnan\w+|fertil\w+|libido|symptoms?|disease\w*|disorders?|conditions?"
    r"|illness\w*|syndrome|withdraw\w*|cravings?|opioids?|addict\w*|drugs?|medic\w+|vitamin\w*|minerals?|supplements?|herb\w*"
    r"|extracts?|antioxidant\w*|toxins?|patients?|clinical\w*|doctors?|trials?|stud(?:y|ies)|vaccin\w+|dos(?:e|es|age)|placebo"
    r"|participants?|prescri\w+|diets?|nausea|vomit\w+|diarrh\w+|constipat\w+|laxative\w*|diuretic\w*|cramps?|bloat\w*|digest\w+"
    r"|cells?|dna|genes?|genetic|receptors?|enzymes?|proteins?|nutrient\w*|fib(?:er|re)|caffeine|alcohol|smok\w+|cort\w+"
    r"|wellness|health\w*|ag(?:e)?ing|wrinkles?|acne|eczema|psoriasis|rash|wounds?|teeth|dental|vision|eyes?|seizures?|epilep\w+)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d|\b(?:half|twice|double[ds]?|triple[ds]?|percent|per cent|zero|one in|two.thirds)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"\b\d[\d.,]*(?:[-–]\d[\d.,]*)?\s?(?:%|percent|per cent|mg|mcg|µg|g|kg|lbs?|pounds?|inch(?:es)?|cm|points?|mmhg|iu|ml|times|-?fold"
    r"|years?|months?|weeks?|days?|hours?|minutes?|sizes?|people|patients|women|men|calories|kcal)(?!\w)",
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
    return _EFFECT.search(text) is not None


def is_health(text: str) -> bool:
    """Whether the text names a body part, a disease, a remedy or research."""
    return _HEALTH.search(text) is not None


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
    if has_effect(text):
        score += 0.3 * scale
    if is_health(text):
        score += 0.2 * scale
    if has_number(text):
        score += 0.15 * scale
    elif _NUMBER.search(text):
        score += 0.05 * scale
    return round(min(score, 1.0), 2)
