"""The report as CSV (RFC 4180, UTF-8, line feeds): one row a claim and a phrase.

A spreadsheet runs a cell that begins with ``= + - @`` or a tab as a formula, so
such a cell gets an apostrophe in front (OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from claimcheck.report.hidden import encodable
from claimcheck.report.places import Places
from claimcheck.report.view import ClaimView, PageView, PromoView, page_view
from claimcheck.types import Report

__all__ = ["COLUMNS", "guard", "render_csv"]

COLUMNS = (
    "source", "title", "article_id", "type", "number", "line", "start", "end", "text", "reading",
    "label", "meaning", "confidence", "reason", "qualifiers", "needs_review", "hedge",
    "attribution", "cluster", "severity", "category", "message", "why", "suggestions",
    "also", "stance", "passage", "citation", "year", "design", "standing", "url",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render_csv(reports: Iterable[Report]) -> str:
    """The claims and phrases of all reports under one header."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for report in reports:
        for row in _rows(page_view(report)):
            writer.writerow({name: guard(value) for name, value in row.items()})
    return encodable(out.getvalue())


def guard(value: object) -> object:
    """A cell that no spreadsheet takes for a formula; numbers pass as they are.

    Blanks in front do not help a formula past the guard, and a NUL, which some
    readers stop at, is shown as ␀.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str):
        return value
    text = value.replace("\x00", "␀")
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text


def _rows(view: PageView) -> Iterator[dict[str, object]]:
    """Rows in the order of the article; at one place the claim comes first."""
    places = Places(view.report.article.text)
    article = view.report.article
    shared = {"source": article.source, "title": article.title, "article_id": article.id}
    rows: list[tuple[int, int, int, dict[str, object]]] = []
    for claim in view.claims:
        span = claim.checked.span
        rows.append((span.start, 0, claim.number, _claim(claim, places)))
    for promo in view.promo:
        start = promo.span.span.start
        rows.append((start, 1, promo.number, _promo(promo, places)))
    for _, _, _, row in sorted(rows, key=lambda entry: entry[:3]):
        yield {**shared, **row}


def _claim(view: ClaimView, places: Places) -> dict[str, object]:
    checked, verdict = view.checked, view.checked.verdict
    row: dict[str, object] = {
        "type": "claim",
        "number": view.number,
        "line": places.line(checked.span.start),
        "start": checked.span.start,
        "end": checked.span.end,
        "text": checked.text,
        "reading": checked.reading,
        "label": verdict.label.value if verdict.label else "not checked",
        "meaning": view.words.meaning,
        "confidence": None if verdict.confidence is None else round(verdict.confidence, 4),
        "reason": view.reason,
        "qualifiers": "; ".join(name for name, _ in view.qualifiers),
        "needs_review": verdict.needs_review,
        "hedge": checked.hedge,
        "attribution": checked.attribution,
        "cluster": checked.cluster,
        "also": "; ".join(f"phrase {n}" for n in view.promo),
    }
    for item in view.evidence[:1]:
        passage = item.passage
        row |= {
            "stance": item.stance,
            "passage": passage.text,
            "citation": passage.citation or passage.title,
            "year": passage.year,
            "design": item.design,
            "standing": item.standing,
            "url": item.links[0].url if item.links else "",
        }
    return row


def _promo(view: PromoView, places: Places) -> dict[str, object]:
    span = view.span
    return {
        "type": "promo",
        "number": view.number,
        "line": places.line(span.span.start),
        "start": span.span.start,
        "end": span.span.end,
        "text": span.text,
        "confidence": round(span.confidence, 4),
        "severity": span.severity.value,
        "category": span.category,
        "message": span.message,
        "why": span.why,
        "suggestions": " | ".join(span.suggestions),
        "also": "; ".join(f"claim {n}" for n in view.claims),
    }
