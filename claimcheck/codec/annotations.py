"""Reports as W3C Web Annotations (https://www.w3.org/TR/annotation-model/).

Positions are ``TextPositionSelector`` values in Unicode code points, as that
standard asks, with the quote, 32 code points before it and 32 after.
"""

from __future__ import annotations

from typing import Any

from claimcheck.types import CheckedClaim, PromoSpan, Report, Span

__all__ = ["report_to_annotations"]

_CONTEXT = 32


def report_to_annotations(report: Report) -> dict[str, Any]:
    """An ``AnnotationPage`` with one annotation for each claim and promotional span."""
    items = [_claim(report, claim) for claim in report.claims]
    items += [_promo(report, span) for span in report.promo]
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationPage",
        "items": items,
    }


def _target(report: Report, span: Span) -> dict[str, Any]:
    text = report.article.text
    return {
        "source": report.article.source or f"urn:claimcheck:{report.article.id}",
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": text[span.start : span.end],
                "prefix": text[max(0, span.start - _CONTEXT) : span.start],
                "suffix": text[span.end : span.end + _CONTEXT],
            },
        ],
    }


def _annotation(identifier: str, target: dict[str, Any], *values: str) -> dict[str, Any]:
    return {
        "id": f"urn:claimcheck:{identifier}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": v} for v in values],
        "target": target,
    }


def _claim(report: Report, checked: CheckedClaim) -> dict[str, Any]:
    label = checked.verdict.label.value if checked.verdict.label else "not checked"
    target = _target(report, checked.span)
    return _annotation(checked.id, target, label, checked.verdict.reason.value)


def _promo(report: Report, promo: PromoSpan) -> dict[str, Any]:
    identifier = f"{report.article.id}-{promo.rule}-{promo.span.start}-{promo.span.end}"
    return _annotation(
        identifier, _target(report, promo.span), promo.category, promo.severity.value
    )
