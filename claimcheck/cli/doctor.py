"""``claimcheck doctor``: versions, models and corpora found, what this processor can do."""

from __future__ import annotations

import importlib.util
import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Any

import typer

from claimcheck.cli.console import put
from claimcheck.cli.exits import Exit

__all__ = ["doctor"]

_PACKAGES = ("onnxruntime", "tokenizers", "lancedb", "trafilatura", "pypdfium2", "python-docx",
             "torch", "transformers", "datasets")  # fmt: skip
_OPTIONAL = ("torch", "transformers", "datasets")
_NO_JUDGE = (
    "not installed: the small model decides in every profile; "
    "add it with pip install claimcheck-health-judge, or ./models of a clone"
)
_FAST_INT8 = ("avx512_vnni", "avx_vnni", "asimddp")


def doctor(
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Say what is installed, which models and corpora are found, and whether all of it works."""
    from claimcheck._version import __version__
    from claimcheck.codec import dumps
    from claimcheck.config import cache_dir

    rows: dict[str, str] = {
        "claimcheck": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cache": str(cache_dir()),
        **dict(_packages()),
        **dict(_settings()),
    }
    checks = {**dict(_models()), **dict(_corpora())}
    problems = [name for name, state in checks.items() if state.startswith("PROBLEM")]
    if json:
        put(dumps({**rows, **checks, "problems": problems}, indent=2))
    else:
        for name, value in {**rows, **checks}.items():
            put(f"{name:<24}{value}")
        put("")
        put(f"{len(problems)} problem(s) found." if problems else "Everything needed is in place.")
    raise typer.Exit(Exit.USAGE if problems else Exit.CLEAN)


def _processor() -> str:
    from claimcheck.runtime.cores import cores

    try:
        flags = set(Path("/proc/cpuinfo").read_text(encoding="utf-8").split())
    except OSError:
        flags = set()
    fast = [flag for flag in _FAST_INT8 if flag in flags]
    note = f"8-bit arithmetic ({', '.join(fast)})" if fast else "no 8-bit arithmetic found: slower"
    return f"{cores()} core(s), {note}"


def _packages() -> Iterator[tuple[str, str]]:
    for name in _PACKAGES:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            needed = (
                "not installed (only for training)" if name in _OPTIONAL else "PROBLEM: missing"
            )
            yield name, needed


def _settings() -> Iterator[tuple[str, str]]:
    from claimcheck.config import load_settings, origins

    settings = load_settings()
    for name, where in origins().items():
        value = getattr(settings, name)
        yield f"setting {name}", f"{value if value != '' else '(bundled)'} ({where})"


def _models() -> Iterator[tuple[str, str]]:
    from claimcheck.config import load_settings
    from claimcheck.errors import ClaimcheckError

    if importlib.util.find_spec("onnxruntime") is None:
        yield "models", "PROBLEM: onnxruntime is missing"
        return
    from claimcheck.runtime import Encoder, PairClassifier, Reranker
    from claimcheck.runtime.strength import StrengthClassifier

    settings = load_settings(profile="careful")
    folder, judge = settings.models_path, settings.judge_path
    wanted: list[tuple[Path | None, Any]] = [
        (folder / "verifier", PairClassifier),
        (judge, PairClassifier),
        (settings.strength_path, StrengthClassifier),
        (folder / "encoder", Encoder),
        (settings.reranker_path, Reranker),
    ]
    if judge is None:
        yield "model judge", _NO_JUDGE
    for place, loader in wanted:
        if place is None:
            continue
        try:
            loader.load(place)
        except ClaimcheckError as error:
            yield f"model {place.name}", f"PROBLEM: {error}"
        else:
            yield f"model {place.name}", f"ok, {place}"


def _corpora() -> Iterator[tuple[str, str]]:
    from claimcheck.corpus import Corpus, bundled_corpora
    from claimcheck.errors import ClaimcheckError

    for name in bundled_corpora():
        try:
            corpus = Corpus.open(name)
        except ClaimcheckError as error:
            yield f"corpus {name}", f"PROBLEM: {error}"
        else:
            yield f"corpus {name}", f"ok, {len(corpus.passages)} passages"
