"""Readings: each claim restated so that it stands alone, for a verifier to look up.

Rules for the patterns of single-topic health articles: a fragment takes its
section's or the article's topic as subject, a split clause its sentence's
subject, "it" the subject before it, "this herb" the topic, "this combination"
the event named last. Where nothing agrees the words stay as they stand.
Readings are derived text: offsets never refer to them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from claimcheck.segment.clauses import Clause, Link
from claimcheck.segment.core import plain
from claimcheck.segment.fragments import complete, small, with_subject
from claimcheck.segment.setting import Setting, is_plural
from claimcheck.segment.tokens import is_finite, tokenize
from claimcheck.segment.words import S_FORMS
from claimcheck.text.attribution import leading_attribution
from claimcheck.text.spans import slice_of

__all__ = ["read_claim"]

_HYPERNYM = (
    r"(?:substance|herb|plant|supplement|compound|product|ingredient|remedy|extract|botanical|spice"
    r"|root|leaf|tea|drink|formula|oil|powder|pill|capsule|medicine|medication|drug|vitamin|mineral"
    r"|nutrient|berry|mushroom|seed|juice|superfood|hormone|molecule|treatment|therapy|diet|vaccine"
    r"|concoction|tonic|brew|tincture|gummy|probiotic)"
)
_ADJECTIVE = (
    r"(?:natural|ancient|powerful|popular|herbal|tropical|simple|potent|humble|little|golden|amazing"
    r"|dietary|controversial|adaptogenic|active|bitter|miracle|magic|same|common|traditional"
    r"|medicinal|wonder|incredible|remarkable)"
)
_SURE = r"(?=(?: \w+)? (?:substance|herb|supplement|plant|compound|spice|product|remedy)\b)"
# "The plant" points to the topic; "the plant Senna alexandrina" names another.
_THIS_THING = re.compile(
    rf"\b(?:this|that|our|the{_SURE}) (?:{_ADJECTIVE} )*{_HYPERNYM}\b"
    r"(?! (?:of|in|that|from|for|group|arm|is used to make)\b)(?! (?-i:[A-Z]))",
    re.IGNORECASE,
)
_THIS_EVENT = re.compile(
    r"\bth(?:is|e) (?:(?:dangerous|risky|deadly|common|potent) )?"
    r"(?:combination|combo|mixture|mix|co-use|practice|pairing|duo)\b(?! of)",
    re.IGNORECASE,
)
_PLEONASTIC = re.compile(
    r"^it(?:'s| is| was| may be| can be| has been| seems| appears| remains| turns out"
    r"| takes| follows)(?: \w+){0,2} (?:to|that|how|whether|why|when|clear|unclear"
    r"|possible|known|important|crucial|time|worth)\b|^it (?:seems|appears|turns out|follows)\b"
    r"|^it is not (?:\w+ )?(?:understood|known|clear) (?:how|why|what|when|which|if|whether)\b",
    re.IGNORECASE,
)
# "It's proven to …" has a subject; "it's possible to …" has none.
_PASSIVE = re.compile(
    r"^it(?:'s| is| was| has been) (?:\w+ly )?(?:proven|shown|known|thought|believed|said"
    r"|used|meant|designed|made|likely|unlikely|able|linked|supposed|expected|reported) to\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"^(?P<word>it|they|this|these|that|both)(?P<tail>'s|'re|'ll|'ve)?(?=\W|$)", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"(?P<word>its|their)\b", re.IGNORECASE)
_EXPANDED = {"'s": " is", "'re": " are", "'ll": " will", "'ve": " have"}
_OPENING = re.compile(
    r"^(?:in|on|at|during|after|by|with|for|over|because|when|if|although|since|until|among|taken|used|eaten"
    r"|drunk|applied|combined|given|left|compared)\b[^,]{2,80}, ",
    re.IGNORECASE,
)
_ON_IT = re.compile(
    r"^(?P<verb>(?:mixing|combining|taking|using|drinking|pairing|eating|stopping|smoking)) it\b",
    re.IGNORECASE,
)
# "This drug" is not the disease an article is about.
_AILMENT = re.compile(
    r"\b(?:disease|syndrome|disorder|cancers?|condition|pain|infection|depression|anxiety|diabetes"
    r"|dementia|obesity|pressure|sugar|loss|falls|stroke|tumou?rs?|virus|flu|insomnia|arthritis|asthma|patients|women|men"
    r"|researchers|study|trial|test|risk)$",
    re.IGNORECASE,
)
_STUDY = re.compile(
    r"\b(?:trial|study|review|survey|meta-analysis|analysis|experiment|paper|report)s?\b"
    r"(?! (?:bias|drug))",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:Society|Association|Administration|Agency|Institute|University|Council|Organi[sz]ation"
    r"|Academy|College|Ministry|Department|Commission|Centers?|Centre|Foundation|FDA|WHO|NHS|NIH|CDC"
    r"|EFSA|EMA)\b"
)
_OF_STUDIES = re.compile(
    r"(?: (?:also|only|did not|didn't|has|had|does not))*"
    r" (?:reported|measured?|included|enrolled|lasted|showed|found|followed"
    r"|compared|looked|recruited|concluded|involved|tested|ran|tracked|randomi[sz]ed|covered)\b",
    re.IGNORECASE,
)
_OF_BODIES = re.compile(
    r"(?: (?:also|has|had|have|not|does not|do not|did not|never|now))*"
    r" (?:recommend|advis|say|said|warn|approv|regulat|stat"
    r"|ban|clear|licen|call|urg|test|review|require|issu|conclud|report|list|classif|consider|found)",
    re.IGNORECASE,
)
_EVIDENCE = frozenset(
    {"research", "studies", "evidence", "science", "the research", "the evidence", "the science"}
    | {f"{kind} research" for kind in ("scientific", "clinical", "early", "recent", "emerging")}
    | {f"{kind} evidence" for kind in ("scientific", "clinical", "early", "recent", "emerging")}
    | {f"{kind} studies" for kind in ("scientific", "clinical", "early", "recent", "several")}
)


_USERS = re.compile(
    r"^(?P<some>(?:some|many|most|several|other|regular|heavy|long-term|frequent|daily|a few"
    r"|some (?:regular|heavy|long-term|frequent|daily)) )(?=users\b)",
    re.IGNORECASE,
)
_POINTS_TO_ITS = re.compile(
    r"^(?P<who>(?:(?!its|it)[\w-]+ ){0,3}(?:research|studies|evidence|trials|data|science)"
    r" [\w ]{0,40}?)\b(?:its|their) "
    r"(?=(?:[\w-]+ )?(?:potential|effects?|benefits?|safety|efficacy|effectiveness|role|use|ability"
    r"|impact|properties|value|risks?)\b)",
    re.IGNORECASE,
)


def read_claim(text: str, clause: Clause, setting: Setting) -> str:
    """The claim as a sentence that stands alone.

    :param text: the article.
    :param clause: the claim's parts, link and shared subject.
    :param setting: what the article has said so far.
    :returns: a sentence without final mark; the claim's own words where nothing
        could be resolved.
    """
    said = plain(slice_of(text, clause.parts)).replace("’", "'")
    subject = plain(text[clause.subject.start : clause.subject.end]) if clause.subject else ""
    if clause.link is Link.PARTICIPLE and subject.lower() in _EVIDENCE and setting.thing:
        subject = setting.thing
    whole = with_subject(said, clause.link, subject) if subject else complete(said, setting)
    return _capital(_expand(_resolve(whole, setting), setting.short_forms))


def _resolve(said: str, setting: Setting) -> str:
    opening = _OPENING.match(said)
    lead = leading_attribution(said)
    at = opening.end() if opening is not None else lead.statement.start if lead is not None else 0
    if at and _PRONOUN.match(said[at:]):
        said = said[:at] + _inside(_pronoun(said[at:], setting), said[at:])
    else:
        said = _pronoun(said, setting)
    if setting.event:
        said = _THIS_EVENT.sub(lambda found: _cased(setting.event, found), said)
    if setting.thing and not _AILMENT.search(setting.thing):
        said = _ON_IT.sub(lambda found: f"{found['verb']} {setting.thing}", said)
        said = _THIS_THING.sub(lambda found: _cased(setting.thing, found), said)
        said = _USERS.sub(lambda found: f"{found['some']}{setting.thing} ", said)
        said = _POINTS_TO_ITS.sub(lambda found: f"{found['who']}{_owned(setting.thing)} ", said)
    return _possessive(said, setting)


def _pronoun(said: str, setting: Setting) -> str:
    """The pronoun a reading begins with, put back into words."""
    found = _PRONOUN.match(said)
    if found is None or (_PLEONASTIC.match(said) and not _PASSIVE.match(said)):
        return said
    rest = said[found.end() :]
    who = _antecedent(found["word"].lower(), setting, rest)
    if not who or (found["word"].lower() == "both" and not _followed_by_verb(said)):
        return said
    tail = _EXPANDED.get((found["tail"] or "").lower(), "")
    if tail == " is" and re.match(r" (?:been|had|got)\b", rest):
        tail = " has"
    return f"{who}{tail}{rest}"


def _followed_by_verb(said: str) -> bool:
    tokens = tokenize(said, 0, len(said))
    return len(tokens) > 1 and (is_finite(tokens, 1) or tokens[1].low in S_FORMS)


def _antecedent(word: str, setting: Setting, rest: str = "") -> str:
    """What the pronoun stands for; an empty string where that is not clear.

    A study is what "it included" points to, a body what "it advises" does, and
    neither is what "it boosts" does.
    """
    plural = word in {"they", "both"}
    if word in {"this", "that", "these"} or setting.unclear:
        return ""
    if setting.subjects and not plural and setting.event and setting.event in setting.subjects[0]:
        return setting.event
    agreeing = [subject for subject in setting.subjects if is_plural(subject) == plural]
    if rest and agreeing:
        agreeing = [subject for subject in agreeing if _fits(subject, rest)]
    if agreeing:
        return agreeing[0]
    if _OF_STUDIES.match(rest):
        return ""
    return "" if plural else setting.thing


def _fits(subject: str, rest: str) -> bool:
    """Whether a study, a body or a thing can do what follows the pronoun."""
    if _STUDY.search(subject):
        return _OF_STUDIES.match(rest) is not None
    if _BODY.search(subject):
        return _OF_BODIES.match(rest) is not None
    return is_plural(subject) or _OF_STUDIES.match(rest) is None


def _possessive(said: str, setting: Setting) -> str:
    """The owner that "its" or "their" at the head of a reading stands for."""
    found = _POSSESSIVE.match(said)
    if found is None:
        return said
    who = _antecedent("it" if found["word"].lower() == "its" else "they", setting)
    if not who:
        return said
    return f"{_owned(who)}{said[found.end() :]}"


def _owned(who: str) -> str:
    return f"{who}'" if who.endswith("s") else f"{who}'s"


def _inside(resolved: str, before: str) -> str:
    """The resolved words inside a sentence: a leading article small again."""
    if resolved == before:
        return resolved
    return re.sub(r"^(?:The|A|An|This|These) ", lambda found: found.group().lower(), resolved)


def _cased(phrase: str, found: re.Match[str]) -> str:
    return _capital(phrase) if found.start() == 0 else phrase


def _expand(said: str, short_forms: Mapping[str, str]) -> str:
    """The first use of a short form the article spells out, spelt out."""
    for short, long in sorted(short_forms.items()):
        if long.lower() not in said.lower() and short in said:
            pattern = rf"(?<!\w){re.escape(short)}(?!\w)"
            said = re.sub(pattern, f"{small(long)} ({short})".replace("\\", r"\\"), said, count=1)
    return said


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]
