"""Who a sentence credits, and where its own statement stands.

A speaker, anonymous research or "many people" are set apart and kept on the
claim; a study the sentence describes, or a named body before its statement, is
part of what is claimed and stays inside the span.
"""

from __future__ import annotations

import re

from claimcheck.segment.core import core
from claimcheck.segment.tokens import has_clause, tokenize
from claimcheck.text.attribution import Attribution, leading_attribution, trailing_attribution
from claimcheck.text.cues import shadow
from claimcheck.types import Span

__all__ = ["statement_of"]

# A study the sentence describes is part of what is claimed ("A trial in 17 people found …").
_ONE_STUDY = re.compile(
    r"^(?:a|an|one|the|this|that|another|our|his|her|their)\b.{0,80}\b(?:study|trial|review|survey"
    r"|analysis|meta-analysis|experiment|paper|report|poll)\b|\d",
    re.IGNORECASE,
)
_KIN = (
    r"(?:doctor|gp|nurse|husband|wife|partner|mother|mum|mom|friend|dermatologist|therapist|dentist"
    r"|sister|daughter|son|father|dad|consultant|specialist|vet)"
)
_PERSONAL = re.compile(
    rf"^(?:my|his|her|our|their) (?:\w+ )?{_KIN} (?:said|says|told me|told us|confirmed)(?: that)?"
    r" (?=\S)",
    re.IGNORECASE,
)
_TITLE = r"(?:(?:dr|prof|professor|mr|mrs|ms|sir|dame)\.? )?"
_NAME = r"(?-i:[A-Z][\w.'-]+(?: [A-Z][\w.'-]*){0,3}|[Hh]e|[Ss]he|[Tt]hey)"
_SAYS = (
    r"(?:said|says|told \w+(?: \w+)?|added|adds|noted|notes|explained|explains|warned|warns|wrote"
    r"|swears|swore|insists|insisted)"
)
# A speaker before the statement: "Dr. Ana Ruiz, a cardiologist at …, said (that) …".
_SPEAKER = re.compile(
    r"^(?!(?:the|an?|our|this|these|those|in|it|no|not|more|less|also|with)\b)(?!(?-i:[A-Z]{2,}\b))"
    rf"(?:(?:study |lead |senior )*(?:co-?)?authors?,? )?{_TITLE}{_NAME}"
    rf"(?: (?:of|from|at) [^,;:\"]{{2,80}}?)?(?:, [^;:\"]{{3,140}},)? {_SAYS}"
    r"(?: in a (?:statement|release))?,?(?: that)? (?=\S)",
    re.IGNORECASE,
)
_REPORTERS = (
    r"(?:(?:co-?)?authors?|researchers?|scientists?|team|investigators?|study|research|report|trial"
    r"|doctors?|experts?|(?-i:[A-Z][\w.'-]+)(?: (?-i:[A-Z][\w.'-]+)){0,2}|he|she|they)"
)
_REPORTS = (
    r"(?:said|says?|reports?|reported|finds?|found|suggests?|suggested|shows?|showed|concluded?|wrote"
    r"|write|note[sd]?|added|adds|told \w+(?: \w+)?|explain(?:s|ed)|warn(?:s|ed))"
)
# "…, researchers reported on Monday."
_REPORTED = re.compile(
    rf",\"?\s(?:the |its |study |lead |senior |new )*{_REPORTERS}"
    rf"(?: (?:at|from|of|in) [^,.;]{{2,60}}?)? {_REPORTS}"
    r"(?: (?:(?:on|in|at|this|last|during|to) [^,.;]{2,60}|today|yesterday))?$",
    re.IGNORECASE,
)
_SPOKE = (
    r"(?:said|says|say|told|added|adds|noted|notes|explained|explains|warned|warns|wrote|writes"
    r"|concluded|concludes|commented|comments|stated|states|continued|continues|remarked|argued|argues)"
)
_QUOTE_TAIL = re.compile(
    rf"[,.!?]?\"[,.]?\s*(?=[^\"]{{0,160}}\b{_SPOKE}\b)[^\"]{{3,320}}$", re.IGNORECASE
)
_QUOTE_LEAD = re.compile(
    rf"^[^\"]{{3,200}}\b{_SPOKE}(?: in a statement)?[:,]\s?\"(?=\S)", re.IGNORECASE
)
_CLAIMANTS = re.compile(
    r"^(?:many|some|most|several|other|countless|a few|a lot of) (?:[\w-]+ ){1,3}"
    r"(?:claim|say|believe|argue|swear|insist|think|report)(?: that)? (?=\S)",
    re.IGNORECASE,
)
_STUDIES = re.compile(
    r"^(?:the (?:study |new |lead )?(?=\w+s\b|team)|(?!(?:a|an|one|the|this|that|another|our|his"
    r"|her|their)\b))(?:[\w-]+,? ){0,4}(?:studies|authors|team|investigators|doctors"
    r"|trials|research|evidence|data|reviews|surveys|findings|experiments|scientists|researchers|experts)"
    r" (?:(?:also|now|often|have|has|even) )*(?:suggests?|suggested|shows?|showed|shown|indicates?"
    r"|indicated|hints?|finds?|found|demonstrates?|demonstrated|proves?|proved|proven|reports?"
    r"|reported|confirms?|confirmed|says?|believes?|agrees?|cautions?|cautioned|notes?|noted|warns?|warned"
    r"|concludes?|concluded|stress(?:es|ed)?|say|said|argues?|write|wrote) that (?=\S)",
    re.IGNORECASE,
)
_JOINER = re.compile(
    r"(?:but|and|so|yet|still|however|moreover|indeed|in fact|meanwhile|of course|nevertheless),? ",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?:Newswise\s*[—–-]+\s*)?(?:[A-Z][A-Z.' ]{2,30}(?:, [A-Z][\w. ]{1,20})?"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?(?:, \d{4})?\s*(?:\([\w ,.]{2,30}\)\s*)?[—–-]+\s+"
    r"|\([A-Z][\w ]{2,30}\)\s*[—–-]*\s*(?=[A-Z]))|Newswise\s*[—–-]+\s*"
)


def statement_of(text: str, inside: Span) -> tuple[Span, str]:
    """The statement without dateline or credit that is no part of it, and the credit.

    :param text: the article.
    :param inside: the sentence without marks and final punctuation.
    :returns: the statement's span and the credit as written, or an empty string.
    """
    if dateline := _DATELINE.match(text, inside.start, inside.end):
        inside = core(text, dateline.end(), inside.end) or inside
    return _spoken(text, inside) or _written(text, inside)


def _spoken(text: str, inside: Span) -> tuple[Span, str] | None:
    """Speech: the words said, and who said them."""
    read = shadow(text[inside.start : inside.end])
    if (tail := _QUOTE_TAIL.search(read)) is not None and tail.start() > 0:
        return _before(text, inside, tail.start())
    joined = _JOINER.match(read)
    at = joined.end() if joined else 0
    for opening in (_QUOTE_LEAD, _PERSONAL, _SPEAKER, _CLAIMANTS, _STUDIES):
        if (found := opening.match(read[at:])) is not None:
            inside = Span(start=inside.start + at, end=inside.end)
            start = inside.start + found.end()
            rest = core(text, start, inside.end)
            if rest is None or (opening is not _QUOTE_LEAD and not _stated(text, rest, found)):
                return None
            return rest, text[inside.start : start].strip()
    if (report := _REPORTED.search(read)) is not None and report.start() > 0:
        return _before(text, inside, report.start())
    return None


def _stated(text: str, rest: Span, found: re.Match[str]) -> bool:
    """Whether a statement is left: "Some users report nausea" says nothing without its credit."""
    return found.group().rstrip(" ,").endswith(" that") or has_clause(
        tokenize(text, rest.start, rest.end)
    )


def _before(text: str, inside: Span, at: int) -> tuple[Span, str] | None:
    stop = inside.start + at
    rest = core(text, inside.start, stop)
    return (rest, text[stop : inside.end].strip(' ,.!?"”')) if rest else None


def _written(text: str, inside: Span) -> tuple[Span, str]:
    """Reports of research and the like."""
    lead = leading_attribution(text, start=inside.start, end=inside.end)
    if lead is not None:
        return _without(text, inside, lead), lead.text.strip()
    trail = trailing_attribution(text, start=inside.start, end=inside.end)
    if trail is not None:
        return core(text, trail.statement.start, trail.statement.end) or inside, trail.text.strip()
    return inside, ""


def _without(text: str, inside: Span, credit: Attribution) -> Span:
    if credit.kind in {"official", "named"} or _ONE_STUDY.search(credit.text):
        return inside
    rest = core(text, credit.statement.start, credit.statement.end)
    if rest is None or credit.text.rstrip(" ,").endswith(" that"):
        return rest or inside
    return rest if has_clause(tokenize(text, rest.start, rest.end)) else inside
