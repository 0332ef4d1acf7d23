"""The noun phrases of a reading: its subject, its object, their number and what they name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.segment.tokens import DASH, Token, find_verb, is_finite, is_gerund, tokenize
from claimcheck.segment.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    ED_FORMS,
    NUMERALS,
    PARTICIPLES,
    PREPOSITIONS,
    PRONOUNS,
    S_FORMS,
    VERBS,
)
from claimcheck.text.wordlist import word_set

__all__ = [
    "MEASURES",
    "is_abstract",
    "is_activity",
    "is_ailment",
    "is_body",
    "is_person",
    "is_plural",
    "is_research",
    "is_researcher",
    "last_phrase",
    "object_of",
    "subject_of",
]

_QUANTIFIED = re.compile(
    r"^(?:most|all|much|every|any) (?:of (?:the )?)?(?=[\w-]+ *$)", re.IGNORECASE
)
# "Nausea, cramps and headache are …": words of a list may look like verbs.
_LIST = re.compile(
    r"[\w-]+(?: [\w-]+){0,2}(?:, [\w-]+(?: [\w-]+){0,2}){1,8},? (?:and|or) [\w-]+(?: [\w-]+){0,2}"
    r"(?= (?:are|were|have|can|may|might|could|do|will)\b)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r" \([^()]*\)")
_COUNT = re.compile(r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|half|most|many) ")
_HEAD_END = re.compile(r" (?:of|in|from|for|with|on|who|that|which|between|to|at|by|into|about) ")
_PEOPLE = word_set("people women men children teeth mice patients data bacteria")
_SINGULAR = word_set(
    "shingles diabetes measles mumps herpes rabies rickets news series scabies genetics ethics"
    " politics economics mathematics genomics obstetrics paediatrics pediatrics"
)
_GROUP_OF = re.compile(
    r"(?:an?|the|this|some) (?:\w+ )?(?:group|class|number|range|handful) of \w+s\b"
)
_PLURAL_WORDS = word_set("some many most others both these those they we you i")
_ADVERBS = word_set(
    "also often even just already still now then always never only usually itself themselves"
)
_SUBJECT_ENDS = frozenset({",", DASH, "who", "that", "which", "whose"})
# In "nothing she gave me worked" the words before the verb are no subject.
_NOMINATIVE = word_set("i he she they we")
# What is left where a noun was taken for the verb: "The existing", "fits and", "A person's".
_BROKEN = re.compile(
    r"[\"“”]|^(?:that|what|its?|their|not|said|almost)['’ ]|^(?:not|said)$"
    r"|(?:['’]s|\b(?:and|or|of|the|a|an|in|for|to|with|existing|same"
    r"|first|new|other|own|whole|current))$|^(?:the|a|an) \w+ing$",
    re.IGNORECASE,
)
_LONGEST_SUBJECT = 14
_LONGEST_OBJECT = 4
# "Rich in X", "full of X", "caused by X": what is said of the subject names X.
_LEADS_TO_OBJECT = word_set(
    "rich full made high low caused home due linked tied related packed loaded triggered known"
)
_BE = word_set("is are was were be been it's they're that's")
_TIMES = word_set("daily weekly often twice once")
_OBJECT_PRONOUNS = word_set("me us him her them you myself yourself himself herself themselves")
_OBJECT_ENDS = (
    PREPOSITIONS
    | CONJUNCTIONS
    | AUXILIARIES
    | PRONOUNS
    | _OBJECT_PRONOUNS
    | _TIMES
    | {"to", "which", "who", "more", "a", "an", "the"}
)
MEASURES = word_set(
    "mg mcg g kg ml l iu percent cent days weeks months years hours minutes times points"
    " kilos cases grams litres liters euros dollars pounds seconds"
)
_QUANTITIES = DETERMINERS | NUMERALS | word_set("too enough less little only even also")

_STUDY = re.compile(
    r"\b(?:trial|study|review|survey|meta-analysis|analysis|experiment|paper|report)s?$",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:Society|Association|Administration|Agency|Authority|Institute|University|Council"
    r"|Organi[sz]ation|Academy|College|Ministry|Department|Commission|Centers?|Centre|Foundation"
    r"|Union|Office|Board|Service|Bureau|Trust|Charity|Federation|Registry|FDA|WHO|NHS|NIH|CDC|EFSA|EMA)\b"
)
_RESEARCHERS = re.compile(
    r"\b(?:researchers|scientists|authors|experts|investigators|doctors|officials|committee|team"
    r"|critics|reviewers)$",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"^(?:you|i|we|nobody|no one|someone|everyone|anyone|people|he|she)\b"
    r"|\b(?:man|woman|men|women|people|person|child|children|patients?|doctors?|users?|adults?"
    r"|mothers?|fathers?|wife|husband|friends?|bab(?:y|ies)|infants?|participants?|customers?"
    r"|surgeons?|midwi(?:fe|ves)|consultants?|authors?|owners?|makers?|sellers?|sons?|daughters?|sisters?"
    r"|brothers?|girls?|boys?|students?|workers?|drivers?|smokers?|drinkers?|runners?|athletes?|callers?"
    r"|survivors?|carers?|relatives|parents?|[a-z]+(?:ists?|icians?)"
    r"|buyers?|readers?|volunteers?|countries|country|islanders|healers|nurse|professor|expert)$",
    re.IGNORECASE,
)
_AILMENT = re.compile(
    r"\b(?:disease|syndrome|disorder|cancers?|condition|pain|infection|depression|anxiety|diabetes"
    r"|dementia|obesity|pressure|sugar|loss|falls|stroke|tumou?rs?|virus|flu|insomnia|asthma|gout"
    r"|migraine|eczema|psoriasis|acne|anaemia|anemia|shingles|measles|allergy|fatigue|\w+itis|\w+osis|\w+emia"
    r"|patients|women|men|researchers|study|trial|test|risk)$",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(
    r"\b(?:evidence|research|proof|science|data|link|finding|result|truth|reason|question|answer"
    r"|idea|fact|problem|way|claim|risk|chance|interest|use|cause|sign|number|rate|amount|level"
    r"|dose|time|day|week|month|year|age|little|few|everything|nothing|something|anything|lack|work|case)$",
    re.IGNORECASE,
)


def subject_of(reading: str) -> str:
    """The subject of a reading's main clause, or an empty string."""
    if (several := _LIST.match(reading)) is not None:
        return several.group()
    reading = _BRACKETED.sub("", reading)
    tokens = tokenize(reading, 0, len(reading))
    first = _after_adverbial(tokens)
    verb = _main_verb(tokens, first)
    stop = _before_insert(tokens, first, verb)
    if stop is None:
        if verb is None or verb - first > _LONGEST_SUBJECT:
            return ""
        stop = next((i for i in range(first, verb) if tokens[i].low in _SUBJECT_ENDS), verb)
    while stop > first and (tokens[stop - 1].low in _ADVERBS or tokens[stop - 1].low[-2:] == "ly"):
        stop -= 1
    if stop > first and tokens[stop - 1].low in PRONOUNS:
        first = stop - 1
    if any(token.low in _NOMINATIVE for token in tokens[first + 1 : stop]):
        return ""
    first = _past_opening(tokens, first, stop)
    words = reading[tokens[first].start : tokens[stop - 1].end] if stop > first else ""
    return "" if _BROKEN.search(words) else _QUANTIFIED.sub("", words)


