"""``claimcheck claims`` and ``claimcheck promo``: one stage alone, without the verifier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimcheck.cli.console import put, say, warn
from claimcheck.cli.exits import Exit, exit_code
from claimcheck.cli.inputs import read_inputs
from claimcheck.types import Article, Claim, Failure, PromoSpan

if TYPE_CHECKING:
    from claimcheck.runtime.protocol import TokenTagger

__all__ = ["claims", "promo"]

Paths = Annotated[list[str], typer.Argument(help="Articles, folders, or - for stdin.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line and finding.")]


def claims(paths: Paths, json: Json = False) -> None:
    """List the claims of articles, without verifying them.

    Example:  claimcheck claims article.txt --json
    """
    from claimcheck.segment import segment

    raise typer.Exit(_each(paths, lambda a: [_claim(a, c, json=json) for c in segment(a)[1]]))


def promo(
    paths: Paths,
    json: Json = False,
    model: Annotated[
        bool, typer.Option("--model", help="Use the tagger too, as `check` does.")
    ] = False,
    off: Annotated[
        list[str] | None,
        typer.Option("--off", help="A category or rule to leave out.", show_default=False),
    ] = None,
    allow: Annotated[
        list[str] | None,
        typer.Option("--allow", help="A phrase never to flag.", show_default=False),
    ] = None,
    rules: Annotated[
        list[Path] | None,
        typer.Option("--rules", help="A rule file of your own.", show_default=False),
    ] = None,
    inline_controls: Annotated[
        bool,
        typer.Option(
            "--inline-controls",
            help="Obey comments such as <!-- claimcheck off hype_puffery -->: own drafts only.",
        ),
    ] = False,
) -> None:
    """List the promotional language of articles, without verifying claims.

    No model is loaded, and the output says rules_only, unless --model is given.

    Examples:
    claimcheck promo article.txt

    claimcheck promo draft.md --off hype_puffery --allow "Miracle-Gro" --inline-controls
    """
    from claimcheck.promo import highlight, load_rules
    from claimcheck.segment import segment

    chosen = load_rules(extra=rules or ()).without(*(off or ())).allowing(*(allow or ()))
    if inline_controls:
        chosen = chosen.configured(replace(chosen.settings, inline_controls=True))
    tagger = _tagger() if model else None
    mode = "with_tagger" if tagger else "rules_only"
    if tagger is None:
        say("rules_only: no model was used; --model finds more.")

    def lines(article: Article) -> list[str]:
        spans = highlight(article, *segment(article), rules=chosen, tagger=tagger)
        return [_promo(article, span, json=json, mode=mode) for span in spans]

    raise typer.Exit(_each(paths, lines))


def _tagger() -> TokenTagger | None:
    from claimcheck.config import load_settings
    from claimcheck.runtime.tagger import Tagger

    folder = load_settings().tagger_path
    if folder is None:
        warn("No tagger of promotional language is installed; going on with the rules.")
    return Tagger.load(folder) if folder else None


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
                 cluster=claim.cluster, implied=claim.implied, mode="rules_only")  # fmt: skip


def _promo(article: Article, span: PromoSpan, *, json: bool, mode: str) -> str:
    if not json:
        place = _where(article, span.span.start)
        return f"{place}: {span.severity} {span.category}: “{span.text}” – {span.message}"
    return _dump(article, span, category=span.category, severity=span.severity, rule=span.rule,
                 confidence=span.confidence, message=span.message,
                 suggestions=list(span.suggestions), mode=mode)  # fmt: skip


def _dump(article: Article, item: Claim | PromoSpan, **rest: Any) -> str:
    from claimcheck.codec import dumps

    place = {"source": article.source, "start": item.span.start, "end": item.span.end}
    return dumps({**place, "text": item.text, **rest})
