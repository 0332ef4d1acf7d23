"""Signs by which the cuts know a participle, a property, a relative clause, a second verb."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from claimcheck.segment.tokens import Token, find_verb, is_finite, is_gerund
from claimcheck.segment.words import (
    AUXILIARIES,
    DETERMINERS,
    ED_FORMS,
    GERUND_NOT_CLAUSE,
    PLAIN_VERBS,
    PREPOSITIONS,
    PRONOUNS,
    VERBS,
)
from claimcheck.text.wordlist import word_set

__all__ = ["after_modal", "both_past", "listed", "participial", "property_", "relative"]

_PROPERTIES = frozenset(
    {"safe", "free", "zero", "no", "gentle", "proven", "natural", "all-natural", "vegan", "organic"}
    | {"rich", "high", "low", "pure", "clinically", "scientifically", "suitable", "effective"}
)
_MODALS = frozenset({"may", "might", "can", "could", "will", "would", "must"})
# Behind these, what follows "and" may belong to what they let or make somebody do.
_CAUSATIVES = frozenset({"let", "make", "allow", "enable", "cause", "force", "encourage"})
_NOT_CROSSED = frozenset({"who", "which", "that", "if", "when", "because", "how", "whether", "not"})
_NEVER_NOUNS = PLAIN_VERBS | word_set(
    """
    affect aid avoid block boost burn calm cleanse combat cure detoxify ease elevate fight fix flush
    harm heal impair induce irritate lower lessen lighten lift melt mimic minimise minimize
    moisturise nourish raise rebuild regulate repair replace reverse revive shorten shrink slow
    speed stabilise stabilize stop support tighten treat trigger weaken widen worsen intensify alter
    clear disrupt deplete dissolve
    """
)
# A verb that may be a noun too is one before the preposition that it takes.
_TAKES = frozenset(
    {"interact with", "interfere with", "help with", "lead to", "contribute to", "result in"}
    | {"protect against", "act as", "act on", "bind to", "respond to", "add to", "work as"}
    | {"spread to", "pass into", "pass through", "build up", "end in", "rob of", "wake up"}
)


def participial(tokens: Sequence[Token], start: int, last: int) -> bool:
    """Whether an -ing word begins a phrase, and is not the subject of a clause."""
    token = tokens[start]
    if token.low == "leading":
        return tokens[start + 1].low == "to"
    following = tokens[start + 1].low
    verb = find_verb(tokens[:last], start=start + 2)
    inner = {"that", "which", "who", "how", "what", "when", "where", "if", "as", "while", ","}
    if verb is not None and not inner & {item.low for item in tokens[start:verb]}:
        return False
    return (
        is_gerund(token)
        and token.low not in GERUND_NOT_CLAUSE
        and following not in {",", "and", "or", "is", "are", "can", "may"}
    )


def listed(tokens: Sequence[Token], first: int, index: int) -> bool:
    """Whether what stands before the comma is a list the -ing word continues."""
    last = next((i for i in range(index - 1, first, -1) if tokens[i].low == ","), first)
    return any(is_gerund(tokens[i]) for i in range(last + 1, min(last + 3, index))) or any(
        tokens[i].low in {"including", "like", "such"} for i in range(max(first, index - 6), index)
    )


def property_(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verbless stretch begins with what a product is or is without."""
    low = tokens[at].low
    return low in _PROPERTIES or low.startswith("non-") or low.endswith("-free")


def relative(tokens: Sequence[Token], who: int, last: int) -> bool:
    """Whether "that" opens a clause: "that calms", or "that the body makes"."""
    if is_finite(tokens, who + 1):
        return True
    verb = find_verb(tokens[:last], start=who + 2)
    return tokens[who + 1].low in DETERMINERS and verb is not None and verb - who <= 4


def both_past(tokens: Sequence[Token], verb: int, other: int, following: str) -> bool:
    """Whether "lowered X and improved Y" are two verbs, not "led to reduced X and improved Y"."""
    if tokens[verb - 1].low in AUXILIARIES or following in PREPOSITIONS | {"and", "or", ""}:
        return False
    if any(token.low in {"that", "who", "which", "whether"} for token in tokens):
        return False
    held = PREPOSITIONS | DETERMINERS | {tokens[verb].low}
    return not any(
        tokens[i].low in ED_FORMS and tokens[i - 1].low in held for i in range(verb + 1, other)
    )


def after_modal(tokens: Sequence[Token], verb: int, other: int) -> bool:
    """Whether "improve B" at ``other`` shares the "may" at ``verb``: "may reduce A and improve B".

    Each must have something of its own: "may process and remove waste" is one statement.
    """
    if tokens[verb].low not in _MODALS or tokens[other].low not in VERBS:
        return False
    between = [token.low for token in tokens[verb + 1 : other]]
    words = [low for low in between if low not in {",", "and", "also", "even", "help", "to"}]
    if len(words) < 2 or _NOT_CROSSED & set(between) or between[0] in _CAUSATIVES:
        return False
    if _infinitive(between) or other + 1 >= len(tokens):
        return False
    return _takes_object(tokens[other].low, tokens[other + 1].low)


def _infinitive(between: Sequence[str]) -> bool:
    """Whether "to do" stands between, which what follows "and" may continue."""
    inner = any(one == "to" and two in VERBS for one, two in itertools.pairwise(between))
    return inner and between[:2] != ["help", "to"]


def _takes_object(verb: str, following: str) -> bool:
    """Whether a base form is a verb here and no noun: "improve sleep", "damage the liver"."""
    if f"{verb} {following}" in _TAKES or following in DETERMINERS | {"you", "them", "it"}:
        return True
    if following in PREPOSITIONS | PRONOUNS | {"and", "or", ",", "to"} or verb not in _NEVER_NOUNS:
        return False
    return following.isalpha() or "-" in following or following[0].isdigit()
