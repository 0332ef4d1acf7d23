"""Findings over a whole report: what to look at first, and what the article leaves out.

The omissions follow the HealthNewsReview criteria (harms, independent sources)
and DISCERN questions 4 and 11. Each is a plain rule that quotes its spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.types import Finding, Label, Report, Severity, Span, UnitKind

__all__ = ["find"]

_SOURCE = re.compile(
    r"https?://|doi\.org|\bdoi:|\bPMID\b|\[\d{1,3}\]"
    r"|\(\s*[A-Z][\w-]+(?: et al\.?)?,? (?:19|20)\d\d\)"
    r"|\b[A-Z][\w-]+ et al\b|\b(?:University|Journal|Institutes?|Cochrane|Lancet|JAMA|BMJ)\b"
)
_HARM = re.compile(
    r"\b(?:side[- ]effects?|adverse|risks?|harms?|harmful|danger\w*|unsafe|toxic\w*|overdos\w+"
    r"|interactions?|dependence|addictive|withdrawal|contraindicat\w+|warnings?|cautions?)\b",
    re.IGNORECASE,
)
_PROMISED = {
    "case studies": r"\bcase (?:study|studies|report)",
    "dosage": r"\b(?:dos(?:e|es|age|ing)|\d+\s?(?:mg|mcg|µg|g|ml|iu))\b",
    "success stories": r"\bsuccess stor",
    "scientific references": r"https?://|\[\d{1,3}\]|\bdoi\b|et al",
}
_ENOUGH_WORDS = 150


def find(report: Report) -> tuple[Finding, ...]:
    """The findings of a report, in a fixed order; none if there is nothing to say."""
    checks = (_look_first, _without_source, _promised_but_absent, _no_harms)
    return tuple(finding for check in checks for finding in check(report))


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _look_first(report: Report) -> Iterator[Finding]:
    """Claims that are sold hard and not borne out."""
    hard = [p.span for p in report.promo if p.severity is not Severity.SUGGESTION]
    spans = tuple(
        claim.span
        for claim in report.claims
        if claim.verdict.label in (Label.UNSUPPORTED, Label.CONTRADICTORY)
        and any(_overlap(claim.span, span) for span in hard)
    )
    if spans:
        noun = "claim is" if len(spans) == 1 else "claims are"
        yield Finding(
            kind="promoted_unsupported",
            message=f"{len(spans)} {noun} put in promotional language and not supported by the "
            "reference corpus. Look at these first.",
            spans=spans,
        )


def _without_source(report: Report) -> Iterator[Finding]:
    """Research is credited, but the article names no study, journal, author or link."""
    spans = tuple(claim.span for claim in report.claims if claim.attribution)
    if spans and not _SOURCE.search(report.article.text):
        yield Finding(
            kind="research_without_source",
            message="The article credits research or experts but names no study, author, journal "
            "or link that a reader could look up.",
            spans=spans,
        )


def _promised_but_absent(report: Report) -> Iterator[Finding]:
    """An introduction announces what the rest of the article does not hold."""
    text = report.article.text
    for unit in report.units:
        if unit.kind is not UnitKind.META:
            continue
        rest = text[: unit.span.start] + " " + text[unit.span.end :]
        for thing, pattern in _PROMISED.items():
            announced = re.search(re.escape(thing), unit.text, re.IGNORECASE)
            if announced and not re.search(pattern, rest, re.IGNORECASE):
                yield Finding(
                    kind="promised_but_absent",
                    message=f"The article announces {thing} but holds none.",
                    spans=(unit.span,),
                )


def _no_harms(report: Report) -> Iterator[Finding]:
    """Benefits are promoted, and no risk or side effect is mentioned anywhere."""
    text = report.article.text
    promoted = tuple(p.span for p in report.promo if p.severity is Severity.ERROR)
    if promoted and len(text.split()) >= _ENOUGH_WORDS and not _HARM.search(text):
        yield Finding(
            kind="harms_missing",
            message="The article promotes a benefit but mentions no risk, side effect or "
            "interaction.",
            spans=promoted,
        )
