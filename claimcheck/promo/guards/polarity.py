"""Polarity: what is promised must be a benefit; harms and null results are not promotion."""

from __future__ import annotations

import re

from claimcheck.promo.hit import Hit
from claimcheck.promo.page import Site

__all__ = ["HARM", "polarity"]

HARM = re.compile(
    r"\b(?:risks?|risky|harm(?!less|on)\w*|danger\w*|deaths?|died|dies|deadly|lethal|fatal\w*|"
    r"toxic(?:ity)?|adverse|side effects?|"
    r"overdos\w*|abused?|abuse potential|misuse\w*|dependence|injur\w*|damag\w*|poison\w*|worse\w*|"
    r"concerns?|concerning|warn\w*|hospitali\w+|emergency|scrutiny|criticis\w+|criticiz\w+|"
    r"lawsuits?|ban(?:s|ned)?|bleeding|"
    r"recalls?|withdrawn|contaminat\w+|heavy metals|lead poisoning|impair\w*|alarm\w*|worr\w+|"
    r"complications?|unsafe|"
    r"interact\w* with (?:\w+ )?(?:medicat|drug|medicine|alcohol)\w*|regulators?|fda|authorities|"
    r"lawmakers|health officials|prosecutors|police|birth defects|liver failure|kidney failure|"
    r"carcinogen\w*|crimes?|violence|smoking|tobacco|obesity|mortality)\b"
)
_AVOIDED = re.compile(
    r"\b(?:no|without|zero|free of|free from|fewer|less|lower\w*|reduc\w+|prevent\w*|avoid\w*|"
    r"cut\w*|"
    r"decreas\w+|protect\w*|against|combat\w*|fight\w*|heal\w*|repair\w*|revers\w*|eliminat\w*|"
    r"slash\w*|halv\w+|minimi[sz]\w+|relie\w+)\b[^.;]{0,40}$"
)
_NULL = re.compile(
    r"\b(?:no|little|not|n't|never|without|fail\w*|ineffective|lack\w*|neither|unclear|uncertain|"
    r"mixed|inconclusive|conflicting|modest|small)\b"
)
_BENEFIT = re.compile(
    r"\b(?:benefi\w+|help\w*|improv\w+|boost\w*|effective\w*|efficacy|useful|reduc\w+|lower\w*|"
    r"reliev\w+|relief|"
    r"eas(?:e|es|ing|ed)|treat\w*|prevent\w*|protect\w*|support\w*|promot\w+|heal\w*|cure\w*|"
    r"enhanc\w+|restor\w+|"
    r"lift\w*|calm\w*|safe\w*|works?|working|strengthen\w*|fights?|combats?|younger|live longer|"
    r"better|best|healthy|healthier|"
    r"weight loss|lose weight|burn\w*|energy|energi[sz]\w+|potential|positive|success\w*|"
    r"powerful|natural\w*|sharpen\w*|"
    r"rejuvenat\w+|detox\w*|cleans\w+|balanc\w+|stimulat\w+|soothe\w*|slow\w*|revers\w+|manag\w+|"
    r"alleviat\w+|"
    r"therapeutic\w*|anti-\w+|improvement|good for|advantage\w*|properties|stronger|faster|"
    r"deeper sleep|sleep better|immun\w+|"
    r"remedy|recover\w*|wonders?|miracle|relax\w*|nourish\w*|repair\w*|regenerat\w+|thinner|"
    r"slimmer|glow\w*|"
    r"increas\w+ (?:energy|focus|strength|vitality|libido|testosterone|metabolism|lifespan|"
    r"longevity))\b"
)
_SPEAKS_FOR = re.compile(r"recommend|endors|swear|trust|love|prais|rave|prescrib")
_CHECKED = frozenset(
    {
        "vague_promise",
        "popularity_bandwagon",
        "vague_authority",
        "evidence_inflation",
        "certainty_overclaim",
        "hype_puffery",
        "causal_overreach",
        "appeal_to_nature",
        "testimonial_anecdote",
    }
)
_WINDOW = 90  # characters after a match in which its outcome is named


def polarity(hit: Hit, site: Site) -> Hit | None:
    """Drop a match whose outcome is a harm, and where asked, one without a benefit."""
    if hit.skips("polarity"):
        return hit
    if hit.category in _CHECKED and _harmful(site):
        return None
    if hit.tests("benefit") and not (_beneficial(site) or _recommends(hit, site)):
        return None
    return hit


def _harmful(site: Site) -> bool:
    right = site.clause_right[:_WINDOW]
    for found in HARM.finditer(right):
        if not _AVOIDED.search(site.matched + right[: found.start()]):
            return True
    return False


def _recommends(hit: Hit, site: Site) -> bool:
    """Whether experts speak for a thing that is sold ("nutritionists recommend beet juice")."""
    if hit.rule.id != "vague_authority.experts-say" or not _SPEAKS_FOR.search(site.matched):
        return False
    page, end = site.page, site.sentence.end
    places = (*page.places["product"], *page.places["generic"])
    return any(site.end <= start and stop <= end for start, stop in places)


def _beneficial(site: Site) -> bool:
    rest = site.right
    found = _BENEFIT.search(rest)
    return found is not None and not _NULL.search(rest[: found.start()])
