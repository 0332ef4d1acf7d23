"""Where an article contradicts itself: two of its own statements that cannot both hold.

Only pairs that agree in all other words are compared, and only what the article says
in its own voice, so that a finding is hardly ever wrong and many are missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from claimcheck.segment.clusters import normalised
from claimcheck.text.wordlist import word_set
from claimcheck.types import Claim, Finding, Report

__all__ = ["contradictions"]

# Words that soften or stress and do not change what is said.
_SOFT = word_set(
    "may might can could would often sometimes usual possib like even only simp still ever real"
    " tru ful complet absolut total act general"
)
_OPPOSITE = frozenset(
    frozenset(pair.split("/"))
    for pair in word_set(
        "increas/reduc safe/unsaf safe/danger safe/harm improv/worsen effectiv/ineffectiv"
        " legal/illegal better/worse healthi/unhealthi high/low strengthen/weaken"
    )
)
_POINTING = re.compile(r"(?:it|they|this|that|these|those|its|their|he|she)\b", re.IGNORECASE)
_REBUTTED = re.compile(
    r"\b(?:myth|fiction|misconception|rumou?r|false(?:ly)?|untrue|wrong|supposed(?:ly)?|allegedly"
    r"|contrary to|so-called)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_HARMLESS = re.compile(
    r"\b(?:no|zero|without(?: any)?|free (?:of|from)|(?:does not|doesn't|do not|don't|never)"
    r" (?:have|has|causes?)(?: any)?)"
    r" (?:side[- ]effects?|risks?|adverse effects|dangers?|downsides?)\b"
    r"|\b(?:completely|perfectly|totally|entirely|absolutely|100 ?%) (?:safe|harmless|risk.free)\b"
    r"|\bsafe for (?:everyone|anyone|all)\b",
    re.IGNORECASE,
)
_HARMS = re.compile(
    r"\b(?:cause[sd]?|leads? to|led to|triggers?|produces?|results? in|side effects (?:include|are)"
    r"|risks? (?:include|are)|damages?|harms?)\b.{0,60}\b(?:damage|injury|failure|bleeding|nausea"
    r"|vomiting|diarrh\w+|cramps?|headaches?|dizziness|seizures?|addiction|dependence|withdrawal"
    r"|overdose|death|rash|palpitations|insomnia|drowsiness|liver|kidneys?|heart)\b",
    re.IGNORECASE,
)
_FEWEST = 2
_FEWEST_WITH_FIGURES = 4


@dataclass(frozen=True, slots=True)
class _Said:
    """A claim, and its words that matter in order."""

    claim: Claim
    words: tuple[str, ...]
    denies: bool


def contradictions(report: Report) -> Iterator[Finding]:
    """A finding for each pair of statements that contradict each other."""
    said = list(_in_own_voice(report))
    seen: set[frozenset[str]] = set()
    for one, other in combinations(said, 2):
        pair = frozenset({one.claim.cluster, other.claim.cluster})
        if pair not in seen and _conflict(one, other):
            seen.add(pair)
            yield Finding(
                kind="contradicts_itself",
                message=f"The article says both “{one.claim.text}” and “{other.claim.text}”.",
                spans=(one.claim.span, other.claim.span),
            )


def _in_own_voice(report: Report) -> Iterator[_Said]:
    units = {unit.span: unit.text for unit in report.units}
    for checked in report.claims:
        claim = checked.claim
        around = next(
            (text for span, text in units.items() if span.start <= claim.span.start < span.end), ""
        )
        if claim.attribution or claim.implied or _POINTING.match(claim.reading):
            continue
        if _REBUTTED.search(around):
            continue
        words = [word for word in normalised(claim.reading).split() if word not in _SOFT]
        kept = tuple(word for word in words if word != "not")
        yield _Said(claim, kept, (len(words) - len(kept)) % 2 == 1)


def _conflict(one: _Said, other: _Said) -> bool:
    if len(one.words) >= _FEWEST and one.words == other.words:
        return one.denies != other.denies
    if one.denies == other.denies and (_reversed(one, other) or _figures_differ(one, other)):
        return True
    return _harmless_and_harmful(one, other) or _harmless_and_harmful(other, one)


def _differing(one: _Said, other: _Said) -> list[tuple[str, str]]:
    if len(one.words) != len(other.words):
        return []
    return [(a, b) for a, b in zip(one.words, other.words, strict=True) if a != b]


def _reversed(one: _Said, other: _Said) -> bool:
    """Whether they differ in one word, and that word is turned round."""
    pairs = _differing(one, other)
    return len(pairs) == 1 and len(one.words) > _FEWEST and frozenset(pairs[0]) in _OPPOSITE


def _figures_differ(one: _Said, other: _Said) -> bool:
    """Whether they differ in one figure alone, which is no year."""
    pairs = _differing(one, other)
    if len(pairs) != 1 or len(one.words) < _FEWEST_WITH_FIGURES:
        return False
    return all(figure[0].isdigit() and not _YEAR.match(figure) for figure in pairs[0])


def _harmless_and_harmful(one: _Said, other: _Said) -> bool:
    """Whether one says that a thing does no harm, and the other which harm it does."""
    if not one.words or not _HARMLESS.search(one.claim.reading):
        return False
    return (
        not other.denies
        and other.words[:1] == one.words[:1]
        and _HARMS.search(other.claim.reading) is not None
        and not _limited(other.words, one.words)
    )


def _limited(harm: Sequence[str], safe: Sequence[str]) -> bool:
    """Whether the statement of safety has a condition of its own ("… at normal doses")."""
    return bool({"dose", "amount", "short", "term", "adult", "if", "when"} & set(safe) - set(harm))