def _main_verb(tokens: Sequence[Token], first: int) -> int | None:
    """The verb of the clause: in "Antiseptic rinses kill them" the second that may be one."""
    verb = find_verb(tokens, start=first + 1)
    if verb is None or verb + 2 >= len(tokens) or tokens[verb].low not in S_FORMS:
        return verb
    if tokens[verb + 1].low in AUXILIARIES:
        return verb + 1
    noun = tokens[verb + 1].low in VERBS and tokens[verb + 2].low in DETERMINERS
    return verb + 1 if noun and tokens[verb].low not in {"helps", "makes", "lets"} else verb


def _past_opening(tokens: Sequence[Token], first: int, stop: int) -> int:
    """Where the subject begins after an opening phrase without a comma; ``stop`` if nowhere sure.

    In "After a week the cough gets worse" the last determiner begins it.
    """
    if tokens[first].low not in PREPOSITIONS:
        return first
    begins = (
        at
        for at in range(stop - 1, first + 1, -1)
        if tokens[at].low in DETERMINERS - NUMERALS and tokens[at - 1].low not in PREPOSITIONS
    )
    return next(begins, stop)


def _before_insert(tokens: Sequence[Token], first: int, verb: int | None) -> int | None:
    """Where the subject of "X, by comparison, led to Y" ends; ``None`` without such an insert."""
    last = len(tokens) if verb is None else verb
    commas = [i for i in range(first + 1, min(last, first + 9)) if tokens[i].low == ","]
    if len(commas) != 2 or commas[1] + 1 >= len(tokens):
        return None
    after = tokens[commas[1] + 1].low
    named = tokens[commas[0] + 1].low in PREPOSITIONS | {"however", "though", "too", "meanwhile"}
    return commas[0] if named and after in ED_FORMS.keys() | S_FORMS.keys() else None


def _after_adverbial(tokens: Sequence[Token]) -> int:
    """Where the main clause begins after an opening phrase or condition."""
    opens = PREPOSITIONS | {"although", "though"}
    if not tokens or tokens[0].low not in opens | PARTICIPLES | ED_FORMS.keys():
        return 0
    comma = next((i for i in range(1, min(len(tokens) - 2, 25)) if tokens[i].low == ","), None)
    return 0 if comma is None else comma + 1


