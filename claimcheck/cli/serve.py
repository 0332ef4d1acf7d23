"""``claimcheck serve``: checking over HTTP, on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from claimcheck.cli.console import progress_bar, say
from claimcheck.cli.options import (
    CorpusOption,
    FastOption,
    ModelsOption,
    PassagesOption,
    ThreadsOption,
    hosts_of,
    profile,
    shown_host,
)

__all__ = ["serve"]

_PORT = 8766


def serve(
    host: Annotated[
        str, typer.Option(help="Where to listen; other machines reach only what is not 127.0.0.1.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port.")] = _PORT,
    name: Annotated[
        list[str] | None,
        typer.Option(
            "--name",
            show_default=False,
            help="A host name (with its port, if not this one) it is asked for by; repeatable, "
            "for a proxy.",
        ),
    ] = None,
    corpus: CorpusOption = None,
    models: ModelsOption = None,
    fast: FastOption = False,
    passages: PassagesOption = None,
    threads: ThreadsOption = None,
    max_mb: Annotated[
        float, typer.Option("--max-mb", min=0.001, help="Largest request, in MB.")
    ] = 5.0,
    max_requests: Annotated[
        int, typer.Option("--max-requests", min=1, help="Requests worked on or waiting at once.")
    ] = 64,
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.1, help="Seconds a request may take.")
    ] = 120.0,
    token: Annotated[
        str,
        typer.Option(
            "--token",
            show_default=False,
            help="Ask for this bearer token; better given as CLAIMCHECK_SERVE_TOKEN.",
        ),
    ] = "",
) -> None:
    """Check texts and files over HTTP; /openapi.json says what can be asked.

    Examples:
    claimcheck serve --fast

    curl -s localhost:8766/v1/check --json '{"text": "Zinc cures every cold."}'
    """
    import uvicorn

    import claimcheck as cc
    from claimcheck.service import ServiceSettings, create_app

    with progress_bar() as progress:
        checker = cc.load(
            corpus=corpus, profile=profile(fast=fast), passages=passages, threads=threads,
            models=models, progress=progress,
        )  # fmt: skip
    settings = ServiceSettings(
        hosts=hosts_of(host, port, name or ()), max_body=int(max_mb * 1_000_000),
        max_requests=max_requests, timeout=timeout, token=token,
    )  # fmt: skip
    say(f"Listening at http://{shown_host(host, port)}. Stop with Ctrl-C.")
    uvicorn.run(
        create_app(checker, settings=settings), host=host, port=port, log_level="warning",
        access_log=False, server_header=False, date_header=False, proxy_headers=False,
        timeout_graceful_shutdown=int(timeout) + 1,
    )  # fmt: skip
