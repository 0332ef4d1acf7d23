"""What an index says about itself, written last: without it, it is no index."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from claimcheck import codec

__all__ = ["FORM", "Stamp", "read_stamp", "write_stamp"]

# Raised whenever the table's columns or what is indexed of a passage change.
FORM = 1
_FILE = "index.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """The facts an index is checked against when it is opened.

    ``vectors`` is the SHA-256 of all vectors, empty where they are not held in memory.
    """

    form: int
    corpus: str
    corpus_hash: str
    encoder_hash: str
    rows: int
    dimensions: int
    vectors: str
    seconds: float


def write_stamp(folder: Path, stamp: Stamp) -> None:
    """Write the stamp of an index.

    :param folder: the index.
    :param stamp: what it holds.
    """
    codec.write_atomic(folder / _FILE, codec.dumps(asdict(stamp), indent=1) + "\n")


def read_stamp(folder: Path) -> Stamp | None:
    """The stamp of an index, or ``None`` where there is none that can be read.

    :param folder: the index.
    :returns: the stamp, or ``None``.
    """
    try:
        values: Any = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return Stamp(**{field.name: values[field.name] for field in fields(Stamp)})
    except (OSError, ValueError, KeyError, TypeError):
        return None
