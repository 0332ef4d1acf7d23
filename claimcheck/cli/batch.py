"""``claimcheck batch``: many articles into a run folder, resumable at any moment."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
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
from claimcheck.cli.progress import ProgressForm, summary_line, told

if TYPE_CHECKING:
    from claimcheck.batch import Summary

__all__ = ["batch"]


class Engine(StrEnum):
    """Where articles are checked."""

    LOCAL = "local"
    RAY = "ray"


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
    shard: Annotated[
        str | None,
        typer.Option(
            "--shard",
            metavar="I/N",
            show_default=False,
            help="Take part I of N by name, for N machines; then: claimcheck merge.",
        ),
    ] = None,
    engine: Annotated[
        Engine, typer.Option("--engine", help="Check here, or on the machines of a Ray cluster.")
    ] = Engine.LOCAL,
    stall: Annotated[
        float,
        typer.Option("--stall", min=1.0, help="With ray: seconds without progress to give up at."),
    ] = 600.0,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on, and check what is put there, until Ctrl-C.")
    ] = False,
    every: Annotated[
        float, typer.Option("--every", min=0.1, help="Seconds between two looks with --watch.")
    ] = 5.0,
    progress: Annotated[
        ProgressForm, typer.Option("--progress", help="How to tell what is done, on stderr.")
    ] = ProgressForm.AUTO,
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

    claimcheck batch inbox/ -o run/ --watch

    claimcheck batch articles/ -o part-3/ --shard 3/40
    """
    import claimcheck as cc
    from claimcheck.batch import RayEngine, Shard, run
    from claimcheck.ingest import Limits

    part = Shard.parse(shard) if shard else Shard()
    checker = cc.load(
        corpus=corpus, profile=_profile(careful=careful, fast=fast), passages=passages,
        threads=threads, models=models,
    )  # fmt: skip
    elsewhere = (
        RayEngine(checker.settings, make=type(checker), stall=stall)
        if engine is Engine.RAY
        else None
    )
    limits = Limits(timeout=timeout, max_bytes=int(max_mb * 1_000_000))

    def once() -> Summary:
        with told(progress, paths, output, sharded=part.count > 1) as tell:
            summary = run(
                paths, output, checker=checker, jobs=jobs, retry_failed=retry_failed,
                progress=tell, limits=limits, shard=part, engine=elsewhere,
            )  # fmt: skip
        if progress is ProgressForm.JSON:
            say(summary_line(summary, output))
        else:
            _tell(summary, output)
        return summary

    summary = _watched(paths, once, every) if watch else once()
    raise typer.Exit(_exit(summary, fail_on or []))


def _profile(*, careful: bool, fast: bool) -> str:
    """The profile asked for by flag, else by environment or file, else ``fast``."""
    from claimcheck.config import load_settings

    flag = "careful" if careful and not fast else profile(fast=fast)
    return load_settings(defaults={"profile": "fast"}, profile=flag).profile


def _watched(paths: list[str], once: Callable[[], Summary], every: float) -> Summary:
    from claimcheck.batch.watch import watch
    from claimcheck.errors import UsageError

    if "-" in paths:
        raise UsageError("--watch looks at files and folders; standard input ends by itself.")
    last = None
    for last in watch(paths, once, every=every):
        if not last.interrupted:
            say("waiting for more; stop with Ctrl-C")
    return last or once()


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
