"""What the verbs of ``claimcheck corpus`` share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from claimcheck.cli.console import progress_bar, put

if TYPE_CHECKING:
    from claimcheck.corpus import Corpus
    from claimcheck.retrieve import HybridRetriever
    from claimcheck.runtime import Encoder

__all__ = [
    "Json",
    "Name",
    "bundled_encoder",
    "found",
    "member",
    "opened",
    "own_folder",
    "pairs",
    "put_json",
]

_Kind = TypeVar("_Kind", bound=StrEnum)

Name = Annotated[str, typer.Argument(help="A corpus's name, or the path of its folder.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]


def opened(
    name: str,
    *,
    threads: int | None,
    fresh: bool = False,
    vectors_from: Path | None = None,
) -> tuple[Corpus, HybridRetriever]:
    """A corpus and its index, built first if need be, with a progress bar."""
    from claimcheck.corpus import Corpus
    from claimcheck.retrieve import open_index

    corpus = Corpus.open(name)
    encoder = bundled_encoder(threads)
    with progress_bar() as show:

        def told(done: int, total: int) -> None:
            if show is not None:
                show("Preparing the corpus (first use only)", done, total)

        return corpus, open_index(
            corpus, encoder=encoder, progress=told, fresh=fresh, vectors_from=vectors_from
        )


def found(name: str, *, threads: int | None) -> tuple[Corpus, HybridRetriever]:
    """A corpus and the index to search: where indexes were published, else as :func:`opened`."""
    from claimcheck.config import load_settings
    from claimcheck.corpus import Corpus
    from claimcheck.retrieve import open_published

    if not (home := load_settings().index):
        return opened(name, threads=threads)
    corpus = Corpus.open(name)
    return corpus, open_published(corpus, home, encoder=bundled_encoder(threads))


def bundled_encoder(threads: int | None) -> Encoder:
    """The encoder of the settings."""
    from claimcheck.config import load_settings
    from claimcheck.runtime import Encoder

    settings = load_settings(threads=threads)
    return Encoder.load(settings.models_path / "encoder", threads=settings.threads or None)


def pairs(given: list[str] | None, option: str) -> dict[str, str]:
    """What ``FIELD=VALUE`` options say."""
    from claimcheck.errors import UsageError

    said = {}
    for text in given or ():
        name, equals, value = text.partition("=")
        if not (name.strip() and equals and value.strip()):
            raise UsageError(f"{option} needs FIELD=VALUE, such as year=2020, not {text!r}.")
        said[name.strip()] = value.strip()
    return said


def member(kind: type[_Kind], text: str, option: str) -> _Kind:
    """The value of an enumeration that a text names."""
    from claimcheck.errors import UsageError

    try:
        return kind(text)
    except ValueError as error:
        known = ", ".join(kind)
        raise UsageError(f"{option} must be one of {known}, not {text!r}.") from error


def own_folder(name: str) -> Path:
    """The folder of a corpus that may be changed: not one that comes with claimcheck."""
    from claimcheck.config import corpora_dir
    from claimcheck.corpus import find
    from claimcheck.errors import UsageError

    folder = find(name)
    if folder.parent == corpora_dir():
        raise UsageError(
            f"{name} comes with claimcheck and is not changed; make a corpus of your own with: "
            "claimcheck corpus new NAME."
        )
    return folder


def put_json(record: object) -> None:
    """Write one JSON object to stdout."""
    from claimcheck.codec import dumps

    put(dumps(record, indent=2))
