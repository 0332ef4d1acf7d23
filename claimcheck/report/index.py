"""The page over all articles of a run: what to open first, and what failed.

The table's data lies in the page as JSON and rows are drawn a page at a time,
so that a run over 20,000 articles opens quickly; the first rows are there
without a script.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from claimcheck.report.hidden import encodable, plain
from claimcheck.report.html import asset, environment, json_block, policy, sheet
from claimcheck.report.links import relative_href
from claimcheck.report.summary import count, risk
from claimcheck.report.words import NOT_FALSE
from claimcheck.types import Failure, Report

__all__ = ["IndexRow", "RepeatRow", "index_row", "render_index"]

# Rows written into the page itself, for a reader without scripts.
_STATIC_ROWS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """One article of a run.

    ``href`` is the path of its report relative to the index page, not encoded;
    empty means that there is no page to open. ``risk`` is 0–100, higher is worse.
    """

    title: str
    source: str
    href: str = ""
    claims: int = 0
    supported: int = 0
    unsupported: int = 0
    contradictory: int = 0
    not_checked: int = 0
    promo_errors: int = 0
    promo_warnings: int = 0
    promo_suggestions: int = 0
    risk: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatRow:
    """A claim that several articles make.

    ``labels`` are verdicts (empty: not checked) with how often each was given; ``where`` are the
    sources and page paths of the first articles that make it.
    """

    reading: str
    labels: Mapping[str, int]
    articles: int
    where: tuple[tuple[str, str], ...] = ()


def index_row(report: Report, *, href: str = "") -> IndexRow:
    """The row of a report.

    :param report: the checked article.
    :param href: path of its HTML page relative to the index page, not encoded.
    :returns: counts and risk of the report.
    """
    counts = count(report)
    return IndexRow(
        title=report.article.title,
        source=report.article.source,
        href=href,
        claims=counts.claims,
        supported=counts.supported,
        unsupported=counts.unsupported,
        contradictory=counts.contradictory,
        not_checked=counts.not_checked,
        promo_errors=counts.promo_errors,
        promo_warnings=counts.promo_warnings,
        promo_suggestions=counts.promo_suggestions,
        risk=risk(report),
    )


def render_index(
    rows: Sequence[IndexRow],
    *,
    failures: Sequence[Failure] = (),
    repeats: Sequence[RepeatRow] = (),
    title: str = "Articles checked",
) -> str:
    """One self-contained page over all articles, worst first.

    :param rows: the articles, in any order.
    :param failures: inputs that could not be checked, listed apart.
    :param repeats: claims that several articles make, most repeated first.
    :param title: the page's heading.
    :returns: the page, ready to be written as UTF-8.
    """
    ordered = sorted(rows, key=_worst_first)
    style, script = sheet("index.css"), asset("index.js")
    boot = asset("boot.js")
    table = [_cells(row) for row in ordered]
    page = (
        environment()
        .get_template("index.html.j2")
        .render(
            title=title,
            rows=table[:_STATIC_ROWS],
            total=len(table),
            sums=_sums(ordered),
            failures=failures,
            repeats=[_repeat(row) for row in repeats],
            not_false=NOT_FALSE,
            data=json_block(table),
            policy=policy(styles=(style,), scripts=(boot, script)),
            style=Markup(style),  # noqa: S704 - our own file
            boot=Markup(boot),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
        )
    )
    return encodable(page)


def _worst_first(row: IndexRow) -> tuple[float, int, int, str, str]:
    return -row.risk, -row.contradictory, -row.promo_errors, row.source, row.href


def _cells(row: IndexRow) -> list[object]:
    """One row as the script reads it; the order is that of the table's columns."""
    return [
        plain(row.title.strip() or row.source.rsplit("/", 1)[-1] or "Untitled article"),
        plain(row.source),
        relative_href(row.href),
        row.claims,
        row.contradictory,
        row.unsupported,
        row.supported,
        row.not_checked,
        row.promo_errors,
        row.promo_warnings,
        row.promo_suggestions,
        round(row.risk, 1),
    ]


def _repeat(row: RepeatRow) -> dict[str, object]:
    return {
        "reading": row.reading,
        "articles": row.articles,
        "labels": [(name or "not checked", name[:3], count) for name, count in row.labels.items()],
        "where": [(source, relative_href(href)) for source, href in row.where],
    }


def _sums(rows: Sequence[IndexRow]) -> dict[str, int]:
    names = ("claims", "contradictory", "unsupported", "supported", "promo_errors")
    return {name: sum(getattr(row, name) for row in rows) for name in names}
