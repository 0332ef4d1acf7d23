"""``claimcheck train``: rebuild a bundled model from its recipe."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimcheck.cli.console import say

__all__ = ["train"]


def train(
    name: Annotated[
        str, typer.Argument(help="verifier, judge, encoder, reranker, strength, units or promo.")
    ],
    data: Annotated[
        Path, typer.Option("--data", help="The folder of public data; see docs/training.md.")
    ],
    base: Annotated[
        Path, typer.Option("--base", help="The folder of the base model to start from.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The model folder to write.")],
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on from the last checkpoint.")
    ] = False,
) -> None:
    """Rebuild a model from its recipe; needs the extra `train`.

    Example:  claimcheck train verifier --data data/ --base all-MiniLM-L6-v2/ -o my-verifier/
    """
    from claimcheck import training

    folder = training.train(name, data=data, base=base, output=output, resume=resume)
    say(f"Written: {folder}")
