"""Who a statement is credited to: "Research suggests that …", "…, according to the NHS".

The credited words are a span of the text; what is left of the sentence is the
statement itself. The kinds follow the weasel-word and unsupported-attribution
guidance of Wikipedia's "words to watch": research (studies, no name), expert
(doctors, scientists, no name), popular (some say, many believe), official
(a named agency, society or journal) and named (a person).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimcheck.text.cues import shadow
from claimcheck.types import Span

__all__ = ["Attribution", "find_attribution", "leading_attribution", "trailing_attribution"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A credit: the span to set apart, as written, with its kind.

    ``span`` covers the credit with its joining words ("Research suggests that");
    ``statement`` is where the statement itself stands.
    """

    span: Span
    text: str
    kind: str
    statement: Span


_ADJ = (
    r"(?:(?:recent|new|early|some|many|most|several|numerous|multiple|various|current|emerging|growing|available"
    r"|existing|scientific|clinical|preliminary|limited|medical|animal|human|laboratory|epidemiological"
    r"|observational|modern|leading|top|health|extensive|strong|good|a|an|one|two|three|the|this|these"
    r"|other|certain|our|large|small|pilot|randomi[sz]ed|controlled|of|body|amount|further|more|much"
    r"|user|anecdotal|published|peer-reviewed|20\d\d|19\d\d|\d+)[ -])*"
)
_SOURCES = {
    "research": (
        r"(?:research(?:ers)?|studies|study|evidence|data|findings?|results?|trials?|science|reviews?"
        r"|meta-analys[ei]s|literature|reports?|surveys?|experiments?|analys[ei]s)"
        r"(?: (?:in|on|of|from|by|into|with|at|published in) [^.,;:]{1,60}?)?"
    ),
    "expert": (
        r"(?:scientists|experts?|doctors?|physicians|clinicians|researchers|specialists|nutritionists"
        r"|herbalists|practitioners|dietitians|pharmacists|health authorities|authorities)"
        r"(?: (?:at|from|in) [^.,;:]{1,60}?)?"
    ),
    "popular": (
        r"(?:people|users|individuals|advocates|proponents|supporters|critics|fans|customers"
        r"|enthusiasts|many|some|others|manufacturers|sellers|believers|influencers|bloggers"
        r"|campaigners|(?:industry|campaign|consumer|patient|trade) groups)"
        r"(?: (?:of|in) [^.,;:]{1,40}?)?"
    ),
}
_NAME = r"[A-Z][\w.&'-]*"
_OFFICIAL = (
    rf"(?-i:(?:The |the |A |a )?(?:(?:Dr|Prof|Mr|Ms|Mrs)\.? )?(?:[A-Z]{{2,}}|{_NAME}"
    rf"(?: (?:(?:of|for|and|the|on|in|de) ){{0,2}}{_NAME}){{1,8}}"
    r"|(?<=Dr )[A-Z]\w+|(?<=Dr\. )[A-Z]\w+"
    r"|[Aa]gency|[Mm]inistry|[Cc]ouncil)"
    r"(?: \([A-Z]{2,}[\w-]*\))?)"
)
_SAY = (
    r"(?:(?:has been|has|have|had|also|now|further|clearly|strongly|consistently|often|repeatedly"
    r"|even|generally|recently|does|do|did)[ ])*"
    r"(?:suggest|indicate|show|demonstrate|find|found|reveal|report|conclude|note|state|say|said"
    r"|claim|believe|argue|warn|confirm|prove|propose|observe|maintain|caution|point out|hint|imply"
    r"|think|agree|estimate|advise|recommend)(?:s|d|ed|n)?|shown|proven|(?:suggest|indicat|conclud|stat|prov|not)ed"
)
_LEAD = tuple(
    (
        kind,
        re.compile(
            rf"\s*(?P<all>{_ADJ}{source},? (?:{_SAY})"
            r"(?P<that> that)?,?)\s+(?=\S)",
            re.IGNORECASE,
        ),
    )
    for kind, source in (*_SOURCES.items(), ("official", _OFFICIAL))
)
_ACCORDING = re.compile(
    r"\s*(?P<all>(?:according to|as (?:reported|stated|noted|shown) (?:by|in)"
    r"|in the (?:words|view) of|based on) (?P<who>[^,;:]{2,90}?)),\s+(?=\S)",
    re.IGNORECASE,
)
_IMPERSONAL = re.compile(
    r"\s*(?P<all>it (?:has been|is|was) (?:(?:widely|often|generally|sometimes|well) )?"
    r"(?:shown|said|believed|thought|known|reported|claimed|suggested|established|proven"
    r"|recogni[sz]ed|estimated|accepted) that)\s+(?=\S)",
    re.IGNORECASE,
)
_TRAIL = re.compile(
    r"(?P<all>[,;]?\s{1,3}(?:according to|as (?:reported|shown|noted|stated) (?:by|in))"
    r" (?P<who>[^;:]{2,90}?)"
    r"|,\"?\s{1,3}(?P<who2>[^,.;:]{2,60}?) (?:says?|said|reports?|reported|notes?|noted|warns?"
    r"|warned|explains?|explained|adds?|added|suggests?|suggested|claims?|claimed)"
    r"|,\"?\s{1,3}(?:says?|said|reports?|reported|explains?|explained|adds?|added|warns?|warned)"
    r" (?P<who3>[^;:]{2,90}?))(?=[.!?]?[\"')\]]{0,4}\s{0,4}$)",
    re.IGNORECASE,
)
_GENERIC = tuple(
    (kind, re.compile(rf"^{_ADJ}{source}$", re.IGNORECASE)) for kind, source in _SOURCES.items()
)
_PERSON = re.compile(r"^(?:dr|prof|professor|mr|ms|mrs|he|she)\b\.?", re.IGNORECASE)
# Verbs that also carry content of their own need "that" ("Doctors recommend rest").
_NEEDS_THAT = re.compile(
    r"(?:recommend|advise|find|found|prove|reveal|confirm|propose|observe|maintain|demonstrate|report|show"
    r"|shown|note|agree|estimate|suggest|indicate|claim|conclude|state|warn|argue|caution)(?:s|d|ed|n)?,?$",
    re.IGNORECASE,
)


