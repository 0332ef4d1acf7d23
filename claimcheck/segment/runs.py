"""Stretches of a sentence's tokens, and what the cuts need to know about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from claimcheck.segment.tokens import DASH, Token, find_verb, has_clause, is_finite, is_gerund
from claimcheck.segment.words import DETERMINERS, PREPOSITIONS, PRONOUNS, VERBS
from claimcheck.text.wordlist import word_set

__all__ = [
    "SUBJECT_PRONOUNS",
    "Link",
    "Run",
    "clausal",
    "connective",
    "find",
    "head_before",
    "main_start",
    "near_subject",
    "own_subject",
    "starts_clause",
    "stripped",
    "subject_run",
    "two",
]

# Leading words that join a sentence to the one before and say nothing themselves.
_BARE_CONNECTIVES = word_set("but and so yet or nor plus")

_CONNECTIVES = word_set(
    """
    however moreover furthermore additionally also plus indeed therefore thus hence consequently
    meanwhile nevertheless nonetheless still unfortunately fortunately interestingly importantly
    notably first second third finally overall specifically instead conversely similarly likewise
    importantly luckily sadly clearly obviously surprisingly besides sure well
    """
)

_BEFORE_CLAUSES = frozenset(
    {
        ("proof", "that"),
        ("evidence", "that"),
        ("note", "that"),
        ("remember", "that"),
        ("keep", "in", "mind", "that"),
        ("bear", "in", "mind", "that"),
        ("be", "aware", "that"),
        ("know", "that"),
        ("that", "is", "why"),
        ("this", "is", "why"),
        ("that's", "why"),
        ("which", "is", "why"),
    }
)
_CONNECTIVE_PHRASES = frozenset(
    tuple(line.split())
    for line in """
    in addition
    in fact
    of course
    for example
    for instance
    as a result
    on the other hand
    by contrast
    in contrast
    that said
    best of all
    even better
    what's more
    more importantly
    most importantly
    in short
    in other words
    in particular
    at the same time
    on top of that
    to be clear
    after all
    in conclusion
    in summary
    to sum up
    better still
    in general
    even so
    first of all
    above all
    the result
    """.strip().splitlines()
)

SUBJECT_PRONOUNS = word_set("it they we you he she this that these i there") | word_set(
    "it's they're we're you're he's she's that's there's i'm i've we've they've you've"
)

# What announces a statement before a colon; "Myth:" is not among them, it denies.
_ANNOUNCERS = word_set(
    """
    truth fact facts secret warning news line thing point problem catch reason result verdict upshot
    takeaway reality reminder spoiler note twist kicker answer conclusion
    """
)
_DENIALS = frozenset(
    {"myth", "fiction", "false", "wrong", "rumour", "rumor", "claim", "misconception"}
)
_LONGEST_INTRODUCTION = 14
_LONGEST_LABEL = 3
_EXPLETIVES = word_set("here there here's there's")

_ADVERBS = word_set("also often even just already still now then always never only")
_LIMITS = word_set("if when whenever unless until once before after because since than")


class Link(StrEnum):
    """How a clause hangs on the sentence."""

    MAIN = "main"
    COORDINATE = "coordinate"
    CONCESSION = "concession"
    REASON = "reason"
    RESULT = "result"
    RESTATEMENT = "restatement"
    CONSEQUENCE = "consequence"
    PARTICIPLE = "participle"
    RELATIVE = "relative"
    APPOSITION = "apposition"
    PREDICATE = "predicate"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens ``first`` to ``last`` (exclusive) of the sentence, with a possible hole."""

    first: int
    last: int
    link: Link
    subject: tuple[int, int] | None = None
    hole: tuple[int, int] | None = None


def stripped(tokens: Sequence[Token], run: Run) -> Run:
    """The run without leading connectives and the marks at both ends."""
    first, last = run.first, run.last
    moved = True
    while moved and first < last:
        moved = False
        step = connective(tokens, first, last)
        if step:
            first, moved = first + step, True
    while last > first and tokens[last - 1].low in {",", ";", ":", DASH, '"'}:
        last -= 1
    if first >= last:
        return run
    return replace(run, first=first, last=last)


def connective(tokens: Sequence[Token], first: int, last: int) -> int:
    """How many tokens of connective stand at ``first``."""
    low = tokens[first].low
    following = tokens[first + 1].low if first + 1 < last else ""
    if low in {",", ";", ":", DASH}:
        return 1
    if low in _BARE_CONNECTIVES and following not in {"", "that", "much", "many", "far", "called"}:
        return 1
    if low in _CONNECTIVES and following == ",":
        return 2
    if low in {"yes", "no"} and following == "," and clausal(tokens, first + 2, last):
        return 2
    if (size := _phrase(tokens, first, last)) > 0:
        return size
    if (size := _announced(tokens, first, last)) > 0:
        return size
    if (size := _introduction(tokens, first, last) or _label(tokens, first, last)) > 0:
        return size
    if low == "unlike":
        comma = find(tokens, first, min(last, first + 7), {","})
        if comma is not None:
            return comma + 1 - first
    return 0


def _phrase(tokens: Sequence[Token], first: int, last: int) -> int:
    """How many tokens a joining phrase at ``first`` has, its comma included."""
    for size in (2, 3, 4):
        phrase = tuple(token.low for token in tokens[first : first + size])
        if phrase in _BEFORE_CLAUSES:
            why = phrase[-1] == "why"
            return size if not why or clausal(tokens, first + size, last) else 0
        if phrase in _CONNECTIVE_PHRASES and first + size < last:
            return size + 1 if tokens[first + size].low in {",", ":"} else 0
    return 0


