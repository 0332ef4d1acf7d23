"""``claimcheck corpus new``, ``add``, ``remove`` and ``retract``: what changes a corpus."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimcheck.cli.console import put, say
from claimcheck.cli.corpus_options import Json, Name, member, own_folder, pairs, put_json

if TYPE_CHECKING:
    from claimcheck.corpus import AddResult, OnConflict

__all__ = ["add", "new", "remove", "retract", "told"]

_CLAIM_REVIEW = "claimreview"

Ids = Annotated[list[str], typer.Argument(help="Ids of documents or of passages.")]


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
        put_json({"name": folder.name, "path": str(folder)})
    else:
        put(f"Made {folder}.")
        say(f"Add passages with: claimcheck corpus add {name} PATH")


def add(
    name: Name,
    paths: Annotated[list[Path], typer.Argument(help="Files or folders to read.")],
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help="auto, jsonl, csv, pubmed, jats, ris, bibtex, claimreview, scifact, beir or "
            "documents.",
        ),
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
    update: Annotated[
        bool,
        typer.Option("--update", help="The same for whole documents; what they lost is removed."),
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

    claimcheck corpus add abstracts pubmed25n0001.xml.gz

    claimcheck corpus add abstracts updates/ --format pubmed --update

    claimcheck corpus add my-guidelines fact-checks.json --format claimreview
    """
    if form == _CLAIM_REVIEW:
        _add_reviews(own_folder(name), paths, json=json)
        return
    from claimcheck.corpus import ImportOptions, add_passages, read_changes, read_passages

    options = ImportOptions(
        columns=pairs(columns, "--map"), defaults=pairs(defaults, "--set"), sentences=sentences
    )
    folder = own_folder(name)
    read = read_changes if update else read_passages
    found = (item for path in paths for item in read(path, form=form, options=options))
    result = add_passages(folder, found, on_conflict=_on_conflict(replace=replace, update=update))
    if json:
        put_json({"path": str(folder), **asdict(result)})
    else:
        put(told(result))


def remove(name: Name, ids: Ids, json: Json = False) -> None:
    """Take documents, or single passages, out of a corpus.

    For example:

    claimcheck corpus remove my-guidelines pmid:123 old-leaflet.pdf
    """
    from claimcheck.corpus import remove_documents

    folder = own_folder(name)
    count = remove_documents(folder, ids)
    if json:
        put_json({"path": str(folder), "removed": count})
    else:
        put(f"{count} passages removed.")


def retract(
    name: Name,
    ids: Ids,
    standing: Annotated[
        str, typer.Option(help="What they are now: retracted, concern, preprint or current.")
    ] = "retracted",
    json: Json = False,
) -> None:
    """Mark documents as retracted: they are found and shown, and never support a claim.

    For example:

    claimcheck corpus retract my-guidelines pmid:123

    claimcheck corpus retract my-guidelines pmid:123 --standing concern
    """
    from claimcheck.corpus import set_standing
    from claimcheck.types import Standing

    folder = own_folder(name)
    count = set_standing(folder, ids, standing=member(Standing, standing, "--standing"))
    if json:
        put_json({"path": str(folder), "changed": count})
    else:
        put(f"{count} passages are {standing} now.")


def _add_reviews(folder: Path, feeds: list[Path], *, json: bool) -> None:
    from claimcheck.verification.claimreview import add_reviews

    kept = [add_reviews(folder, feed) for feed in feeds]
    taken, left_out = sum(k.taken for k in kept), sum(k.left_out for k in kept)
    if json:
        put_json({
            "path": str(folder), "taken": taken, "left_out": left_out, "total": kept[-1].total
        })  # fmt: skip
    else:
        put(
            f"{taken} checked claims taken, {left_out} left out whose rating is neither plainly "
            f"true nor false nor unproven; the corpus holds {kept[-1].total}."
        )


def told(result: AddResult) -> str:
    """What an addition did, in a sentence."""
    removed = f"{result.removed} removed, " if result.removed else ""
    return (
        f"{result.added} added, {result.replaced} replaced, {removed}{result.unchanged} unchanged; "
        f"the corpus holds {result.total}."
    )


def _on_conflict(*, replace: bool, update: bool) -> OnConflict:
    from claimcheck.corpus import OnConflict

    if update:
        return OnConflict.UPDATE
    return OnConflict.REPLACE if replace else OnConflict.REFUSE
