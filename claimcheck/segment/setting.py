"""What an article has said so far: the things its pronouns and fragments lean on."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from claimcheck.segment.phrases import (
    MEASURES,
    is_abstract,
    is_ailment,
    is_person,
    is_plural,
    last_phrase,
    object_of,
    subject_of,
)
from claimcheck.segment.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    S_FORMS,
)
from claimcheck.text.wordlist import word_set

__all__ = ["Setting", "advance", "instructed"]

_COMBINES = (
    r"(?P<verb>mix(?:ing)?|combin(?:e|ing)|tak(?:e|ing)|us(?:e|ing)|pair(?:ing)?|drink(?:ing)?)"
)
_EVENT = re.compile(
    rf"\b{_COMBINES} (?P<one>[a-z][\w-]*(?: [\w-]+)?)"
    r" (?:with|and|alongside|together with) (?P<two>[a-z][\w-]*(?: [a-z][\w-]*){0,3})",
    re.IGNORECASE,
)
# "Kava must not be taken with wine" names the same event as "taking kava with wine".
_COMBINED = re.compile(
    r"^(?P<one>[A-Z][\w-]*(?: [a-z-]+)?) (?:must|should|can|may|is|are)(?: not|n't)? (?:be )?"
    r"(?P<verb>mixed|combined|taken|used|drunk|paired) (?:together )?with (?P<two>[a-z][\w -]*)"
)
_IS_A = re.compile(
    r"^(?P<who>[^,:;]{2,50}?) (?:is|are) (?:an?|the) (?:[\w-]+,? ){0,4}?(?P<noun>[a-z-]{3,})"
    r"(?=$|,| (?:that|which|who|of|from|in|for|with|made|found|used|sold|native|given|taken)\b)"
)
_CONTAINS = re.compile(
    r"\b(?:contain(?:s|ed)?|rich in|full of|high in|packed with|made of|caused by"
    r"|(?:produce|release|provide)s?|too much)\b",
    re.IGNORECASE,
)
_GERUND = {
    "mixed": "mixing",
    "combined": "combining",
    "taken": "taking",
    "used": "using",
    "paired": "pairing",
    "drunk": "drinking",
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
_SPEAKERS = word_set("i we you he she nobody everyone someone anyone nothing something everything")
# "Here is …", "there are …" and research that points to something: no "it" means them.
_NO_SUBJECT = re.compile(
    r"(?:here|there)\b|(?:[\w-]+ ){0,2}research (?:points?|pointed|suggests?|hints?|has linked)\b",
    re.IGNORECASE,
)
_REMEMBERED = 3
# "X is the name for …", "a form of …": nothing that "the name" or "the form" means again.
_NO_KINDS = word_set("name form kind type sort part source member group example one first result")
# "The first are the hericenones": what is named stands after the verb.
_NAMED_AFTER = re.compile(
    r"^(?:the |an?)?(?:first|second|third|other|others|last|main|commonest|most common|best known)"
    r"(?: (?:one|kind|type|group|form)s?)? (?:is|are|was|were) (?:called )?(?:the |an? )?"
    r"(?P<who>[\w-]+(?: [\w-]+){0,2})$",
    re.IGNORECASE,
)
_JOINING = word_set(
    "however moreover furthermore additionally therefore thus hence meanwhile overall finally"
    " instead similarly unfortunately fortunately"
)
_PARTITIVE = re.compile(r"(?:[\w-]+ ){1,4}of (?:it|them)\b", re.IGNORECASE)
_UNNAMED = re.compile(
    r"what |(?:those|some|others) (?:with|who|in|on|of|without|given|taking)\b", re.IGNORECASE
)
_COUNTED = re.compile(
    r"\b(?P<all>(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?P<what>"
    r"(?:(?!of\b|in\b|to\b|and\b|or\b)[\w-]+ ){0,2}?(?:people|men and women|men|women|children|mice"
    r"|(?!\w+(?:ss|us|is)\b)[a-z-]{3,}s)))(?=$|[,;]| (?:with|of|who|that|aged|in|from|to|for|and"
    r"|over|under|by|took|had|were|have|did|died|on|at|after|between|without|against)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is known where a claim stands.

    ``topic`` is the article's, ``section`` the nearest run-in or short heading's (``fresh``
    until its first paragraph ends). ``subjects`` are those of the paragraph's clauses so far,
    resolved, the last first, ``object`` the last clause's (``part`` where it says what
    something contains), ``counted`` the one thing it counts ("34 women"),
    ``tail`` its last words where they name something, and ``center`` what a pronoun of it stood
    for (the backward-looking center of Grosz, Joshi and Weinstein, 1995); ``unclear`` says that
    the last clause had a subject that could not be resolved. ``kinds`` says what the article calls
    a thing ("herb" to "kava"; an empty string for two of them). ``predicate`` is what a modal was
    last followed by, ``event`` the last combining of two things, ``question`` the one just asked,
    ``short_forms`` what the article spells out, ``people`` the surnames of who speaks in it,
    ``ailments`` what it says that people suffer from,
    ``written_small`` the words it writes without a capital, ``quoted`` that the unit is direct
    speech.
    """

    topic: str = ""
    section: str = ""
    fresh: bool = False
    subjects: tuple[str, ...] = ()
    object: str = ""
    part: str = ""
    counted: str = ""
    tail: str = ""
    center: str = ""
    unclear: bool = False
    kinds: Mapping[str, str] = field(default_factory=dict)
    predicate: str = ""
    event: str = ""
    question: str = ""
    short_forms: Mapping[str, str] = field(default_factory=dict)
    people: frozenset[str] = frozenset()
    ailments: frozenset[str] = frozenset()
    written_small: frozenset[str] = frozenset()
    quoted: bool = False

    @property
    def thing(self) -> str:
        """What a bare definite phrase points to: the section's topic, else the article's."""
        return self.section or self.topic

    def names(self, phrase: str) -> bool:
        """Whether a phrase ends with the name of a person of the article."""
        return bool(phrase) and phrase.split()[-1] in self.people

    def ails(self, phrase: str) -> bool:
        """Whether a phrase names an ailment, by itself or by what the article says of it."""
        return is_ailment(phrase) or phrase.lower() in self.ailments

    def inside(self, phrase: str) -> str:
        """A phrase that began a sentence as it stands inside one: "Kava" as "kava"."""
        first = phrase.split(" ", 1)[0]
        plain = first.lower() in self.written_small or first.lower() in DETERMINERS
        return first.lower() + phrase[len(first) :] if plain else phrase

    def cleared(self) -> Setting:
        """The setting at the start of a paragraph, a list item or direct speech."""
        return replace(
            self, subjects=(), object="", part="", counted="", tail="", center="", unclear=False
        )


