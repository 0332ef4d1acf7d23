"""``claimcheck corpus fetch``: the one verb that goes out on the network."""

from __future__ import annotations

import os
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from claimcheck.cli.console import progress_bar, put, say
from claimcheck.cli.corpus_change import told
from claimcheck.cli.corpus_options import Json, member, own_folder, put_json

__all__ = ["fetch"]


def fetch(
    source: Annotated[str, typer.Argument(help="Where from: pubmed.")],
    name: Annotated[str, typer.Argument(help="A corpus of your own; made if there is none.")],
    query: Annotated[str, typer.Option(help="What to look for, in PubMed's own form.")],
    since: Annotated[str, typer.Option(help="From this day or year.")] = "1800",
    until: Annotated[
        str | None, typer.Option(help="To this day or year.", show_default=False)
    ] = None,
    by: Annotated[str, typer.Option(help="Which date: published, entered or changed.")] = (
        "published"
    ),
    limit: Annotated[int, typer.Option(min=1, help="Records at most, the newest.")] = 10_000,
    sentences: Annotated[int, typer.Option(min=0, help="Sentences a passage; 0 for all.")] = 3,
    email: Annotated[
        str,
        typer.Option(envvar="NCBI_EMAIL", help="Whom NCBI may write to.", show_default=False),
    ] = "",
    server: Annotated[
        str,
        typer.Option(
            envvar="NCBI_EUTILS", help="Another address of E-utilities.", show_default=False
        ),
    ] = "",
    json: Json = False,
) -> None:
    """Search PubMed over the network and add the abstracts found.

    Broken off, the same command goes on where it was. NCBI_API_KEY in the environment lets
    it ask ten times a second instead of three.

    For example:

    claimcheck corpus fetch pubmed kratom --query "kratom AND withdrawal" --since 2015

    claimcheck corpus fetch pubmed kratom --query kratom --by changed --since 2026-10-01
    """
    from claimcheck.corpus import ImportOptions
    from claimcheck.corpus.eutils import DateKind, Entrez
    from claimcheck.corpus.fetch import Search, fetch_pubmed
    from claimcheck.errors import UsageError

    if source != "pubmed":
        raise UsageError(f"Records are fetched from pubmed; {source!r} is not known.")
    search = Search(
        query=query,
        since=_day(since, "--since", first=True),
        until=_day(until, "--until", first=False) if until else None,
        by=member(DateKind, by, "--by"),
        limit=limit,
    )
    entrez = Entrez(server=server, key=os.environ.get("NCBI_API_KEY", ""), email=email)
    folder = _own_or_new(name)
    with progress_bar() as show:

        def shown(done: int, total: int) -> None:
            if show is not None:
                show("Fetching from PubMed", done, total)

        result = fetch_pubmed(
            folder,
            search,
            entrez=entrez,
            options=ImportOptions(sentences=sentences),
            progress=shown,
        )
    if json:
        put_json({"path": str(folder), **asdict(result)})
        return
    put(f"{result.fetched} of {result.found} records fetched. {told(result.passages)}")
    if result.fetched < result.found:
        say(f"{result.found} records answer the query; take more of them with --limit.")


def _own_or_new(name: str) -> Path:
    from claimcheck.corpus import create
    from claimcheck.corpus.locate import home_of
    from claimcheck.corpus.manifest import MANIFEST

    return own_folder(name) if (home_of(name) / MANIFEST).exists() else create(name)


def _day(text: str, option: str, *, first: bool) -> date:
    from claimcheck.errors import UsageError

    whole = f"{text}-01-01" if first else f"{text}-12-31"
    try:
        return date.fromisoformat(whole if len(text) == len("2020") else text)
    except ValueError as error:
        raise UsageError(
            f"{option} needs a day or a year, such as 2020-01-31 or 2020, not {text!r}."
        ) from error
