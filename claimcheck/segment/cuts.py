"""The cuts: where a compound sentence parts into statements, each an ordered rule.

A cut takes a run of tokens and gives the runs it divides into, or ``None`` where
it does not apply. The order, from the surest to the weakest, matters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from claimcheck.segment.runs import (
    SUBJECT_PRONOUNS,
    Link,
    Run,
    clausal,
    connective,
    find,
    head_before,
    main_start,
    near_subject,
    own_subject,
    starts_clause,
    subject_run,
    two,
)
from claimcheck.segment.signs import (
    after_modal,
    both_past,
    listed,
    participial,
    property_,
    relative,
)
from claimcheck.segment.tokens import DASH, Token, find_verb, is_finite, is_gerund
from claimcheck.segment.words import (
    DETERMINERS,
    ED_FORMS,
    NUMERALS,
    PARTICIPLES,
    PREPOSITIONS,
    PRONOUNS,
    S_FORMS,
)

__all__ = ["CUTS", "Cut"]

_OF_THE_WHOLE = frozenset({"resulting", "leading", "making", "leaving", "meaning", "suggesting"})
_PART_OF = frozenset({"all", "some", "most", "both", "many", "none", "each"})
_ORIGINS = frozenset(
    {
        "made",
        "derived",
        "extracted",
        "sourced",
        "grown",
        "known",
        "found",
        "discovered",
        "developed",
    }
    | {"formulated", "packed", "loaded", "created", "designed", "harvested", "pressed", "native"}
)
_TREASURED = frozenset({"used", "treasured", "prized", "valued", "revered"})
_FROM_SOMEWHERE = frozenset({"made", "manufactured", "produced", "bottled", "sourced", "grown"})
_AGES = frozenset({"years", "centuries", "millennia", "generations", "traditional", "ancient"})
_POSSESSIVES = frozenset({"my", "your", "his", "her", "its", "our", "their"})
_ALSO = frozenset({"also", "even", "thus", "thereby", "then"})
Cut = Callable[[Sequence[Token], Run], "list[Run] | None"]

# Auxiliaries that begin a second predicate ("… and did not …") wherever nothing binds tighter.
_SECOND_AUXILIARIES = frozenset({"are", "was", "were", "have", "had", "did", "do", "must"}) | {
    "didn't",
    "don't",
    "doesn't",
    "isn't",
    "aren't",
    "wasn't",
    "weren't",
    "cannot",
    "can't",
    "won't",
}
_BINDERS = frozenset({"who", "which", "that", "if", "when", "because", "how", "whether", "than"})
_PARTLY = frozenset({"partly", "mainly", "largely", "mostly", "probably", "perhaps", "possibly"})
_LONG_REASON = 6
_SAYS = frozenset({"said", "warned", "added", "cautioned", "noted", "stressed", "explained"})
_SHOWING = frozenset({"suggesting", "indicating", "implying", "showing"})
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


def _cut_hard(tokens: Sequence[Token], run: Run) -> list[Run] | None:
    """At a semicolon or colon between clauses, or a single dash before one."""
    for index in range(run.first + 1, run.last - 1):
        low = tokens[index].low
        if (
            (low == ";" or (low == ":" and _explains(tokens, run, index)))
            and clausal(tokens, run.first, index)
            and clausal(tokens, index + 1, run.last)
        ):
            return two(run, index, index + 1, Link.COORDINATE)
        if low == DASH:
            dashes = [i for i in range(run.first, run.last) if tokens[i].low == DASH]
            after = index + 1
            step = connective(tokens, after, run.last)
            right = clausal(tokens, after + step, run.last)
            if len(dashes) == 1 and right and clausal(tokens, run.first, index):
                return two(run, index, after, Link.COORDINATE)
    return None


def _explains(tokens: Sequence[Token], run: Run, index: int) -> bool:
    """Whether a colon parts two statements, and is not in a quoted title or after "she said"."""
    quotes = sum(token.low == '"' for token in tokens[run.first : index])
    return quotes % 2 == 0 and tokens[index - 1].low not in _SAYS | {"says", "continued", "wrote"}


def _cut_concession(tokens: Sequence[Token], run: Run) -> list[Run] | None:
    """In "While A, B" both are said."""
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
            and clausal(tokens, first + 1, index)
            and starts_clause(tokens, index + 1, run.last)
        ):
            return [
                Run(first + 1, index, Link.CONCESSION),
                replace(run, first=index + 1),
            ]
    return None


def _cut_opening(tokens: Sequence[Token], run: Run) -> list[Run] | None:
    """In "Made from X, it does Y" the origin is a statement; "Taken daily, …" is a condition."""
    opening = [token.low for token in tokens[run.first : min(run.last, run.first + 8)]]
    lasting = opening[0] in _TREASURED and bool(_AGES & set(opening))
    if opening[0] not in _ORIGINS and not lasting:
        return None
    comma = find(tokens, run.first + 2, min(run.last - 2, run.first + 12), {","})
    if comma is None or not starts_clause(tokens, comma + 1, run.last):
        return None
    rest = replace(run, first=comma + 1)
    return [Run(run.first, comma, Link.APPOSITION, subject_run(tokens, rest)), rest]


def _cut_coordination(tokens: Sequence[Token], run: Run) -> list[Run] | None:
    """At ", and B" and its like, where both sides are clauses."""
    for index in range(run.first + 2, run.last - 2):
        low = tokens[index].low
        if low == "," and (_spliced(tokens, run, index) or _share(tokens, run, index)):
            where = tokens[index + 1].low == "where"
            return two(run, index, index + 1 + where, Link.COORDINATE)
        if low not in _JOINERS:
            continue
        start = index + 1
        if low == "so" and tokens[start].low == "that":
            continue
        softened = low == "because" and tokens[index - 1].low in _PARTLY
        if softened and run.last - start < _LONG_REASON:
            continue
        joint = index - softened
        comma = tokens[joint - 1].low in {",", DASH}
        if (said := _said_also(tokens, run, index)) is not None:
            return [replace(run, last=joint - comma), said]
        if not _joins(tokens, run, joint, start, comma=comma, low=low):
            continue
        end = joint - 1 if comma else joint
        start += low == "and" and tokens[start].low == "that" and not is_finite(tokens, start + 1)
        return [replace(run, last=end), Run(start, run.last, _JOINERS[low])]
    return None


def _said_also(tokens: Sequence[Token], run: Run, index: int) -> Run | None:
    """What follows "but warned that": the speaker before the sentence says it too."""
    start = index + 3
    if tokens[index].low not in {"and", "but"} or start >= run.last - 2:
        return None
    says = tokens[index + 1].low in _SAYS and tokens[index + 2].low == "that"
    if not says or not clausal(tokens, run.first, index) or not clausal(tokens, start, run.last):
        return None
    return Run(start, run.last, Link.COORDINATE)


def _joins(
    tokens: Sequence[Token], run: Run, index: int, start: int, *, comma: bool, low: str
) -> bool:
    """Whether the joiner ``low`` at ``index`` stands between two clauses."""
    if not clausal(tokens, run.first, index):
        return False
    if _limited(tokens, run.first, index):
        return False
    if comma:
        if low in {"as", "since", "or", "while"} and not near_subject(tokens, start, run.last):
            return False
        return starts_clause(tokens, start, run.last) and own_subject(tokens, start, run.last)
    if low not in {"and", "but", "so", "although", "though", "whereas"}:
        return False
    if tokens[start].low == "that":
        return low == "and" and clausal(tokens, start + 1, run.last)
    if tokens[start].low in NUMERALS and is_finite(tokens, start + 1):
        return True
    return (
        tokens[start].low in SUBJECT_PRONOUNS | _POSSESSIVES
        and tokens[start].low not in {"this", "these"}
        and near_subject(tokens, start, run.last)
    )


def _spliced(tokens: Sequence[Token], run: Run, index: int) -> bool:
    """Whether a comma alone parts two clauses: "it cures colds, it works for everyone"."""
    start = index + 1
    where = tokens[start].low == "where" and tokens[start + 1].low in {"it", "they"}
    if not where and tokens[start].low not in {"it", "they", "he", "she", "it's", "they're"}:
        return False
    opening = tokens[run.first]
    if opening.low in {"about", "over", "under"} and tokens[run.first + 1].low[0].isdigit():
        opening = tokens[run.first + 1]
    if opening.low in PREPOSITIONS | {"according", "the", "once", "unless"} or is_gerund(opening):
        return False
    commas = [i for i in range(run.first, index) if tokens[i].low == ","]
    if commas and tokens[commas[-1] + 1].low in PREPOSITIONS | {"although", "though", "once"}:
        return False
    return clausal(tokens, run.first, index) and near_subject(tokens, start + where, run.last)


def _share(tokens: Sequence[Token], run: Run, index: int) -> bool:
    """Whether ", most of it water" follows a clause."""
    lows = tuple(token.low for token in tokens[index + 1 : index + 4])
    share = lows[:1] and lows[0] in _PART_OF | {"much", "half"}
    return (
        bool(share)
        and lows[1:] in {("of", "it"), ("of", "them")}
        and (index + 5 < run.last and clausal(tokens, run.first, index))
    )


def _limited(tokens: Sequence[Token], first: int, index: int) -> bool:
    """Whether the left side is an opening condition whose main clause is still to come."""
    return tokens[first].low in {"if", "when", "whenever", "unless", "because", "since"} and (
        find(tokens, first, index - 1, {","}) is None
    )


def _cut_meaning(tokens: Sequence[Token], run: Run) -> list[Run] | None:
    """At ", which means (that) B", ", suggesting that B", ", which is why B" and ", i.e. B"."""
    for index in range(run.first + 1, run.last - 2):
        if tokens[index].low != ",":
            continue
        start = index + 1
        lows = [token.low for token in tokens[start : start + 4]]
        if lows[:3] == ["which", "is", "why"] and clausal(tokens, start + 3, run.last):
            return two(run, index, start + 3, Link.RESULT)
        if lows[:2] == ["which", "means"] or lows[:1] == ["meaning"]:
            start += 2 if lows[0] == "which" else 1
            start += start < run.last and tokens[start].low == "that"
            if clausal(tokens, start, run.last):
                return two(run, index, start, Link.RESULT)
        if lows[0] in _SHOWING and lows[1] == "that" and clausal(tokens, start + 2, run.last):
            return two(run, index, start + 2, Link.RESULT)
        if lows[:1] in (["i.e"], ["ie"]):
            start += 1 + (tokens[start + 1].low == ".")
            if run.last - start >= 3:
                return [
                    replace(run, last=index),
                    Run(start, run.last, Link.RESTATEMENT, (run.first, index)),
                ]
    return None


def _cut_relative(tokens: Sequence[Token], run: Run) -> list[Run] | None:
    """At a final ", which …" or ", all of which …" long enough to be a statement."""
    for index in range(run.first + 2, run.last - 6):
        if tokens[index].low != ",":
            continue
        lows = tuple(token.low for token in tokens[index + 1 : index + 4])
        if lows[0] in _PART_OF and lows[1:] == ("of", "which") and is_finite(tokens, index + 4):
            return two(run, index, index + 1, Link.COORDINATE)
        if lows[0] == "which":
            start = index + 2
            if _final_relative(tokens, run, index):
                noun = head_before(tokens, run.first, index)
                return [replace(run, last=index), Run(start, run.last, Link.RELATIVE, noun)]
    return None


def _final_relative(tokens: Sequence[Token], run: Run, index: int) -> bool:
    """Whether the relative clause runs to the end: commas in it only part a list."""
    start = index + 2
    if not is_finite(tokens, start) or not clausal(tokens, run.first, index):
        return False
    comma = find(tokens, start, run.last, {","})
    return comma is None or find_verb(tokens[: run.last], start=comma + 1) is None


def _cut_participle(tokens: Sequence[Token], run: Run) -> list[Run] | None:
    """At a final ", offering …": the subject is that of the clause before."""
    for index in range(run.first + 2, run.last - 2):
        if tokens[index].low not in {",", DASH}:
            continue
        start = index + 1 + (tokens[index + 1].low in {"thus", "thereby", "also"})
        verb = start + tokens[start].low.endswith("ly")
        if verb >= run.last - 1 or not participial(tokens, verb, run.last):
            continue
        if clausal(tokens, run.first, index) and not listed(tokens, run.first, index):
            return [
                replace(run, last=index),
                _participle(tokens, run, index, Run(start, run.last, Link.PARTICIPLE)),
            ]
    return None


def _participle(tokens: Sequence[Token], run: Run, index: int, phrase: Run) -> Run:
    """The phrase with its subject; "leading to …" follows from the whole clause before it."""
    if tokens[phrase.first].low in _OF_THE_WHOLE:
        return replace(phrase, link=Link.CONSEQUENCE, subject=(run.first, index))
    return replace(phrase, subject=subject_run(tokens, run))


def _cut_final_apposition(tokens: Sequence[Token], run: Run) -> list[Run] | None:
    """At a final ", a compound that …": a noun phrase with a clause of its own."""
    commas = [i for i in range(run.first + 2, run.last - 3) if tokens[i].low == ","]
    if not commas or (len(commas) > 1 and tokens[commas[-1] + 1].low not in {"a", "an", "the"}):
        return None
    index = commas[-1]
    start = index + 1
    if len(commas) > 1 and find_verb(tokens[:index], start=commas[-2] + 1) is None:
        return None
    who = find(tokens, start + 1, min(run.last - 1, start + 7), {"that", "which"})
    if who is None or not relative(tokens, who, run.last) or tokens[start].low in PREPOSITIONS:
        return None
    if (
        find_verb(tokens[:who], start=start) is not None
        or tokens[start].low in PRONOUNS - DETERMINERS
    ):
        return None
    if not clausal(tokens, run.first, index):
        return None
    noun = head_before(tokens, run.first, index)
    return [replace(run, last=index), Run(start, run.last, Link.APPOSITION, noun)]


def _cut_subject_insert(tokens: Sequence[Token], run: Run) -> list[Run] | None:
    """In "X, derived from Y, does Z" there are two statements, the outer one in two parts."""
    open_ = find(tokens, run.first + 1, min(run.last, run.first + 9), {","})
    if open_ is None or find_verb(tokens[:open_], start=run.first + 1) is not None:
        return None
    close = find(tokens, open_ + 1, run.last - 1, {","})
    if close is None or close - open_ < 4 or not _insert(tokens, open_ + 1, close):
        return None
    resumed = tokens[close + 1].low in ED_FORMS.keys() | S_FORMS.keys()
    verb = close + 1 if resumed else find_verb(tokens[: run.last], start=close + 1)
    if verb is None or verb - close > 3 or tokens[run.first].low in PREPOSITIONS:
        return None
    subject = (run.first, open_)
    whole = replace(run, hole=(open_, close + 1))
    if tokens[open_ + 1].low in {"which", "who"}:
        return [whole, Run(open_ + 2, close, Link.RELATIVE, subject)]
    return [whole, Run(open_ + 1, close, Link.APPOSITION, subject)]


def _insert(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the insert says something: a reduced relative, or a noun phrase."""
    low = tokens[first].low
    if low in {"published", "presented", "called", "named", "funded", "based"}:
        return False
    if low in ED_FORMS or low in PARTICIPLES or low in {"also", "commonly", "often"}:
        return True
    if low in {"which", "who"}:
        return last - first >= 4
    if low in {"a", "an", "the", "one"} and last - first >= 3:
        return find_verb(tokens[:last], start=first) is None
    return False


