"""``claimcheck batch``: many articles into a run folder, resumable at any moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.console import say, warn
from claimcheck.cli.exits import Exit, FailOn, exit_code
from claimcheck.cli.options import (
    CorpusOption,
    FastOption,
    ModelsOption,
    PassagesOption,
    ThreadsOption,
    profile,
)

if TYPE_CHECKING:
    from claimcheck.batch import Event, Progress, Summary

__all__ = ["batch"]


def batch(
    paths: Annotated[
        list[str],
        typer.Argument(help="Folders, articles, .jsonl or .jsonl.gz files, or - for stdin."),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The run folder; the same one resumes.")
    ],
    corpus: CorpusOption = None,
    models: ModelsOption = None,
    careful: Annotated[
        bool, typer.Option("--careful", help="Judge as `check` does: surer, some times slower.")
    ] = False,
    fast: FastOption = False,
    passages: PassagesOption = None,
    threads: ThreadsOption = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Files read at a time.")
    ] = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try inputs again that were lost before.")
    ] = False,
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.1, help="Seconds for parsing one file.")
    ] = 60.0,
    max_mb: Annotated[
        float, typer.Option("--max-mb", min=0.001, help="Largest file that is read, in MB.")
    ] = 50.0,
    fail_on: Annotated[
        list[FailOn] | None,
        typer.Option(
            "--fail-on", help="Exit with 1 on such a finding; may be repeated.", show_default=False
        ),
    ] = None,
) -> None:
    """Check a whole folder: a report an article, an index over all, failures set apart.

    Examples:
    claimcheck batch articles/ -o run/

    claimcheck batch news.jsonl.gz more/ -o run/ --retry-failed
    """
    import claimcheck as cc
    from claimcheck.batch import run
    from claimcheck.ingest import Limits

    chosen = "careful" if careful and not fast else profile(fast=True)
    checker = cc.load(
        corpus=corpus, profile=chosen, passages=passages, threads=threads, models=models
    )
    limits = Limits(timeout=timeout, max_bytes=int(max_mb * 1_000_000))
    with _bar(paths, output) as progress:
        summary = run(
            paths, output, checker=checker, jobs=jobs, retry_failed=retry_failed,
            progress=progress, limits=limits,
        )  # fmt: skip
    _tell(summary, output)
    raise typer.Exit(_exit(summary, fail_on or []))


def _exit(summary: Summary, fail_on: list[FailOn]) -> Exit:
    if summary.interrupted:
        return Exit.INTERRUPTED
    counts = {
        FailOn.CONTRADICTORY: summary.contradictory,
        FailOn.UNSUPPORTED: summary.unsupported,
        FailOn.PROMO_ERROR: summary.promo_errors,
    }
    findings = any(counts.get(name, 0) for name in fail_on)
    return exit_code(succeeded=summary.succeeded, failed=summary.failed, findings=findings)


def _tell(summary: Summary, output: Path) -> None:
    if summary.interrupted:
        warn("stopped; give the same command again to go on")
        return
    counts = ", ".join(f"{count} {status}" for status, count in sorted(summary.statuses.items()))
    say(f"{summary.inputs} inputs: {counts or 'none'}")
    if summary.checked:
        say(
            f"{summary.checked} checked in {summary.seconds:.0f} s "
            f"({summary.articles_per_minute:.0f} articles a minute)"
        )
    if summary.reused:
        say(f"{summary.reused} unchanged since the last run")
    say(
        f"{summary.contradictory} contradictory and {summary.unsupported} unsupported claims, "
        f"{summary.promo_errors} serious promotional phrases"
    )
    if summary.failed:
        say(f"{summary.failed} could not be read: {output / 'failures.jsonl'}")
    say(f"Open {output / 'index.html'}")


@contextmanager
def _bar(paths: list[str], output: Path) -> Iterator[Progress | None]:
    """A progress bar on stderr; ``None`` where stderr is no terminal."""
    import sys

    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import (
        Progress as Bar,
    )

    from claimcheck.ingest import iter_inputs

    # Standard input can be read once only, so it cannot be counted before.
    total = None if "-" in paths else sum(1 for _ in iter_inputs(paths, exclude=[output]))
    columns = (
        TextColumn("checking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        TextColumn("{task.fields[last]}", markup=False),
    )  # fmt: skip
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("checking", total=total, last="")

        def show(event: Event) -> None:
            bar.update(task, completed=event.done, last=event.name[-40:])

        yield show
