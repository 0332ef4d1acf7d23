"""Whom "it", "they", "them" and "their" mean, or an empty string where that is not clear.

What was spoken of last by a pronoun comes first, then the subject of the clause before,
then its object, then the article's topic (the order of centering theory; Grosz, Joshi
and Weinstein, 1995). A candidate must agree in number and be able to do what is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.segment.phrases import (
    is_abstract,
    is_body,
    is_person,
    is_plural,
    is_research,
    is_researcher,
)
from claimcheck.segment.setting import Setting
from claimcheck.segment.words import ED_FORMS, PARTICIPLES, S_FORMS, VERBS
from claimcheck.text.wordlist import word_set

__all__ = ["means_nothing", "object_meant", "subject_meant"]

_PLEONASTIC = re.compile(
    r"^it(?:'s| is| was| may be| can be| has been| seems| appears| remains| turns out"
    r"| takes| follows)(?: (?!up\b)\w+){0,2} (?:to|that|how|whether|why|when|clear|unclear"
    r"|possible|known|important|crucial|time|worth)\b|^it (?:seems|appears|turns out|follows)\b"
    r"|^it is not (?:\w+ )?(?:understood|known|clear) (?:how|why|what|when|which|if|whether)\b",
    re.IGNORECASE,
)
# "It is given to …" and "it's able to …" have a subject; "it is advised to …" has none.
_PASSIVE = re.compile(
    r"^it(?:'s| is| was| has been) (?:\w+ly )?(?P<what>[\w-]+) to\b", re.IGNORECASE
)
_OF_NOBODY = word_set(
    "recommended advised suggested decided agreed required needed permitted allowed estimated hoped"
)
# "It felt like …", "it turned out", "it could be that", "it's estimated": no thing is meant.
_EMPTY_IT = re.compile(
    r"^it(?:'s|'d|'ll| (?:is|was|has been|would be|could be|may be|might be|will be))"
    r" (?:\w+ly |not |just |also )*(?:(?:nice|good|great|better|best|hard|easy|difficult|clear|fair"
    r"|unclear|likely|possible|true) (?:to|that|if|for|how|why|whether|news|enough)|estimated|hoped"
    r"|an? (?:\w+ )?(?:year|day|week|month|night|time|relief|shock|surprise|mistake|struggle)"
    r"|no wonder|time|not until|only|that|the \w+ who|\d|because|almost|exactly"
    r"|(?:\w+ )?(?:days|weeks|months|years) (?:before|since|until|after))\b"
    r"|^it (?:also |just |only )?(?:(?:took|takes) (?!off|up|part|away|effect|place)|felt|feels"
    r"|sounds?|sounded|looks?|looked|turns|turned|(?:makes|made) (?:\w+ )?sense"
    r"|(?:does not|doesn't) matter|seems|seemed|happens|happened|goes|went|does leave|matters"
    r"|depends|helps (?:to|if|that))\b",
    re.IGNORECASE,
)
_OF_STUDIES = re.compile(
    r"(?: (?:also|only|did not|didn't|has|had|does not|all|mostly))*"
    r" (?:reported|measured?|included|enrolled|lasted|showed|found|followed|used|gave|pooled"
    r"|did not (?:find|show|include|measure|test|look|compare|last|involve|enrol)"
    r"|compared|looked|recruited|concluded|involved|tested|ran|tracked|randomi[sz]ed|covered|warned"
    r"|noted|suggested|lacked"
    r"|(?:was|were) (?:funded|paid|published|run|carried|too|small|short))\b",
    re.IGNORECASE,
)
_OF_BODIES = re.compile(
    r"(?: (?:also|has|had|have|not|does not|do not|did not|never|now))*"
    r" (?:recommend|advis|say|said|warn|approv|regulat|stat|sent|fin|rul"
    r"|ban|clear|licen|call|urg|test|review|require|issu|conclud|report|list|classif|consider|found"
    r"|regard|allow|accept|treat)",
    re.IGNORECASE,
)
# Whose "they" is sure only where they do what researchers do.
_OF_RESEARCHERS = re.compile(
    r"(?: (?:also|then|have|had|did not|do not|now|still|already|later))*"
    r" (?:found|find|say|said|compared?|conclude|conclud|report|analy[sz]|measur|note|warn|suggest"
    r"|estimate|struggl|want|tried|try|need|ask|look|recruit|follow|believe|surmise|hope|plan"
    r"|gave|give|assign|split|divid|randomi|enrol|stud|test|observ|check|interview|survey|examin|collect"
    r"|treat|pool|publish|present|stress|add|caution|saw|discover|used?\b|took|call"
    r"|cannot|can't|knew|know|think|earn|charg|prescrib|recommend|advis)",
    re.IGNORECASE,
)
# Verbs of a thing one takes: "it contains …", "it may lower …", "it is used …".
_OF_THINGS = re.compile(
    r"(?: (?:also|often|usually|typically|generally|even|may|might|can|could|will|would|does not"
    r"|doesn't|do not|don't|cannot|can't|has|have|has been|is|are|was|were|isn't|wasn't|not|been|be"
    r"|thought to|believed to|known to|said to|\w+ly))*"
    r" (?P<verb>[a-z-]+)",
)
_SAID_OF_THINGS = word_set(
    """
    rich high low safe native available effective addictive legal illegal a an the one sometimes
    popular unsafe good often unlikely able full packed free more less suitable toxic harmless
    natural cheap expensive gentle
    """
)


_PASSIVE_OR_STATE = re.compile(r" (?:is|was|has been|had been|also) ")
# "These block …", not "These changes …".
_OF_SEVERAL = re.compile(
    r" (?:(?:also|often|usually|then) )?(?:"
    + "|".join(sorted(VERBS | ED_FORMS.keys() | {"are", "were", "have", "had", "can", "may", "do"}))
    + r")\b"
)
# A subject that was not put into words itself helps nobody.
_POINTING = re.compile(
    r"(?:this|that|these|those|such) "
    r"|the (?:drug|medicine|medication|remedy|herb|plant|supplement|product|substance|compound"
    r"|condition|disease|disorder|illness|treatment|therapy|procedure|method|company|firm|pills?|tablets?)$",
    re.IGNORECASE,
)


def means_nothing(said: str) -> bool:
    """Whether a sentence's opening "it" stands for nothing ("It is possible to …")."""
    if _EMPTY_IT.match(said):
        return True
    passive = _PASSIVE.match(said)
    verbs = (ED_FORMS.keys() | PARTICIPLES | {"likely", "unlikely", "able"}) - _OF_NOBODY
    if passive is not None and passive["what"].lower() in verbs:
        return False
    return _PLEONASTIC.match(said) is not None


