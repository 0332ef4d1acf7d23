"""Readings: each claim restated so that it stands alone, for a verifier to look up.

Rules for the patterns of single-topic health articles: a fragment takes its
section's or the article's topic as subject, a split clause its sentence's
subject, "it" the subject before it, "this herb" the topic, "this combination"
the event named last. Two candidates that tie leave the words as they stand.
Readings are derived text: offsets never refer to them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from claimcheck.segment.clauses import Clause, Link
from claimcheck.segment.core import plain
from claimcheck.segment.tokens import find_verb, is_finite, tokenize
from claimcheck.segment.words import ED_FORMS, ING_FORMS, PARTICIPLES, PRONOUNS, VERBS, s_form
from claimcheck.text.spans import slice_of

__all__ = ["Setting", "advance", "is_plural", "read_claim", "subject_of"]

_HYPERNYM = (
    r"(?:substance|herb|plant|supplement|compound|product|ingredient|remedy|extract|botanical|spice|root|leaf|tea|drink|formula"
    r"|oil|powder|pill|capsule|medicine|medication|drug|vitamin|mineral|nutrient|berry|mushroom|seed|juice|superfood|hormone|molecule"
    r"|treatment|therapy|diet|vaccine|concoction|tonic|brew|tincture|gummy|probiotic)"
)
_THIS_THING = re.compile(
    rf"\b(?:this|the|that|our) (?:(?:natural|ancient|powerful|popular|herbal|tropical|simple|potent|humble|little|golden|amazing|dietary"
    rf"|controversial|adaptogenic|active|bitter|miracle|magic|same|common|traditional|medicinal|wonder|incredible|remarkable) )*"
    rf"{_HYPERNYM}\b(?!s)(?! (?:of|in|that|from|for|group|is used to make)\b)",
    re.IGNORECASE,
)
_THIS_EVENT = re.compile(
    r"\bth(?:is|e) (?:(?:dangerous|risky|deadly|common|potent) )?(?:combination|combo|mixture|mix|co-use|practice|pairing|duo)\b(?! of)",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?P<verb>mix(?:ing)?|combin(?:e|ing)|tak(?:e|ing)|us(?:e|ing)|pair(?:ing)?|drink(?:ing)?) (?P<one>[a-z][\w-]*(?: [\w-]+)?) "
    r"(?:with|and|alongside|together with) (?P<two>[a-z][\w-]*)",
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
_THESE = re.compile(r"\bthese (?:\w+ )?(?P<noun>\w+s)\b", re.IGNORECASE)
_PLEONASTIC = re.compile(
    r"^it(?:'s| is| was| may be| can be| has been| seems| appears| turns out| takes| follows)(?: \w+){0,2} (?:to|that|how|whether|why"
    r"|when|clear|unclear|possible|known|important|crucial|time|worth)\b|^it (?:seems|appears|turns out|follows)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"^(?P<word>it|they|this|these|that|he|she|both)(?P<tail>'s|'re|'ll|'ve)?(?=\W|$)",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"\b(?P<word>its|their)\b", re.IGNORECASE)
_EXPANDED = {"'s": " is", "'re": " are", "'ll": " will", "'ve": " have"}
_ELLIPSIS = re.compile(
    r"^(?P<who>.{2,60}?) (?P<aux>does|do|did|can|will|is|are|has|have)$", re.IGNORECASE
)
_YES_NO = re.compile(
    r"^(?P<aux>is|are|does|do|did|can|could|will|would|has|have|should|may) (?P<rest>.+?)\?*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is known where a claim stands.

    ``topic`` is the article's, ``section`` the nearest run-in or short heading's,
    ``subject`` the last clause's own subject already resolved, ``predicate`` what
    was said of it, ``event`` the last combining of two things, ``question`` the
    question just asked, ``said`` the text before the claim in its paragraph.
    """

    topic: str = ""
    section: str = ""
    subject: str = ""
    predicate: str = ""
    event: str = ""
    question: str = ""
    said: str = ""
    short_forms: Mapping[str, str] | None = None

    @property
    def thing(self) -> str:
        """What a bare definite phrase points to: the section's topic, else the article's."""
        return self.section or self.topic


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
    whole = _with_subject(said, clause.link, subject) if subject else _complete(said, setting)
    resolved = _resolve(whole, setting)
    return _capital(_expand(resolved, setting.short_forms or {}))


