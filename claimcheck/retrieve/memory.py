"""All that a small index needs to answer, in one file beside its table.

Importing LanceDB and opening a table takes longer than a search of some thousand passages, so
a small index that is only searched does without; its table stays what it is made from, exported
and brought up to date by.
"""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import numpy as np

from claimcheck import codec
from claimcheck.corpus import Corpus
from claimcheck.errors import CorpusError
from claimcheck.retrieve.bm25 import WordIndex
from claimcheck.retrieve.rows import MemoryRows
from claimcheck.retrieve.table import Floats
from claimcheck.retrieve.text import indexed_text
from claimcheck.retrieve.words import MemoryWords

__all__ = ["read_memory", "write_memory"]

_FILE = "memory.npz"


def write_memory(folder: Path, corpus: Corpus, *, ids: list[str], vectors: Floats) -> str:
    """Write the file; one that is there is replaced.

    :param folder: the index.
    :param corpus: what it was made from.
    :param ids: of the passages, in the order of the rows of its table.
    :param vectors: *Shape:* ``(len(ids), width)``, in that order.
    :returns: the SHA-256 of the file, as hexadecimal.
    """
    bodies = {passage.id: indexed_text(passage) for passage in corpus.passages}
    words = WordIndex.of([bodies[key] for key in ids])
    names = np.frombuffer(json.dumps(ids).encode(), dtype=np.uint8)
    packed = io.BytesIO()
    np.savez(packed, allow_pickle=False, ids=names, vectors=vectors, **words.arrays())
    codec.write_atomic(folder / _FILE, packed.getvalue())
    return hashlib.sha256(packed.getbuffer()).hexdigest()


def read_memory(folder: Path, corpus: Corpus, *, sha256: str) -> tuple[MemoryRows, MemoryWords]:
    """What the file holds, ready to search.

    :param folder: the index.
    :param corpus: what it was made from.
    :param sha256: what :func:`write_memory` gave.
    :returns: its vectors and its words.
    :raises CorpusError: if the file was altered, or is of another corpus.
    :raises OSError: if it cannot be read.
    """
    packed = (folder / _FILE).read_bytes()
    if hashlib.sha256(packed).hexdigest() != sha256:
        raise CorpusError(f"The index in {folder} was altered; build it again.")
    with np.load(io.BytesIO(packed), allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    ids = json.loads(arrays["ids"].tobytes())
    known = {passage.id: passage for passage in corpus.passages}
    if known.keys() != set(ids):
        raise CorpusError(f"The index in {folder} is of other passages; build it again.")
    passages = [known[key] for key in ids]
    rows = np.arange(len(ids), dtype=np.uint64)
    index = WordIndex.from_arrays(arrays, size=len(ids))
    return (
        MemoryRows(row_ids=rows, vectors=arrays["vectors"], passages=passages),
        MemoryWords(index, row_ids=rows, passages=passages),
    )
