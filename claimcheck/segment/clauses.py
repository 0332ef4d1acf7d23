"""Compound sentences into single statements, each an exact slice of the sentence.

The cuts are those of the decomposition literature (PropSegmEnt, Chen et al.,
ACL Findings 2023; the ordering of DisSim, Niklaus et al., 2019), written anew as
rules over tokens: coordination, concession, reason, restatement, final
participles, relative clauses and appositions. Conditions, doses, times and
populations stay with the statement they limit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from claimcheck.segment.tokens import (
    DASH,
    Token,
    find_verb,
    has_clause,
    is_finite,
    is_gerund,
    tokenize,
)
from claimcheck.segment.words import (
    DETERMINERS,
    ED_FORMS,
    GERUND_NOT_CLAUSE,
    PARTICIPLES,
    PREPOSITIONS,
    PRONOUNS,
    S_FORMS,
)
from claimcheck.text.wordlist import word_set
from claimcheck.types import Span

__all__ = ["Clause", "Link", "split_clauses", "subject_end"]


class Link(StrEnum):
    """How a clause hangs on the sentence."""

    MAIN = "main"
    COORDINATE = "coordinate"
    CONCESSION = "concession"
    REASON = "reason"
    RESULT = "result"
    RESTATEMENT = "restatement"
    PARTICIPLE = "participle"
    RELATIVE = "relative"
    APPOSITION = "apposition"
    PREDICATE = "predicate"
    ITEM = "item"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One statement: its parts in order, its link, and the subject it shares, if not its own."""

    parts: tuple[Span, ...]
    link: Link = Link.MAIN
    subject: Span | None = None


@dataclass(frozen=True, slots=True)
class _Run:
    """Tokens ``first`` to ``last`` (exclusive) of the sentence, with a possible hole."""

    first: int
    last: int
    link: Link
    subject: tuple[int, int] | None = None
    hole: tuple[int, int] | None = None


_Cut = Callable[[Sequence[Token], _Run], "list[_Run] | None"]

_CONCESSIVE = frozenset({"while", "although", "though", "whereas", "despite"})
_JOINERS = {
    "and": Link.COORDINATE,
    "but": Link.COORDINATE,
    "yet": Link.COORDINATE,
    "nor": Link.COORDINATE,
    "or": Link.COORDINATE,
    "so": Link.RESULT,
    "while": Link.COORDINATE,
    "whereas": Link.COORDINATE,
    "although": Link.CONCESSION,
    "though": Link.CONCESSION,
    "because": Link.REASON,
    "since": Link.REASON,
    "as": Link.REASON,
    "therefore": Link.RESULT,
    "thus": Link.RESULT,
}
_DASHES = frozenset({"-", DASH})
_SUBJECT_PRONOUNS = word_set("it they we you he she this that these i there") | word_set(
    "it's they're we're you're he's she's that's there's"
)
_LIMITS = word_set("if when whenever unless until once before after because since than")


def split_clauses(text: str, span: Span) -> tuple[Clause, ...]:
    """The statements of a sentence.

    :param text: the article.
    :param span: the sentence without its marks and final punctuation.
    :returns: at least one clause, in order of place; the parts of all of them lie
        in the span and hold its content words, connectives left out.
    """
    tokens = _outer(tokenize(text, span.start, span.end))
    if not tokens:
        return (Clause(parts=(span,)),)
    runs = _divide(tokens, _Run(0, len(tokens), Link.MAIN))
    if len(runs) == 1 and runs[0].hole is None:
        only = runs[0]
        return (Clause(parts=(Span(start=tokens[only.first].start, end=span.end),)),)
    return tuple(_clause(tokens, run, span) for run in sorted(runs, key=lambda run: run.first))


def subject_end(tokens: Sequence[Token], *, start: int = 0) -> int | None:
    """The index of the finite verb that ends the subject beginning at ``start``, or ``None``."""
    return find_verb(tokens, start=start)


def _outer(tokens: Sequence[Token]) -> list[Token]:
    """The tokens outside brackets: nothing is cut inside one."""
    kept: list[Token] = []
    depth = 0
    for token in tokens:
        if token.low in {"(", "["}:
            depth += 1
        elif token.low in {")", "]"} and depth:
            depth -= 1
        elif not depth:
            kept.append(token)
    return kept if depth == 0 else list(tokens)