def subject_of(reading: str) -> str:
    """The subject a reading begins with, or an empty string."""
    tokens = tokenize(reading, 0, len(reading))
    verb = find_verb(tokens, start=1)
    if verb is None or verb > 14:
        return ""
    first = 0
    comma = next((i for i in range(verb) if tokens[i].low == ","), None)
    if comma is not None and tokens[0].low in {
        "in",
        "for",
        "by",
        "with",
        "after",
        "when",
        "if",
        "as",
    }:
        first = comma + 1
    elif comma is not None:
        verb = comma
    words = reading[tokens[first].start : tokens[verb - 1].end] if verb > first else ""
    return "" if words.lower() in PRONOUNS else words


def is_plural(phrase: str) -> bool:
    """Whether a noun phrase takes a plural verb, by its words."""
    low = phrase.lower()
    if " and " in low and not re.match(r"\w+ing ", low):
        return True
    head = re.split(r" (?:of|in|from|for|with|on|who|that|which|between|to) ", low)[0].split()
    last = head[-1] if head else ""
    return last in {"people", "women", "men", "children"} or (
        last.endswith("s") and not last.endswith(("ss", "us", "is", "itis", "ics"))
    )


def _with_subject(said: str, link: Link, subject: str) -> str:
    """A clause that shares another's subject, with that subject put in."""
    plural = is_plural(subject)
    if link is Link.PARTICIPLE:
        return f"{subject} {_finite(said, plural=plural)}"
    if link is Link.APPOSITION:
        return f"{subject} {'are' if plural else 'is'} {said}"
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


def _complete(said: str, setting: Setting) -> str:
    """A fragment with the subject or predicate it leaves out."""
    if setting.question and (answer := _answer(said, setting)):
        return answer
    if setting.predicate and (short := _ELLIPSIS.match(said)):
        return f"{said} {setting.predicate}"
    tokens = tokenize(said, 0, len(said))
    if not tokens or not setting.thing:
        return said
    low = tokens[0].low
    if (
        is_finite(tokens, 0)
        or low in _THIRD
        or low in {"won't", "doesn't", "can't", "isn't", "never"}
    ):
        return f"{setting.thing} {_small(said)}"
    if find_verb(tokens, start=1) is not None and low not in {"rich", "made", "free"}:
        return said
    return _verbless(said, low, tokens[1].low if len(tokens) > 1 else "", setting)


_THIRD = frozenset(s_form(verb) for verb in VERBS)


def _verbless(said: str, low: str, following: str, setting: Setting) -> str:
    if low in {"zero", "no", "less", "more", "fewer", "better"}:
        return f"{setting.thing} has {_small(said)}"
    adjective = {
        "rich",
        "high",
        "low",
        "free",
        "safe",
        "suitable",
        "full",
        "packed",
        "made",
        "vegan",
        "organic",
        "natural",
        "100",
    }
    if (
        low in adjective
        or low in ED_FORMS
        or low in PARTICIPLES
        or low in {"a", "an", "the", "non"}
    ):
        return f"{setting.thing} is {_small(said)}"
    return f"{setting.thing}: {_small(said)}" if following else said


def _answer(said: str, setting: Setting) -> str:
    """A short answer joined with its question: "Is it X?" "No!" gives "It is not X"."""
    asked = _YES_NO.match(plain(setting.question).replace("’", "'"))
    if asked is None:
        return ""
    reply = said.lower().strip(" .!")
    if ellipsis := _ELLIPSIS.match(said):
        rest = asked["rest"].split(" ", 1)
        return f"{ellipsis['who']} {ellipsis['aux']} {rest[1]}" if len(rest) > 1 else ""
    negative = reply in {
        "no",
        "nope",
        "not at all",
        "never",
        "impossible",
        "absolutely not",
        "definitely not",
    }
    positive = reply in {"yes", "yep", "absolutely", "definitely", "of course", "certainly"}
    if not negative and not positive:
        return ""
    return _declarative(asked["aux"], asked["rest"], negative=negative)


