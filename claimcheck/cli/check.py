"""``claimcheck check``: one or several articles, a report on the screen or in a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from claimcheck.cli.console import progress_bar, put, say, warn
from claimcheck.cli.exits import FailOn, exit_code, has_finding
from claimcheck.cli.inputs import read_inputs
from claimcheck.cli.options import (
    CorpusOption,
    FastOption,
    ModelsOption,
    OutputOption,
    PassagesOption,
    ThreadsOption,
    profile,
)
from claimcheck.types import Failure, Report

__all__ = ["check"]


def check(
    paths: Annotated[
        list[str],
        typer.Argument(help="Articles (txt, md, html, pdf, docx, jsonl), folders, or - for stdin."),
    ],
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="text, html, json, jsonl, md, csv, sarif or annotations.",
            show_default="text",
        ),
    ] = None,
    output: OutputOption = None,
    corpus: CorpusOption = None,
    models: ModelsOption = None,
    fast: FastOption = False,
    passages: PassagesOption = None,
    threads: ThreadsOption = None,
    fail_on: Annotated[
        list[FailOn] | None,
        typer.Option(
            "--fail-on", help="Exit with 1 on such a finding; may be repeated.", show_default=False
        ),
    ] = None,
) -> None:
    """Check articles: which claims hold, which do not, and how they are sold.

    Examples:
    claimcheck check article.txt

    claimcheck check article.pdf -o report.html

    claimcheck check article.md -o comments.docx

    claimcheck check a.txt b.docx --format json > reports.json

    cat article.txt | claimcheck check - --fail-on contradictory
    """
    import claimcheck as cc
    from claimcheck.report import render_many

    chosen = _format(format_, output)
    with progress_bar() as progress:
        checker = cc.load(corpus=corpus, profile=profile(fast=fast), passages=passages,
                          threads=threads, models=models, progress=progress)  # fmt: skip
        results = list(checker.check_articles(read_inputs(paths)))
    reports = [item for item in results if isinstance(item, Report)]
    failures = [item for item in results if isinstance(item, Failure)]
    _tell(reports, failures)
    if reports or not failures:
        if output is not None and output.suffix == ".docx" and format_ is None:
            say(f"Written: {cc.write(reports, output)}")
        else:
            colour = output is None and sys.stdout.isatty()
            _deliver(render_many(reports, chosen, color=colour), output)
    findings = any(has_finding(report, fail_on or ()) for report in reports)
    raise typer.Exit(exit_code(succeeded=len(reports), failed=len(failures), findings=findings))


def _format(name: str | None, output: Path | None) -> str:
    from claimcheck.errors import UsageError
    from claimcheck.report import FORMAT_OF_SUFFIX, FORMATS

    chosen = name or (FORMAT_OF_SUFFIX.get(output.suffix, "text") if output else "text")
    if chosen not in FORMATS:
        raise UsageError(f"The format {chosen!r} is not known; choose one of {', '.join(FORMATS)}.")
    return chosen


def _tell(reports: list[Report], failures: list[Failure]) -> None:
    for report in reports:
        for warning in report.article.warnings:
            warn(f"{report.article.source}: {warning.message} [{warning.code}]")
    for failure in failures:
        warn(f"{failure.error} [{failure.code}]")


def _deliver(text: str, output: Path | None) -> None:
    if output is None:
        put(text)
        return
    from claimcheck.codec import write_atomic

    write_atomic(output, text)
    say(f"Written: {output}")
