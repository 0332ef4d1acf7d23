"""``claimcheck diff`` and ``claimcheck merge``: what is done with finished runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.console import put, say
from claimcheck.cli.exits import Exit

if TYPE_CHECKING:
    from claimcheck.batch.diff import Change

__all__ = ["diff", "merge"]


class DiffForm(StrEnum):
    """How changes are written."""

    TEXT = "text"
    JSONL = "jsonl"
    CSV = "csv"


def diff(
    run1: Annotated[Path, typer.Argument(help="The run folder from before.")],
    run2: Annotated[Path, typer.Argument(help="The run folder from after.")],
    form: Annotated[DiffForm, typer.Option("--format", "-f", help="How to write it.")] = (
        DiffForm.TEXT
    ),
    fail_on_change: Annotated[
        bool, typer.Option("--fail-on-change", help="Exit with 1 if any verdict changed.")
    ] = False,
) -> None:
    """Which verdicts changed between two runs, and why: article, corpus, model, settings.

    Examples:
    claimcheck diff run-may/ run-june/

    claimcheck diff old/ new/ --format csv > changes.csv
    """
    from claimcheck.batch.diff import diff as changes

    counts: Counter[str] = Counter()
    if form is DiffForm.CSV:
        put(_csv_row(_COLUMNS))
    for change in changes(run1, run2):
        counts[change.kind] += 1
        put(_WRITERS[form](change))
    said = ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items()))
    say(f"Claims: {said or 'no verdict changed'}.")
    raise typer.Exit(Exit.FINDINGS if fail_on_change and counts else Exit.CLEAN)


def merge(
    runs: Annotated[list[Path], typer.Argument(help="The run folders of all shards.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The run folder to write.")],
) -> None:
    """Put the shards of a run together: the files one machine would have written.

    Example:
    claimcheck merge shard-*/ -o run/
    """
    from claimcheck.batch import merge as put_together

    say(f"{put_together(runs, output)} inputs. Open {output / 'index.html'}")


_COLUMNS = ("source", "kind", "before", "after", "why", "text", "citation_before", "citation_after")


def _text(change: Change) -> str:
    labels = " → ".join(label for label in (change.before, change.after) if label)
    why = f" [{', '.join(change.why)}]" if change.why else ""
    lines = [
        f"{change.source}: {change.kind}: {labels}{why}",
        f"    {' '.join(change.text.split())}",
    ]
    if change.citation_before != change.citation_after:
        cited = (
            (name, value)
            for name, value in (
                ("before", change.citation_before),
                ("after", change.citation_after),
            )
            if value
        )
        lines += [f"    {name}: {value}" for name, value in cited]
    return "\n".join(lines)


def _jsonl(change: Change) -> str:
    from claimcheck.codec import dumps

    return dumps(asdict(change))


def _csv(change: Change) -> str:
    values = {**asdict(change), "why": ", ".join(change.why)}
    return _csv_row(values[name] for name in _COLUMNS)


def _csv_row(values: Iterable[object]) -> str:
    import csv
    import io

    from claimcheck.report.table import guard

    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([guard(value) for value in values])
    return out.getvalue()


_WRITERS = {DiffForm.TEXT: _text, DiffForm.JSONL: _jsonl, DiffForm.CSV: _csv}
