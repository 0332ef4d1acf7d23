"""``claimcheck corpus``: make, fill, index, search and look over reference corpora."""

from __future__ import annotations

import typer

from claimcheck.cli import corpus_change, corpus_fetch, corpus_index, corpus_look

__all__ = ["app"]

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Reference corpora: what claims are checked against.\n\n"
    "Your own in three steps:\n\n"
    "claimcheck corpus new my-guidelines --licence CC-BY-4.0\n\n"
    "claimcheck corpus add my-guidelines guidelines/\n\n"
    "claimcheck check article.txt --corpus my-guidelines",
)

app.command("new")(corpus_change.new)
app.command("add")(corpus_change.add)
app.command("fetch")(corpus_fetch.fetch)
app.command("remove")(corpus_change.remove)
app.command("retract")(corpus_change.retract)
app.command("build")(corpus_index.build)
app.command("search")(corpus_index.search)
app.command("info")(corpus_look.info)
app.command("validate")(corpus_look.validate)
app.command("verify")(corpus_index.verify)
app.command("export")(corpus_index.export)
app.command("publish")(corpus_index.publish)
app.command("coverage")(corpus_look.coverage)