def _announced(tokens: Sequence[Token], first: int, last: int) -> int:
    """How many tokens "The good news is that" has."""
    that = find(tokens, first + 3, min(last - 2, first + 6), {"that"})
    if that is None or tokens[first].low != "the" or tokens[that - 1].low != "is":
        return 0
    named = tokens[that - 2].low in _ANNOUNCERS
    return that + 1 - first if named and clausal(tokens, that + 1, last) else 0


def _introduction(tokens: Sequence[Token], first: int, last: int) -> int:
    """How many tokens "Fair warning:" or "Here is what they don't want you to hear:" has."""
    colon = find(tokens, first + 1, min(last - 2, first + _LONGEST_INTRODUCTION), {":"})
    if colon is None or not clausal(tokens, colon + 1, last):
        return 0
    verb = find_verb(tokens[:colon], start=first)
    label = tokens[colon - 1].low in _ANNOUNCERS and verb is None
    told = tokens[colon - 1].low in {"is", "this", "simple", "clear", "certain"} and bool(
        _ANNOUNCERS & {token.low for token in tokens[first:colon]}
    )
    return colon + 1 - first if label or told or tokens[first].low in _EXPLETIVES else 0


def _label(tokens: Sequence[Token], first: int, last: int) -> int:
    """How many tokens a name before a statement has: "Weight loss: women who took it …"."""
    mark = find(tokens, first + 1, min(last - 3, first + _LONGEST_LABEL + 1), {":", DASH})
    if mark is None or tokens[first].low in _DENIALS | DETERMINERS | PREPOSITIONS:
        return 0
    spoken = {'"', ",", "(", ")"} & {token.low for token in tokens[first:mark]}
    if spoken or find_verb(tokens[:mark], start=first) is not None:
        return 0
    whole = find(tokens, mark + 1, last, {":", DASH}) is None
    return mark + 1 - first if whole and clausal(tokens, mark + 1, last) else 0


def main_start(tokens: Sequence[Token], run: Run) -> int:
    """Where the main clause begins after an opening condition, time or place."""
    if tokens[run.first].low not in _LIMITS | PREPOSITIONS:
        return run.first
    comma = find(tokens, run.first + 2, min(run.last - 2, run.first + 25), {","})
    if comma is None or not starts_clause(tokens, comma + 1, run.last):
        return run.first
    return comma + 1


def find(
    tokens: Sequence[Token], first: int, last: int, lows: frozenset[str] | set[str]
) -> int | None:
    """The index of the first such token, or ``None``."""
    return next((i for i in range(first, last) if tokens[i].low in lows), None)


def clausal(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the stretch holds a subject and its verb."""
    return last - first >= 2 and has_clause(tokens[first:last])


def subject_run(tokens: Sequence[Token], run: Run) -> tuple[int, int] | None:
    """The subject of the run's first clause, without leading adverbials."""
    verb = find_verb(tokens[: run.last], start=run.first + 1)
    if verb is None:
        return run.subject
    first = run.first
    if tokens[first].low in _EXPLETIVES:
        return run.subject
    if tokens[first].low in PREPOSITIONS or is_gerund(tokens[first]):
        comma = find(tokens, first, verb, {","})
        first = comma + 1 if comma is not None else first
    if first >= verb:
        return run.subject
    if "'" in tokens[first].low and tokens[first].low in PRONOUNS:
        return (first, first + 1)
    commas = [i for i in range(first + 1, verb) if tokens[i].low in {",", DASH}]
    if len(commas) == 1 and verb - commas[0] > 1:
        first, commas = commas[0] + 1, []
    stop = commas[0] if commas else verb
    while stop - first > 1 and (
        tokens[stop - 1].low in _ADVERBS or tokens[stop - 1].low[-2:] == "ly"
    ):
        stop -= 1
    return (first, stop)


def starts_clause(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a clause begins there: subject first, its verb before the next comma but one."""
    first += connective(tokens, first, last)
    if first >= last or tokens[first].low in {"which", "who", "that", "including"}:
        return False
    if tokens[first].low == "such" and first + 1 < last and tokens[first + 1].low == "as":
        return False
    return clausal(tokens, first, last)


def near_subject(tokens: Sequence[Token], start: int, last: int) -> bool:
    """Whether a short subject and then a verb follow at once."""
    verb = find_verb(tokens[:last], start=start + 1)
    if tokens[start].low in SUBJECT_PRONOUNS and "'" in tokens[start].low:
        return True
    return verb is not None and verb - start <= 6


def own_subject(tokens: Sequence[Token], start: int, last: int) -> bool:
    """Whether the words before the verb are a subject and not the rest of a list."""
    if tokens[start].low in {"also", "even", "then", "not"}:
        return False
    verb = find_verb(tokens[:last], start=start + 1)
    if verb is None:
        return tokens[start].low in PRONOUNS
    between = {token.low for token in tokens[start:verb]}
    if tokens[start].low in _LIMITS or tokens[start].low in PREPOSITIONS:
        return True
    return (
        not between & {"who", "which", "that"}
        or find_verb(tokens[:last], start=verb + 1) is not None
    )


def head_before(tokens: Sequence[Token], first: int, index: int) -> tuple[int, int]:
    """The noun phrase that ends before ``index``."""
    start = index - 1
    while start > first and tokens[start - 1].low not in PREPOSITIONS | {",", "and", "or", "but"}:
        if is_finite(tokens, start - 1) or is_gerund(tokens[start - 1]):
            break
        start -= 1
    if start > first and tokens[start - 1].low == "to" and tokens[start].low in VERBS:
        start += start + 1 < index
    return (start, index)


def two(run: Run, end: int, start: int, link: Link) -> list[Run]:
    """The run up to ``end``, and what begins at ``start``."""
    return [replace(run, last=end), Run(start, run.last, link)]
