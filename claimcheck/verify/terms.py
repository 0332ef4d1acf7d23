"""The words of a claim that evidence must share: its substances, conditions and subject."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from claimcheck.text.cues import shadow

__all__ = ["names", "subject", "terms"]

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_SUFFIXES = ("ically", "ation", "ments", "ment", "ness", "ings", "ing", "edly", "ies", "ied",
             "ers", "er", "ed", "es", "ly", "al", "ic", "s", "e", "y")  # fmt: skip


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    raw = tomllib.loads(files(__package__).joinpath("terms.toml").read_text(encoding="utf-8"))
    return {
        name: frozenset(" ".join(raw[name]).split()) for name in ("function", "generic", "verbs")
    }


@lru_cache(maxsize=1)
def _synonyms() -> tuple[dict[str, str], re.Pattern[str]]:
    """Every name of a thing to the first one listed, and an expression that finds them."""
    raw = tomllib.loads(files(__package__).joinpath("synonyms.toml").read_text(encoding="utf-8"))
    first = {name.lower(): group[0].lower() for group in raw["groups"] for name in group}
    longest_first = sorted(first, key=lambda name: (-len(name), name))
    pattern = r"(?<!\w)(?:" + "|".join(re.escape(name) for name in longest_first) + r")s?(?!\w)"
    return first, re.compile(pattern, re.IGNORECASE)


def stem(word: str) -> str:
    """A word without its common endings; rough, the same for claim and evidence."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


@lru_cache(maxsize=65536)
def names(text: str) -> frozenset[str]:
    """The listed substances, conditions and bodies named in a text, by their first name."""
    first, pattern = _synonyms()
    found = (match.group().lower() for match in pattern.finditer(shadow(text)))
    return frozenset(first.get(name) or first[name.removesuffix("s")] for name in found)


@lru_cache(maxsize=65536)
def terms(text: str) -> frozenset[str]:
    """The stems of the content words of a text, without function and generic words."""
    return frozenset(stem(word) for word in _content(_words(text)))


@lru_cache(maxsize=65536)
def subject(text: str) -> frozenset[str]:
    """The stems of the content words before a statement's first verb; may be empty."""
    lists = _lists()
    before: list[str] = []
    for word in _words(text):
        if word in lists["verbs"] and before:
            break
        before.append(word)
    else:
        return frozenset()
    return frozenset(stem(word) for word in _content(before))


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(shadow(text))]


def _content(words: Iterable[str]) -> list[str]:
    lists = _lists()
    return [
        word
        for word in words
        if len(word) > 1
        and word not in lists["function"]
        and word not in lists["generic"]
        and not word.isdigit()
    ]
