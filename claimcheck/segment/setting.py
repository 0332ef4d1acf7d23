"""What an article has said so far: the things its pronouns and fragments lean on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from claimcheck.segment.tokens import DASH, Token, find_verb, tokenize
from claimcheck.segment.words import ED_FORMS, PARTICIPLES, PREPOSITIONS, PRONOUNS
from claimcheck.text.wordlist import word_set

__all__ = ["Setting", "advance", "is_plural", "subject_of"]

_COMBINES = (
    r"(?P<verb>mix(?:ing)?|combin(?:e|ing)|tak(?:e|ing)|us(?:e|ing)|pair(?:ing)?|drink(?:ing)?)"
)
_EVENT = re.compile(
    rf"\b{_COMBINES} (?P<one>[a-z][\w-]*(?: [\w-]+)?)"
    r" (?:with|and|alongside|together with) (?P<two>[a-z][\w-]*)",
    re.IGNORECASE,
)
_GERUND = {
    "mix": "mixing",
    "combine": "combining",
    "take": "taking",
    "use": "using",
    "pair": "pairing",
    "drink": "drinking",
}
_MODAL = re.compile(
    r"\b(?:will|can|could|would|does not|do not|cannot|can't|won't|doesn't|don't)"
    r" ([a-z]\w+ .{1,60}?)[.!]?$"
)
_QUANTIFIED = re.compile(r"^(?:most|all|much|every|any) (?:of )?(?=[\w-]+ *$)", re.IGNORECASE)
_HEAD_END = re.compile(r" (?:of|in|from|for|with|on|who|that|which|between|to|at|by) ")
_PEOPLE = word_set("people women men children teeth mice patients data bacteria")
_SINGULAR = word_set(
    "shingles diabetes measles mumps herpes rabies rickets news series scabies genetics ethics"
    " politics economics mathematics genomics obstetrics paediatrics pediatrics"
)
_GROUP_OF = re.compile(
    r"(?:an?|the|this|some) (?:\w+ )?(?:group|class|number|range|handful) of \w+s\b"
)
_PLURAL_WORDS = word_set("some many most others both these those they we you i")
_ADVERBS = word_set("also often even just already still now then always never only")
_SUBJECT_ENDS = frozenset({",", DASH, "who", "that", "which", "whose"})
_SPEAKERS = word_set(
    "i we you he she my our nobody everyone someone anyone nothing something everything"
)
# "Here is …", "there are …" and research that points to something: no "it" means them.
_NO_SUBJECT = re.compile(
    r"(?:here|there)\b|(?:[\w-]+ ){0,2}research (?:points?|pointed|suggests?|hints?|has linked)\b",
    re.IGNORECASE,
)
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
_REMEMBERED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is known where a claim stands.

    ``topic`` is the article's, ``section`` the nearest run-in or short heading's
    (``fresh`` until its first paragraph ends). ``subjects`` are those of the
    paragraph's clauses so far, resolved, the last first; ``unclear`` says that the
    last clause had one that could not be. ``predicate`` is what a modal was last
    followed by, ``event`` the last combining of two things, ``question`` the
    question just asked, ``short_forms`` what the article spells out, ``people`` the
    surnames of who speaks in it, ``quoted`` that the unit is direct speech.
    """

    topic: str = ""
    section: str = ""
    fresh: bool = False
    subjects: tuple[str, ...] = ()
    unclear: bool = False
    predicate: str = ""
    event: str = ""
    question: str = ""
    short_forms: Mapping[str, str] = field(default_factory=dict)
    people: frozenset[str] = frozenset()
    quoted: bool = False

    @property
    def thing(self) -> str:
        """What a bare definite phrase points to: the section's topic, else the article's."""
        return self.section or self.topic

    def names(self, phrase: str) -> bool:
        """Whether a phrase ends with the name of a person of the article."""
        return bool(phrase) and phrase.split()[-1] in self.people


def subject_of(reading: str) -> str:
    """The subject of a reading's main clause, or an empty string."""
    tokens = tokenize(reading, 0, len(reading))
    first = _after_adverbial(tokens)
    verb = find_verb(tokens, start=first + 1)
    if verb is None or verb - first > _LONGEST_SUBJECT:
        return ""
    stop = next((i for i in range(first, verb) if tokens[i].low in _SUBJECT_ENDS), verb)
    while stop > first and (tokens[stop - 1].low in _ADVERBS or tokens[stop - 1].low[-2:] == "ly"):
        stop -= 1
    if any(token.low in _NOMINATIVE for token in tokens[first + 1 : stop]):
        return ""
    words = reading[tokens[first].start : tokens[stop - 1].end] if stop > first else ""
    return "" if _BROKEN.search(words) else _QUANTIFIED.sub("", words)


def _after_adverbial(tokens: Sequence[Token]) -> int:
    """Where the main clause begins after an opening phrase or condition."""
    opens = PREPOSITIONS | {"although", "though"}
    if not tokens or tokens[0].low not in opens | PARTICIPLES | ED_FORMS.keys():
        return 0
    comma = next((i for i in range(1, min(len(tokens) - 2, 25)) if tokens[i].low == ","), None)
    return 0 if comma is None else comma + 1


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
    if _GROUP_OF.match(low):
        return True
    return last in _PEOPLE or (last.endswith("s") and not last.endswith(("ss", "us", "is", "itis")))


def advance(setting: Setting, reading: str, sentence: str) -> Setting:
    """The setting after a claim has been read.

    :param setting: the setting before it.
    :param reading: the claim's reading, without a study it credits.
    :param sentence: the claim's own words.
    :returns: the setting for what follows in the paragraph.
    """
    subject = "" if _NO_SUBJECT.match(reading) else subject_of(reading)
    if subject.lower().endswith((" of it", " of them")):
        subject = ""
    speaker = subject.lower().split(" ")[0] in _SPEAKERS or subject.lower().startswith("no one")
    unclear = reading.lower().startswith("what ") or (subject.lower() in PRONOUNS and not speaker)
    subjects = setting.subjects
    if subject and not speaker and not unclear:
        others = (item for item in subjects if item != subject)
        subjects = (subject, *others)[:_REMEMBERED]
    found = _MODAL.search(sentence)
    return replace(
        setting,
        subjects=subjects,
        unclear=unclear,
        predicate=found[1] if found else setting.predicate,
        event=_last_event(sentence, setting.event),
    )


def _last_event(said: str, before: str) -> str:
    """The last combining of two things named ("mixing X with Y"), or ``before``."""
    hits = [found for found in _EVENT.finditer(said) if found["one"].lower() not in PRONOUNS]
    if not hits:
        return before
    verb = hits[-1]["verb"].lower()
    joiner = "with" if verb[0] in "mcp" else "and"
    return f"{_GERUND.get(verb, verb)} {hits[-1]['one']} {joiner} {hits[-1]['two']}"
