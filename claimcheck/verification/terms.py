"""The words of a claim that evidence must share: its substances, conditions and subject."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from claimcheck.text.cues import folded, lowered, shadow

__all__ = [
    "names",
    "predicate",
    "subject",
    "subject_names",
    "substance_terms",
    "substances",
    "terms",
]

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_SUFFIXES = ("ically", "ation", "ments", "ment", "ness", "ings", "ing", "edly", "ies", "ied",
             "ers", "er", "ed", "es", "ly", "al", "ic", "s", "e", "y")  # fmt: skip
# British to American: "diarrhoea" in a passage meets "diarrhea" in a claim. What is respelled
# too widely ("course") is so on both sides.
_SPELLINGS = (("ae", "e"), ("oe", "e"), ("our", "or"), ("sulph", "sulf"), ("ibre", "iber"),
              ("yse", "yze"), ("ise", "ize"), ("isa", "iza"), ("isi", "izi"))  # fmt: skip


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    raw = tomllib.loads(files(__package__).joinpath("terms.toml").read_text(encoding="utf-8"))
    lists = {name: frozenset(" ".join(words).split()) for name, words in raw.items()}
    inflected = frozenset(form for verb in lists["verbs"] for form in _forms(verb))
    return lists | {"verbs": lists["auxiliaries"] | inflected}


def _forms(verb: str) -> tuple[str, str, str]:
    """A verb, its third person and its regular past; irregular ones are listed."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied"
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d"
    if verb.endswith(("s", "sh", "ch", "x")):
        return verb, verb + "es", verb + "ed"
    return verb, verb + "s", verb + "ed"


@lru_cache(maxsize=1)
def _synonyms() -> tuple[dict[str, str], frozenset[str], re.Pattern[str]]:
    """Every name to the first one listed, the substances, and an expression that finds all."""
    raw = tomllib.loads(files(__package__).joinpath("synonyms.toml").read_text(encoding="utf-8"))
    groups = [*raw["substances"], *raw["conditions"]]
    first = {name: group[0] for group in groups for name in group}
    longest_first = sorted(first, key=lambda name: (-len(name), name))
    pattern = r"(?<!\w)(?:" + "|".join(re.escape(name) for name in longest_first) + r")s?(?!\w)"
    substances = frozenset(group[0] for group in raw["substances"])
    return first, substances, re.compile(lowered(pattern))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its common endings; rough, the same for claim and evidence."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


@lru_cache(maxsize=65536)
def names(text: str) -> frozenset[str]:
    """The listed substances and conditions named in a text, by their first name."""
    first, _, pattern = _synonyms()
    found = (match.group() for match in pattern.finditer(folded(text)))
    return frozenset(first.get(name) or first[name.removesuffix("s")] for name in found)


def substance_terms(text: str) -> frozenset[str]:
    """The stems of the words by which a text names its listed substances."""
    first, kinds, pattern = _synonyms()
    found = (match.group() for match in pattern.finditer(folded(text)))
    held = (n for n in found if (first.get(n) or first[n.removesuffix("s")]) in kinds)
    return frozenset(word for name in held for word in terms(name))


def substances(text: str) -> frozenset[str]:
    """The listed substances named in a text, by their first name."""
    return names(text) & _synonyms()[1]


@lru_cache(maxsize=65536)
def terms(text: str) -> frozenset[str]:
    """The stems of the content words of a text, without function and generic words."""
    return frozenset(stem(word) for word in _content(_words(text)))


@lru_cache(maxsize=65536)
def subject(text: str) -> frozenset[str]:
    """The stems of the content words before a statement's first verb; may be empty."""
    return frozenset(stem(word) for word in _content(_split(text)[0]))


def subject_names(text: str) -> frozenset[str]:
    """The listed names before a statement's first verb."""
    return names(" ".join(_split(text)[0]))


def predicate(text: str) -> str:
    """The stem of the first content word after the subject, or an empty string."""
    return next((stem(word) for word in _content(_split(text)[1])), "")


def _split(text: str) -> tuple[list[str], list[str]]:
    """The words before the first verb, and those from it on; no verb, no subject."""
    words, verbs = _words(text), _lists()["verbs"]
    place = next((at for at, word in enumerate(words) if at and word in verbs), 0)
    return words[:place], words[place:]


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(shadow(text))]


def _content(words: Iterable[str]) -> list[str]:
    lists = _lists()
    return [
        _respelled(word)
        for word in words
        if len(word) > 1
        and word not in lists["function"]
        and word not in lists["generic"]
        and not word.isdigit()
    ]


@lru_cache(maxsize=65536)
def _respelled(word: str) -> str:
    for british, american in _SPELLINGS:
        word = word.replace(british, american)
    return word
