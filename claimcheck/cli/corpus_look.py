"""``claimcheck corpus info`` and ``validate``: looking a corpus over."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.console import put
from claimcheck.cli.corpus_options import Json, Name, put_json
from claimcheck.cli.exits import Exit

__all__ = ["info", "validate"]


def info(
    name: Annotated[
        str | None,
        typer.Argument(
            help="A corpus's name or folder; all corpora if left out.", show_default=False
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Show what a corpus holds, its hash and where its index is; without a name, list corpora.

    For example:

    claimcheck corpus info

    claimcheck corpus info health-basics --json
    """
    from claimcheck.cli.passages import corpora_record, index_record, info_lines, info_record
    from claimcheck.corpus import Corpus

    if name is None:
        listed = corpora_record()
        if json:
            put_json({"corpora": listed})
        else:
            put("\n".join(f"{row['name']:<24}{row['title']}  ({row['path']})" for row in listed))
        return
    corpus = Corpus.open(name)
    record = info_record(corpus, index=index_record(corpus))
    if json:
        put_json(record)
    else:
        put(info_lines(record))


def validate(name: Name, json: Json = False) -> None:
    """List all that is wrong with a corpus; exit code 1 if there is anything.

    For example:

    claimcheck corpus validate my-guidelines
    """
    from claimcheck.corpus import find, problems

    folder = find(name)
    found = list(problems(folder))
    if json:
        put_json({"path": str(folder), "problems": found})
    else:
        put("\n".join(found) or "No problem found.")
    if found:
        raise typer.Exit(Exit.FINDINGS)
