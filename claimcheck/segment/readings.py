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
from claimcheck.segment.phrases import is_body, is_person, is_plural, is_research, subject_of
from claimcheck.segment.pointers import pointed
from claimcheck.segment.pronouns import means_nothing, object_meant, subject_meant
from claimcheck.segment.setting import Setting
from claimcheck.segment.tokens import is_finite, tokenize
from claimcheck.segment.words import S_FORMS
from claimcheck.text.attribution import leading_attribution
from claimcheck.text.letters import capital
from claimcheck.text.spans import slice_of

__all__ = ["read_claim"]

_PRONOUN = re.compile(
    r"^(?P<word>it|they|this|these|that|both)(?P<tail>'s|'re|'ll|'ve)?(?=\W|$)", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"(?P<word>its|their)\b", re.IGNORECASE)
_EXPANDED = {"'s": " is", "'re": " are", "'ll": " will", "'ve": " have"}
_OPENING = re.compile(
    r"^(?:in|on|at|during|after|by|with|for|over|because|when|if|although|since|until|among|taken|used|eaten"
    r"|drunk|applied|combined|given|left|compared|as)\b(?:[^,]|,(?=\d)){2,80}, "
    r"|^(?:in|at|on|during|within|gram)(?: [\w-]+){1,3} (?=(?:it|they)\b)"
    r"|^(?:there|then|now|here|later|today|sometimes|often|usually) (?=(?:it|they)\b)",
    re.IGNORECASE,
)
_ON_IT = re.compile(
    r"^(?P<verb>(?:mixing|combining|taking|using|drinking|pairing|eating|stopping|smoking)) it\b",
    re.IGNORECASE,
)
# "There is no evidence that it works": the claim is about what was spoken of before.
_CLAIMED_THAT = re.compile(
    r"\b(?:evidence|claims?|idea|proof|signs?|suggestions?|beliefs?|hopes?|fears?|concerns?|doubts?"
    r"|known|shown|tested|clear|understood|knows?|tests?|asked)(?: that| how| whether| if| why)"
    r" (?P<word>it|they)(?= \w)",
)
_OF_THEM = re.compile(
    r"^(?P<some>(?:(?:almost|nearly|about|over|more than) )?(?:none|all|most|some|many|few|half"
    r"|both|each|several|one|two|three|four|five|six|seven|eight|nine|ten|\d+)"
    r"(?: in (?:\w+))? of )them\b",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"(?:if|when|once|because|although|though|since|until|unless|after|before|as|while) ",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"^(?P<when>(?:once|when|if|unless|because|although|while|before|after|until) )"
    r"(?P<word>it|they)\b",
    re.IGNORECASE,
)
_INNER = re.compile(r"(?<=[\w,] )(?P<word>it|them)(?=\W|$)")
# "Make it possible to", "they say it is": no object, or another clause's subject.
_NO_OBJECT = re.compile(
    r" (?:\w+ )?(?:easi|hard|possible|impossible|difficult|clear|worth|likely|necessary|safe to\b"
    r"|(?:that|is|was|has|can|may|could|will|does|did|had|might|works?)\b)"
)
_SURELY_OBJECT = re.compile(r" of $|^\w+ing $")
# In "nobody could believe it" all that was said is meant.
_OF_WHAT_IS_SAID = re.compile(
    r"\b(?:believe[sd]?|knows?|knew|says?|said|thinks?|thought|doubts?|admits?|den(?:y|ies)|mean"
    r"|explains?|calls?|do|does|did|proves?|makes?|made|puts?|trust) $"
)
_SHARE_OF = re.compile(r"\b(?:half|most|some|many|all|none|each|one|two|three|\d+) of $")
_SUBORDINATES = re.compile(
    r"[,;:]|\b(?:that|which|who|because(?! of)|when|if|while|than|after|before|since|until|whether"
    r"|how|why|so|where|as)\b",
    re.IGNORECASE,
)
# In "People who take it …" and "after they stopped taking it" nothing nearer is taken.
_TAKEN = re.compile(
    r"\b(?:tak(?:e|es|en|ing)|took|us(?:e|es|ed|ing)|drink(?:s|ing)?|drank|eat(?:s|ing)?|ate"
    r"|avoid(?:s|ed|ing)?|ban(?:s|ned|ning)?|prescrib(?:e|es|ed|ing)|sells?|sold|approved?"
    r"|buy(?:s|ing)?|bought|tried|try(?:ing)?|stopp?(?:ed|ing)?|recommend(?:s|ed)?) $"
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
    return capital(_expand(_resolve(whole, setting), setting.short_forms))


def _resolve(said: str, setting: Setting) -> str:
    opening = _OPENING.match(said)
    lead = leading_attribution(said)
    at = opening.end() if opening is not None else lead.statement.start if lead is not None else 0
    if opening is not None and _own_subject(said[:at], said[at:]):
        return pointed(said, setting)
    if at and _PRONOUN.match(said[at:]):
        whole = _pronoun(said[at:], setting)
        said = said[:at] + (whole if whole == said[at:] else setting.inside(whole))
    else:
        said = _pronoun(said, setting)
    said = pointed(said, setting)
    if setting.thing and not setting.ails(setting.thing):
        said = _BARE.sub(lambda found: f"{found['what']} of {setting.thing}", said)
        said = _ON_IT.sub(lambda found: f"{found['verb']} {setting.thing}", said)
        said = _USERS.sub(lambda found: f"{found['some']}{setting.thing} ", said)
        said = _POINTS_TO_ITS.sub(lambda found: f"{found['who']}{_owned(setting.thing)} ", said)
    return _inner(_possessive(said, setting), setting)


def _own_subject(condition: str, main: str) -> bool:
    """In "If the clot travels on, it …" what the condition is about is meant."""
    _, _, stated = condition.rstrip(", ").partition(" ")
    found = _PRONOUN.match(main)
    clause = _LIMITS.match(condition) is not None and found is not None
    if not clause or found is None:
        return False
    own = subject_of(stated)
    plural = found["word"].lower() in {"they", "these", "both"}
    return bool(own) and own.lower() not in {"it", "they", "you"} and is_plural(own) == plural


def _pronoun(said: str, setting: Setting) -> str:
    """The pronoun a reading begins with, put back into words."""
    if (share := _OF_THEM.match(said)) is not None:
        known = setting.counted and not setting.unclear
        return f"{share['some']}the {setting.counted}{said[share.end() :]}" if known else said
    if (when := _WHEN.match(said)) is not None:
        return _condition(said, when, setting)
    found = _PRONOUN.match(said)
    if found is None or means_nothing(said):
        return said
    rest = said[found.end() :]
    who = subject_meant(found["word"].lower(), setting, rest)
    if not who or (found["word"].lower() == "both" and not _followed_by_verb(said)):
        return said
    tail = _EXPANDED.get((found["tail"] or "").lower(), "")
    if tail == " is" and re.match(r" (?:been|had|got)\b", rest):
        tail = " has"
    return f"{who}{tail}{rest}"


def _condition(said: str, when: re.Match[str], setting: Setting) -> str:
    """In "Once it is lost, …" the pronoun, where the main clause has no subject it could mean."""
    rest = said[when.end() :]
    _, comma, main = rest.partition(", ")
    own = subject_of(main)
    plural = when["word"].lower() == "they"
    if not comma or not own or (is_plural(own) == plural and own.lower() not in {"it", "they"}):
        return said
    who = subject_meant(when["word"].lower(), setting, rest)
    return f"{when['when']}{setting.inside(who)}{rest}" if who else said


def _inner(said: str, setting: Setting) -> str:
    """The first "it" or "them" inside a reading, where nothing in the reading can be meant."""
    if (claimed := _CLAIMED_THAT.search(said)) is not None:
        rest = said[claimed.end() :]
        who = subject_meant(claimed["word"], setting, rest)
        return f"{said[: claimed.start('word')]}{setting.inside(who)}{rest}" if who else said
    found = _INNER.search(said)
    before = said[_opening_end(said) : found.start()] if found is not None else ""
    if found is None or _OF_WHAT_IS_SAID.search(before):
        return said
    surely = found["word"] == "them" or _SURELY_OBJECT.search(before)
    if _NO_OBJECT.match(said, found.end()) and not surely:
        return said
    own = subject_of(said)
    if own.lower().endswith("of them") or said.lower().startswith("none of them"):
        return said
    if found["word"] == "them" and setting.counted and _SHARE_OF.search(before):
        return f"{said[: found.start()]}the {setting.counted}{said[found.end() :]}"
    inside = _SUBORDINATES.search(before) is not None
    if inside and (_TAKEN.search(before) is None or not _aside(own)):
        return said
    who = object_meant(found["word"], setting, said, own)
    return f"{said[: found.start()]}{setting.inside(who)}{said[found.end() :]}" if who else said


def _opening_end(said: str) -> int:
    """Past an opening phrase, or the preposition of one without a comma."""
    opening = _OPENING.match(said) or re.match(r"(?:After|Before|Since|As) (?:the age of )?", said)
    return opening.end() if opening is not None else 0


def _aside(own: str) -> bool:
    """Whether a clause's own subject cannot be what a singular "it" in it means."""
    return own == "" or is_plural(own) or is_person(own) or is_body(own) or is_research(own)


def _followed_by_verb(said: str) -> bool:
    tokens = tokenize(said, 0, len(said))
    return len(tokens) > 1 and (is_finite(tokens, 1) or tokens[1].low in S_FORMS)


def _possessive(said: str, setting: Setting) -> str:
    """The owner that "its" or "their" at the head of a reading stands for."""
    found = _POSSESSIVE.match(said)
    if found is None:
        return said
    who = subject_meant("it" if found["word"].lower() == "its" else "they", setting)
    if not who:
        return said
    return f"{_owned(who)}{said[found.end() :]}"


def _owned(who: str) -> str:
    return f"{who}'" if who.endswith("s") else f"{who}'s"


def _expand(said: str, short_forms: Mapping[str, str]) -> str:
    """The first use of a short form the article spells out, spelt out."""
    for short, long in sorted(short_forms.items()):
        if long.lower() not in said.lower() and short in said:
            pattern = rf"(?<!\w){re.escape(short)}(?!\w)"
            said = re.sub(pattern, f"{small(long)} ({short})".replace("\\", r"\\"), said, count=1)
    return said