def _cut_predicates(tokens: Sequence[Token], run: Run) -> list[Run] | None:
    """In "X does A, does B and also does C" the later predicates share the subject."""
    bare = tokens[run.first].low in S_FORMS
    main = main_start(tokens, run)
    verb = run.first if bare else find_verb(tokens[: run.last], start=main + 1)
    if verb is None:
        return None
    if (made := _made(tokens, run, verb)) is not None:
        return made
    ends: list[int] = []
    starts: list[int] = []
    for index in range(verb + 2, run.last - 1):
        if tokens[index].low not in {",", "and", "but"} or index < (starts[-1] if starts else 0):
            continue
        start = index + 1
        start += tokens[start].low in {"and", "but"}
        start += start < run.last and tokens[start].low in _ALSO
        if start < run.last - 1 and _same_form(tokens, verb, start):
            ends.append(index)
            starts.append(start)
    if not starts or tokens[ends[-1]].low == "," == tokens[starts[-1] - 1].low:
        return None
    whom = run.subject if bare else _owner(tokens, run, main)
    later = zip(starts, [*ends[1:], run.last], strict=True)
    return [
        replace(run, last=ends[0]),
        *(Run(at, to, Link.PREDICATE, _with_modal(tokens, whom, verb, at)) for at, to in later),
    ]


