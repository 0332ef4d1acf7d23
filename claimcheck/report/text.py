"""The report as plain text for a terminal, with or without ANSI colour.

Text of the article or the corpus is stripped of control characters first, so
that no article can move the cursor or recolour a terminal.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from claimcheck.report.hidden import encodable, plain
from claimcheck.report.places import Places
from claimcheck.report.view import ClaimView, EvidenceView, PageView, PromoView, page_view
from claimcheck.report.words import NOT_FALSE
from claimcheck.types import Report

__all__ = ["render_text"]

_WIDTH = 88
_START_WITH = 3
# At least an unsupported claim that is also promotional; see summary.worst_first.
_WORTH_A_LOOK = 35
_CODES = {
    "bold": "1",
    "dim": "2",
    "contradictory": "1;31",
    "unsupported": "1;33",
    "supported": "1;32",
    "unchecked": "1;37",
    "error": "1;35",
    "warning": "35",
    "suggestion": "36",
}
_STYLED = tuple[str, str]


def render_text(report: Report, *, color: bool = False) -> str:
    """A report as plain text, ending in a newline.

    :param report: what to write.
    :param color: add ANSI escape sequences for a terminal.
    :returns: lines of at most 88 characters, save for long words and addresses.
    """
    view = page_view(report)
    lines = [_ansi(style, line) if color else line for style, line in _lines(view)]
    return encodable("\n".join(lines).rstrip("\n") + "\n")


def _ansi(style: str, line: str) -> str:
    return f"\x1b[{_CODES[style]}m{line}\x1b[0m" if style and line else line


def _lines(view: PageView) -> Iterator[_STYLED]:
    places = Places(view.report.article.text)
    yield from _head(view)
    yield from _start(view)
    if view.claims:
        yield from _title("Claims")
        for claim in view.claims:
            yield from _claim(claim, view, places)
    if view.promo:
        yield from _title("Promotional language")
        for promo in view.promo:
            yield from _promo(promo, places)
    if view.report.findings:
        yield from _title("The article as a whole")
        for finding in view.report.findings:
            yield from _wrapped(finding.message, first="  • ")
    if view.provenance:
        yield from _title("How this report was made")
        for name, value in view.provenance:
            yield from _wrapped(f"{name}: {value}", style="dim")


def _head(view: PageView) -> Iterator[_STYLED]:
    article, counts = view.report.article, view.counts
    yield from _wrapped(view.title, first="", style="bold")
    yield from _wrapped(f"{article.source} · {article.media_type}", first="", style="dim")
    for warning in article.warnings:
        yield from _wrapped(warning.message, first="⚠ ", style="unsupported")
    yield "", ""
    unchecked = f" · {counts.not_checked} not checked" if counts.not_checked else ""
    yield from _wrapped(
        f"{counts.claims} claims: {counts.contradictory} contradictory · "
        f"{counts.unsupported} unsupported · {counts.supported} supported{unchecked}",
        first="",
    )
    yield from _wrapped(
        f"{counts.promo} promotional phrases: {counts.promo_errors} errors · "
        f"{counts.promo_warnings} warnings · {counts.promo_suggestions} suggestions",
        first="",
    )
    if view.risk_words:
        yield from _wrapped(view.risk_words, first="")
    if counts.unsupported:
        yield from _wrapped(NOT_FALSE, first="", style="dim")


def _title(words: str) -> Iterator[_STYLED]:
    yield "", ""
    yield "bold", words
    yield "dim", "─" * len(words)


def _start(view: PageView) -> Iterator[_STYLED]:
    """The worst few, so that nobody has to read a long report from the top."""
    worst = [i for i in view.items if i.points >= _WORTH_A_LOOK][:_START_WITH]
    if worst:
        yield from _title("Start here")
    for item in worst:
        words = item.claim.words if item.claim else item.promo[0].words
        number = item.claim.number if item.claim else item.promo[0].number
        sold = "" if not item.claim or not item.promo else f" · {item.promo[0].category}"
        text = _claim_text(item.claim) if item.claim else item.text
        label = f"{words.glyph} {number}. {words.name}{plain(sold)}: "
        yield from _wrapped(f"{label}“{text}”", first="  ", rest="     ")


def _claim(view: ClaimView, page: PageView, places: Places) -> Iterator[_STYLED]:
    verdict = view.checked.verdict
    sure = "" if view.percent is None else f" {view.percent} %"
    flag = "  ⚑ needs a person" if verdict.needs_review else ""
    where = places.at(view.checked.span.start)
    yield (
        view.words.key,
        f"{view.words.glyph} {view.number}. {view.words.name}{sure}{flag}  (line {where})",
    )
    yield from _wrapped(f"“{_claim_text(view)}”")
    if view.restated:
        yield from _wrapped(f"checked as: {view.checked.reading}", style="dim")
    yield from _wrapped(view.reason)
    for name, meaning in view.qualifiers:
        yield from _wrapped(f"{name}: {meaning}", first="  ! ")
    if view.promo:
        sold = "”, “".join(page.promo[n - 1].span.text for n in view.promo)
        yield from _wrapped(f"sold with: “{sold}”", style="dim")
    for item in view.evidence[:2] if not view.evidence or view.evidence[0].decisive else ():
        yield from _evidence(item)
    yield "", ""


def _claim_text(view: ClaimView) -> str:
    """The claim's parts, with dots where the article says something else between them."""
    return " … ".join(p.text.strip() for p in view.pieces if p.marked) or view.checked.text


def _evidence(item: EvidenceView) -> Iterator[_STYLED]:
    if not item.decisive:
        return
    yield from _wrapped("".join(piece.text for piece in item.pieces), first="  │ ", rest="  │ ")
    passage = item.passage
    standing = item.standing if passage.standing.value != "current" else ""
    source = passage.citation or passage.title or passage.doc_id
    parts = (source, item.design, str(passage.year or ""), standing)
    yield from _wrapped(" · ".join(part for part in parts if part), first="  └ ", style="dim")
    for link in item.links[:1]:
        yield "dim", f"    {link.url}"


def _promo(view: PromoView, places: Places) -> Iterator[_STYLED]:
    span = view.span
    where = f"(line {places.at(span.span.start)})"
    name = f"{view.words.name}: {plain(view.category)}"
    yield view.words.key, f"{view.words.glyph} {view.number}. {name}  {where}"
    yield from _wrapped(f"“{span.text}”")
    yield from _wrapped(" ".join(part for part in (span.message, span.why) if part))
    for suggestion in span.suggestions:
        yield from _wrapped(suggestion, first="  → ")
    yield "", ""


def _wrapped(
    text: str, *, first: str = "  ", rest: str | None = None, style: str = ""
) -> Iterable[_STYLED]:
    follow = " " * len(first) if rest is None else rest
    flat = " ".join(plain(text).split())
    wrapped = textwrap.wrap(
        flat,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=follow,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [(style, line) for line in wrapped]
