"""Distance: a promise that the text reports, doubts or warns of is not the text's own."""

from __future__ import annotations

import re
from dataclasses import replace

from claimcheck.promo.hit import Hit
from claimcheck.promo.page import Site

__all__ = ["rebuttal"]

_DEBUNKED = re.compile(
    r"\b(?:myths?|mythical|debunk\w*|hoax(?:es)?|scams?|fraud\w*|quack\w*|pseudoscien\w+|"
    r"misinformation|misleading(?:ly)?|"
    r"mislead(?:s|ing)?|false (?:claims?|promises?|advertising|hope|statements?)|falsely|"
    r"unproven|untested|unsubstantiated|unfounded|"
    r"unsupported|no (?:\w+ ){0,3}(?:evidence|proof|trials?|data)\b|"
    r"lack (?:of )?(?:\w+ )?(?:evidence|proof|data)|lacks? (?:\w+ ){0,2}(?:evidence|proof|data|"
    r"support)|"
    r"(?:little|scant|insufficient|not enough|weak|limited|poor|"
    r"inadequate) (?:\w+ ){0,2}(?:evidence|proof|data|support|research)|"
    r"evidence (?:is|was|remains|for \w+ is) (?:\w+ )?(?:weak|lacking|limited|thin|scarce|mixed|"
    r"poor|inconclusive|insufficient)|"
    r"warn(?:s|ed|ing)?\b|caution(?:s|ed)? against|cautioned|illegal(?:ly)?|unlawful(?:ly)?|"
    r"skeptic\w*|sceptic\w*|critics?|criticis\w+|criticiz\w+|"
    r"regulators?|watchdogs?|banned|fined|sued|lawsuits?|crackdown|exaggerat\w+|overstat\w+|"
    r"overblown|overhyped|"
    r"so-called|buzzwords?|supposed(?:ly)?|purported(?:ly)?|alleged(?:ly)?|ruled that|"
    r"advertising standards|"
    r"marketing (?:term|claim|language|slogan)s?|complaints?|red flags?|too good to be true|"
    r"be wary|beware|"
    r"not (?:approved|evaluated|been (?:approved|evaluated|shown|proven|demonstrated))|"
    r"prohibit(?:s|ed)?|forbid(?:s|den)?|must not|may not (?:claim|say|state)|cannot claim|"
    r"unlike (?:the )?claims|contrary to|withdrew|withdrawn|recall(?:s|ed)|retract\w*)\b"
)
_REBUTTED_NEXT = re.compile(
    r"^\W*(?:but |however,? |in fact,? |yet |in reality,? |unfortunately,? )?(?:this|that|it|"
    r"these|those|they|such \w+|there|none|neither|the evidence|the claims?|experts?|doctors|"
    r"science|research)?"
    r"\W*(?:is|are|was|were|has|have|do|does|did)?(?:n't| not)?\W*(?:a |an |all |just |simply |"
    r"no |not |of this is )?(?:neither|myths?|false|untrue|not true|misleading|"
    r"unproven|debunked|nonsense|wrong|incorrect|evidence (?:for|that|to support) (?:this|that|"
    r"it|any)|true|disagree\w*)\b"
)
_REPORTED = re.compile(
    r"\b(?:sellers?|vendors?|marketers?|manufacturers?|makers?|compan(?:y|ies)|firms?|retailers?|"
    r"websites?|"
    r"influencers?|adverts?|ads?|advertisements?|advertisers?|advertising|promoters?|proponents?|"
    r"labels?|"
    r"packaging|leaflets?|posts?|videos?|spammers|websites|celebrities|outlets|shops|tabloids|"
    r"marketing|the industry|some people|believers|clinics offering)\b"
    r"[^.;!?]{0,60}\b(?:claim|say|said|promot|market|tout|sell|sold|advertis|promis|alleg|"
    r"describ|pitch|"
    r"suggest|boast|insist|argu|call|assert|made|make|making|carr|featur|pledg|recommend|prais|"
    r"swear|contain|believ|think|assum)\w*"
)
_SOLD_AS = re.compile(
    r"\b(?:marketed|promoted|billed|advertised|pitched|hyped|labell?ed|sold|dubbed|"
    r"misrepresented|presented|portrayed|described)(?: \w+){0,3} (?:as|for|to|with|under)\b"
    r"|\bclaim(?:s|ed|ing)? (?:to|that|it|they|of|for)\b|\bclaims (?:about|for)\b|\b(?:claims?|"
    r"notion|idea|belief|suggestion|assertion|rumou?rs?|slogan|phrase|term|word|words|label|"
    r"headline|headlines|promises) (?:\w+ ){0,2}(?:that|of|about|like|such as|\")"
)
_PASSIVE = re.compile(
    r"\b(?:seen|perceived|regarded|viewed|considered|hailed|heralded|touted|believed|thought|"
    r"said|known|"
    r"described|celebrated|praised|championed|reputed)(?: \w+){0,2} (?:as|to be|"
    r"to)\b(?:\W+\w+){0,3}\W*$"
)
_ADVICE = re.compile(
    r"\b(?:ask|talk to|speak to|consult|check with|tell|see) (?:your|a|the|with your) (?:doctor|"
    r"gp|pharmacist|physician|clinician|midwife|healthcare)"
)
_OWN = re.compile(r"\b(?:our|we|us)\b")


def rebuttal(hit: Hit, site: Site) -> Hit | None:
    """Drop what is debunked or reported as a seller's claim; lower what is "seen as" so."""
    if hit.skips("report"):
        return hit
    whole = site.whole
    if _DEBUNKED.search(site.left + " " + site.right):
        return None
    if _REPORTED.search(site.left) and not _OWN.search(site.left):
        return None
    if _SOLD_AS.search(site.clause_left):
        return None
    if _REBUTTED_NEXT.match(site.page.after(site.sentence)):
        return None
    if _PASSIVE.search(site.clause_left):
        return replace(hit.lowered(), attributed=True)
    return hit if whole else None
