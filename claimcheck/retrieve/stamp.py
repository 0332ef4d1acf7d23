"""What an index says about itself, written last: without it, it is no index."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from claimcheck import codec
from claimcheck.errors import CorpusError

if TYPE_CHECKING:
    from claimcheck.runtime import TextEncoder

__all__ = ["FORM", "Stamp", "encoder_hash", "read_stamp", "write_stamp"]

# Raised whenever the table's columns or what is indexed of a passage change.
FORM = 1
_FILE = "index.json"
_PROBES = ("vitamin D", "a trial of two hundred adults", "no study has tested this")


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
    """
    try:
        values: Any = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return Stamp(**{field.name: values[field.name] for field in fields(Stamp)})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def encoder_hash(encoder: TextEncoder) -> str:
    """What tells one encoder's vectors from another's.

    Its own ``hash`` where it has one, else a hash of what it makes of three fixed texts.

    :param encoder: the encoder.
    :raises CorpusError: if its vectors are not of unit length.
    """
    named = getattr(encoder, "hash", None)
    if isinstance(named, str) and named:
        return named
    vectors = np.asarray(encoder.encode(list(_PROBES)), dtype=np.float32)
    if not np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-2):
        raise CorpusError("The text encoder does not give vectors of unit length.")
    # Rounded, because processors differ in the last digits.
    return hashlib.sha256(np.round(vectors, 2).tobytes()).hexdigest()
