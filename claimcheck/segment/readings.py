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
from claimcheck.segment.setting import Setting, is_plural, subject_of
from claimcheck.segment.tokens import is_finite, tokenize
from claimcheck.segment.words import S_FORMS, VERBS
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
    r"| takes| follows)(?: (?!up\b)\w+){0,2} (?:to|that|how|whether|why|when|clear|unclear"
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
    r"|drunk|applied|combined|given|left|compared|as)\b(?:[^,]|,(?=\d)){2,80}, ",
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
    r"|compared|looked|recruited|concluded|involved|tested|ran|tracked|randomi[sz]ed|covered|warned|noted|suggested|lacked)\b",
    re.IGNORECASE,
)
_OF_BODIES = re.compile(
    r"(?: (?:also|has|had|have|not|does not|do not|did not|never|now))*"
    r" (?:recommend|advis|say|said|warn|approv|regulat|stat"
    r"|ban|clear|licen|call|urg|test|review|require|issu|conclud|report|list|classif|consider|found|regard|allow|accept|treat)",
    re.IGNORECASE,
)
# Whose "they" is sure only where they do what researchers do.
_RESEARCHERS = re.compile(
    r"\b(?:researchers|scientists|authors|experts|investigators|doctors|officials|committee|team"
    r"|critics|reviewers)$",
    re.IGNORECASE,
)
_OF_RESEARCHERS = re.compile(
    r"(?: (?:also|then|have|had|did not|do not|now|still|already|later))*"
    r" (?:found|find|say|said|compared?|conclude|conclud|report|analy[sz]|measur|note|warn|suggest"
    r"|estimate|struggl|want|tried|try|need|ask|look|recruit|follow|follow|believe|surmise|hope|plan|cannot|can't|knew|know|think)",
    re.IGNORECASE,
)
# "It felt like …", "it turned out", "it could be that", "it's estimated": no thing is meant.
_EMPTY_IT = re.compile(
    r"^it(?:'s|'d|'ll| (?:is|was|has been|would be|could be|may be|might be|will be))"
    r" (?:\w+ly |not |just |also )*(?:(?:nice|good|great|better|best|hard|easy|difficult|clear|fair"
    r"|unclear|likely|possible|true) (?:to|that|if|for|how|why|whether|news|enough)|estimated|hoped"
    r"|no wonder|time|not until|only|that|the \w+ who|\d|because|almost|exactly"
    r"|(?:\w+ )?(?:days|weeks|months|years) (?:before|since|until|after))\b"
    r"|^it (?:also |just |only )?(?:took|takes|felt|feels|sounds?|sounded|looks?|looked|turns"
    r"|turned|(?:makes|made) (?:\w+ )?sense|(?:does not|doesn't) matter|seems|seemed"
    r"|happens|happened|goes|went|does leave|matters|depends"
    r"|helps (?:to|if|that))\b",
    re.IGNORECASE,
)
# Verbs of a thing one takes: "it contains …", "it may lower …", "it is used …".
_OF_THINGS = re.compile(
    r"(?: (?:also|often|usually|typically|generally|even|may|might|can|could|will|would|does not"
    r"|doesn't|cannot|can't|has been|is|was|isn't|wasn't|not|been|be|thought to|believed to"
    r"|known to|said to|\w+ly))*"
    r" (?P<verb>[a-z-]+)",
)
_MADE_OF = frozenset(
    {
        "used",
        "made",
        "sold",
        "found",
        "known",
        "called",
        "taken",
        "derived",
        "grown",
        "rich",
        "high",
    }
    | {
        "low",
        "safe",
        "native",
        "available",
        "banned",
        "approved",
        "licensed",
        "marketed",
        "regulated",
    }
    | {"prescribed", "recommended", "considered", "effective", "addictive", "legal", "illegal", "a"}
    | {"an", "the", "one", "absorbed", "sometimes", "popular", "linked", "associated", "unsafe"}
    | {"proven", "shown", "meant", "good", "often", "thought", "designed", "stored", "excreted"}
    | {"unlikely", "able", "full", "packed", "free", "more", "less", "suitable", "toxic", "broken"}
)
# What one takes, uses, bans or prescribes; elsewhere an inner "it" was wrong as often as right.
_TAKEN_IT = re.compile(
    r"\b(?P<verb>tak(?:e|es|ing)|took|us(?:e|es|ed|ing)|drink(?:s|ing)?|drank|eat(?:s|ing)?|ate"
    r"|avoid(?:s|ed|ing)?|ban(?:s|ned|ning)?|prescrib(?:e|es|ed|ing)|sells?|sold|approved?|buy(?:s|ing)?"
    r"|bought|tried|try(?:ing)?|compared?|recommend(?:s|ed)?|advis(?:e|es|ed) against"
    r"|advises against) it\b"
)
_SOMEBODY = re.compile(
    r"(?:you|your|i|we|my|our|nobody|no one|someone|everyone|anyone|people|he|she|his|her)\b",
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
# "Long-term safety has not been studied": of what, only the article says.
_BARE = re.compile(
    r"^(?P<what>(?:the )?(?:(?:long|short)-term |possible |common |serious |adverse |reported )*"
    r"(?:safety|side effects|effects|efficacy|effectiveness|toxicity|tolerability|benefits|risks))"
    r"(?= (?:is|are|was|were|has|have|had|can|may|might|include[sd]?|remains?|depends?)\b)",
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
        said = _BARE.sub(lambda found: f"{found['what']} of {setting.thing}", said)
        said = _ON_IT.sub(lambda found: f"{found['verb']} {setting.thing}", said)
        said = _THIS_THING.sub(lambda found: _cased(setting.thing, found), said)
        said = _USERS.sub(lambda found: f"{found['some']}{setting.thing} ", said)
        said = _POINTS_TO_ITS.sub(lambda found: f"{found['who']}{_owned(setting.thing)} ", said)
    return _object(_possessive(said, setting), setting)


def _object(said: str, setting: Setting) -> str:
    """An "it" that is taken or used, where the sentence's own subject cannot be meant."""
    found = _TAKEN_IT.search(said)
    if found is None or setting.quoted or not setting.thing or is_plural(setting.thing):
        return said
    if _AILMENT.search(setting.thing) or setting.thing.lower() in said.lower():
        return said
    own = subject_of(said)
    singular = [subject for subject in setting.subjects if not is_plural(subject)]
    rivals = [subject for subject in singular if not _acts(subject, setting)][:1]
    if not (own == "" or is_plural(own) or _acts(own, setting)):
        return said
    if any(setting.thing.lower() not in rival.lower() for rival in rivals):
        return said
    return f"{said[: found.end('verb')]} {setting.thing}{said[found.end() :]}"


def _acts(subject: str, setting: Setting) -> bool:
    """Whether a subject is somebody, a study or a body: nothing that is taken."""
    return (
        setting.names(subject)
        or _SOMEBODY.match(subject) is not None
        or _STUDY.search(subject) is not None
        or _BODY.search(subject) is not None
        or _RESEARCHERS.search(subject) is not None
    )


def _pronoun(said: str, setting: Setting) -> str:
    """The pronoun a reading begins with, put back into words."""
    found = _PRONOUN.match(said)
    if found is None or (_PLEONASTIC.match(said) and not _PASSIVE.match(said)):
        return said
    rest = said[found.end() :]
    if _EMPTY_IT.match(said):
        return said
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
    agreeing = [subject for subject in agreeing if not setting.names(subject)]
    if rest and agreeing:
        agreeing = [subject for subject in agreeing if _fits(subject, rest)]
    if agreeing:
        return agreeing[0]
    rivals = any(not is_plural(it) and not _acts(it, setting) for it in setting.subjects)
    if plural or rivals or setting.quoted or _OF_STUDIES.match(rest):
        return ""
    if _AILMENT.search(setting.thing):
        return ""
    return setting.thing if not is_plural(setting.thing) and _of_things(rest) else ""


def _of_things(rest: str) -> bool:
    """Whether what follows "it" says something of a thing, as "contains" and "is used" do."""
    if not rest:
        return True
    found = _OF_THINGS.match(rest.lower().replace("'s ", " is "))
    return found is not None and found["verb"] in VERBS | S_FORMS.keys() | _MADE_OF


def _fits(subject: str, rest: str) -> bool:
    """Whether a study, a body or a thing can do what follows the pronoun."""
    if _RESEARCHERS.search(subject):
        return _OF_RESEARCHERS.match(rest) is not None
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
