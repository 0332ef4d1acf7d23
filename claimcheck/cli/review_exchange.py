"""``claimcheck review export`` and ``import``: reviews out to other tools and back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from claimcheck.cli.console import put, say, warn
from claimcheck.cli.exits import Exit

__all__ = ["export_reviews", "import_reviews"]

_KNOWN = "jsonl, label-studio, doccano, prodigy, web-annotation, claimreview or csv."
FormatOption = Annotated[str, typer.Option("--format", "-f", help=_KNOWN)]
StoreOption = Annotated[
    str, typer.Option("--store", help="The review store: a file, or postgresql://….")
]
_SHOWN = 20


def export_reviews(
    store: StoreOption = "review.sqlite",
    format: FormatOption = "jsonl",  # noqa: A002 - the option is called --format
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; else the screen.")
    ] = None,
) -> None:
    """Write the reviews in a format of another tool; documents stream.

    Example:  claimcheck review export --store review.sqlite --format label-studio -o tasks.json
    """
    from claimcheck.review.exchange import export_file, pieces, sheets_of
    from claimcheck.review.exchange.files import format_of
    from claimcheck.review.store import ReviewStore

    form = format_of(format)
    with ReviewStore.open(store, create=False) as opened:
        if output is not None:
            export_file(opened, format, output)
            say(f"Written: {output} (offsets count {form.unit.value})")
            return
        for piece in pieces(sheets_of(opened), format):
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()


def import_reviews(
    file: Annotated[Path, typer.Argument(help="The file to read; it may be gzipped.")],
    store: StoreOption = "review.sqlite",
    format: FormatOption = "jsonl",  # noqa: A002 - the option is called --format
    actor: Annotated[
        str, typer.Option("--as", help="Who is named where the file names nobody.")
    ] = "import",
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Take in reviews that were made in another tool; the same file again changes nothing.

    A span that does not match its quote is found again with a score, or refused: both are
    listed, and with a refusal the command leaves with code 3.

    Example:  claimcheck review import tasks.json --store review.sqlite --format label-studio
    """
    from claimcheck.codec import dumps
    from claimcheck.review.exchange import import_file
    from claimcheck.review.store import ReviewStore

    with ReviewStore.open(store) as opened:
        done = import_file(opened, format, file, actor=actor)
    for item in done.refused[:_SHOWN]:
        warn(f"refused: {item.document} {item.mark}: {item.reason}")
    for mark in done.moved[:_SHOWN]:
        say(f"found again: {mark.id} at {mark.start}–{mark.end}, score {mark.anchor:.2f}")
    counts = {
        "documents": done.documents,
        "events": done.events,
        "known": done.known,
        "moved": len(done.moved),
        "refused": len(done.refused),
    }
    if json:
        put(dumps(counts))
    else:
        say(", ".join(f"{name} {count}" for name, count in counts.items()))
    if done.refused:
        raise typer.Exit(Exit.SOME_FAILED)
