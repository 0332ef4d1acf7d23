"""What "this herb", "the hormone", "this practice" and "these effects" point to."""

from __future__ import annotations

import re

from claimcheck.segment.phrases import (
    is_abstract,
    is_activity,
    is_body,
    is_person,
    is_plural,
    is_research,
)
from claimcheck.segment.setting import Setting
from claimcheck.segment.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    ED_FORMS,
    NUMERALS,
    PREPOSITIONS,
    S_FORMS,
    VERBS,
)
from claimcheck.text.letters import capital

__all__ = ["pointed"]

_ADJECTIVE = (
    r"(?:natural|ancient|powerful|popular|herbal|tropical|simple|potent|humble|little|golden|amazing"
    r"|dietary|controversial|adaptogenic|active|bitter|miracle|magic|same|common|traditional"
    r"|medicinal|wonder|incredible|remarkable|vital|essential|tiny|chronic|painful)"
)
# What one takes or buys: the topic of a page about a remedy.
_REMEDY = (
    r"substance|herb|plant|supplement|product|ingredient|remedy|extract|botanical|spice|root|leaf"
    r"|tea|drink|formula|oil|powder|pill|capsule|medicine|medication|drug|berry|mushroom|seed|juice"
    r"|superfood|treatment|therapy|diet|vaccine|concoction|tonic|brew|tincture|gummy|probiotic"
)
_PROCESS = r"procedure|operation|technique"
_PROCEDURE = re.compile(
    r"\b(?:\w+ing|treatment|therapy|surgery|test|scan|massage|\w+(?:tomy|scopy|puncture|plasty|ation))$",
    re.IGNORECASE,
)
# What is named as part of something else: "contains curcumin. This compound …".
_CHEMICAL = (
    r"compound|molecule|hormone|toxin|acid|chemical|enzyme|nutrient|vitamin|mineral|protein"
    r"|antioxidant|antibiotic|antibody|peptide|pigment|messenger|neurotransmitter|steroid|opioid|stimulant"
    r"|mineral|metal|gas|salt|fungus|virus|bacterium|strain|parasite|alkaloid|fat|flavonoid|sugar|fibre|fiber|bacteria"
)
_ILLNESS = r"condition|disease|disorder|illness|ailment|syndrome"
_SAID_NEXT = AUXILIARIES | PREPOSITIONS | S_FORMS.keys() | ED_FORMS.keys() | VERBS | CONJUNCTIONS
# Whatever the article has called a thing ("X is a mushroom") or names it by ("onion syrup").
_ANY = re.compile(
    r"(?P<lead>\b(?:this|the)|^that) (?P<noun>[a-z][\w-]{2,})(?= (?P<next>\w+)|$|[,;])",
    re.IGNORECASE,
)
_THING = re.compile(
    r"(?P<lead>\b(?:this|the|our|these|those)|^that) "
    rf"(?:{_ADJECTIVE} )*(?P<noun>(?:{_REMEDY}|{_PROCESS}|{_CHEMICAL}|{_ILLNESS}))(?P<s>s?)\b"
    r"(?! (?:of|in|that|from|group|arm|is used to make)\b|-)(?! for (?!its\b|this\b|\d|centuries))"
    r"(?! (?-i:[A-Z]))",
    re.IGNORECASE,
)
# "The" is sure with these; with other nouns only where one thing is spoken of.
_SURE = frozenset(
    {"substance", "herb", "supplement", "plant", "compound", "spice", "product", "remedy"}
)
_EVENT = re.compile(
    r"\bth(?:is|e) (?:(?:dangerous|risky|deadly|common|potent) )?"
    r"(?:combination|combo|mixture|mix|co-use|practice|pairing|duo)\b(?! of)",
    re.IGNORECASE,
)
_ACTIVITY = re.compile(
    r"^this (?:(?:ancient|popular|common|simple|dangerous) )?(?:practice|habit|activity|ritual"
    r"|method)\b",
    re.IGNORECASE,
)
_EFFECT = re.compile(
    r"^(?:this|these) (?:side )?(?:effect|symptom|reaction|complaint|problem)s?\b(?! of)",
    re.IGNORECASE,
)


def pointed(said: str, setting: Setting) -> str:
    """A reading with its pointing phrases put into words, as far as one thing fits them."""
    if setting.event:
        said = _EVENT.sub(lambda found: _cased(setting.event, found), said)
    last = setting.subjects[0] if setting.subjects else ""
    if is_activity(last) and not setting.unclear:
        said = _ACTIVITY.sub(lambda found: _cased(last, found), said)
    if is_person(last) and setting.object:
        said = _EFFECT.sub(lambda found: _cased(setting.object, found), said)
    low = said.lower()

    def put(found: re.Match[str]) -> str:
        thing = _thing(found, setting)
        return _cased("" if thing.lower() in low else thing, found)

    def named(found: re.Match[str]) -> str:
        if found["next"] and found["next"].lower() not in _SAID_NEXT:
            return found.group()
        thing = _called(found["noun"].lower(), setting)
        return _cased("" if thing.lower() in low else thing, found)

    put_in = _THING.sub(put, said)
    return put_in if put_in != said else _ANY.sub(named, said)


