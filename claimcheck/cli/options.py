"""Options that several verbs share, declared once."""

from __future__ import annotations

from collections.abc import Sequence
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
    "hosts_of",
    "profile",
    "shown_host",
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


def hosts_of(host: str, port: int, names: Sequence[str]) -> tuple[str, ...]:
    """What a server may be asked for by: where it listens, and the names of a proxy."""
    own = {host, "127.0.0.1", "localhost"} if host in ("127.0.0.1", "localhost") else {host}
    found = {shown_host(each, port) for each in own} | {name.lower() for name in names}
    return tuple(sorted(found))


def shown_host(host: str, port: int) -> str:
    """A host and port as a browser writes them: IPv6 in brackets, port 80 left out."""
    named = f"[{host}]" if ":" in host else host.lower()
    return named if port == 80 else f"{named}:{port}"