def _with_modal(
    tokens: Sequence[Token], whom: tuple[int, int] | None, verb: int, start: int
) -> tuple[int, int] | None:
    """The shared subject, and in "X may help reduce A and improve B" its "may help" too."""
    if whom is None or not after_modal(tokens, verb, start):
        return whom
    lows = [token.low for token in tokens[verb + 1 : verb + 4]]
    helps = lows.index("help") + 1 if "help" in lows[:2] else 0
    helps += bool(helps) and lows[helps : helps + 1] == ["to"]
    return (whom[0], verb + 1 + helps)


def _made(tokens: Sequence[Token], run: Run, verb: int) -> list[Run] | None:
    """At the "and" of "is approved and made in Ohio": where a thing is from stands apart."""
    if tokens[verb].low not in {"is", "are", "was", "were"}:
        return None
    joint = find(tokens, verb + 2, run.last - 3, {"and"})
    if joint is None or tokens[joint + 1].low not in _FROM_SOMEWHERE:
        return None
    if tokens[joint + 2].low not in {"in", "by", "at", "from"}:
        return None
    return [
        replace(run, last=joint),
        Run(joint + 1, run.last, Link.PREDICATE, (run.first, verb + 1)),
    ]


def _owner(tokens: Sequence[Token], run: Run, main: int) -> tuple[int, int] | None:
    """Whose the later predicates are: the noun an apposition speaks of, else the subject.

    An opening condition limits them all, so it goes with the subject.
    """
    if run.link is Link.APPOSITION and run.subject is not None:
        return run.subject
    whom = subject_run(tokens, replace(run, first=main))
    return (run.first, whom[1]) if whom is not None and whom[0] == main else whom


