"""Making an index beside its place and moving it there when it is whole."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from claimcheck.corpus import Corpus
from claimcheck.errors import CorpusError
from claimcheck.retrieve.build import bring_up_to_date
from claimcheck.retrieve.checks import canaries_of
from claimcheck.retrieve.lance import TABLE, connect, damage
from claimcheck.retrieve.memory import write_memory
from claimcheck.retrieve.opening import retriever_in
from claimcheck.retrieve.parquet import read_parquet
from claimcheck.retrieve.protocol import Progress
from claimcheck.retrieve.stamp import FORM, STAMP, Stamp, read_stamp, write_stamp
from claimcheck.retrieve.table import Floats, column, id_seal, vector_seal

if TYPE_CHECKING:
    from claimcheck.runtime import TextEncoder

__all__ = ["make_index", "place_name"]

_PART = ".part"
_DAY = 24 * 3600
# An index that nothing opened for so long is taken for one of a corpus as it no longer is.
_UNUSED_DAYS = 30


def place_name(corpus: str, corpus_hash: str, encoder_hash: str, *, form: int | str = FORM) -> str:
    """What the folder of an index is called.

    :param corpus: the name of the corpus.
    :param corpus_hash: its hash, or ``*``.
    :param encoder_hash: that of the encoder, or ``*``.
    :param form: of the index, or ``*``.
    :returns: a name, or a pattern of names.
    """
    return f"{corpus}-{corpus_hash[:16]}-{encoder_hash[:16]}-{form}"


def make_index(
    folder: Path,
    corpus: Corpus,
    *,
    encoder: TextEncoder,
    progress: Progress | None,
    fresh: bool,
    vectors_from: Path | None,
    exact_below: int,
) -> None:
    """Make the index of a corpus, from what there is of it already.

    :param folder: where it will be; what is there is replaced.
    :param corpus: what to index.
    :param encoder: makes the vectors.
    :param progress: told ``(done, total)`` passages.
    :param fresh: begin from nothing.
    :param vectors_from: a Parquet file to begin from, or ``None``.
    :param exact_below: rows from which vectors are compared approximately.
    :raises CorpusError: if the corpus is malformed, the file does not fit, or the cache cannot
        be written.
    """
    _sweep(folder, corpus.name)
    part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".", suffix=_PART))
    old = part.with_name(part.name + ".old" + _PART)
    try:
        trained = 0
        if vectors_from is not None:
            read_parquet(vectors_from, part, encoder_hash=encoder.hash)
        elif not fresh:
            trained = _begin_from_another(part, folder, corpus, encoder.hash)
        with damage(part, doing="built"):
            _make(part, corpus, encoder, trained, progress, exact_below)
        if folder.exists():
            folder.rename(old)
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _make(
    part: Path,
    corpus: Corpus,
    encoder: TextEncoder,
    trained: int,
    progress: Progress | None,
    exact_below: int,
) -> None:
    begun = time.monotonic()
    table, trained = bring_up_to_date(
        part, corpus, encoder=encoder, trained=trained, progress=progress, exact_below=exact_below
    )
    ids = column(table, "id")
    vectors, memory = "", ""
    if not trained:
        held = _vectors(table)
        vectors = vector_seal(ids, held)
        memory = write_memory(part, corpus, ids=ids.to_pylist(), vectors=held)
    stamp = Stamp(
        form=FORM,
        corpus=corpus.name,
        corpus_hash=corpus.hash,
        encoder_hash=encoder.hash,
        rows=table.count_rows(),
        dimensions=encoder.width,
        ids=id_seal(ids),
        vectors=vectors,
        memory=memory,
        trained=trained,
        seconds=round(time.monotonic() - begun, 3),
    )
    retriever = retriever_in(part, stamp, corpus, encoder=encoder)
    write_stamp(part, canaries_of(retriever, table, stamp))


def _vectors(table: Any) -> Floats:
    flat = column(table, "vector").flatten().to_numpy()
    vectors: Floats = np.asarray(flat.reshape(table.count_rows(), -1))
    return vectors


def _begin_from_another(part: Path, folder: Path, corpus: Corpus, encoder: str) -> int:
    """Copy the newest sound index of a corpus of this name, by links to its files.

    They never change once written. What is given back is how many rows its approximate index
    was made from.
    """
    for other in _others(folder, place_name(corpus.name, "*", encoder)):
        stamp = read_stamp(other)
        if stamp is None or (stamp.corpus, stamp.encoder_hash) != (corpus.name, encoder):
            continue
        try:
            with damage(other):
                _refuse_unsound(connect(other).open_table(TABLE), stamp)
            shutil.copytree(other, part, copy_function=_link, dirs_exist_ok=True)
        except (CorpusError, shutil.Error):
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir()
            continue
        (part / STAMP).unlink()
        return stamp.trained
    return 0


def _refuse_unsound(table: Any, stamp: Stamp) -> None:
    ids = column(table, "id")
    if id_seal(ids) != stamp.ids or (
        stamp.vectors and vector_seal(ids, _vectors(table)) != stamp.vectors
    ):
        raise CorpusError("The index was altered.")


def _others(folder: Path, pattern: str) -> Iterator[Path]:
    found = [path for path in folder.parent.glob(pattern) if path != folder]
    yield from sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without links
        shutil.copy2(source, target)


def _sweep(folder: Path, corpus: str) -> None:
    """Remove what killed builders left a day ago, and what nothing opened for a month."""
    now = time.time()
    for path, days in (
        *((part, 1) for part in folder.parent.glob(f".*{_PART}")),
        *(
            (other, _UNUSED_DAYS)
            for other in _others(folder, place_name(corpus, "*", "*", form="*"))
        ),
    ):
        try:
            touched = max(path.stat().st_mtime, _mtime(path / STAMP))
            if now - touched > days * _DAY:
                shutil.rmtree(path, ignore_errors=True)
        except OSError:
            continue


def _mtime(path: Path) -> float:
    return path.stat().st_mtime if path.exists() else 0.0
