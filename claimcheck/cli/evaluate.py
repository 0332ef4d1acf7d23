"""``claimcheck evaluate``: figures on gold data, one JSON object, baselines beside."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from claimcheck.cli.console import progress_bar, put
from claimcheck.cli.options import FastOption, profile
from claimcheck.errors import UsageError

__all__ = ["evaluate"]

# What each task reads: its options, in the order its function takes them.
_TASKS: Mapping[str, tuple[str, ...]] = {
    "sentences": ("data",),
    "claims": ("data",),
    "readings": ("data",),
    "promo": ("data",),
    "verifier": ("data",),
    "strength": ("data",),
    "challenge": ("data",),
    "scifact": ("claims", "corpus"),
    "retrieval": ("corpus", "queries", "qrels"),
}

# Those whose rows come with the package, so that no file need be given.
_OWN_DATA = frozenset({"challenge"})
# Those that run the verifier, and so differ by profile.
_PROFILED = frozenset({"verifier", "scifact", "challenge"})

File = Annotated[Path | None, typer.Option(show_default=False)]


def evaluate(
    task: Annotated[str, typer.Argument(help=", ".join(_TASKS))],
    data: File = None,
    claims: File = None,
    corpus: File = None,
    queries: File = None,
    qrels: File = None,
    fast: FastOption = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Measure one stage on gold data (.jsonl or .jsonl.gz).

    Examples:
    claimcheck evaluate challenge --fast

    claimcheck evaluate verifier --data pairs.jsonl --json

    claimcheck evaluate scifact --claims claims_dev.jsonl --corpus corpus.jsonl

    claimcheck evaluate retrieval --corpus docs.jsonl --queries q.jsonl --qrels qrels.jsonl
    """
    given = {"data": data, "claims": claims, "corpus": corpus, "queries": queries, "qrels": qrels}
    options: dict[str, Any] = dict(_files(task, given))
    if task in _PROFILED:
        options["profile"] = profile(fast=fast)
    module = importlib.import_module(f"claimcheck.evaluation.{task}")
    with progress_bar():
        scores: dict[str, Any] = module.evaluate(**options)
    if json:
        from claimcheck.codec import dumps

        put(dumps(scores, indent=2))
    else:
        for name, value in _flat(scores):
            put(f"{name:<44}{value}")


def _files(task: str, given: Mapping[str, Path | None]) -> dict[str, Path]:
    if task not in _TASKS:
        raise UsageError(f"The task {task!r} is not known; choose one of {', '.join(_TASKS)}.")
    files = {name: given[name] for name in _TASKS[task]}
    needed = [] if task in _OWN_DATA else [name for name in files if files[name] is None]
    if missing := [f"--{name} FILE" for name in needed]:
        raise UsageError(f"evaluate {task} also needs {' and '.join(missing)}.")
    for name, path in files.items():
        if path is not None and not path.is_file():
            raise UsageError(f"The file given with --{name} does not exist: {path}")
    return {name: path for name, path in files.items() if path is not None}


def _flat(scores: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for name, value in scores.items():
        if isinstance(value, Mapping):
            rows += _flat(value, f"{prefix}{name}.")
        else:
            shown = f"{value:.4f}" if isinstance(value, float) else str(value)
            rows.append((prefix + name, shown))
    return rows
