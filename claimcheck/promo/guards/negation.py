"""Denials: a match in the scope of "no", "not", "whether" is not a promise.

Rules whose denial is the promise ("no side effects", "without dieting") skip this guard.
"""

from __future__ import annotations

import re

from claimcheck.promo.hit import Hit
from claimcheck.promo.page import Site

__all__ = ["negation"]

# Cues that look like denials and are none.
_NO_DENIAL = re.compile(
    r"\b(?:not only|not just|not merely|not simply|no wonder|no doubt|no matter \w+|"
    r"not to mention|why not|"
    r"can't wait|cannot wait|no other|like no other|no longer|no need|never been (?:easier|better)|"
    r"nothing (?:else )?(?:works|beats|compares|comes close)|don't (?:miss|wait|settle)|"
    r"no more|no fewer|not surprisingly|no less than|side effects?|no nonsense|no-nonsense|"
    r"without (?:a )?doubt|without question|no secret|no (?:prescription|drugs|chemicals|"
    r"additives|effort)\b)"
)
_VERBAL = re.compile(
    r"\b(?:not|never|cannot|hardly|scarcely|barely|neither|nor|fail(?:s|ed|ing)? to|unable to|"
    r"unlikely to|far from|rather than|stop short of|stops short of|rul(?:e|ed|es) out|refut\w+|"
    r"disproved?|disproven|reject(?:s|ed)?|den(?:y|ies|ied)|doubt(?:s|ed|ful)?|question(?:s|"
    r"ed)? whether|"
    r"whether|it is unclear (?:if|how)|unclear if|unknown if|unsure if|can't|won't|doesn't|don't|"
    r"didn't|isn't|aren't|wasn't|weren't|"
    r"hasn't|haven't|couldn't|shouldn't|wouldn't|mustn't|ain't)\b|\w+n't\b"
)
_DETERMINER = re.compile(
    r"\b(?:no|none|without|nothing|nobody|no-one|little|few|insufficient|scant|lack(?:s|ed|"
    r"ing)?(?: of)?|"
    r"absence of|limited|zero|free (?:of|from)|beware of|be wary of|avoid)\b"
)
_BREAK = re.compile(r",| and |- ")
_FINITE = re.compile(r"[a-z]+s\b")
_AFTER = re.compile(
    r"^\W{0,3}(?:[\w'-]+\W{1,2}){0,7}?(?:"
    r"(?:is|are|was|were|has been|have been|remains?|seems?|looks?|proved|"
    r"turned out(?: to be)?)\s(?:also |largely |still |just |only |simply |mostly |almost |"
    r"probably |likely |so far )*"
    r"(?:a |an |the )?(?:\w+ )?(?:myths?|unproven|untested|unknown|unclear|uncertain|unconfirmed|"
    r"false|misleading|wrong|"
    r"nonsense|debunked|unfounded|unsupported|unsubstantiated|pseudoscience|anecdotal|weak|"
    r"lacking|missing|untrue|premature|exaggerated|overstated|overblown|disproved|disproven|"
    r"fiction|"
    r"scams?|hoax(?:es)?|illegal|dangerous|doubtful|disputed|contested|absent|limited|"
    r"short-lived|disappointing|thin|red flags?|warning signs?|too good to be true|"
    r"a marketing term)\b"
    r"|(?:is|are|was|were|has|have|do|does|did|had)(?:n't| not| never)(?: yet| been| fully|"
    r" always| automatically| necessarily)*"
    r" (?:confirmed|proven|shown|supported|true|safe|evidence|proof|borne|recommended|backed|"
    r"approved|"
    r"mean|imply|replicated|established|justified|warranted|enough|guarantee|harmless|risk|prove|"
    r"make|"
    r"equal|hold|held|upheld|demonstrated|materiali[sz]e\w*|survive|survived|replicate|"
    r"a (?:substitute|synonym|guarantee|reason|replacement|cure)|the same|science|data|"
    r"works?|exist|tested|studied|been|evaluated|intended|reliable|allowed|appropriate|come true|"
    r"panned out|pan out|persist|reach|translate)\b"
    r"|(?:never|failed to|did not|didn't) (?:materiali[sz]\w*|hold|held|appear|arriv\w+|repeat|"
    r"replicate|deliver\w*|translate|last|reach)"
    r"|(?:fell|falls|fall) (?:short|apart)|faded|evaporated|collapsed|lacks?\b"
    r"|should (?:raise|be (?:treated|viewed|read|taken|met|regarded))|deserves? (?:scepticism|"
    r"skepticism|caution))"
)
# "No drug is free of side effects" denies even where a denial is the promise.
_NONE_AT_ALL = re.compile(
    r"^\W*(?:no|none|nothing|few) (?:[\w'-]+ ){0,4}(?:is|are|was|were|comes?)\b"
)
_QUESTION = re.compile(
    r"^[\W]*(?:is|are|does|do|did|can|could|will|would|should|has|have|what|how|which|who|why|"
    r"when|where|q:)\b"
)


def negation(hit: Hit, site: Site) -> Hit | None:
    """Drop a match that is denied to its left, doubted to its right, or only asked about."""
    if hit.skips("negation"):
        return None if _NONE_AT_ALL.match(site.clause_left) else hit
    if _denied_before(site) or _AFTER.match(site.right) or _asked(site):
        return None
    return hit


def _denied_before(site: Site) -> bool:
    left = site.clause_left
    if site.page.shadow[max(0, site.start - 4) : site.start].endswith(("non-", "anti-", "un-")):
        return True
    left = _NO_DENIAL.sub(lambda found: "-" * len(found.group()), left)
    for found in _VERBAL.finditer(left):
        between = left[found.end() :]
        if not (_BREAK.search(between) and _FINITE.match(site.matched)):
            return True
    for found in _DETERMINER.finditer(left):
        between = left[found.end() :]
        if len(between.split()) <= 8 and not _BREAK.search(between):
            return True
    return False


def _asked(site: Site) -> bool:
    return site.whole.rstrip(" *_\"')").endswith("?") and bool(_QUESTION.match(site.whole))