def _clause(tokens: Sequence[Token], run: _Run, span: Span) -> Clause:
    at, to = tokens[run.first].start, tokens[run.last - 1].end
    if run.last == len(tokens):
        to = span.end
    parts: tuple[Span, ...] = (Span(start=at, end=to),)
    if run.hole is not None:
        left = Span(start=at, end=tokens[run.hole[0] - 1].end)
        right = Span(start=tokens[run.hole[1]].start, end=to)
        parts = (left, right)
    subject = None
    if run.subject is not None:
        subject = Span(start=tokens[run.subject[0]].start, end=tokens[run.subject[1] - 1].end)
    return Clause(parts=parts, link=run.link, subject=subject)


def _divide(tokens: Sequence[Token], run: _Run) -> list[_Run]:
    """Apply the first cut that fits, then divide what it gives."""
    run = _stripped(tokens, run)
    for cut in _CUTS:
        if (pieces := cut(tokens, run)) is not None:
            return [leaf for piece in pieces for leaf in _settle(tokens, piece)]
    return [run]


def _settle(tokens: Sequence[Token], run: _Run) -> list[_Run]:
    if run.hole is not None or run.last - run.first < 4:
        return [_stripped(tokens, run)]
    return _divide(tokens, run)


# Leading words that join a sentence to the one before and say nothing themselves.
_BARE_CONNECTIVES = word_set("but and so yet or nor plus")
_CONNECTIVES = word_set(
    """
    however moreover furthermore additionally also plus indeed therefore thus hence consequently
    meanwhile nevertheless nonetheless still unfortunately fortunately interestingly importantly
    notably first second third finally overall specifically instead conversely similarly likewise
    importantly luckily sadly clearly obviously surprisingly besides yes no sure well
    """
)
_CONNECTIVE_PHRASES = tuple(
    tuple(phrase.split())
    for phrase in (
        "in addition|in fact|of course|for example|for instance|as a result|on the other hand|by contrast"
        "|in contrast|that said|best of all|even better|what's more|more importantly|most importantly"
        "|in short|in other words|in particular|at the same time|on top of that|to be clear|after all"
        "|in conclusion|in summary|to sum up|better still|in general|even so|first of all|above all|the result"
    ).split("|")
)


def _stripped(tokens: Sequence[Token], run: _Run) -> _Run:
    """The run without leading connectives and the marks at both ends."""
    first, last = run.first, run.last
    moved = True
    while moved and first < last:
        moved = False
        step = _connective(tokens, first, last)
        if step:
            first, moved = first + step, True
    while last > first and tokens[last - 1].low in {",", ";", ":", "-", DASH, '"'}:
        last -= 1
    if first >= last:
        return run
    return replace(run, first=first, last=last)


def _connective(tokens: Sequence[Token], first: int, last: int) -> int:
    """How many tokens of connective stand at ``first``."""
    low = tokens[first].low
    following = tokens[first + 1].low if first + 1 < last else ""
    if low in {",", ";", ":", "-", DASH}:
        return 1
    if low in _BARE_CONNECTIVES and following not in {"", "that", "much", "many", "far", "called"}:
        return 1
    if low in _CONNECTIVES and following == ",":
        return 2
    for phrase in _CONNECTIVE_PHRASES:
        size = len(phrase)
        if tuple(token.low for token in tokens[first : first + size]) == phrase and (
            first + size < last and tokens[first + size].low in {",", ":"}
        ):
            return size + 1
    if low == "unlike":
        comma = _find(tokens, first, min(last, first + 7), {","})
        if comma is not None:
            return comma + 1 - first
    return 0


def _find(
    tokens: Sequence[Token], first: int, last: int, lows: frozenset[str] | set[str]
) -> int | None:
    return next((i for i in range(first, last) if tokens[i].low in lows), None)


