"""What a heading states and a question, an introduction or advice takes for granted.

Such claims are marked ``implied`` and not scored. "Is turmeric better than chemo?" in a
seller's page plants the claim; where the next sentence answers "no", it does not.
"""

from __future__ import annotations

import re

from claimcheck.segment.clauses import Clause
from claimcheck.segment.core import core
from claimcheck.segment.tokens import has_clause, tokenize
from claimcheck.segment.worth import has_effect, has_number, is_health
from claimcheck.text.cues import shadow
from claimcheck.types import Span, UnitKind

__all__ = ["implied_in"]

_ACTS = (
    r"(?:cures?|treats?|heals?|relieves?|prevents?|reverses?|reduces?|lowers?|boosts?|improves?|eases?"
    r"|stops?|kills?|replaces?|fights?|melts?|detoxif(?:y|ies)|eliminates?|restores?|works?)"
)
_BETTER = r"(?:better|safer|stronger|healthier|faster|gentler|more (?:effective|powerful|potent))"
_DID_YOU_KNOW = re.compile(
    r"(?:but )?(?:did|do) you know(?: that)? "
    r"(?!how|why|what|which|if|whether|where|when|who)(?=\w)",
    re.IGNORECASE,
)
# "Is turmeric better than chemo?", "Can kava replace your medicine?": the whole question.
_SUGGESTS = re.compile(
    rf"(?:is|are) (?!(?:it|this|that|there)\b)[^?]{{2,60}} {_BETTER} than "
    rf"|(?:can|could|does|do|will) (?!(?:it|this|that|i|you|we)\b)[^?]{{2,40}} "
    r"(?:cure|reverse|replace|eliminate|melt|detoxify)\b",
    re.IGNORECASE,
)
# "Why is turmeric better than chemo?", "How turmeric cures cancer": what follows the word.
_PRESUMES = re.compile(
    rf"(?:here(?:'s| is) )?(?:how|why) "
    rf"(?=[^?]{{2,60}} (?:{_ACTS}|{_BETTER} than|so (?:effective|good))\b)(?!(?:to|we|i|you)\b)",
    re.IGNORECASE,
)
# "Turmeric: the natural cure for cancer".
_NAMES_A_CURE = re.compile(
    r"[^:?]{2,40}: (?:the|a|an|your|nature's) [^?]{0,40}\b(?:cure|remedy|treatment|answer|solution"
    r"|alternative)s? (?:for|to)\b",
    re.IGNORECASE,
)
_INSIDE_META = re.compile(
    rf"\b(?:how|why|that) (?P<said>(?!to\b)(?:[\w'-]+ ){{1,4}}?(?:\w+ly )?{_ACTS} [^,.;?]{{3,80}})",
    re.IGNORECASE,
)
_INSIDE_ANY = re.compile(
    r"\b(?P<said>(?:safe and effective|effective and safe) (?:use|relief|treatment|management)"
    r"(?: (?:of|for|from) [\w-]+"
    r"(?: (?!(?:as|and|or|in|on|at|with|by|for|to|that|which|when|while|during|is|are|can|may)\b)"
    r"[\w-]+)?)?"
    r"|ensur(?:e|es|ing) (?:the )?(?:its )?(?:safety|effectiveness|efficacy)"
    r"(?: and (?:safety|effectiveness|efficacy))?(?: of [\w-]+)?)",
    re.IGNORECASE,
)
_NO = re.compile(
    r"[\W_]*(?:no|not|nope|never|probably not|unlikely|sadly|unfortunately"
    r"|there(?:'s| is| are) (?:no|little)|it (?:is not|isn't|cannot|can't|does not|doesn't))\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"(?:how|why|what|which|who|where|when|can|does|do|is|are|should|will)\b", re.IGNORECASE
)


def implied_in(text: str, inside: Span, kind: UnitKind, following: str) -> tuple[Clause, ...]:
    """The claims that a unit implies without stating them.

    :param text: the article.
    :param inside: the unit without marks and final punctuation.
    :param kind: what the unit is there for.
    :param following: the unit after it, where an answer would stand.
    :returns: clauses inside the unit; none for kinds that imply nothing.
    """
    read = shadow(text[inside.start : inside.end])
    if kind in {UnitKind.META, UnitKind.ADVICE}:
        found = _INSIDE_ANY.search(read) or (
            _INSIDE_META.search(read) if kind is UnitKind.META else None
        )
        return _clauses(text, inside, *found.span("said")) if found else ()
    asked = kind is UnitKind.QUESTION or text[inside.end : inside.end + 1] == "?"
    if asked and _NO.match(shadow(following)):
        return ()
    for opening in (_DID_YOU_KNOW, _PRESUMES):
        if (found := opening.match(read)) is not None:
            return _clauses(text, inside, found.end(), len(read))
    if asked:
        return _clauses(text, inside, 0, len(read)) if _SUGGESTS.match(read) else ()
    return _clauses(text, inside, 0, len(read)) if _states(text, inside, read) else ()


def _states(text: str, inside: Span, read: str) -> bool:
    """Whether a heading says of something what it does."""
    if _NAMES_A_CURE.match(read):
        return True
    if _ASKING.match(read) or not has_clause(tokenize(text, inside.start, inside.end)):
        return False
    return has_effect(read) and (is_health(read) or has_number(read))


def _clauses(text: str, inside: Span, start: int, end: int) -> tuple[Clause, ...]:
    span = core(text, inside.start + start, inside.start + end)
    return (Clause(parts=(span,)),) if span is not None else ()
