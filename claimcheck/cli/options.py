"""Options that several verbs share, declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = [
    "CorpusOption",
    "FastOption",
    "ModelsOption",
    "OutputOption",
    "PassagesOption",
    "ThreadsOption",
    "profile",
]

CorpusOption = Annotated[
    str | None,
    typer.Option(
        "--corpus", help="A bundled corpus's name or the folder of your own.", show_default=False
    ),
]
ModelsOption = Annotated[
    str | None,
    typer.Option(
        "--models",
        help="A folder of models, such as `claimcheck learn` writes.",
        show_default=False,
    ),
]
FastOption = Annotated[
    bool,
    typer.Option(
        "--fast",
        help="Let the small model decide, on fewer passages a claim: quicker, less sure.",
    ),
]
PassagesOption = Annotated[
    int | None,
    typer.Option(
        "--passages", min=1, help="Passages looked up for each claim.", show_default=False
    ),
]
ThreadsOption = Annotated[
    int | None,
    typer.Option("--threads", min=1, help="Processor threads; all by default.", show_default=False),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", help="Write to this file instead of the screen.", show_default=False
    ),
]


def profile(*, fast: bool) -> str | None:
    """The profile that ``--fast`` asks for, or ``None`` to leave it to the settings."""
    return "fast" if fast else None
