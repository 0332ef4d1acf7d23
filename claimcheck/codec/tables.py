"""Reports as flat rows, for spreadsheets, pandas and Parquet."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from claimcheck.codec.files import atomic_file
from claimcheck.types import CheckedClaim, Report

CLAIM_COLUMNS = {
    "article_id": "string", "source": "string", "claim_id": "string", "start": "int64",
    "end": "int64", "text": "string", "reading": "string", "cluster": "string",
    "check_worthiness": "float64", "label": "string", "confidence": "float64", "reason": "string",
    "qualifiers": "string", "needs_review": "bool", "passage_id": "string", "passage": "string",
    "citation": "string", "url": "string",
}  # fmt: skip
"""The columns of claim rows with their Arrow types."""
PROMO_COLUMNS = {
    "article_id": "string", "source": "string", "start": "int64", "end": "int64",
    "text": "string", "category": "string", "rule": "string", "severity": "string",
    "confidence": "float64", "message": "string", "suggestion": "string",
}  # fmt: skip
"""The columns of promo rows with their Arrow types."""
_ROWS = 10_000
"""Rows of one group, which bounds the memory of writing and reading."""
_LONE = re.compile("[\ud800-\udfff]")

__all__ = ["CLAIM_COLUMNS", "PROMO_COLUMNS", "claim_rows", "promo_rows", "write_parquet"]


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
    """Write the claim rows of all reports to one Parquet file.

    The columns and their types are the same whatever the reports hold, so that many files can be
    read as one, such as by ``datasets.load_dataset("parquet", …)``.

    :param reports: read as they are needed.
    :param path: the file; it appears whole or not at all.
    :returns: the number of rows.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.type_for_alias(kind)) for name, kind in CLAIM_COLUMNS.items()])
    rows = (_encodable(row) for report in reports for row in claim_rows(report))
    total = 0
    with atomic_file(path) as stream, pq.ParquetWriter(stream, schema) as writer:
        while group := list(itertools.islice(rows, _ROWS)):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))
            total += len(group)
    return total


def _encodable(row: dict[str, Any]) -> dict[str, Any]:
    """Lone surrogates, which UTF-8 cannot hold, become U+FFFD; lengths stay."""
    return {k: _LONE.sub("\ufffd", v) if isinstance(v, str) else v for k, v in row.items()}