def subject_meant(word: str, setting: Setting, rest: str = "") -> str:
    """What a pronoun stands for that is a clause's subject.

    A study is what "it included" points to, a body what "it advises" does, and
    neither is what "it boosts" does.

    :param word: the pronoun, in small letters.
    :param setting: what the article has said so far.
    :param rest: what follows the pronoun; empty where it owns something ("its").
    :returns: a noun phrase as the article writes it, or an empty string.
    """
    plural = word in {"they", "their", "both"}
    if word == "these" and _OF_SEVERAL.match(rest) and not setting.object and not setting.unclear:
        return next((it for it in setting.subjects[:1] if _things(it) and _fits(it, rest)), "")
    if word in {"this", "that", "these"} or setting.unclear:
        return ""
    if setting.subjects and not plural and setting.event and setting.event in setting.subjects[0]:
        return setting.event
    object_ = is_plural(setting.object) == plural and _only_object(setting, plural=plural)
    if object_ and not setting.center:
        return setting.object if not rest or _fits(setting.object, rest) else ""
    # A study or body spoken of last that cannot do what is said: no older subject does it.
    acting = False
    for who in _subjects(setting, plural=plural):
        if not rest or _fits(who, rest):
            elsewhere = acting and who not in {setting.center, setting.thing}
            return "" if elsewhere or (_POINTING.match(who) and not is_research(who)) else who
        acting = acting or who == setting.subjects[0]
    if object_:
        return setting.object if not rest or _fits(setting.object, rest) else ""
    if acting and _PASSIVE_OR_STATE.match(rest):
        return ""
    return setting.thing if _topic_meant(setting, rest, plural=plural) else ""


