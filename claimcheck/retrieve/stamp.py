"""What an index says about itself, written last: without it, it is no index."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from claimcheck import codec
from claimcheck.errors import CorpusError

__all__ = [
    "FORM",
    "STAMP",
    "Canary",
    "Stamp",
    "read_stamp",
    "refuse_mismatch",
    "stamp_from",
    "stamp_record",
    "write_stamp",
]

# Raised whenever the table's columns, its indexes or what is indexed of a passage change.
FORM = 3
STAMP = "index.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Canary:
    """A query and the ids of what it found, best first, when the index was made."""

    query: str
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """The facts an index is checked against when it is opened.

    ``ids`` is the SHA-256 of all ids in their order, ``vectors`` that of all vectors in the
    order of the ids, empty where they are not held in memory; ``memory`` is that of the file beside
    the table, empty where there is none; ``trained`` is how many rows the approximate index was
    made from, 0 where there is none.
    """

    form: int
    corpus: str
    corpus_hash: str
    encoder_hash: str
    rows: int
    dimensions: int
    ids: str
    vectors: str
    memory: str
    trained: int
    seconds: float
    canaries: tuple[Canary, ...] = ()


def write_stamp(folder: Path, stamp: Stamp) -> None:
    """Write the stamp of an index.

    :param folder: the index.
    :param stamp: what it holds.
    """
    codec.write_atomic(folder / STAMP, codec.dumps(stamp_record(stamp), indent=1) + "\n")


def stamp_record(stamp: Stamp) -> dict[str, Any]:
    """A stamp as plain JSON values."""
    return asdict(stamp)


def stamp_from(text: str) -> Stamp:
    """A stamp from its JSON text.

    :param text: what :func:`stamp_record` gave, as JSON.
    :returns: the stamp.
    :raises ValueError: if it is no stamp.
    """
    try:
        values: Any = json.loads(text)
        canaries = tuple(
            Canary(query=item["query"], found=tuple(item["found"])) for item in values["canaries"]
        )
        named = {field.name: values[field.name] for field in fields(Stamp)}
        return Stamp(**{**named, "canaries": canaries})
    except (KeyError, TypeError) as error:
        raise ValueError(f"not the stamp of an index: {error!r}") from error


def read_stamp(folder: Path) -> Stamp | None:
    """The stamp of an index, or ``None`` where there is none that can be read.

    :param folder: the index.
    :returns: the stamp, or ``None``.
    """
    try:
        return stamp_from((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def refuse_mismatch(stamp: Stamp, *, corpus_hash: str, encoder_hash: str, where: str) -> None:
    """Refuse an index of another make.

    :param stamp: what the index says of itself.
    :param corpus_hash: the corpus that is to be searched.
    :param encoder_hash: the encoder that queries go through.
    :param where: the index, for the message.
    :raises CorpusError: one sentence that says which of the two it was not made with.
    """
    if stamp.form != FORM:
        raise CorpusError(f"The index in {where} is of form {stamp.form}; {FORM} is read. {_ANEW}")
    for name, made, now in (
        ("corpus", stamp.corpus_hash, corpus_hash),
        ("encoder", stamp.encoder_hash, encoder_hash),
    ):
        if made != now:
            raise CorpusError(
                f"The index in {where} was made with another {name} ({made[:12]}, not "
                f"{now[:12]}). {_ANEW}"
            )


_ANEW = "Build it again with: claimcheck corpus build NAME --fresh."
