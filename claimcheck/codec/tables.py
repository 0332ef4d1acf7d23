"""Reports as flat rows, for spreadsheets, pandas and Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from claimcheck.codec.files import atomic_file
from claimcheck.types import CheckedClaim, Report

__all__ = ["claim_rows", "promo_rows", "write_parquet"]


def claim_rows(report: Report) -> Iterator[dict[str, Any]]:
    """One flat row a claim; the evidence is the one that decided, or the first found."""
    for checked in report.claims:
        yield _claim_row(report, checked)


def _claim_row(report: Report, checked: CheckedClaim) -> dict[str, Any]:
    verdict = checked.verdict
    decisive = [
        item for item in verdict.evidence if item.rationale and item.stance == verdict.label
    ]
    evidence = next(iter(decisive or verdict.evidence), None)
    passage = evidence.passage if evidence else None
    return {
        "article_id": report.article.id,
        "source": report.article.source,
        "claim_id": checked.id,
        "start": checked.span.start,
        "end": checked.span.end,
        "text": checked.text,
        "reading": checked.reading,
        "cluster": checked.cluster,
        "check_worthiness": round(checked.check_worthiness, 4),
        "label": verdict.label.value if verdict.label else None,
        "confidence": None if verdict.confidence is None else round(verdict.confidence, 4),
        "reason": verdict.reason.value,
        "qualifiers": " ".join(verdict.qualifiers),
        "needs_review": verdict.needs_review,
        "passage_id": passage.id if passage else None,
        "passage": passage.text if passage else None,
        "citation": passage.citation if passage else None,
        "url": passage.url if passage else None,
    }


def promo_rows(report: Report) -> Iterator[dict[str, Any]]:
    """One flat row a promotional span."""
    for span in report.promo:
        yield {
            "article_id": report.article.id,
            "source": report.article.source,
            "start": span.span.start,
            "end": span.span.end,
            "text": span.text,
            "category": span.category,
            "rule": span.rule,
            "severity": span.severity.value,
            "confidence": round(span.confidence, 4),
            "message": span.message,
            "suggestion": span.suggestions[0] if span.suggestions else None,
        }


def write_parquet(reports: Iterable[Report], path: Path) -> int:
    """Write the claim rows of all reports to one Parquet file; returns the number of rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [row for report in reports for row in claim_rows(report)]
    with atomic_file(path) as stream:
        pq.write_table(pa.Table.from_pylist(rows), stream)
    return len(rows)
