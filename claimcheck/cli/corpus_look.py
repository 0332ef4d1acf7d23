"""``claimcheck corpus info``, ``validate`` and ``coverage``: looking a corpus over."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimcheck.cli.console import put, warn
from claimcheck.cli.corpus_options import Json, Name, found, put_json
from claimcheck.cli.exits import Exit
from claimcheck.cli.options import CorpusOption, ThreadsOption

__all__ = ["coverage", "info", "validate"]


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


def coverage(
    paths: Annotated[list[Path], typer.Argument(help="Articles: files, folders or .jsonl.")],
    corpus: CorpusOption = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="Claims shown.")] = 20,
    threads: ThreadsOption = None,
    json: Json = False,
) -> None:
    """Show which claims of some articles the corpus has nothing on: the gap list.

    For example:

    claimcheck corpus coverage articles/

    claimcheck corpus coverage articles/ --corpus my-guidelines --limit 100
    """
    from claimcheck.cli.gaps import coverage_lines, coverage_record
    from claimcheck.cli.inputs import read_inputs
    from claimcheck.config import load_settings
    from claimcheck.evaluation.coverage import coverage as measured
    from claimcheck.pipeline import Checker
    from claimcheck.types import Failure

    settings = load_settings(corpus=corpus, threads=threads)
    held, retriever = found(settings.corpus, threads=threads)
    checker = Checker(settings)
    articles = []
    for item in read_inputs(map(str, paths)):
        if isinstance(item, Failure):
            warn(f"{item.source}: {item.error}")
        else:
            articles.append((item, checker.segment(item)[1]))
    result = measured(articles, retriever)
    if json:
        put_json({"corpus": held.name, "hash": held.hash, **coverage_record(result)})
    else:
        put(coverage_lines(result, name=held.name, limit=limit))
