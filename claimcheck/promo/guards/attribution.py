"""Attribution: a checkable source clears talk of evidence; a named speaker owns their praise."""

from __future__ import annotations

import re
from dataclasses import replace

from claimcheck.promo.hit import Hit
from claimcheck.promo.page import Site

__all__ = ["attribution", "quotation"]

_SOURCE = re.compile(
    r"\[\d+(?:\s?[,–-]\s?\d+)*\]|\([^()]*\b(?:19|20)\d\d[a-z]?\)|\bet al\b|\b(?:19|20)\d\d\b|"
    r"\bdoi\b|https?://|\b[nN] ?= ?\d+|\bp ?[<=] ?0?\.\d|"
    r"\b\d[\d,.]* (?:\w+ ){0,3}(?:patients|adults|participants|people|volunteers|women|men|"
    r"children|"
    r"trials|studies|subjects|veterans|infants|babies|adolescents|students|nurses|cases|RCTs|"
    r"randomi[sz]ed)\b|"
    r"\bCochrane\b|\brandomi[sz]ed\b|\bmeta-analys[ei]s\b|\bsystematic reviews?\b|\bUniversity\b|"
    r"\bInstitute\b|"
    r"\b(?:published|reported|appearing|appeared) in (?:the )?(?:journal )?[A-Z]|"
    r"\b(?:FDA|NHS|WHO|CDC|NIH|NIDA|EFSA|MHRA|EMA|NICE|USPSTF|NSDUH|AHA|NCCIH|JAMA|BMJ|NEJM|"
    r"Lancet)\b|"
    r"\b[A-Z][a-z]+ and (?:colleagues|coworkers)\b|\b(?:Dr|Prof)\.? [A-Z]"
)
_STUDY = re.compile(
    r"\b(?:trials?|stud(?:y|ies)|cohort|participants|patients|volunteers|placebo|mice|mouse|"
    r"rats?|in vitro|"
    r"meta-analysis|randomi[sz]ed|researchers|cells|cell lines?|review|survey|arm|group)\b"
)
_DIGIT = re.compile(
    r"\d|\b(?:two|three|four|five|six|eight|ten|twelve|half|one) (?:weeks?|months?|years?|"
    r"trials?|studies|of)"
)
_FOUND = re.compile(
    r"\b(?:reported|reporting|were|was|had|found|observed|noted|saw|experienced|showed|shown|"
    r"recorded|produced|tolerated)\b(?: [\w'-]+){0,3}[ ,]*$"
)
_SELLING = re.compile(r"\b(?:proven|guarantee\w*|miracle|you|your|our|order|buy)\b")
_PRO_SPEECH = re.compile(
    r"\b(?:said|says|added|adds|told|explained|explains|noted|notes|wrote|commented|according to|"
    r"stated)\b"
)
_NAME = re.compile(
    r"(?:\b(?:said|says|added|adds|told|explained|explains|noted|notes|wrote|commented|"
    r"according to|stated)\b[ ,]{1,2}(?:(?:\w+'s )|(?:the |study |lead |senior |co-)*(?:author|"
    r"researcher|investigator|scientist|professor)s? )?"
    r"(?:Dr\.?|Prof\.?|Professor)? ?[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)*)"
    r"|(?:(?:Dr\.?|Prof\.?|Professor) [A-Z][\w'’-]+|"
    r"[A-Z][\w.'’-]+ [A-Z][\w.'’-]+(?:,[^.]{0,80},)?) (?:\w+ )?(?:said|says|added|adds|told|"
    r"explained|explains|noted|notes|wrote|commented|stated)\b"
    r"|\b(?:he|she|they) (?:said|says|added|adds|told|explained|noted)\b|\b(?:said|added|"
    r"says) (?:he|she)\b"
)
_SELLER = re.compile(
    r"\b(?:founders?|co-founder|ceo|owner|our|in-house|brand|verified|customer|buyer|ambassador|"
    r"influencer|"
    r"actress|actor|celebrity|coach|guru|naturopath|reviewer|fan)\b"
)
_CLEARED = frozenset({"vague_authority", "evidence_inflation"})
_MEASURED = frozenset({"disease_claim", "causal_overreach", "wellness_buzz_panacea"})
_OWNED = frozenset({"hype_puffery", "vague_promise"})


def attribution(hit: Hit, site: Site) -> Hit | None:
    """Clear talk of evidence that names its source; drop effects reported with figures."""
    if hit.skips("attribution"):
        return hit
    if hit.category in _CLEARED and _SOURCE.search(site.written):
        return None
    if hit.category == "popularity_bandwagon" and _counted(site):
        return None
    figures = hit.category in _MEASURED and not hit.skips("figures")
    if figures and _reported(site):
        return None
    if hit.rule.id == "safety_assurance.no-harms" and _FOUND.search(site.clause_left):
        return None
    if hit.category == "hype_puffery" and _SOURCE.search(site.written):
        return replace(hit.lowered(), attributed=True)
    return hit


def _counted(site: Site) -> bool:
    """Whether a number of users comes with its source."""
    return bool(_DIGIT.search(site.whole) and _SOURCE.search(site.written))


def _reported(site: Site) -> bool:
    whole = site.whole
    if _SELLING.search(whole):
        return False
    return bool(_STUDY.search(whole) and (_DIGIT.search(whole) or _SOURCE.search(site.written)))


def quotation(hit: Hit, site: Site) -> Hit | None:
    """Mark a match in a quotation; praise by an independent named speaker is theirs."""
    quote = site.page.in_quote(site.start, site.end)
    if quote is None or hit.skips("quote"):
        return hit if quote is None else replace(hit, in_quote=True)
    first = site.page.text.rfind("\n", 0, quote[0]) + 1
    last = site.page.text.find("\n", quote[1])
    paragraph = site.page.text[first : last if last >= 0 else len(site.page.text)]
    outside = paragraph.replace(site.page.text[quote[0] : quote[1]], " ")
    named = _NAME.search(paragraph) is not None and not _SELLER.search(outside.lower())
    if named and hit.category in _OWNED:
        return None
    return replace(hit.lowered(), in_quote=True, attributed=named)
