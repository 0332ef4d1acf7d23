"""``claimcheck corpus build``, ``search``, ``verify``, ``export``, ``publish``: the index."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimcheck.cli.console import put, say
from claimcheck.cli.corpus_options import (
    Json,
    Name,
    bundled_encoder,
    found,
    member,
    opened,
    put_json,
)
from claimcheck.cli.exits import Exit
from claimcheck.cli.options import ThreadsOption

__all__ = ["build", "export", "publish", "search", "verify"]


def build(
    name: Name,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Build it again from nothing even if there is one.")
    ] = False,
    vectors_from: Annotated[
        Path | None,
        typer.Option(
            "--from", help="Parquet of corpus export, to embed nothing again.", show_default=False
        ),
    ] = None,
    threads: ThreadsOption = None,
    json: Json = False,
) -> None:
    """Build the index now rather than at first use.

    For example:

    claimcheck corpus build my-guidelines

    claimcheck corpus build my-guidelines --fresh

    claimcheck corpus build my-guidelines --from my-guidelines.parquet
    """
    corpus, retriever = opened(name, threads=threads, fresh=fresh, vectors_from=vectors_from)
    if json:
        from claimcheck.cli.passages import index_record

        put_json({"name": corpus.name, "hash": corpus.hash, "index": index_record(corpus)})
    else:
        put(f"The index of {corpus.name} ({retriever.size} passages) is in {retriever.folder}.")


def search(
    name: Name,
    query: Annotated[str, typer.Argument(help="A claim or some words.")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Passages shown.")] = 5,
    year_from: Annotated[
        int | None, typer.Option(help="From this year.", show_default=False)
    ] = None,
    year_to: Annotated[int | None, typer.Option(help="To this year.", show_default=False)] = None,
    design: Annotated[
        list[str] | None, typer.Option(help="Of this design; repeatable.", show_default=False)
    ] = None,
    standing: Annotated[
        list[str] | None, typer.Option(help="Of this standing; repeatable.", show_default=False)
    ] = None,
    topic: Annotated[
        list[str] | None, typer.Option(help="On this topic; repeatable.", show_default=False)
    ] = None,
    per_document: Annotated[
        int | None,
        typer.Option(min=1, help="Passages of one document at most.", show_default=False),
    ] = None,
    threads: ThreadsOption = None,
    json: Json = False,
) -> None:
    """Show the passages nearest to a claim, best first.

    For example:

    claimcheck corpus search health-basics "Vitamin C prevents colds"

    claimcheck corpus search health-basics "kratom withdrawal" --design trial --design review

    claimcheck corpus search my-guidelines "sleep" --year-from 2020 --limit 10 --json
    """
    from claimcheck.cli.passages import hit_lines, hit_record
    from claimcheck.retrieve import Filter
    from claimcheck.types import Design, Standing

    where = Filter(
        year_from=year_from,
        year_to=year_to,
        designs=tuple(member(Design, text, "--design") for text in design or ()),
        standings=tuple(member(Standing, text, "--standing") for text in standing or ()),
        topics=tuple(topic or ()),
    )
    corpus, retriever = found(name, threads=threads)
    (hits,) = retriever.search([query], k=limit, where=where, per_document=per_document)
    if json:
        results = [hit_record(hit) for hit in hits]
        put_json({"corpus": corpus.name, "hash": corpus.hash, "query": query, "results": results})
    elif hits:
        put("\n\n".join(hit_lines(hit) for hit in hits))
    else:
        say("No passage was found.")


def verify(name: Name, threads: ThreadsOption = None, json: Json = False) -> None:
    """Check the index, what it holds and what it finds; exit code 1 if anything is wrong.

    For example:

    claimcheck corpus verify my-guidelines
    """
    from claimcheck.corpus import Corpus
    from claimcheck.retrieve import verify_index

    corpus = Corpus.open(name)
    found = list(verify_index(corpus, encoder=bundled_encoder(threads)))
    if json:
        put_json({"name": corpus.name, "hash": corpus.hash, "problems": found})
    else:
        put("\n".join(found) or f"The index of {corpus.name} is whole: {corpus.size} passages.")
    if found:
        raise typer.Exit(Exit.FINDINGS)


def publish(
    name: Name,
    address: Annotated[str, typer.Argument(help="A folder, or a URI such as s3://bucket/indexes.")],
    threads: ThreadsOption = None,
    json: Json = False,
) -> None:
    """Copy the index to where many machines read it; they find it by the setting index.

    For example:

    claimcheck corpus publish my-guidelines s3://bucket/indexes

    CLAIMCHECK_INDEX=s3://bucket/indexes claimcheck check article.txt --corpus my-guidelines
    """
    from claimcheck.corpus import Corpus
    from claimcheck.retrieve import publish_index

    corpus = Corpus.open(name)
    where = publish_index(corpus, address, encoder=bundled_encoder(threads))
    if json:
        put_json({"name": corpus.name, "hash": corpus.hash, "address": where})
    else:
        put(f"The index of {corpus.name} is in {where}.")


def export(
    name: Name,
    file: Annotated[Path, typer.Argument(help="The Parquet file to write.")],
    threads: ThreadsOption = None,
    json: Json = False,
) -> None:
    """Write passages and their vectors to a Parquet file, from which the index can be rebuilt.

    For example:

    claimcheck corpus export my-guidelines my-guidelines.parquet
    """
    from claimcheck.corpus import Corpus
    from claimcheck.retrieve import export_index

    corpus = Corpus.open(name)
    rows = export_index(corpus, file, encoder=bundled_encoder(threads))
    if json:
        put_json({"name": corpus.name, "hash": corpus.hash, "path": str(file), "rows": rows})
    else:
        put(f"{rows} passages written to {file}.")