def _subjects(setting: Setting, *, plural: bool) -> Iterator[str]:
    """The center and the subjects before, as far as such a pronoun can mean them."""
    for who in dict.fromkeys((setting.center, *setting.subjects)):
        agrees = who and is_plural(who) == plural and (plural or not is_person(who))
        if agrees and not setting.names(who) and not is_abstract(who):
            yield who


def _things(who: str) -> bool:
    """Whether a subject names several things, none of them somebody."""
    return is_plural(who) and not (is_person(who) or is_researcher(who) or is_abstract(who))


def _only_object(setting: Setting, *, plural: bool) -> bool:
    """Whether the last clause's object has no rival in its subject."""
    if not setting.object or is_abstract(setting.object):
        return False
    subject = setting.subjects[0] if setting.subjects else ""
    somebody = not plural and (setting.names(subject) or is_person(subject))
    return not subject or is_plural(subject) != plural or somebody


def _topic_meant(setting: Setting, rest: str, *, plural: bool) -> bool:
    """Whether a pronoun without a candidate means the article's topic."""
    rivals = any(is_plural(it) == plural and not _acts(it, setting) for it in setting.subjects)
    if rivals or setting.quoted or _OF_STUDIES.match(rest) or setting.ails(setting.thing):
        return False
    return bool(setting.thing) and is_plural(setting.thing) == plural and _of_things(rest)


def _of_things(rest: str) -> bool:
    """Whether what follows "it" says something of a thing, as "contains" and "is used" do."""
    if not rest:
        return True
    found = _OF_THINGS.match(rest.lower().replace("'s ", " is "))
    known = VERBS | S_FORMS.keys() | ED_FORMS.keys() | PARTICIPLES | _SAID_OF_THINGS
    return found is not None and found["verb"] in known


def _acts(subject: str, setting: Setting) -> bool:
    """Whether a subject is somebody, a study, a body or a mere "evidence": nothing one takes."""
    return (
        setting.names(subject)
        or is_person(subject)
        or is_research(subject)
        or is_body(subject)
        or is_researcher(subject)
        or is_abstract(subject)
    )


def _fits(subject: str, rest: str) -> bool:
    """Whether a study, a body or a thing can do what follows the pronoun."""
    if is_researcher(subject):
        return _OF_RESEARCHERS.match(rest) is not None
    if is_research(subject):
        return _OF_STUDIES.match(rest) is not None
    if is_body(subject):
        return _OF_BODIES.match(rest) is not None
    return is_plural(subject) or _OF_STUDIES.match(rest) is None


def object_meant(word: str, setting: Setting, said: str, own: str) -> str:
    """What "it" or "them" stands for where it is not a clause's subject.

    :param word: the pronoun, in small letters.
    :param setting: what the article has said so far.
    :param said: the clause; what it names itself is not meant.
    :param own: the clause's subject, which its object cannot mean.
    :returns: a noun phrase as the article writes it, or an empty string.
    """
    plural = word == "them"
    if setting.unclear:
        return ""
    low = said.lower()

    def fits(who: str) -> bool:
        agrees = bool(who) and is_plural(who) == plural and who.lower() not in low
        named = not _POINTING.match(who) and not _acts(who, setting)
        return agrees and who.lower() != own.lower() and named

    if fits(setting.center):
        return setting.center
    last = [it for it in (*setting.subjects[:1], setting.object) if fits(it)]
    if len(last) == 2 and last[0].lower() != last[1].lower():
        topics = [it for it in last if setting.thing and it.lower() == setting.thing.lower()]
        return topics[0] if topics else ""
    if last:
        return last[0]
    rivals = [it for it in setting.subjects[1:] if fits(it) and it.lower() != setting.thing.lower()]
    topic = fits(setting.thing) and not setting.quoted and not setting.ails(setting.thing)
    return setting.thing if topic and not rivals else ""