def advance(setting: Setting, reading: str, sentence: str, *, aside: bool = False) -> Setting:
    """The setting after a claim has been read.

    :param setting: the setting before it.
    :param reading: the claim's reading, without a study it credits.
    :param sentence: the claim's own words.
    :param aside: whether the claim is an insert, which does not change what is spoken of.
    :returns: the setting for what follows in the paragraph.
    """
    kinds = _kinds(setting, reading)
    if aside:
        return replace(setting, kinds=kinds)
    subject = "" if _NO_SUBJECT.match(reading) else _subject(setting, reading)
    if subject.lower().endswith((" of it", " of them")) or _PARTITIVE.match(sentence):
        subject = ""
    if subject.lower() in _JOINING:
        subject = ""
    speaker = subject.lower().split(" ")[0] in _SPEAKERS or subject.lower().startswith("no one")
    speaker = speaker or (subject.lower().startswith(("my ", "our ")) and is_person(subject))
    if speaker and " that " in reading:
        speaker, subject = False, "it"
    unclear = _UNNAMED.match(reading) or (subject.lower() in PRONOUNS and not speaker)
    subjects = setting.subjects
    if subject and not speaker and not unclear:
        others = (item for item in subjects if item != subject)
        subjects = (subject, *others)[:_REMEMBERED]
    found = _MODAL.search(sentence)
    return replace(
        setting,
        subjects=subjects,
        object=(what := object_of(reading)),
        counted=_counted(reading),
        tail=last_phrase(reading),
        part=what if _CONTAINS.search(reading) else "",
        center=_center(setting, reading, sentence),
        unclear=bool(unclear),
        kinds=kinds,
        predicate=found[1] if found else setting.predicate,
        event=_last_event(reading, setting.event),
    )


