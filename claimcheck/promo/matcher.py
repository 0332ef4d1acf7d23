"""Finds where patterns match: one pass over the words, a look-up by first word, then a try.

Linear in the text: every pattern is bounded in length, and only patterns that
can begin with the word at hand are tried there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.promo.model import Lexeme, Rule, Term
from claimcheck.promo.pattern import ANY_NUMBER, WORD, Compiled

__all__ = ["Candidate", "Matcher"]


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
    """All patterns of all rules and terms, indexed by the words they can begin with.

    :param rules: the rules.
    :param terms: the technical collocations.
    :param lexemes: words whose places the guards ask for.
    """

    def __init__(
        self, rules: Sequence[Rule], terms: Sequence[Term], lexemes: Sequence[Lexeme] = ()
    ) -> None:
        index: dict[str, list[tuple[re.Pattern[str], Rule | Term | Lexeme]]] = {}
        for rule in rules:
            for pattern in rule.patterns:
                _add(index, pattern, rule)
        for item in (*terms, *lexemes):
            _add(index, item.pattern, item)
        self._index = {word: tuple(entries) for word, entries in index.items()}

    def find(self, shadow: str) -> Iterator[Candidate]:
        """The candidates in a lower-case text with plain quotes, by place.

        :param shadow: the text, lower-cased one for one.
        """
        index = self._index
        numbers = index.get(ANY_NUMBER, ())
        for token in WORD.finditer(shadow):
            word = token.group()
            entries = index.get(word)
            if word[0].isdigit():
                entries = (*(entries or ()), *numbers)
            if not entries:
                continue
            at = token.start()
            if at > 1 and shadow[at - 1] == "-" and shadow[at - 2].isalnum():
                continue  # the tail of a compound ("air-cured") is another word
            for expression, owner in entries:
                found = expression.match(shadow, at)
                if found is not None:
                    yield _candidate(found, owner)


def _add(
    index: dict[str, list[tuple[re.Pattern[str], Rule | Term | Lexeme]]],
    pattern: Compiled,
    owner: Rule | Term | Lexeme,
) -> None:
    for word in sorted(pattern.first):
        index.setdefault(word, []).append((pattern.expression, owner))


def _candidate(found: re.Match[str], owner: Rule | Term | Lexeme) -> Candidate:
    groups = found.groupdict()
    start, end = found.span("core") if groups.get("core") is not None else found.span()
    fields = tuple((name, text) for name, text in groups.items() if text and name != "core")
    return Candidate(owner, start, end, found.start(), found.end(), fields)
