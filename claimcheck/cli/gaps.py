"""How the claims that a corpus has nothing on look on a screen and in JSON."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimcheck.evaluation.coverage import Coverage, Gap

__all__ = ["coverage_lines", "coverage_record"]

_MOST_TERMS = 15


def coverage_record(found: Coverage) -> dict[str, Any]:
    """What ``corpus coverage --json`` prints."""
    return {
        "articles": found.articles,
        "claims": found.claims,
        "without_coverage": len(found.gaps),
        "terms": [
            {"text": term.text, "articles": term.articles, "claims": term.claims}
            for term in found.terms
        ],
        "gaps": [_gap(gap) for gap in found.gaps],
    }


def _gap(gap: Gap) -> dict[str, Any]:
    span, nearest = gap.claim.span, gap.nearest
    return {
        "article": gap.article.source,
        "title": gap.article.title,
        "start": span.start,
        "end": span.end,
        "text": gap.claim.text,
        "reading": gap.claim.reading,
        "nearest": nearest and {"passage_id": nearest.passage.id, "score": nearest.score},
    }


def coverage_lines(found: Coverage, *, name: str, limit: int) -> str:
    """What ``corpus coverage`` prints."""
    count = len(found.gaps)
    share = round(100 * count / found.claims) if found.claims else 0
    asked = f"{found.claims} claims in {found.articles} articles"
    lines = [f"{asked}; {name} has nothing on {count} ({share} %)."]
    if found.terms:
        lines += ["", "They speak most of (articles):"]
        lines += [f"  {term.text} ({term.articles})" for term in found.terms[:_MOST_TERMS]]
    for source, gaps in groupby(found.gaps[:limit], key=lambda gap: gap.article.source):
        lines += ["", source, *(f"  {' '.join(gap.claim.text.split())}" for gap in gaps)]
    if count > limit:
        lines += ["", f"{count - limit} more; see them with --limit {count} or --json."]
    return "\n".join(lines)
