"""``claimcheck claims`` and ``claimcheck promo``: one stage alone, without the verifier."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from claimcheck.cli.console import put, warn
from claimcheck.cli.exits import Exit, exit_code
from claimcheck.cli.inputs import read_inputs
from claimcheck.types import Article, Claim, Failure, PromoSpan

__all__ = ["claims", "promo"]

Paths = Annotated[list[str], typer.Argument(help="Articles, folders, or - for stdin.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line and finding.")]


def claims(paths: Paths, json: Json = False) -> None:
    """List the claims of articles, without verifying them.

    Example:  claimcheck claims article.txt --json
    """
    from claimcheck.segment import segment

    raise typer.Exit(_each(paths, lambda a: [_claim(a, c, json=json) for c in segment(a)[1]]))


def promo(paths: Paths, json: Json = False) -> None:
    """List the promotional language of articles, without verifying claims.

    Example:  claimcheck promo article.txt
    """
    from claimcheck.promo import highlight
    from claimcheck.segment import segment

    def lines(article: Article) -> list[str]:
        return [_promo(article, s, json=json) for s in highlight(article, *segment(article))]

    raise typer.Exit(_each(paths, lines))


def _each(paths: list[str], lines: Callable[[Article], list[str]]) -> Exit:
    done = failed = 0
    for item in read_inputs(paths):
        if isinstance(item, Failure):
            failed += 1
            warn(f"{item.error} [{item.code}]")
            continue
        done += 1
        for line in lines(item):
            put(line)
    return exit_code(succeeded=done, failed=failed, findings=False)


def _where(article: Article, start: int) -> str:
    line = article.text.count("\n", 0, start) + 1
    column = start - (article.text.rfind("\n", 0, start) + 1) + 1
    return f"{article.source}:{line}:{column}"


def _claim(article: Article, claim: Claim, *, json: bool) -> str:
    if not json:
        return f"{_where(article, claim.span.start)}: {claim.reading}"
    return _dump(article, claim, reading=claim.reading, negated=claim.negated, hedge=claim.hedge,
                 attribution=claim.attribution, check_worthiness=claim.check_worthiness,
                 cluster=claim.cluster)  # fmt: skip


def _promo(article: Article, span: PromoSpan, *, json: bool) -> str:
    if not json:
        place = _where(article, span.span.start)
        return f"{place}: {span.severity} {span.category}: “{span.text}” – {span.message}"
    return _dump(article, span, category=span.category, severity=span.severity, rule=span.rule,
                 confidence=span.confidence, message=span.message,
                 suggestions=list(span.suggestions))  # fmt: skip


def _dump(article: Article, item: Claim | PromoSpan, **rest: Any) -> str:
    from claimcheck.codec import dumps

    place = {"source": article.source, "start": item.span.start, "end": item.span.end}
    return dumps({**place, "text": item.text, **rest})
