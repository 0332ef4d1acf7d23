"""The report as Markdown (CommonMark with GitHub tables), for tickets and pull requests.

Text of the article is escaped, so that it shows as it is written and can bring
in neither markup nor a link of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.report.hidden import encodable, plain
from claimcheck.report.places import Places
from claimcheck.report.view import ClaimView, EvidenceView, PageView, PromoView, page_view
from claimcheck.report.words import NOT_FALSE
from claimcheck.types import Report

__all__ = ["render_markdown"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&@:])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")


def render_markdown(report: Report) -> str:
    """A report as Markdown, ending in a newline."""
    return encodable("\n".join(_lines(page_view(report))).rstrip("\n") + "\n")


def _lines(view: PageView) -> Iterator[str]:
    places = Places(view.report.article.text)
    yield from _head(view)
    if view.claims:
        yield from ("## Claims", "")
        for claim in view.claims:
            yield from _claim(claim, places)
    if view.promo:
        yield from ("## Promotional language", "")
        for promo in view.promo:
            yield from _promo(promo, places)
    if view.report.findings:
        yield from ("## The article as a whole", "")
        yield from (f"- {_esc(finding.message)}" for finding in view.report.findings)
        yield ""
    if view.provenance:
        yield from ("## How this report was made", "", "| what | value |", "| --- | --- |")
        yield from (f"| {_esc(name)} | {_esc(value)} |" for name, value in view.provenance)


def _head(view: PageView) -> Iterator[str]:
    article, counts = view.report.article, view.counts
    yield from (
        f"# {_esc(view.title)}",
        "",
        f"{_esc(article.source)} · {_esc(article.media_type)}",
        "",
    )
    for warning in article.warnings:
        yield from (f"> **Warning:** {_esc(warning.message)}", "")
    yield "| claims | contradictory | unsupported | supported | not checked |"
    yield "| ---: | ---: | ---: | ---: | ---: |"
    yield (
        f"| {counts.claims} | {counts.contradictory} | {counts.unsupported} "
        f"| {counts.supported} | {counts.not_checked} |"
    )
    yield ""
    yield "| promotional phrases | errors | warnings | suggestions |"
    yield "| ---: | ---: | ---: | ---: |"
    yield (
        f"| {counts.promo} | {counts.promo_errors} | {counts.promo_warnings} "
        f"| {counts.promo_suggestions} |"
    )
    if view.risk_words:
        yield from ("", view.risk_words)
    yield from ("", NOT_FALSE, "")


def _claim(view: ClaimView, places: Places) -> Iterator[str]:
    verdict = view.checked.verdict
    sure = "" if view.percent is None else f", {view.percent} %"
    flag = " · ⚑ needs a person" if verdict.needs_review else ""
    line = places.line(view.checked.span.start)
    yield f"### {view.words.glyph} {view.number}. {view.words.name}{sure} (line {line}){flag}"
    yield ""
    shown = " … ".join(p.text.strip() for p in view.pieces if p.marked) or view.checked.text
    yield from (f"> {_esc(shown)}", "")
    if view.restated:
        yield from (f"*Checked as:* {_esc(view.checked.reading)}", "")
    yield from (view.reason, "")
    if view.qualifiers:
        yield from (f"- **{name}.** {meaning}" for name, meaning in view.qualifiers)
        yield ""
    for item in view.evidence:
        if item.decisive:
            yield from _evidence(item)


def _evidence(item: EvidenceView) -> Iterator[str]:
    passage = item.passage
    text = "".join(_bold(p.text) if p.marked else _inner(p.text) for p in item.pieces).strip()
    yield f"- {item.stance}: {text}"
    source = _esc(passage.citation or passage.title or passage.doc_id)
    standing = f" · **{item.standing}**" if passage.standing.value != "current" else ""
    year = f" · {passage.year}" if passage.year else ""
    link = f" · <{item.links[0].url}>" if item.links else ""
    yield f"  <br>{source} · {item.design}{year}{standing}{link}"
    yield ""


def _promo(view: PromoView, places: Places) -> Iterator[str]:
    span = view.span
    line = places.line(span.span.start)
    yield f"### {view.words.glyph} {view.words.name}: {_esc(view.category)} (line {line})"
    yield from ("", f"> {_esc(span.text)}", "")
    yield from (_esc(" ".join(part for part in (span.message, span.why) if part)), "")
    if span.suggestions:
        yield from (f"- Write instead: {_esc(suggestion)}" for suggestion in span.suggestions)
        yield ""


def _esc(text: str) -> str:
    """A text of its own line: blanks are folded, and no mark at its start means a list."""
    return _LINE_START.sub(r"\1\\\2", _inner(text).strip())


def _inner(text: str) -> str:
    """A text within a line; a blank at either end is kept."""
    return _SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", plain(text)))


def _bold(text: str) -> str:
    # CommonMark wants no blank just inside the asterisks.
    inner = _inner(text)
    left, right = " " * inner.startswith(" "), " " * (inner.endswith(" ") and len(inner) > 1)
    return f"{left}**{inner.strip()}**{right}" if inner.strip() else inner