def _called(noun: str, setting: Setting) -> str:
    """What the article calls by this noun, or by a longer name that ends with it."""
    if (known := setting.kinds.get(noun)) is not None:
        return known
    last = setting.subjects[0] if setting.subjects else ""
    names = () if setting.unclear else (setting.center, last, setting.section)
    return next((name for name in names if _ends_with(name, noun)), "")


def _ends_with(name: str, noun: str) -> bool:
    words = name.lower().split()
    if len(words) < 2 or words[0] in DETERMINERS | NUMERALS or is_person(name) or is_research(name):
        return False
    return words[-1] == noun or (is_body(name) and noun in words)


def _thing(found: re.Match[str], setting: Setting) -> str:
    """What a noun such as "herb", "hormone" or "condition" points to, or an empty string."""
    lead, noun, plural = found["lead"].lower(), found["noun"].lower(), bool(found["s"])
    if lead == "these" and re.fullmatch(_REMEDY, noun):
        return _several(noun, setting)
    if lead == "this" and re.fullmatch(_CHEMICAL, noun) and not plural and setting.part:
        return _part(noun, setting, plural=plural)
    if not plural and (known := setting.kinds.get(noun)):
        return known
    if re.fullmatch(_ILLNESS, noun):
        return _ailment(setting, plural=plural)
    if noun in {"substance", "ingredient"} and lead == "this" and setting.part and not plural:
        return setting.part
    if re.fullmatch(_CHEMICAL, noun):
        return _part(noun, setting, plural=plural)
    if re.fullmatch(_PROCESS, noun) and not _PROCEDURE.search(setting.thing):
        return ""
    return _topic(lead, noun, setting, plural=plural)


def _ailment(setting: Setting, *, plural: bool) -> str:
    last = setting.center or (setting.subjects[0] if setting.subjects else "")
    ailments = (it for it in (last, setting.thing) if setting.ails(it))
    return next((it for it in ailments if is_plural(it) == plural), "")


def _topic(lead: str, noun: str, setting: Setting, *, plural: bool) -> str:
    """The thing that the article is about, unless something else may be meant as well."""
    if not plural and (not setting.thing or setting.ails(setting.thing)):
        return _named_last(setting)
    if plural:
        return ""
    rivals = (it for it in setting.subjects if it.lower() not in setting.thing.lower())
    if not setting.section and any(_name(it, setting) for it in rivals):
        return ""
    if lead == "the" and noun not in _SURE and not setting.section:
        return ""
    return setting.thing


def _several(noun: str, setting: Setting) -> str:
    """What "these drugs" points to: several things just named, which no longer name repeats."""
    last = setting.center or (setting.subjects[0] if setting.subjects else "")
    words = last.lower().split()
    if not 0 < len(words) <= 3 or words[0] in DETERMINERS | NUMERALS or setting.unclear:
        return ""
    rival = is_plural(setting.object) or words[-1] == f"{noun}s" or setting.ails(last)
    acts = is_person(last) or is_research(last) or is_body(last) or is_abstract(last)
    return last if is_plural(last) and not rival and not acts else ""


def _named_last(setting: Setting) -> str:
    """The thing that was the subject last, where it has a name and is nobody and no ailment."""
    last = setting.center or (setting.subjects[0] if setting.subjects else "")
    return last if _name(last, setting) and not setting.unclear else ""


def _name(last: str, setting: Setting) -> bool:
    """Whether a subject is a bare name of one thing: nobody, no study, no ailment, no activity."""
    words = last.lower().split()
    if not 0 < len(words) <= 3 or words[0] in DETERMINERS | NUMERALS:
        return False
    acts = is_person(last) or is_research(last) or is_body(last) or setting.names(last)
    other = is_plural(last) or is_abstract(last) or is_activity(last) or setting.ails(last)
    return not (acts or other)


def _part(noun: str, setting: Setting, *, plural: bool) -> str:
    """What the last clause said something contains, else its subject, else the topic."""
    last = setting.subjects[0] if setting.subjects else ""
    if setting.unclear or setting.kinds.get(noun) == "" or re.search(rf"\b{noun}s?$", last):
        return ""
    if setting.part and is_plural(setting.part) == plural:
        return setting.part
    fits = setting.object and not is_abstract(setting.object) and not is_plural(setting.object)
    near = setting.object if fits else setting.tail
    if not plural and near and not is_plural(near):
        rival = setting.center or last
        named = rival.lower().split(" ")[0] not in DETERMINERS and not is_plural(rival)
        return "" if named and rival and not (is_person(rival) or is_research(rival)) else near
    agreeing = [it for it in (setting.center, last) if it and is_plural(it) == plural]
    agreeing = [it for it in agreeing if not (is_person(it) or is_research(it) or _owned(it))]
    if agreeing:
        return agreeing[0]
    topic = setting.thing and not plural and not is_plural(setting.thing)
    return setting.thing if topic and not last and not setting.ails(setting.thing) else ""


def _owned(phrase: str) -> bool:
    return phrase.lower().startswith(("your ", "my ", "our ", "their ", "his ", "her "))


def _cased(phrase: str, found: re.Match[str]) -> str:
    if not phrase:
        return found.group()
    return capital(phrase) if found.start() == 0 else phrase