def instructed(setting: Setting, said: str) -> Setting:
    """The setting after an instruction, which names what to take or do ("Use painkillers …")."""
    named = object_of(said, imperative=True)
    if not named or named.lower() in PRONOUNS:
        return setting
    return replace(setting, object=named, center="", unclear=False)


def _subject(setting: Setting, reading: str) -> str:
    """The subject: what a pronoun was put into words by, else what stands before the verb."""
    low = reading.lower()
    known = (setting.center, *setting.subjects, setting.object, setting.thing)
    said = next((it for it in known if it and low.startswith(f"{it.lower()} ")), "")
    if (named := _NAMED_AFTER.match(reading)) is not None:
        return named["who"]
    found = subject_of(reading)
    # "Gum disease affects …" is not about gum; "gum that …" is.
    more = (
        found[len(said) :].lower().split() if found.lower().startswith(f"{said.lower()} ") else []
    )
    longer = said and len(more) == 1 and more[0] not in S_FORMS.keys() | AUXILIARIES
    return found if longer else said or found


def _kinds(setting: Setting, reading: str) -> Mapping[str, str]:
    found = _IS_A.match(reading)
    if found is None or found["who"].split()[0].lower() in PRONOUNS or is_plural(found["who"]):
        return setting.kinds
    noun, who = found["noun"].lower(), found["who"]
    if is_abstract(noun) or noun in _NO_KINDS:
        return setting.kinds
    before = setting.kinds.get(noun, who)
    return {**setting.kinds, noun: who if before.lower() == who.lower() else ""}


def _center(setting: Setting, reading: str, sentence: str) -> str:
    """What a pronoun of the claim was read as: known before, and not in its own words."""
    known = (setting.center, *setting.subjects, setting.object, setting.thing)
    low, said = reading.lower(), sentence.lower()
    return next((it for it in known if it and it.lower() in low and it.lower() not in said), "")


def _counted(reading: str) -> str:
    """The one plural thing with a number in a reading ("34 women"), or an empty string."""
    found = [it for it in _COUNTED.finditer(reading) if it["what"].split()[-1] not in MEASURES]
    return found[0]["all"] if len(found) == 1 else ""


def _last_event(said: str, before: str) -> str:
    """The last combining of two things named ("mixing X with Y"), or ``before``."""
    hits = [found for found in _EVENT.finditer(said) if found["one"].lower() not in PRONOUNS]
    passive = _COMBINED.match(said)
    last = passive or (hits[-1] if hits else None)
    if last is None:
        return before
    verb = last["verb"].lower()
    joiner = "with" if verb[0] in "mcp" or passive else "and"
    return f"{_GERUND.get(verb, verb)} {last['one']} {joiner} {_noun_phrase(last['two'])}"


def _noun_phrase(words: str) -> str:
    """The words up to the first that cannot belong to a noun phrase."""
    ends = AUXILIARIES | CONJUNCTIONS | PREPOSITIONS | S_FORMS.keys() | {"to"}
    kept = itertools.takewhile(lambda word: word not in ends, words.split())
    return " ".join(kept)
