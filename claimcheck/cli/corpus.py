"""``claimcheck corpus``: make, fill, index, search and look over reference corpora."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from claimcheck.cli.console import progress_bar, put, say
from claimcheck.cli.exits import Exit
from claimcheck.cli.options import ThreadsOption

if TYPE_CHECKING:
    from claimcheck.corpus import Corpus
    from claimcheck.retrieve import HybridRetriever

__all__ = ["app"]

_Kind = TypeVar("_Kind", bound=StrEnum)

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Reference corpora: what claims are checked against.\n\n"
    "Your own in three steps:\n\n"
    "claimcheck corpus new my-guidelines --licence CC-BY-4.0\n\n"
    "claimcheck corpus add my-guidelines guidelines/\n\n"
    "claimcheck check article.txt --corpus my-guidelines",
)

Name = Annotated[str, typer.Argument(help="A corpus's name, or the path of its folder.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]


@app.command("new")
def new(
    name: Name,
    title: Annotated[str, typer.Option(help="Its name for people.", show_default=False)] = "",
    language: Annotated[str, typer.Option(help="Language of its passages.")] = "en",
    licence: Annotated[str, typer.Option(help="Terms of its text.", show_default=False)] = "",
    description: Annotated[str, typer.Option(help="One sentence.", show_default=False)] = "",
    json: Json = False,
) -> None:
    """Make an empty corpus.

    For example:

    claimcheck corpus new my-guidelines --title "Our guidelines" --licence CC-BY-4.0

    claimcheck corpus new ./corpora/cardiology
    """
    from claimcheck.corpus import create

    folder = create(name, title=title, language=language, licence=licence, description=description)
    if json:
        _put_json({"name": folder.name, "path": str(folder)})
    else:
        put(f"Made {folder}.")
        say(f"Add passages with: claimcheck corpus add {name} PATH")


@app.command("add")
def add(
    name: Name,
    paths: Annotated[list[Path], typer.Argument(help="Files or folders to read.")],
    form: Annotated[
        str, typer.Option("--format", help="auto, jsonl, csv, scifact, beir or documents.")
    ] = "auto",
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="FIELD=COLUMN", help="The column a field is in.", show_default=False
        ),
    ] = None,
    defaults: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="FIELD=VALUE", help="Where the file has none.", show_default=False
        ),
    ] = None,
    sentences: Annotated[
        int, typer.Option(min=0, help="Sentences of an abstract a passage; 0 for all.")
    ] = 3,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let a passage take the place of one with its id.")
    ] = False,
    json: Json = False,
) -> None:
    """Add passages: all of them or, if one is malformed, none.

    Fields: id, doc_id, text, title, citation, publisher, doi, pmid, url, year, topics,
    population, design, standing, looked_up, says. Only text is needed.

    For example:

    claimcheck corpus add my-guidelines passages.jsonl

    claimcheck corpus add my-guidelines reviews.csv --map text=Finding --map year=Year

    claimcheck corpus add my-guidelines guidelines/ --set design=guideline --set topics=asthma

    claimcheck corpus add abstracts corpus.jsonl.gz --format scifact
    """
    from claimcheck.corpus import ImportOptions, add_passages, find, read_passages

    options = ImportOptions(
        columns=_pairs(columns, "--map"), defaults=_pairs(defaults, "--set"), sentences=sentences
    )
    folder = find(name)
    _refuse_bundled(name, folder)
    found = (p for path in paths for p in read_passages(path, form=form, options=options))
    result = add_passages(folder, found, replace=replace)
    if json:
        from dataclasses import asdict

        _put_json({"path": str(folder), **asdict(result)})
    else:
        put(
            f"{result.added} added, {result.replaced} replaced, {result.unchanged} unchanged; "
            f"the corpus holds {result.total}."
        )


@app.command("build")
def build(
    name: Name,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Build it again even if there is one.")
    ] = False,
    threads: ThreadsOption = None,
    json: Json = False,
) -> None:
    """Build the index now rather than at first use.

    For example:

    claimcheck corpus build my-guidelines

    claimcheck corpus build my-guidelines --fresh
    """
    corpus, retriever = _opened(name, threads=threads, fresh=fresh)
    if json:
        _put_json({"name": corpus.name, "hash": corpus.hash, "index": _index_record(corpus)})
    else:
        put(f"The index of {corpus.name} ({retriever.size} passages) is in {retriever.folder}.")


@app.command("search")
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
        designs=tuple(_member(Design, text, "--design") for text in design or ()),
        standings=tuple(_member(Standing, text, "--standing") for text in standing or ()),
        topics=tuple(topic or ()),
    )
    corpus, retriever = _opened(name, threads=threads)
    (hits,) = retriever.search([query], k=limit, where=where, per_document=per_document)
    if json:
        results = [hit_record(hit) for hit in hits]
        _put_json({"corpus": corpus.name, "hash": corpus.hash, "query": query, "results": results})
    elif hits:
        put("\n\n".join(hit_lines(hit) for hit in hits))
    else:
        say("No passage was found.")


@app.command("info")
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
    from claimcheck.cli.passages import corpora_record, info_lines, info_record
    from claimcheck.corpus import Corpus

    if name is None:
        listed = corpora_record()
        if json:
            _put_json({"corpora": listed})
        else:
            put("\n".join(f"{row['name']:<24}{row['title']}  ({row['path']})" for row in listed))
        return
    corpus = Corpus.open(name)
    record = info_record(corpus, index=_index_record(corpus))
    if json:
        _put_json(record)
    else:
        put(info_lines(record))


@app.command("validate")
def validate(name: Name, json: Json = False) -> None:
    """List all that is wrong with a corpus; exit code 1 if there is anything.

    For example:

    claimcheck corpus validate my-guidelines
    """
    from claimcheck.corpus import find, problems

    folder = find(name)
    found = list(problems(folder))
    if json:
        _put_json({"path": str(folder), "problems": found})
    else:
        put("\n".join(found) or "No problem found.")
    if found:
        raise typer.Exit(Exit.FINDINGS)


def _opened(
    name: str, *, threads: int | None, fresh: bool = False
) -> tuple[Corpus, HybridRetriever]:
    from claimcheck.config import load_settings
    from claimcheck.corpus import Corpus
    from claimcheck.retrieve import open_index
    from claimcheck.runtime import Encoder

    corpus = Corpus.open(name)
    settings = load_settings(threads=threads)
    encoder = Encoder.load(settings.models_path / "encoder", threads=settings.threads or None)
    with progress_bar() as show:

        def told(done: int, total: int) -> None:
            if show is not None:
                show("Preparing the corpus (first use only)", done, total)

        return corpus, open_index(corpus, encoder=encoder, progress=told, fresh=fresh)


def _index_record(corpus: Corpus) -> list[dict[str, object]]:
    from claimcheck.retrieve import existing_indexes

    return [
        {
            "path": str(folder),
            "rows": stamp.rows,
            "encoder": stamp.encoder_hash,
            "seconds": stamp.seconds,
            "bytes": sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()),
        }
        for folder, stamp in existing_indexes(corpus)
    ]


def _pairs(given: list[str] | None, option: str) -> dict[str, str]:
    from claimcheck.errors import UsageError

    pairs = {}
    for text in given or ():
        name, equals, value = text.partition("=")
        if not (name.strip() and equals and value.strip()):
            raise UsageError(f"{option} needs FIELD=VALUE, such as year=2020, not {text!r}.")
        pairs[name.strip()] = value.strip()
    return pairs


def _member(kind: type[_Kind], text: str, option: str) -> _Kind:
    from claimcheck.errors import UsageError

    try:
        return kind(text)
    except ValueError as error:
        known = ", ".join(kind)
        raise UsageError(f"{option} must be one of {known}, not {text!r}.") from error


def _refuse_bundled(name: str, folder: Path) -> None:
    from claimcheck.config import corpora_dir
    from claimcheck.errors import UsageError

    if folder.parent == corpora_dir():
        raise UsageError(
            f"{name} comes with claimcheck and is not added to; make a corpus of your own with: "
            "claimcheck corpus new NAME."
        )


def _put_json(record: object) -> None:
    from claimcheck.codec import dumps

    put(dumps(record, indent=2))
