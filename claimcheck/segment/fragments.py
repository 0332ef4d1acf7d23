"""Fragments made whole: bullets, short answers, split clauses that share a subject."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.segment.clauses import Link
from claimcheck.segment.core import plain
from claimcheck.segment.phrases import is_plural
from claimcheck.segment.setting import Setting
from claimcheck.segment.tokens import Token, find_verb, has_clause, is_finite, tokenize
from claimcheck.segment.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    ED_FORMS,
    ING_FORMS,
    PARTICIPLES,
    PREPOSITIONS,
    PRONOUNS,
    S_FORMS,
    VERBS,
    s_form,
)
from claimcheck.text.wordlist import word_set

__all__ = ["affirmed", "complete", "small", "with_subject"]

_ELLIPSIS = re.compile(
    r"^(?P<who>.{2,60}?) (?P<aux>does|do|did|can|will|is|are|has|have)$", re.IGNORECASE
)
_COMPARES = re.compile(r"\b(?:as|than) ", re.IGNORECASE)
_SHARE = re.compile(
    r"^(?:all|most|some|much|many|half|none|each|both) of (?P<what>it|them)(?= )", re.IGNORECASE
)
_YES_NO = re.compile(
    r"^(?P<aux>is|are|does|do|did|can|could|will|would|has|have|had|should|may) (?P<rest>.+?)\?*$",
    re.IGNORECASE,
)
# "safe and effective use of kava", with or without a topic read before it.
_PRAISED_USE = re.compile(
    r"(?:^|\b(?:is|are) )(?P<praise>safe and effective|effective and safe) "
    r"(?P<use>use|relief|treatment|management) (?P<whose>(?:of|for|from) .+)$",
    re.IGNORECASE,
)
_NO = frozenset(
    {"no", "nope", "not really", "not at all", "never", "impossible"}
    | {"absolutely not", "definitely not", "certainly not", "of course not"}
)
_YES = frozenset({"yes", "yep", "absolutely", "definitely", "of course", "certainly", "indeed"})
_PROPERTIES = word_set(
    "rich high low free safe suitable full packed made vegan organic natural 100 gentle non-toxic "
    "proven effective gluten-free sugar-free dairy-free non-gmo all-natural"
)
# Words in -s that open a sentence as nouns as often as verbs: "Calls to … rose".
_COUNTED = word_set(
    "calls reports results claims uses changes benefits tests supplements risks doses levels cases"
    " drinks causes attacks increases decreases rates deaths sales treatments visits searches"
)
_BARRIERS = word_set("that which who because when if while as so but") | {","}
_MEASURES = word_set("mg mcg µg g iu ml")
_NOT_DROPPED = PRONOUNS | {"you", "your", "my", "not", "our"}


def with_subject(said: str, link: Link, subject: str) -> str:
    """A clause that shares another's subject, with that subject put in."""
    plural = is_plural(subject)
    if link is Link.PARTICIPLE:
        return f"{subject} {_finite(said, plural=plural)}"
    if link is Link.APPOSITION:
        return f"{subject} {'are' if plural else 'is'} {small(said)}"
    if link is Link.REASON:
        return f"{subject} {said.split(' ', 1)[-1]}"
    if link is Link.CONSEQUENCE:
        return f"{subject}, {said}"
    if link is Link.RESTATEMENT:
        return f"{subject}, that is, {said}"
    return f"{subject} {said}"


def _finite(said: str, *, plural: bool) -> str:
    """A participial phrase with its verbs made finite: "binding X and escorting Y"."""
    words = said.split(" ")
    for at, word in enumerate(words[:40]):
        base = ING_FORMS.get(word.lower().strip(",.;"))
        first = at == 0 or (at == 1 and words[0].lower().endswith("ly"))
        if base and (first or words[at - 1].lower() == "and"):
            words[at] = base if plural else s_form(base)
    return " ".join(words)


def complete(said: str, setting: Setting) -> str:
    """A fragment with the subject or predicate it leaves out; a sentence as it is."""
    if setting.question and (answer := _answer(said, setting)):
        return answer
    if setting.predicate and _ELLIPSIS.match(said) and not _COMPARES.search(said):
        return f"{said} {setting.predicate}"
    tokens = tokenize(said, 0, len(said))
    if not tokens or not setting.thing or tokens[0].low in _NOT_DROPPED:
        return said
    low = tokens[0].low
    if "'" in low and not low.endswith("n't"):
        return said
    following = tokens[1].low if len(tokens) > 1 else ""
    if following in PRONOUNS or (low in _COUNTED and following == "that"):
        return said
    if setting.fresh and is_plural(setting.section) and low in VERBS and low not in _COUNTED:
        return f"{setting.section} {small(said)}"
    if low.endswith("n't") or (
        (is_finite(tokens, 0) or low in S_FORMS) and not (low in S_FORMS and _noun(tokens))
    ):
        return f"{setting.thing} {small(said)}"
    if (share := _SHARE.match(said)) and find_verb(tokens, start=1) is None:
        are = "is" if share["what"].lower() == "it" else "are"
        return f"{share.group()} {are}{said[share.end() :]}"
    if find_verb(tokens, start=1) is not None and not (
        _opens_property(tokens) and not _clause_after_comma(tokens)
    ):
        return said
    return _verbless(said, tokens, setting)


