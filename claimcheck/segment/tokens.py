"""Tokens of a stretch of text, and which of them are finite verbs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claimcheck.segment.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    ED_FORMS,
    ING_FORMS,
    NUMERALS,
    PARTICIPLES,
    PLAIN_VERBS,
    PLURAL_NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    S_FORMS,
    VERBS,
)
from claimcheck.text.cues import shadow
from claimcheck.text.wordlist import word_set

__all__ = ["DASH", "Token", "find_verb", "has_clause", "is_finite", "is_gerund", "tokenize"]

_TOKEN = re.compile(r"\w+(?:['.,/-](?=\w)\w+)*|[^\w\s™®©*~]")
DASH = "\u2015"
"""How a long dash appears in :attr:`Token.low`."""
_POSSESSIVE = word_set("my your his her its our their whose")
_AFTER_PARTICIPLE = word_set("by from in with as on at to of for using under")
_BE_HAVE = word_set(
    "is are was were am be been being has have had having get gets got it's they're you're"
)
_SKIPPED = word_set("also often even just already still now then always never actually not")
_NOT_SUBJECT = frozenset(PREPOSITIONS | DETERMINERS | {"to", "and", "or", "but", "not"})
_SPACED_DASH = re.compile(r"(?<=\s)--?(?=\s)")
_ONLY_SUBJECTS = word_set("it he she they we")
_FUNCTION = PREPOSITIONS | DETERMINERS | CONJUNCTIONS | PRONOUNS | {"to", "also", "less", "perhaps"}
_OBJECTS = word_set("you it them me us him her your its their our my his the")
_OF_COUNTED = word_set(
    """
    needed died had reported developed received required dropped recovered took experienced suffered
    left got said showed improved found lost contained failed survived fell felt
    """
)
# Past forms that are never passive, so that "ranged from" is no participle.
_INTRANSITIVE = word_set(
    """
    ranged lasted occurred happened died varied differed resulted appeared participated suffered
    belonged consisted lived bathed went came fell rose stemmed emerged remained existed
    """
)
_ADVERB = re.compile(r"\w{2,}ly$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark: its place in the text, and its plain lower-case form."""

    start: int
    end: int
    low: str

    @property
    def is_word(self) -> bool:
        """Whether it holds a letter or figure."""
        return self.low[0].isalnum()


def tokenize(text: str, start: int, end: int) -> tuple[Token, ...]:
    """The tokens of ``text[start:end]``, in order, with offsets into ``text``."""
    # A long dash parts clauses and a hyphen joins words, so it must not become one.
    plain = _SPACED_DASH.sub(_dash, shadow(text[start:end].replace("—", DASH)))
    return tuple(
        Token(start + found.start(), start + found.end(), found.group().lower())
        for found in _TOKEN.finditer(plain)
    )


def _dash(found: re.Match[str]) -> str:
    return DASH.ljust(len(found.group()))


def is_gerund(token: Token) -> bool:
    """Whether the word is a verb's -ing form."""
    return is_gerund_word(token.low)


def is_gerund_word(low: str) -> bool:
    """Whether a lower-case word is a verb's -ing form."""
    return low in ING_FORMS or (low.startswith("re") and low[2:].lstrip("-") in ING_FORMS)


def is_finite(tokens: Sequence[Token], index: int) -> bool:
    """Whether the token is a verb that can carry a sentence, by its form and neighbours."""
    low = tokens[index].low
    before = _before(tokens, index)
    if low in AUXILIARIES:
        return not (low in {"can", "will", "might"} and before in DETERMINERS | {"of"})
    if before in NUMERALS and _counted(tokens, index):
        return True
    if before in DETERMINERS - PRONOUNS - {"all", "both", "each"} or before in _POSSESSIVE:
        return False
    if before.endswith("'s") and before not in AUXILIARIES:
        return False
    if before in PREPOSITIONS or (before and before in _BE_HAVE):
        return False
    after = tokens[index + 1].low if index + 1 < len(tokens) else ""
    return _unknown_finite(low, before, after) or _known_finite(tokens, index, before, after)


def _counted(tokens: Sequence[Token], index: int) -> bool:
    """Whether a past form after a bare number is its verb ("five needed ventilation")."""
    if tokens[index].low not in _OF_COUNTED or index < 1 or tokens[index - 1].low not in NUMERALS:
        return False
    opens = index == 1 or tokens[index - 2].low in CONJUNCTIONS | {",", DASH, ";"}
    after = tokens[index + 1].low if index + 1 < len(tokens) else ""
    return opens and not (after.endswith("s") and after not in {"his", "its", "this", "was", "has"})


