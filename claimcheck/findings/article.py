"""Findings over a whole report: what to look at first, and what the article leaves out.

The omissions follow the HealthNewsReview criteria (harms, independent sources)
and DISCERN questions 4 and 11. Each is a plain rule that quotes its spans.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.findings.contradictions import contradictions
from claimcheck.findings.omissions import no_harms, omitted_risks
from claimcheck.findings.promises import promised_but_absent
from claimcheck.findings.selling import selling
from claimcheck.findings.sources import references, without_source
from claimcheck.types import Finding, Label, Passage, Report, Severity, Span

__all__ = ["find"]


def find(report: Report, *, risks: Sequence[Passage] = ()) -> tuple[Finding, ...]:
    """The findings of a report, in a fixed order; none if there is nothing to say.

    :param report: an article with its units, claims and promotional spans.
    :param risks: passages of the reference corpus found for "risks of" what the article
        is about; those that name a harm of it are compared with the article.
    :returns: what only the whole article shows.
    """
    checks = (
        _look_first,
        contradictions,
        without_source,
        promised_but_absent,
        references,
        no_harms,
        selling,
    )
    found = [finding for check in checks for finding in check(report)]
    return (*found, *omitted_risks(report, risks))


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