def _declarative(aux: str, rest: str, *, negative: bool) -> str:
    """A yes/no question as a statement; the subject is taken to be its first word or phrase."""
    words = rest.split()
    size = 1
    if words[0].lower() not in PRONOUNS:
        tokens = tokenize(rest, 0, len(rest))
        base = next((i for i, token in enumerate(tokens) if i and token.low in VERBS), None)
        article = next(
            (
                i
                for i, word in enumerate(words)
                if i and word.lower() in {"a", "an", "safe", "good"}
            ),
            None,
        )
        size = next((at for at in (base, article) if at is not None), 1)
    denial = " not" if negative else ""
    return f"{' '.join(words[:size])} {aux.lower()}{denial} {' '.join(words[size:])}".strip()


def _resolve(said: str, setting: Setting) -> str:
    said = _pronoun(said, setting)
    if setting.event:
        said = _THIS_EVENT.sub(lambda found: _cased(setting.event, found), said)
    if setting.thing:
        said = _THIS_THING.sub(lambda found: _cased(setting.thing, found), said)
    return _possessive(said, setting)


def _pronoun(said: str, setting: Setting) -> str:
    """The pronoun a reading begins with, put back into words."""
    found = _PRONOUN.match(said)
    if found is None or _PLEONASTIC.match(said):
        return said
    word = found["word"].lower()
    rest = said[found.end() :]
    if word in {"this", "these", "that"} and rest[:1] == " " and not _followed_by_verb(said):
        return said
    who = _antecedent(word, setting)
    if not who:
        return said
    tail = _EXPANDED.get((found["tail"] or "").lower(), "")
    if tail == " is" and re.match(r" (?:been|had|got)\b", rest):
        tail = " has"
    return f"{who}{tail}{rest}"


def _followed_by_verb(said: str) -> bool:
    tokens = tokenize(said, 0, len(said))
    return len(tokens) > 1 and (is_finite(tokens, 1) or tokens[1].low in _THIRD)


def _antecedent(word: str, setting: Setting) -> str:
    plural = word in {"they", "these", "both"}
    if word in {"he", "she"}:
        return ""
    if word in {"this", "that", "these", "both"}:
        return ""
    if setting.subject and is_plural(setting.subject) == plural:
        return setting.subject
    if plural:
        return ""
    if setting.subject and _THIS_EVENT.search(setting.subject):
        return setting.event
    return setting.thing if not setting.subject or not setting.event else ""


def _possessive(said: str, setting: Setting) -> str:
    """ "Its" and "their" at the head of a reading, where no own noun stands before."""
    found = _POSSESSIVE.match(said)
    if found is None:
        return said
    who = (
        setting.subject
        if is_plural(setting.subject or "x") == (found["word"].lower() == "their")
        else ""
    )
    who = who or (setting.thing if found["word"].lower() == "its" else "")
    return f"{_owner(who)}{said[found.end() :]}" if who else said


def _owner(who: str) -> str:
    return who + ("'" if who.endswith("s") else "'s")


def _cased(phrase: str, found: re.Match[str]) -> str:
    return _capital(phrase) if found.start() == 0 else phrase


def _expand(said: str, short_forms: Mapping[str, str]) -> str:
    """The first use of a short form the article spells out, spelt out."""
    for short, long in sorted(short_forms.items()):
        if long.lower() not in said.lower():
            said = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", f"{long} ({short})", said, count=1)
    return said


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def _small(said: str) -> str:
    """The first letter small, unless the word is a name or an acronym."""
    word = said.split(" ", 1)[0]
    return said if word[1:] != word[1:].lower() or word == "I" else said[:1].lower() + said[1:]


def last_event(said: str, before: str) -> str:
    """The last combining of two things named in the text ("mixing X with Y"), or ``before``."""
    found = None
    for found in _EVENT.finditer(said):
        pass
    if found is None or found["one"].lower() in PRONOUNS:
        return before
    verb = found["verb"].lower()
    return f"{_GERUND.get(verb, verb)} {found['one']} {'with' if verb[0] in 'mcp' else 'and'} {found['two']}"


def advance(setting: Setting, reading: str, sentence: str) -> Setting:
    """The setting after a claim has been read."""
    subject = subject_of(reading)
    return replace(
        setting,
        subject=subject or setting.subject,
        predicate=_predicate(sentence) or setting.predicate,
        event=last_event(sentence, setting.event),
    )


def _predicate(sentence: str) -> str:
    """What follows a modal in the sentence: what "X does." leaves out."""
    found = re.search(
        r"\b(?:will|can|could|would|does not|do not|cannot|can't|won't|doesn't|don't) ([a-z]\w+ .{1,60}?)[.!]?$",
        sentence,
    )
    return found[1] if found else ""
