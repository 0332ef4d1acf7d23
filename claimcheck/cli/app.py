"""The ``claimcheck`` command: verbs are mounted here and errors become exit codes."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from claimcheck._version import __version__
from claimcheck.cli import (
    batch,
    check,
    corpus,
    diff,
    doctor,
    evaluate,
    learn,
    review,
    rules,
    serve,
    stages,
    train,
)
from claimcheck.cli.console import put, warn
from claimcheck.cli.defaults import command_defaults
from claimcheck.cli.exits import Exit
from claimcheck.errors import ClaimcheckError, IngestError

__all__ = ["app", "main"]

app = typer.Typer(
    name="claimcheck",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Check the claims and the promotional language of health articles, offline.\n\n"
    "A first look:  claimcheck check article.txt\n\n"
    "A page to read:  claimcheck check article.html --format html -o report.html\n\n"
    "A whole folder:  claimcheck batch articles/ -o run/",
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"claimcheck {__version__}")
        raise typer.Exit


def _explain(code: str | None) -> None:
    if code is not None:
        from claimcheck.codes import explain

        put(explain(code))
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    _asked_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
    _asked_code: Annotated[
        str | None,
        typer.Option(
            "--explain",
            callback=_explain,
            is_eager=True,
            metavar="CODE",
            show_default=False,
            help="Say what a code such as W107 or E322 means and what to do.",
        ),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(
            "--config",
            metavar="FILE",
            show_default=False,
            help="The settings file; else the claimcheck.toml or pyproject.toml found here.",
        ),
    ] = None,
) -> None:
    if config is not None:
        os.environ["CLAIMCHECK_CONFIG"] = str(config)
    context.default_map = command_defaults(context.command)


app.command("check")(check.check)
app.command("batch")(batch.batch)
app.command("merge")(diff.merge)
app.command("diff")(diff.diff)
app.command("claims")(stages.claims)
app.command("promo")(stages.promo)
app.command("serve")(serve.serve)
app.command("evaluate")(evaluate.evaluate)
app.command("train")(train.train)
app.command("doctor")(doctor.doctor)
app.add_typer(corpus.app, name="corpus")
app.add_typer(review.app, name="review")
app.add_typer(learn.app, name="learn")
app.add_typer(rules.app, name="rules")


def main() -> None:
    """Run the command and leave with its exit code."""
    if hasattr(signal, "SIGPIPE"):
        # `claimcheck … | head` should end quietly.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        app(standalone_mode=True)
    except IngestError as error:
        _leave(error, Exit.NONE_SUCCEEDED)
    except ClaimcheckError as error:
        _leave(error, Exit.USAGE)
    except KeyboardInterrupt:
        warn("interrupted")
        sys.exit(Exit.INTERRUPTED)


def _leave(error: ClaimcheckError, code: Exit) -> None:
    if os.environ.get("CLAIMCHECK_DEBUG"):
        raise error
    warn(f"{error} [{error.code}]")
    sys.exit(code)