def object_of(said: str, *, imperative: bool = False) -> str:
    """The noun phrase right after a sentence's verb, or an empty string.

    :param said: a sentence, or an instruction.
    :param imperative: whether it is an instruction ("Do not use painkillers …").
    :returns: the phrase without article or number ("capsules"); of a list, nothing.
    """
    tokens = tokenize(said, 0, len(said))
    verb = _imperative(tokens) if imperative else find_verb(tokens, start=1)
    if verb is None:
        return ""
    at = _after_verb(tokens, verb + 1)
    if at < len(tokens) - 1 and tokens[at].low in _LEADS_TO_OBJECT:
        at += 2
    elif _BE & {token.low for token in tokens[verb:at]}:
        return ""
    named = at
    while at < len(tokens) and tokens[at].low in _QUANTITIES:
        at += 1
    end = at
    while end < len(tokens) and tokens[end].is_word and tokens[end].low not in _OBJECT_ENDS:
        end += 1
    listed = end < len(tokens) and tokens[end].low in {"and", "or"}
    if listed or not 0 < end - at <= _LONGEST_OBJECT or (at == named and is_gerund(tokens[at])):
        return ""
    if tokens[at].low[0].isdigit() and tokens[end - 1].low in MEASURES:
        return ""
    return said[tokens[at].start : tokens[end - 1].end]


def last_phrase(said: str) -> str:
    """The noun phrase a sentence ends with, without article, or an empty string.

    In "the release of dopamine" that is "dopamine"; times and measures name nothing.
    """
    tokens = tokenize(said, 0, len(said))
    first = len(tokens)
    ends = _OBJECT_ENDS | DETERMINERS | NUMERALS | S_FORMS.keys() | _BE
    while first > 0 and tokens[first - 1].is_word and tokens[first - 1].low not in ends:
        first -= 1
    named = tokens[first:]
    if not 0 < len(named) <= _LONGEST_OBJECT or named[-1].low[-2:] == "ly":
        return ""
    if named[-1].low in MEASURES or any(token.low[0].isdigit() for token in named):
        return ""
    if (
        first == 0
        or tokens[first - 1].low in _BE
        or named[-1].low in VERBS | ED_FORMS.keys() | PARTICIPLES | _ADVERBS
    ):
        return ""
    words = said[named[0].start : named[-1].end]
    return "" if is_abstract(words) or is_person(words) else words


def _imperative(tokens: Sequence[Token]) -> int | None:
    """Where the verb of an instruction is."""
    first = 2 if [token.low for token in tokens[:2]] == ["do", "not"] else 0
    first += bool(tokens[first:]) and tokens[first].low in {"don't", "never", "always", "please"}
    return first if tokens[first:] and tokens[first].low in VERBS else None


def _after_verb(tokens: Sequence[Token], at: int) -> int:
    """Past the rest of a verb: "may also | have been | not | reduced"."""
    joins = AUXILIARIES | _ADVERBS | {"not", "be", "been"}
    lows = VERBS | ED_FORMS.keys() | PARTICIPLES | joins
    while at < len(tokens) and (
        (tokens[at].low in lows and tokens[at - 1].low in joins)
        or (tokens[at].low.endswith("ly") and not is_finite(tokens, at))
        or (tokens[at].low in {"back", "off", "up", "out"} and tokens[at - 1].low in VERBS)
    ):
        if tokens[at].low in _LEADS_TO_OBJECT:
            break
        at += 1
    return at


def is_plural(phrase: str) -> bool:
    """Whether a noun phrase takes a plural verb, by its words."""
    low = phrase.lower()
    if low in _PLURAL_WORDS:
        return True
    if " and " in low and not re.match(r"\w+ing ", low):
        return True
    head = _HEAD_END.split(low)[0].split()
    last = head[-1] if head else ""
    if last in _SINGULAR:
        return False
    if _GROUP_OF.match(low) or _COUNT.match(low):
        return True
    return last in _PEOPLE or (last.endswith("s") and not last.endswith(("ss", "us", "is", "itis")))


def _head(phrase: str) -> str:
    """A phrase without what follows its head noun: "The trial of kava" gives "The trial"."""
    return _HEAD_END.split(phrase)[0]


def is_research(phrase: str) -> bool:
    """Whether it names a study."""
    return _STUDY.search(_head(phrase)) is not None


def is_body(phrase: str) -> bool:
    """Whether it names a society, agency, university or the like."""
    return _BODY.search(phrase) is not None


def is_researcher(phrase: str) -> bool:
    """Whether it names those who do research or judge it."""
    return _RESEARCHERS.search(_head(phrase)) is not None


def is_person(phrase: str) -> bool:
    """Whether it names somebody."""
    return _PERSON.search(_head(phrase)) is not None


def is_abstract(phrase: str) -> bool:
    """Whether its head is a word such as "evidence" or "risk", which "it" hardly ever means."""
    return _ABSTRACT.search(_head(phrase)) is not None


def is_ailment(thing: str) -> bool:
    """Whether a topic names an ailment or people: "this drug" and "it contains" do not mean it."""
    return _AILMENT.search(thing) is not None


def is_activity(phrase: str) -> bool:
    """Whether it names something one does: "Regular bathing", "mixing kava with wine"."""
    return re.match(r"(?:[\w-]+ )?(?!noth|someth|anyth|everyth)\w{3,}ing\b", phrase) is not None