def _known_finite(tokens: Sequence[Token], index: int, before: str, after: str) -> bool:
    """Whether a verb of the lexicon is finite here."""
    low = tokens[index].low
    if low in S_FORMS:
        return _finite_s(before, after)
    if low in ED_FORMS:
        return _finite_past(low, before, after)
    if low not in VERBS or after in {"of", "is", "are"}:
        return False
    head = _before_insert(tokens, index) if before == "," else before
    return _plural_subject(head) or (low in PLAIN_VERBS and _noun_before(tokens, index, before))


def _unknown_finite(low: str, before: str, after: str) -> bool:
    """Whether the neighbours alone show that a word is a verb, known or not."""
    if before in _ONLY_SUBJECTS:
        return _may_be_verb(low, before)
    if before in PLURAL_NOUNS:
        return _may_be_verb(low, before) and not low.endswith(("ed", "s", "ing"))
    return after in _OBJECTS and _unknown_verb(low, before) and low not in S_FORMS


def _before(tokens: Sequence[Token], index: int) -> str:
    """The nearest word to the left that is not an adverb; a mark counts as a word."""
    for token in reversed(tokens[:index]):
        if not _ADVERB.match(token.low) and token.low not in _SKIPPED:
            return token.low
    return ""


def _may_be_verb(low: str, before: str) -> bool:
    """Whether an unknown word after a subject pronoun is its verb ("it warms", "they nap")."""
    if not low.isalpha() or low in _FUNCTION or _ADVERB.match(low) or low in _SKIPPED:
        return False
    if before in {"it", "he", "she"}:
        return len(low) > 3 and low.endswith("s") and not low.endswith("ss")
    return True


def _unknown_verb(low: str, before: str) -> bool:
    """Whether an unknown word between a noun and "you", "it", "the" … is a verb."""
    if not low.isalpha() or not before.isalpha() or low in _FUNCTION or before in _FUNCTION:
        return False
    if low in PARTICIPLES or low in ED_FORMS or is_gerund_word(low) or is_gerund_word(before):
        return False
    plural = before.endswith("s") and not before.endswith(("ss", "us", "is"))
    return plural != (low.endswith("s") and not low.endswith(("ss", "us", "is")))


def _noun_before(tokens: Sequence[Token], index: int, before: str) -> bool:
    """Whether a plural subject may end at the word before ("two cups a day keep …")."""
    if not before.isalpha() or before in _NOT_SUBJECT or is_gerund_word(before):
        return False
    return any(_plural_subject(token.low) for token in tokens[:index]) and not any(
        token.low in AUXILIARIES | {"to"} for token in tokens[max(0, index - 4) : index]
    )


def _before_insert(tokens: Sequence[Token], index: int) -> str:
    """The word before an insert between commas that ends at ``index``."""
    commas = [i for i in range(index) if tokens[i].low == ","]
    return tokens[commas[-2] - 1].low if len(commas) > 1 and commas[-2] > 0 else ""


def _finite_s(before: str, after: str) -> bool:
    if before in {"", ",", "and", "or", "but", "that", "which", "who"}:
        return before in {"and", "but", "that", "which", "who"} or after not in {"of", "in", "are"}
    return (before[-1].isalnum() or before == DASH) and after not in {
        "of",
        "is",
        "are",
        "were",
        "was",
        "have",
    }


def _finite_past(low: str, before: str, after: str) -> bool:
    if before in {"", ",", "("}:
        return False
    participle = (low in PARTICIPLES or low.endswith("ed")) and low not in _INTRANSITIVE
    return not (participle and after in _AFTER_PARTICIPLE and before not in PRONOUNS)


def _plural_subject(before: str) -> bool:
    return (
        before in {"they", "we", "you", "i", "who", "that", "which", "and", "these", "those"}
        or before in PLURAL_NOUNS
        or (len(before) > 3 and before.endswith("s") and not before.endswith(("ss", "us", "is")))
        or before in {"some", "many", "most", "both", "others"}
    )


def find_verb(tokens: Sequence[Token], *, start: int = 0) -> int | None:
    """The index of the first finite verb at or after ``start``, or ``None``."""
    return next((i for i in range(start, len(tokens)) if is_finite(tokens, i)), None)


def has_clause(tokens: Sequence[Token]) -> bool:
    """Whether the tokens hold a subject and, after it, a finite verb."""
    words = [token for token in tokens if token.is_word]
    if not words:
        return False
    if "'" in words[0].low and words[0].low in AUXILIARIES and words[0].low in PRONOUNS:
        return True
    if words[0].low in AUXILIARIES and "'" not in words[0].low:
        return False
    if words[0].low in {
        "it's",
        "that's",
        "there's",
        "they're",
        "you're",
        "we're",
        "i'm",
        "he's",
        "she's",
    }:
        return True
    verb = find_verb(tokens, start=1)
    return verb is not None and tokens[0].low not in {"which", "who", "that", "whose"}
