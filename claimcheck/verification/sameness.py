"""When two claims say the same: the words in order, and the facts that must be equal.

Stricter than the clusters of one run, because an answer from memory is not checked again.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from claimcheck.text.numbers import find_quantities
from claimcheck.text.wordlist import word_set
from claimcheck.verification.facts import facts
from claimcheck.verification.terms import stem

__all__ = ["KEYS", "Meaning", "exact_key", "meaning"]

#: Goes up with every change of what ``Meaning.key`` is.
KEYS = 1
_WORD = re.compile(r"#|\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?|%")
_QUOTES = str.maketrans("‘’ʼ“”", "'''\"\"")
# Words that may come or go without changing what is said.
_IDLE = word_set("a an the that this these those really just actually indeed also so is are")
_SAME = {
    "cannot": "not",
    "no": "not",
    "never": "not",
    "lower": "reduce",
    "decrease": "reduce",
    "raise": "increase",
    "boost": "increase",
}
# What such a word stands for is said elsewhere in its article, and is another thing in the next.
_POINTING = re.compile(
    r"^(?:it|they|this|these|that|those|he|she|we|such|both)\b|\b(?:our|my)\b"
    r"|\bth(?:e|is|ese) (?:\w+ )?(?:products?|supplements?|formulas?|pills?|brands?|compan(?:y|ies)"
    r"|stud(?:y|ies)|trials?|authors?|researchers?)\b",
    re.IGNORECASE,
)
_VERB_ENDINGS = ("s", "d", "ed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What is compared of a claim.

    ``key`` are its words in order, amounts left out; the other fields must be equal for two
    claims with the same key to say the same. ``unresolved`` says that it speaks of an "it" or
    "the product" that it does not name, so that it means something else elsewhere.
    """

    key: str
    words: frozenset[str]
    numbers: tuple[tuple[object, ...], ...]
    negation: tuple[bool, frozenset[str]]
    direction: frozenset[str]
    population: frozenset[str]
    substance: frozenset[str]
    strength: tuple[int, bool]
    setting: frozenset[str]
    unresolved: bool

    def differs(self, other: Meaning) -> tuple[str, ...]:
        """What keeps two claims from saying the same; empty if nothing does."""
        names = ("numbers", "negation", "direction", "population", "substance", "strength",
                 "setting")  # fmt: skip
        found = [name for name in names if getattr(self, name) != getattr(other, name)]
        return (*found, *(["words"] if self.key != other.key else []))


def exact_key(text: str) -> str:
    """What is equal where two claims say the same words: case, spaces and a last stop aside."""
    plain = unicodedata.normalize("NFC", text).translate(_QUOTES).casefold()
    return " ".join(plain.split()).rstrip(".! ")


@lru_cache(maxsize=32768)
def meaning(text: str) -> Meaning:
    """Read what is compared of a claim."""
    read = facts(text)
    plain = _without_amounts(text)
    words = tuple(_fold(word) for word in _WORD.findall(plain) if word not in _IDLE)
    return Meaning(
        key=" ".join(words),
        words=frozenset(words),
        numbers=_numbers(text, plain),
        negation=(read.negated, read.denied),
        direction=read.directions,
        population=read.populations,
        substance=read.substances,
        strength=(int(read.strength), read.absolute),
        setting=read.designs | read.routes | read.kinds,
        unresolved=read.unresolved or bool(_POINTING.search(text.strip())),
    )


def _without_amounts(text: str) -> str:
    """The text in lower case with ``#`` where an amount stands."""
    parts, end = [], 0
    for item in find_quantities(text):
        if item.span.start >= end:
            parts += [text[end : item.span.start], " # "]
            end = item.span.end
    whole = unicodedata.normalize("NFC", "".join([*parts, text[end:]]))
    return whole.translate(_QUOTES).casefold().replace("n't", " not")


def _numbers(text: str, plain: str) -> tuple[tuple[object, ...], ...]:
    """Amounts by value in their order, then whatever other figures the text holds."""
    amounts = tuple(
        (item.low, item.high, item.dimension, item.comparator, item.per, item.times)
        for item in find_quantities(text)
    )
    return (*amounts, tuple(re.findall(r"\d+(?:[.,]\d+)*", plain)))


def _fold(word: str) -> str:
    if word in _SAME or word in _SAME.values():
        return _SAME.get(word, word)
    bases = [word.removesuffix(ending) for ending in _VERB_ENDINGS if word.endswith(ending)]
    return next((_SAME.get(base, base) for base in bases if base in _FOLDED), stem(word))


_FOLDED = frozenset({*_SAME, *_SAME.values()})