def find_attribution(text: str, *, start: int = 0, end: int | None = None) -> Attribution | None:
    """The credit that opens or, failing that, closes the sentence ``text[start:end]``.

    :param text: the text the spans index.
    :param start: first code point of the sentence.
    :param end: code point after the sentence; ``None`` for the end of the text.
    :returns: the credit, or ``None`` where the sentence credits nobody.
    """
    return leading_attribution(text, start=start, end=end) or trailing_attribution(
        text, start=start, end=end
    )


def leading_attribution(text: str, *, start: int = 0, end: int | None = None) -> Attribution | None:
    """The credit that opens the sentence ("Studies show that …"), or ``None``."""
    piece = shadow(text[start:end])
    found = _opening(piece)
    if found is None or found[1].end() >= len(piece):
        return None
    kind, match = found
    return _build(text, start, match.span("all"), kind, (match.end(), len(piece)))


def trailing_attribution(
    text: str, *, start: int = 0, end: int | None = None
) -> Attribution | None:
    """The credit that closes the sentence ("…, according to the NHS."), or ``None``."""
    piece = shadow(text[start:end])
    match = _TRAIL.search(piece)
    if match is None or match.start("all") <= 0:
        return None
    who = match["who"] or match["who2"] or match["who3"]
    at, to = match.span("all")
    while at < to and piece[at] in ',; \t\n\r"':
        at += 1
    return _build(text, start, (at, to), _kind(who), (0, match.start("all")))


def _opening(plain: str) -> tuple[str, re.Match[str]] | None:
    for pattern in (_ACCORDING, _IMPERSONAL):
        if match := pattern.match(plain):
            return (_kind(match["who"]) if pattern is _ACCORDING else "popular"), match
    for kind, pattern in _LEAD:
        match = pattern.match(plain)
        if match and (match["that"] or not _NEEDS_THAT.search(match["all"])):
            return (_kind(match["all"].split(",")[0]) if kind == "official" else kind), match
    return None


def _kind(who: str) -> str:
    for kind, pattern in _GENERIC:
        if pattern.match(who.strip()):
            return kind
    return "named" if _PERSON.match(who.strip()) else "official"


def _build(
    text: str, start: int, span: tuple[int, int], kind: str, statement: tuple[int, int]
) -> Attribution:
    at, to = start + span[0], start + span[1]
    return Attribution(
        span=Span(start=at, end=to),
        text=text[at:to],
        kind=kind,
        statement=Span(start=start + statement[0], end=start + statement[1]),
    )