def _clausal(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the stretch holds a subject and its verb."""
    return last - first >= 2 and has_clause(tokens[first:last])


def _subject(tokens: Sequence[Token], run: _Run) -> tuple[int, int] | None:
    """The subject of the run's first clause, without leading adverbials."""
    verb = find_verb(tokens[: run.last], start=run.first + 1)
    if verb is None:
        return run.subject
    first = run.first
    if tokens[first].low in PREPOSITIONS or is_gerund(tokens[first]):
        comma = _find(tokens, first, verb, {","})
        first = comma + 1 if comma is not None else first
    if first >= verb:
        return run.subject
    if "'" in tokens[first].low and tokens[first].low in PRONOUNS:
        return (first, first + 1)
    stop = _find(tokens, first + 1, verb, {",", DASH})
    return (first, stop if stop is not None else verb)


def _cut_hard(tokens: Sequence[Token], run: _Run) -> list[_Run] | None:
    """At a semicolon, or a single dash before a clause."""
    for index in range(run.first + 1, run.last - 1):
        low = tokens[index].low
        if (
            low == ";"
            and _clausal(tokens, run.first, index)
            and _clausal(tokens, index + 1, run.last)
        ):
            return _two(run, index, index + 1, Link.COORDINATE)
        if low in _DASHES:
            dashes = [i for i in range(run.first, run.last) if tokens[i].low in _DASHES]
            after = index + 1
            step = _connective(tokens, after, run.last)
            right = _clausal(tokens, after + step, run.last)
            if len(dashes) == 1 and right and _clausal(tokens, run.first, index):
                return _two(run, index, after, Link.COORDINATE)
    return None


def _two(run: _Run, end: int, start: int, link: Link) -> list[_Run]:
    return [replace(run, last=end), _Run(start, run.last, link)]


def _cut_concession(tokens: Sequence[Token], run: _Run) -> list[_Run] | None:
    """ "While A, B": both are said."""
    first = run.first
    if tokens[first].low == "even" and first + 1 < run.last and tokens[first + 1].low == "though":
        first += 1
    if tokens[first].low not in _CONCESSIVE - {"despite"}:
        return None
    if tokens[first].low == "while" and tokens[first + 1].low in {"you", "taking", "using"}:
        return None
    for index in range(first + 3, run.last - 2):
        if (
            tokens[index].low == ","
            and _clausal(tokens, first + 1, index)
            and _starts_clause(tokens, index + 1, run.last)
        ):
            return [
                _Run(first + 1, index, Link.CONCESSION),
                replace(run, first=index + 1),
            ]
    return None


def _starts_clause(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a clause begins there: subject first, its verb before the next comma but one."""
    first += _connective(tokens, first, last)
    if first >= last or tokens[first].low in {"which", "who", "that", "including"}:
        return False
    if tokens[first].low == "such" and first + 1 < last and tokens[first + 1].low == "as":
        return False
    return _clausal(tokens, first, last)


def _cut_coordination(tokens: Sequence[Token], run: _Run) -> list[_Run] | None:
    """At ", and B" and its like, where both sides are clauses."""
    for index in range(run.first + 2, run.last - 2):
        low = tokens[index].low
        if low not in _JOINERS:
            continue
        comma = tokens[index - 1].low in {",", "-", DASH}
        start = index + 1
        if low == "so" and tokens[start].low == "that":
            continue
        if not _joins(tokens, run, index, start, comma=comma):
            continue
        end = index - 1 if comma else index
        return [replace(run, last=end), _Run(start, run.last, _JOINERS[low])]
    return None


def _joins(tokens: Sequence[Token], run: _Run, index: int, start: int, *, comma: bool) -> bool:
    """Whether the joiner at ``index`` stands between two clauses."""
    low = tokens[index].low
    if not _clausal(tokens, run.first, index):
        return False
    if _limited(tokens, run.first, index):
        return False
    if comma:
        if low in {"as", "since", "or", "while"} and not _near_subject(tokens, start, run.last):
            return False
        return _starts_clause(tokens, start, run.last) and _own_subject(tokens, start, run.last)
    if low not in {"and", "but", "so", "although", "though", "whereas"}:
        return False
    return (
        tokens[start].low in _SUBJECT_PRONOUNS
        and tokens[start].low not in {"that", "this", "these"}
        and _near_subject(tokens, start, run.last)
    )


def _limited(tokens: Sequence[Token], first: int, index: int) -> bool:
    """Whether the left side is an opening condition whose main clause is still to come."""
    return tokens[first].low in {"if", "when", "whenever", "unless", "because", "since"} and (
        _find(tokens, first, index - 1, {","}) is None
    )


def _near_subject(tokens: Sequence[Token], start: int, last: int) -> bool:
    """Whether a short subject and then a verb follow at once."""
    verb = find_verb(tokens[:last], start=start + 1)
    if tokens[start].low in _SUBJECT_PRONOUNS and "'" in tokens[start].low:
        return True
    return verb is not None and verb - start <= 6


def _own_subject(tokens: Sequence[Token], start: int, last: int) -> bool:
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


def _cut_meaning(tokens: Sequence[Token], run: _Run) -> list[_Run] | None:
    """At ", which means (that) B", ", meaning (that) B" and ", i.e. B"."""
    for index in range(run.first + 1, run.last - 2):
        if tokens[index].low != ",":
            continue
        start = index + 1
        lows = [token.low for token in tokens[start : start + 4]]
        if lows[:2] == ["which", "means"] or lows[:1] == ["meaning"]:
            start += 2 if lows[0] == "which" else 1
            start += tokens[start].low == "that"
            if _clausal(tokens, start, run.last):
                return _two(run, index, start, Link.RESULT)
        if lows[:1] in (["i.e"], ["ie"]):
            start += 1 + (tokens[start + 1].low == ".")
            if run.last - start >= 3:
                return [
                    replace(run, last=index),
                    _Run(start, run.last, Link.RESTATEMENT, (run.first, index)),
                ]
    return None


def _cut_relative(tokens: Sequence[Token], run: _Run) -> list[_Run] | None:
    """At a final ", which …" long enough to be a statement of its own."""
    for index in range(run.first + 2, run.last - 6):
        if tokens[index].low == "," and tokens[index + 1].low == "which":
            start = index + 2
            if is_finite(tokens, start) and _find(tokens, start, run.last, {","}) is None:
                noun = _head_before(tokens, run.first, index)
                return [replace(run, last=index), _Run(start, run.last, Link.RELATIVE, noun)]
    return None


def _head_before(tokens: Sequence[Token], first: int, index: int) -> tuple[int, int]:
    """The noun phrase that ends before ``index``."""
    start = index - 1
    while start > first and tokens[start - 1].low not in PREPOSITIONS | {",", "and", "or", "but"}:
        if is_finite(tokens, start - 1) or is_gerund(tokens[start - 1]):
            break
        start -= 1
    return (start, index)


def _cut_participle(tokens: Sequence[Token], run: _Run) -> list[_Run] | None:
    """At a final ", offering …": the subject is that of the clause before."""
    for index in range(run.first + 2, run.last - 2):
        if tokens[index].low not in {",", "-", DASH}:
            continue
        start = index + 1 + (tokens[index + 1].low in {"thus", "thereby", "also"})
        verb = start + tokens[start].low.endswith("ly")
        if verb >= run.last - 1 or not _participial(tokens, verb, run.last):
            continue
        if _clausal(tokens, run.first, index) and not _listed(tokens, run.first, index):
            return [
                replace(run, last=index),
                _Run(start, run.last, Link.PARTICIPLE, _subject(tokens, run)),
            ]
    return None


def _participial(tokens: Sequence[Token], start: int, last: int) -> bool:
    """Whether an -ing word begins a phrase, and is not the subject of a clause."""
    token = tokens[start]
    if token.low == "leading":
        return tokens[start + 1].low == "to"
    following = tokens[start + 1].low
    verb = find_verb(tokens[:last], start=start + 1)
    inner = {"that", "which", "who", "how", "what", "when", "where", "if", "as", "while", ","}
    if verb is not None and not inner & {item.low for item in tokens[start:verb]}:
        return False
    return (
        is_gerund(token)
        and token.low not in GERUND_NOT_CLAUSE
        and following not in {",", "and", "or", "is", "are", "can", "may"}
    )


def _listed(tokens: Sequence[Token], first: int, index: int) -> bool:
    """Whether what stands before the comma is a list the -ing word continues."""
    last = next((i for i in range(index - 1, first, -1) if tokens[i].low == ","), first)
    return any(is_gerund(tokens[i]) for i in range(last + 1, min(last + 3, index))) or any(
        tokens[i].low in {"including", "like", "such"} for i in range(max(first, index - 6), index)
    )


def _cut_final_apposition(tokens: Sequence[Token], run: _Run) -> list[_Run] | None:
    """At a final ", a compound that …": a noun phrase with a clause of its own."""
    commas = [i for i in range(run.first + 2, run.last - 3) if tokens[i].low == ","]
    if len(commas) != 1:
        return None
    index = commas[0]
    start = index + 1
    who = _find(tokens, start + 1, min(run.last - 1, start + 7), {"that", "which"})
    if who is None or not is_finite(tokens, who + 1) or tokens[start].low in PREPOSITIONS:
        return None
    if (
        find_verb(tokens[:who], start=start) is not None
        or tokens[start].low in PRONOUNS - DETERMINERS
    ):
        return None
    if not _clausal(tokens, run.first, index):
        return None
    noun = _head_before(tokens, run.first, index)
    return [replace(run, last=index), _Run(start, run.last, Link.APPOSITION, noun)]


def _cut_subject_insert(tokens: Sequence[Token], run: _Run) -> list[_Run] | None:
    """ "X, derived from Y, does Z": two statements, the outer one in two parts."""
    open_ = _find(tokens, run.first + 1, min(run.last, run.first + 9), {","})
    if open_ is None or find_verb(tokens[:open_], start=run.first + 1) is not None:
        return None
    close = _find(tokens, open_ + 1, run.last - 1, {","})
    if close is None or close - open_ < 4 or not _insert(tokens, open_ + 1, close):
        return None
    verb = find_verb(tokens[: run.last], start=close + 1)
    if verb is None or verb - close > 3 or tokens[run.first].low in PREPOSITIONS:
        return None
    subject = (run.first, open_)
    whole = replace(run, hole=(open_, close + 1))
    return [whole, _Run(open_ + 1, close, Link.APPOSITION, subject)]


def _insert(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the insert says something: a reduced relative, or a noun phrase."""
    low = tokens[first].low
    if low in ED_FORMS or low in PARTICIPLES or low in {"also", "commonly", "often"}:
        return True
    if low in {"a", "an", "the", "one"} and last - first >= 3:
        return find_verb(tokens[:last], start=first) is None
    return False


def _cut_predicates(tokens: Sequence[Token], run: _Run) -> list[_Run] | None:
    """ "X does A(,) but also does B": the second predicate shares the subject."""
    verb = find_verb(tokens[: run.last], start=run.first + 1)
    if verb is None:
        return None
    for index in range(verb + 2, run.last - 2):
        if tokens[index].low not in {"and", "but"}:
            continue
        start = index + 1
        start += tokens[start].low in {"also", "even", "thus", "thereby", "then"}
        if not _same_form(tokens, verb, start) or run.last - start < 3:
            continue
        end = index - 1 if tokens[index - 1].low == "," else index
        if end - verb < 2:
            continue
        subject = _subject(tokens, run)
        return [replace(run, last=end), _Run(start, run.last, Link.PREDICATE, subject)]
    return None


def _same_form(tokens: Sequence[Token], verb: int, other: int) -> bool:
    """Whether two verbs agree: both in -s, or both auxiliaries."""
    one, two = tokens[verb].low, tokens[other].low
    following = tokens[other + 1].low if other + 1 < len(tokens) else ""
    if following in {"of", "are", "is", ",", "and"}:
        return False
    singular = {"is", "has", "does", "can", "may", "might", "could", "will"}
    return (two in S_FORMS and (one in S_FORMS or one in singular)) or (
        two in {"is", "has", "can", "may", "does", "cannot"} and (one in S_FORMS or one in singular)
    )


def _cut_items(tokens: Sequence[Token], run: _Run) -> list[_Run] | None:
    """ "Zero A, zero B": verbless assertions side by side."""
    low = tokens[run.first].low
    if low not in {"zero", "no", "less", "more", "fewer", "better", "free"}:
        return None
    if find_verb(tokens[: run.last], start=run.first) is not None:
        return None
    starts = [run.first]
    for index in range(run.first + 1, run.last - 1):
        after = index + 1 + (tokens[index + 1].low in {"and", "&"})
        if tokens[index].low in {",", "and"} and after < run.last and tokens[after].low == low:
            starts.append(after)
    if len(starts) < 2:
        return None
    ends = [*(start - 1 for start in starts[1:]), run.last]
    return [_Run(at, to, Link.ITEM) for at, to in zip(starts, ends, strict=True) if to > at]


_CUTS: tuple[_Cut, ...] = (
    _cut_items,
    _cut_hard,
    _cut_concession,
    _cut_coordination,
    _cut_meaning,
    _cut_relative,
    _cut_participle,
    _cut_final_apposition,
    _cut_subject_insert,
    _cut_predicates,
)
