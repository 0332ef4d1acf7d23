"""``claimcheck learn``: from reviews to a folder of models that ``--models`` uses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimcheck.cli.console import put, say
from claimcheck.cli.exits import Exit
from claimcheck.cli.options import FastOption, profile
from claimcheck.errors import UsageError

if TYPE_CHECKING:
    from claimcheck.config import Settings
    from claimcheck.training.learn import Learned
    from claimcheck.verification import Verifier

__all__ = ["app"]

app = typer.Typer(
    invoke_without_command=True,
    no_args_is_help=True,
)


@app.callback()
def learn(
    context: typer.Context,
    store: Annotated[
        str | None, typer.Option("--store", help="The review store: a file, or postgresql://….")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The folder of learnt models.")
    ] = None,
    gold: Annotated[
        Path | None,
        typer.Option("--gold", help="Your own labelled pairs, that nothing may fall on."),
    ] = None,
    models: Annotated[
        Path | None,
        typer.Option("--models", help="The models to begin with; the bundled ones if not given."),
    ] = None,
    fast: FastOption = False,
    trust: Annotated[
        bool, typer.Option("--trust", help="Learn even where the reviews look mixed up.")
    ] = False,
    fine_tune: Annotated[
        bool | None,
        typer.Option(
            "--fine-tune/--no-fine-tune",
            help="Train the model's weights too, for some minutes; unasked from 600 settled claims "
            "on. Needs the extra `train`.",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Learn from settled reviews, and turn to the result where nothing falls.

    The reviews are frozen by hash; what is learnt of those drawn at random is judged on others of
    them, on the challenge rows and on `--gold`. A refusal leaves with code 1.

    Examples:
    claimcheck learn --store review.sqlite -o my-models

    claimcheck check article.txt --models my-models

    claimcheck learn rollback my-models
    """
    if context.invoked_subcommand is not None:
        return
    if store is None or output is None:
        raise UsageError("learn needs --store and --output DIR; see: claimcheck learn --help")
    done = _learn(
        store, output, gold=gold, models=models, fast=fast, trust=trust, fine_tune=fine_tune
    )
    _tell(done, json=json)
    if done.outcome.value == "refused":
        raise typer.Exit(Exit.FINDINGS)


@app.command("rollback")
def rollback(
    folder: Annotated[Path, typer.Argument(help="The folder of learnt models.")],
) -> None:
    """Go back to the version that the current one was learnt from.

    Example:  claimcheck learn rollback my-models
    """
    from claimcheck.training.learn import Versions

    say(f"Current version: {Versions(folder).rollback().name}")


def _learn(
    store: str,
    output: Path,
    *,
    gold: Path | None,
    models: Path | None,
    fast: bool,
    trust: bool,
    fine_tune: bool | None,
) -> Learned:
    from datetime import UTC, datetime

    from claimcheck.config import load_settings
    from claimcheck.review.exchange.reviews import reviews_of, spans_of
    from claimcheck.review.store import ReviewStore
    from claimcheck.training.learn import Versions, frozen_sets
    from claimcheck.training.learn import learn as run

    base = models or Versions(output).current
    settings = load_settings(profile=profile(fast=fast), models=str(base) if base else None)
    with ReviewStore.open(store, create=False) as opened:
        return run(
            reviews_of(opened),
            _verifier(settings),
            models=_folders(settings),
            output=output,
            frozen=frozen_sets(gold),
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            spans=spans_of(opened),
            trust=trust,
            fine_tune=fine_tune,
        )


def _folders(settings: Settings) -> dict[str, Path]:
    found = {
        "verifier": settings.models_path / "verifier",
        "encoder": settings.models_path / "encoder",
        "judge": settings.judge_path,
        "reranker": settings.reranker_path,
        "strength": settings.strength_path,
        "units": settings.units_path,
        "promo": settings.tagger_path,
    }
    return {name: path for name, path in found.items() if path is not None and path.is_dir()}


def _verifier(settings: Settings) -> Verifier:
    from claimcheck.config import cache_dir
    from claimcheck.verification import verifier_of

    return verifier_of(settings, cache=cache_dir() / "pairs.sqlite")


def _tell(done: Learned, *, json: bool) -> None:
    from claimcheck.codec import dumps

    figures: dict[str, Any] = {
        "outcome": done.outcome.value,
        "reasons": list(done.reasons),
        "snapshot": done.snapshot.hash,
        "version": str(done.version) if done.version else None,
        "reviews": len(done.snapshot.reviews),
        "phrases": len(done.snapshot.spans),
        "random": len(done.snapshot.learnt),
        "held_out": len(done.snapshot.held),
        "memory": len(done.memory),
        "learnt": list(done.notes),
        "weights": done.candidate.weights is not None,
        "frozen": [
            {"name": item.name, "before": dict(item.now), "after": dict(item.then)}
            for item in done.compared
        ],
    }
    if json:
        put(dumps(figures, indent=2))
        return
    say(f"{done.outcome.value}: {'; '.join(done.reasons)}")
    say(f"{figures['reviews']} reviews, {figures['memory']} remembered")
    for note in done.notes:
        say(f"  {note}")
    if done.version:
        say(f"Written: {done.version}")
