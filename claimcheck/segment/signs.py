"""Signs by which the cuts know a participle, a property, a relative clause, a second verb."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.segment.tokens import Token, find_verb, is_finite, is_gerund
from claimcheck.segment.words import (
    AUXILIARIES,
    DETERMINERS,
    ED_FORMS,
    GERUND_NOT_CLAUSE,
    PREPOSITIONS,
)

__all__ = ["both_past", "listed", "participial", "property_", "relative"]

_PROPERTIES = frozenset(
    {"safe", "free", "zero", "no", "gentle", "proven", "natural", "all-natural", "vegan", "organic"}
    | {"rich", "high", "low", "pure", "clinically", "scientifically", "suitable", "effective"}
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
