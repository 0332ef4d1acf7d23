"""Reports as SARIF 2.1.0, for editors and continuous integration that show marks in place.

Promotional phrases are results of the level of their severity; a contradicted claim is an error,
one that the corpus does not settle a note, a finding over the whole article a warning. Regions
count lines and columns from 1, columns in code points, in the article's text: for txt and
Markdown that is the file, for other formats what was read from it.

Standard: OASIS SARIF Version 2.1.0, sections 3.14 (run), 3.27 (result), 3.30 (region).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from claimcheck import codec
from claimcheck._version import __version__
from claimcheck.types import Finding, Label, PromoSpan, Report, Severity, Span

__all__ = ["render_sarif"]

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "note"}
_CLAIMS = {
    Label.CONTRADICTORY: ("error", "The reference corpus contradicts this claim."),
    Label.UNSUPPORTED: (
        "note",
        "The reference corpus holds nothing that settles this claim; that does not make it false.",
    ),
}


def render_sarif(reports: Sequence[Report]) -> str:
    """One SARIF log with one run for all reports.

    :param reports: what to write, in this order.
    :returns: JSON, ready to be written as UTF-8.
    """
    results = [result for report in reports for result in _results(report)]
    rules = {result["ruleId"]: result.pop("rule") for result in results}
    places = {name: place for place, name in enumerate(rules)}
    for result in results:
        result["ruleIndex"] = places[result["ruleId"]]
    driver = {"name": "claimcheck", "version": __version__, "rules": list(rules.values())}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return codec.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _results(report: Report) -> Iterator[dict[str, Any]]:
    page = _Page(report)
    for promo in report.promo:
        yield _promo(page, promo)
    for claim in report.claims:
        if claim.verdict.label in _CLAIMS:
            level, message = _CLAIMS[claim.verdict.label]
            more = f" {claim.verdict.citation}" if claim.verdict.citation else ""
            rule = _rule(f"claim.{claim.verdict.label.value}", message)
            yield page.result(rule, level, message + more, claim.parts)
    for finding in report.findings:
        yield _finding(page, finding)


def _promo(page: _Page, promo: PromoSpan) -> dict[str, Any]:
    rule = _rule(promo.rule, promo.message, promo.why)
    text = " ".join((promo.message, *promo.suggestions[:1]))
    result = page.result(rule, _LEVELS[promo.severity], text, (promo.span,))
    return result | {"properties": {"category": promo.category, "confidence": promo.confidence}}


def _finding(page: _Page, finding: Finding) -> dict[str, Any]:
    rule = _rule(f"article.{finding.kind}", finding.message)
    return page.result(rule, "warning", finding.message, finding.spans)


def _rule(name: str, message: str, why: str = "") -> dict[str, Any]:
    rule: dict[str, Any] = {"id": name, "shortDescription": {"text": message}}
    return rule | ({"fullDescription": {"text": why}} if why else {})


class _Page:
    """Where the lines of an article begin, and what it is called."""

    def __init__(self, report: Report) -> None:
        self._text = report.article.text
        self._name = report.article.source or report.article.id
        breaks = [at + 1 for at, char in enumerate(self._text) if char == "\n"]
        self._lines = [0, *breaks]

    def result(
        self, rule: dict[str, Any], level: str, message: str, spans: Sequence[Span]
    ) -> dict[str, Any]:
        """A result at the first of the spans, the others beside it; its rule goes with it."""
        places = [self._location(span) for span in spans] or [self._location(None)]
        result: dict[str, Any] = {
            "ruleId": rule["id"],
            "rule": rule,
            "level": level,
            "message": {"text": message},
            "locations": places[:1],
        }
        if places[1:]:
            result["relatedLocations"] = places[1:]
        return result

    def _location(self, span: Span | None) -> dict[str, Any]:
        physical: dict[str, Any] = {"artifactLocation": {"uri": self._name}}
        if span is not None:
            line, column = self._place(span.start)
            end_line, end_column = self._place(span.end)
            physical["region"] = {
                "startLine": line,
                "startColumn": column,
                "endLine": end_line,
                "endColumn": end_column,
                "charOffset": span.start,
                "charLength": span.end - span.start,
                "snippet": {"text": self._text[span.start : span.end]},
            }
        return {"physicalLocation": physical}

    def _place(self, at: int) -> tuple[int, int]:
        line = bisect_right(self._lines, at)
        return line, at - self._lines[line - 1] + 1