def _same_form(tokens: Sequence[Token], verb: int, other: int) -> bool:
    """Whether two verbs agree: both in -s, or both auxiliaries."""
    one, two = tokens[verb].low, tokens[other].low
    following = tokens[other + 1].low if other + 1 < len(tokens) else ""
    if after_modal(tokens, verb, other):
        return True
    if following in {"of", "are", "is", ",", "and", "it", "them", "its", "their"}:
        return False
    if one in ED_FORMS and two in ED_FORMS:
        return both_past(tokens, verb, other, following)
    if two in {"have", "do"} and one not in {"are", "were", "have", "do"}:
        return False
    if two in _SECOND_AUXILIARIES:
        return not _BINDERS & {token.low for token in tokens[verb:other]}
    singular = {"is", "has", "does", "can", "may", "might", "could", "will"}
    return (two in S_FORMS and (one in S_FORMS or one in singular)) or (
        two in {"is", "has", "can", "may", "does", "cannot"} and (one in S_FORMS or one in singular)
    )


def _cut_items(tokens: Sequence[Token], run: Run) -> list[Run] | None:
    """In "Zero A, zero B" verbless assertions stand side by side."""
    low = tokens[run.first].low
    dash = find(tokens, run.first + 1, run.last - 1, {DASH, ";"})
    if dash is not None and property_(tokens, run.first) and property_(tokens, dash + 1):
        verbless = find_verb(tokens[: run.last], start=run.first) is None
        return two(run, dash, dash + 1, Link.ITEM) if verbless else None
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
    return [Run(at, to, Link.ITEM) for at, to in zip(starts, ends, strict=True) if to > at]


CUTS: tuple[Cut, ...] = (
    _cut_items,
    _cut_hard,
    _cut_concession,
    _cut_opening,
    _cut_coordination,
    _cut_meaning,
    _cut_relative,
    _cut_participle,
    _cut_final_apposition,
    _cut_subject_insert,
    _cut_predicates,
)
