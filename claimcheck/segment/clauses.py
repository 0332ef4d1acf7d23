"""Compound sentences into single statements, each an exact slice of the sentence.

The cuts are those of the decomposition literature (PropSegmEnt, Chen et al.,
ACL Findings 2023; the ordering of DisSim, Niklaus et al., 2019), written anew as
rules over tokens: coordination, concession, reason, restatement, final
participles, relative clauses and appositions. Conditions, doses, times and
populations stay with the statement they limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimcheck.segment.cuts import CUTS
from claimcheck.segment.runs import Link, Run, stripped
from claimcheck.segment.tokens import Token, tokenize
from claimcheck.types import Span

__all__ = ["Clause", "Link", "split_clauses"]


# Longer stretches are lists or walls of text, and cutting costs the square of the length.
_MOST_TOKENS = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One statement: its parts in order, its link, and the subject it shares, if not its own."""

    parts: tuple[Span, ...]
    link: Link = Link.MAIN
    subject: Span | None = None


def split_clauses(text: str, span: Span) -> tuple[Clause, ...]:
    """The statements of a sentence.

    :param text: the article.
    :param span: the sentence without its marks and final punctuation.
    :returns: at least one clause, in order of place; the parts of all of them lie
        in the span and hold its content words, connectives left out.
    """
    tokens = _outer(tokenize(text, span.start, span.end))
    if not tokens or len(tokens) > _MOST_TOKENS:
        return (Clause(parts=(span,)),)
    runs = _divide(tokens, Run(0, len(tokens), Link.MAIN))
    if len(runs) == 1 and runs[0].hole is None:
        only = runs[0]
        return (Clause(parts=(Span(start=tokens[only.first].start, end=span.end),)),)
    return tuple(_clause(tokens, run, span) for run in sorted(runs, key=lambda run: run.first))


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


def _clause(tokens: Sequence[Token], run: Run, span: Span) -> Clause:
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


def _divide(tokens: Sequence[Token], run: Run) -> list[Run]:
    """Apply the first cut that fits, then divide what it gives."""
    run = stripped(tokens, run)
    for cut in CUTS:
        if (pieces := cut(tokens, run)) is not None:
            return [leaf for piece in pieces for leaf in _settle(tokens, piece)]
    return [run]


def _settle(tokens: Sequence[Token], run: Run) -> list[Run]:
    if run.hole is not None or run.last - run.first < 4:
        return [stripped(tokens, run)]
    return _divide(tokens, run)
