"""How a batch run tells what it does, on stderr: a bar, lines of JSON, or nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.cli.console import say

if TYPE_CHECKING:
    from claimcheck.batch import Event, Progress, Summary

__all__ = ["ProgressForm", "summary_line", "told"]


class ProgressForm(StrEnum):
    """What ``--progress`` can name; ``auto`` is a bar where stderr is a terminal."""

    AUTO = "auto"
    BAR = "bar"
    JSON = "json"
    NONE = "none"


@contextmanager
def told(
    form: ProgressForm, paths: Sequence[str], output: Path, *, sharded: bool
) -> Iterator[Progress | None]:
    """What to call after each input.

    :param form: how to tell.
    :param paths: the inputs as named, to count them for the bar.
    :param output: the run folder, which is not one of them.
    :param sharded: only a part of them is taken, so that they cannot be counted beforehand.
    :yields: the function, or ``None`` where nothing is told.
    """
    if form is ProgressForm.AUTO:
        form = ProgressForm.BAR if sys.stderr.isatty() else ProgressForm.NONE
    if form is ProgressForm.JSON:
        yield _line
    elif form is ProgressForm.BAR:
        with _bar(None if sharded else _count(paths, output)) as show:
            yield show
    else:
        yield None


def _line(event: Event) -> None:
    from claimcheck.codec import dumps

    say(dumps({"event": "input", **asdict(event)}))


def summary_line(summary: Summary, output: Path) -> str:
    """The last line of ``--progress json``: the run in numbers."""
    from claimcheck.codec import dumps

    return dumps(
        {
            "event": "summary", **asdict(summary), "failed": summary.failed,
            "articles_per_minute": round(summary.articles_per_minute, 1), "run": str(output),
        }
    )  # fmt: skip


def _count(paths: Sequence[str], output: Path) -> int | None:
    from claimcheck.ingest import iter_inputs

    # Standard input can be read once only, so it cannot be counted before.
    return None if "-" in paths else sum(1 for _ in iter_inputs(paths, exclude=[output]))


@contextmanager
def _bar(total: int | None) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("checking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        TextColumn("{task.fields[last]}", markup=False),
    )  # fmt: skip
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("checking", total=total, last="")

        def show(event: Event) -> None:
            bar.update(task, completed=event.done, last=event.name[-40:])

        yield show
