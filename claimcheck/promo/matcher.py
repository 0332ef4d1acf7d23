"""Finds where patterns match: one pass over the words, a look-up by first word, then a try.

Linear in the text: every pattern is bounded in length, and only patterns that
can begin with the word at hand are tried there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.promo.model import Lexeme, Rule, Term
from claimcheck.promo.pattern import ANY, ANY_NUMBER, WORD, Compiled

__all__ = ["Candidate", "Matcher"]

_Entry = tuple[Compiled, Rule | Term | Lexeme]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A match before the guards: the reported range and all that was matched.

    ``fields`` are the lexicon entries matched, by lexicon name, as written.
    """

    owner: Rule | Term | Lexeme
    start: int
    end: int
    whole_start: int
    whole_end: int
    fields: tuple[tuple[str, str], ...]


class Matcher:
    """All patterns, indexed by the first two words they can begin with.

    :param rules: the rules.
    :param terms: the technical collocations.
    :param lexemes: words whose places the guards ask for.
    """

    def __init__(
        self, rules: Sequence[Rule], terms: Sequence[Term], lexemes: Sequence[Lexeme] = ()
    ) -> None:
        pairs: dict[str, dict[str, dict[_Entry, None]]] = {}
        for owner in rules:
            for pattern in owner.patterns:
                _add(pairs, pattern, owner)
        for term in terms:
            _add(pairs, term.pattern, term)
        for lexeme in lexemes:
            _add(pairs, lexeme.pattern, lexeme)
        self._index = {first: _with_open(seconds) for first, seconds in pairs.items()}

    def find(self, shadow: str) -> Iterator[Candidate]:
        """The candidates in a lower-case text with plain quotes, by place.

        :param shadow: the text, lower-cased one for one.
        :yields: matches of rules, terms and lexemes, not yet judged.
        """
        index = self._index
        first, at = "", 0
        for token in WORD.finditer(shadow):
            word = token.group()
            if first in index:
                yield from _tried(index[first], word, shadow, at)
            first, at = (ANY_NUMBER if word[0].isdigit() else word), token.start()
        if first in index:
            yield from _tried(index[first], "", shadow, at)


def _tried(
    seconds: dict[str, tuple[_Entry, ...]], second: str, shadow: str, at: int
) -> Iterator[Candidate]:
    if second[:1].isdigit():
        second = ANY_NUMBER
    entries = seconds.get(second)
    if entries is None:
        entries = seconds[ANY]
    if at > 1 and shadow[at - 1] == "-" and shadow[at - 2].isalnum():
        return  # the tail of a compound ("air-cured") is another word
    for pattern, owner in entries:
        found = pattern.expression.match(shadow, at)
        if found is not None:
            yield _candidate(found, owner)


def _add(
    pairs: dict[str, dict[str, dict[_Entry, None]]], pattern: Compiled, owner: Rule | Term | Lexeme
) -> None:
    for first, second in sorted(pattern.heads):
        key = ANY_NUMBER if second[:1].isdigit() else second
        start = ANY_NUMBER if first[:1].isdigit() else first
        pairs.setdefault(start, {}).setdefault(key, {})[(pattern, owner)] = None


def _with_open(seconds: dict[str, dict[_Entry, None]]) -> dict[str, tuple[_Entry, ...]]:
    """Entries for each second word, those that take any second word added to all."""
    always = seconds.get(ANY, {})
    filled = {second: tuple({**entries, **always}) for second, entries in seconds.items()}
    filled[ANY] = tuple(always)
    return filled


def _candidate(found: re.Match[str], owner: Rule | Term | Lexeme) -> Candidate:
    groups = found.groupdict()
    start, end = found.span("core") if groups.get("core") is not None else found.span()
    fields = tuple((name, text) for name, text in groups.items() if text and name != "core")
    return Candidate(owner, start, end, found.start(), found.end(), fields)