def _noun(tokens: Sequence[Token]) -> bool:
    """Whether an opening word in -s is a plural noun: "Studies have linked …"."""
    if len(tokens) > 1 and tokens[1].low in AUXILIARIES | ED_FORMS.keys():
        return True
    if len(tokens) > 1 and (tokens[0].low, tokens[1].low) == ("results", "in"):
        return False
    verb = find_verb(tokens, start=1) if tokens[0].low in _COUNTED else None
    if verb is None or tokens[verb].low in VERBS:
        return False
    return not _BARRIERS & {token.low for token in tokens[:verb]}


def _opens_property(tokens: Sequence[Token]) -> bool:
    """Whether "Used for …", "Clinically proven …" or "Third-party tested …" opens a fragment."""
    low = tokens[0].low
    following = tokens[1].low if len(tokens) > 1 else ""
    if low in {"rich", "made", "used", "known", "tested", "proven"}:
        return True
    if len(tokens) > 1 and is_finite(tokens, 1):
        return False
    return (low.endswith("ly") or "-" in low) and (
        following in ED_FORMS or following in PARTICIPLES
    )


def _clause_after_comma(tokens: Sequence[Token]) -> bool:
    """Whether an opening phrase has its clause: "Used correctly, it is safe"."""
    comma = next((at for at, token in enumerate(tokens) if token.low == ","), len(tokens))
    return has_clause(tokens[comma + 1 :])


def _unknown_verb(tokens: Sequence[Token]) -> bool:
    """Whether "The process heats milk …" has a verb that no list knows."""
    if len(tokens) < 4 or tokens[0].low not in {"a", "an", "the"}:
        return False
    noun, verb, after = (token.low for token in tokens[1:4])
    third = verb.endswith("s") and not verb.endswith(("ss", "us", "is"))
    ends = PREPOSITIONS | CONJUNCTIONS | {",", "."}
    return third and noun.isalpha() and verb.isalpha() and after not in ends


def _verbless(said: str, tokens: Sequence[Token], setting: Setting) -> str:
    low, last = tokens[0].low, tokens[-1].low
    if ":" in said or _unknown_verb(tokens):
        return said
    if low in {"zero", "no"}:
        return f"{setting.thing} has {small(said)}"
    if low[0].isdigit() and tokens[1:] and tokens[1].low in _MEASURES:
        return f"{setting.thing} contains {said}"
    if _opens_property(tokens):
        return f"{setting.thing} is {small(said)}"
    passive = low in ED_FORMS or low in PARTICIPLES
    if low in _PROPERTIES or passive or low in {"a", "an", "the"} or low.startswith("non-"):
        return f"{setting.thing} is {small(said)}"
    ends = last in ED_FORMS or last in _PROPERTIES or last.endswith("-free")
    return f"{setting.thing} is {small(said)}" if ends and len(tokens) <= 5 else said


def _answer(said: str, setting: Setting) -> str:
    """A short answer joined with its question: "Is it X?" "No!" gives "It is not X"."""
    asked = _YES_NO.match(plain(setting.question).replace("’", "'"))
    if asked is None:
        return ""
    if ellipsis := _ELLIPSIS.match(said):
        rest = asked["rest"].split(" ", 1)
        whole = f"{ellipsis['who']} {ellipsis['aux']} {rest[1]}" if len(rest) > 1 else ""
        return _object(whole, setting)
    head, _, more = said.partition(", ")
    reply = head.lower().strip(" .!")
    if reply not in _NO | _YES:
        return ""
    whole = _declarative(asked["aux"], asked["rest"], negative=reply in _NO)
    return _object(f"{whole} {more}".strip(), setting)


def affirmed(said: str) -> str:
    """A yes/no question, "X: the cure for Y" or "safe use of X" as the statement that it plants."""
    if (asked := _YES_NO.match(said)) is not None:
        return _declarative(asked["aux"], asked["rest"], negative=False)
    if (praised := _PRAISED_USE.search(said)) is not None:
        return f"{praised['use']} {praised['whose']} is {praised['praise'].lower()}"
    name, colon, what = said.partition(": ")
    return f"{name} is {what}" if colon and what.lower().startswith(("the ", "a ", "an ")) else said


def _object(said: str, setting: Setting) -> str:
    """A question's "it" that is not its subject is what the article is about."""
    if not setting.thing:
        return said
    return re.sub(r"(?<=\w )it(?=\W|$)", lambda _: setting.thing, said)


def _declarative(aux: str, rest: str, *, negative: bool) -> str:
    """A yes/no question as a statement."""
    words = rest.split()
    size = 1 if words[0].lower() in PRONOUNS else _subject_size(words)
    verb = _verb_of_answer(aux.lower(), words[size:], negative=negative)
    return f"{' '.join(words[:size])} {verb}".strip()


def _subject_size(words: Sequence[str]) -> int:
    """How many words of an inverted question are its subject."""
    opens = VERBS | ED_FORMS.keys() | PARTICIPLES | _PROPERTIES
    opens |= {"a", "an", "the", "good", "bad", "better", "really", "ever", "not"}
    return next((at for at, word in enumerate(words) if at and word.lower() in opens), 1)


def _verb_of_answer(aux: str, rest: Sequence[str], *, negative: bool) -> str:
    after = " ".join(rest)
    if negative:
        return f"cannot {after}" if aux == "can" else f"{aux} not {after}"
    if aux in {"do", "does"} and rest and rest[0].lower() in VERBS:
        verb = s_form(rest[0].lower()) if aux == "does" else rest[0]
        return " ".join((verb, *rest[1:]))
    return f"{aux} {after}"


def small(said: str) -> str:
    """The first letter small, unless the word is a name or an acronym."""
    word = said.split(" ", 1)[0]
    return said if word[1:] != word[1:].lower() or word == "I" else said[:1].lower() + said[1:]
