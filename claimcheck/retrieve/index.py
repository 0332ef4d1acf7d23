"""Opening the index of a corpus, built first where there is none that fits.

An index is a cache: a folder named after the corpus, the corpus hash and the encoder
hash. It is built in a neighbour folder and renamed, so that what has the final name is
whole; of two builders the second waits and finds it done.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from claimcheck import config
from claimcheck.corpus import Corpus
from claimcheck.corpus.locking import locked
from claimcheck.errors import CorpusError
from claimcheck.retrieve.build import Floats, build
from claimcheck.retrieve.hybrid import HybridRetriever
from claimcheck.retrieve.lance import TABLE, connect, damage
from claimcheck.retrieve.protocol import Progress, Reranker
from claimcheck.retrieve.rows import EXACT_BELOW, MemoryRows, Rows, TableRows
from claimcheck.retrieve.stamp import FORM, Stamp, read_stamp

if TYPE_CHECKING:
    from claimcheck.runtime import TextEncoder

__all__ = ["existing_indexes", "index_folder", "open_index"]

_HOME = "index"
_PART = ".part"
_STALE_SECONDS = 24 * 3600
# More than this is not worth holding in memory to save embedding it again.
_MOST_REUSED = 200_000


def index_folder(corpus: Corpus, *, encoder: TextEncoder, cache_dir: Path | None = None) -> Path:
    """Where the index of a corpus is, or would be.

    :param corpus: the corpus.
    :param encoder: the encoder its vectors are made with.
    :param cache_dir: the cache; the user's if ``None``.
    :returns: a folder that need not exist.
    """
    return _place(corpus, encoder.hash, cache_dir)


def existing_indexes(
    corpus: Corpus, *, cache_dir: Path | None = None
) -> tuple[tuple[Path, Stamp], ...]:
    """The indexes there are of a corpus as it stands, one an encoder, sorted by folder.

    :param corpus: the corpus.
    :param cache_dir: the cache; the user's if ``None``.
    :returns: folder and stamp of each.
    """
    home = (cache_dir or config.cache_dir()) / _HOME
    found = sorted(home.glob(f"{corpus.name}-{corpus.hash[:16]}-*-{FORM}"))
    return tuple((path, stamp) for path in found if (stamp := read_stamp(path)) is not None)


def open_index(
    corpus: Corpus,
    *,
    encoder: TextEncoder,
    cache_dir: Path | None = None,
    progress: Progress | None = None,
    fresh: bool = False,
    exact_below: int = EXACT_BELOW,
    reranker: Reranker | None = None,
) -> HybridRetriever:
    """The index of a corpus, built first if there is none that fits.

    :param corpus: what to search.
    :param encoder: makes vectors of passages and queries.
    :param cache_dir: the cache; the user's if ``None``.
    :param progress: told ``(done, total)`` passages while the index is built.
    :param fresh: build it again even if there is one.
    :param exact_below: rows from which vectors are compared approximately.
    :param reranker: reads the best passages again at each search; it leaves no trace in the
        index, which serves searches with and without one.
    :returns: the index, ready to search.
    :raises CorpusError: if the corpus is malformed, the cache cannot be written, or an
        index just built cannot be read.
    """
    folder = _place(corpus, encoder.hash, cache_dir)
    if corpus.size == 0:
        return HybridRetriever(table=None, rows=None, encoder=encoder, folder=folder, size=0)
    if not fresh and (found := _opened(folder, corpus, encoder, reranker)) is not None:
        return found
    with ExitStack() as held:
        _hold(folder, held)
        # Whoever held the lock before may have built it meanwhile.
        if not fresh and (found := _opened(folder, corpus, encoder, reranker)) is not None:
            return found
        _replace(folder, corpus, encoder, progress=progress, fresh=fresh, exact_below=exact_below)
        return _open(folder, corpus, encoder, reranker)


def _place(corpus: Corpus, encoder: str, cache_dir: Path | None) -> Path:
    home = (cache_dir or config.cache_dir()) / _HOME
    return home / f"{corpus.name}-{corpus.hash[:16]}-{encoder[:16]}-{FORM}"


def _hold(folder: Path, held: ExitStack) -> None:
    lock = folder.with_name(f".{folder.name}.lock")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        lock.touch()
        held.enter_context(locked(lock))
    except OSError as error:
        raise CorpusError(
            f"The cache folder {folder.parent} cannot be written ({error.strerror or error}); "
            "set CLAIMCHECK_CACHE to a folder that can."
        ) from error


def _opened(
    folder: Path, corpus: Corpus, encoder: TextEncoder, reranker: Reranker | None
) -> HybridRetriever | None:
    if not folder.is_dir():
        return None
    try:
        return _open(folder, corpus, encoder, reranker)
    except CorpusError:
        return None  # damaged or of another make: it is a cache, so it is built again


def _open(
    folder: Path, corpus: Corpus, encoder: TextEncoder, reranker: Reranker | None
) -> HybridRetriever:
    stamp = read_stamp(folder)
    if stamp is None or (stamp.corpus_hash, stamp.encoder_hash) != (corpus.hash, encoder.hash):
        raise CorpusError(
            f"The index in {folder} was not made from this corpus with this encoder. "
            "Build it again with: claimcheck corpus build NAME --fresh."
        )
    with damage(folder):
        table = connect(folder).open_table(TABLE)
        if table.count_rows() != stamp.rows:
            raise CorpusError(f"The index in {folder} has lost rows; build it again.")
        rows = _in_memory(table, stamp, corpus, folder) if stamp.vectors else TableRows(table)
        retriever = HybridRetriever(
            table=table,
            rows=rows,
            encoder=encoder,
            folder=folder,
            size=stamp.rows,
            reranker=reranker,
        )
        retriever.probe()
        return retriever


def _in_memory(table: Any, stamp: Stamp, corpus: Corpus, folder: Path) -> Rows:
    held = (
        table.search()
        .select(["id", "vector"])
        .with_row_id(with_row_id=True)
        .limit(stamp.rows)
        .to_arrow()
    )
    held = held.sort_by("_rowid").combine_chunks()
    vectors = held["vector"].combine_chunks().flatten().to_numpy().reshape(stamp.rows, -1)
    same = held["id"].to_pylist() == [passage.id for passage in corpus.passages]
    if not same or hashlib.sha256(vectors.tobytes()).hexdigest() != stamp.vectors:
        raise CorpusError(f"The index in {folder} was altered; build it again.")
    return MemoryRows(row_ids=held["_rowid"].to_numpy(), vectors=vectors, passages=corpus.passages)


def _replace(
    folder: Path,
    corpus: Corpus,
    encoder: TextEncoder,
    *,
    progress: Progress | None,
    fresh: bool,
    exact_below: int,
) -> None:
    _sweep(folder.parent)
    known = {} if fresh else _known(folder, encoder.hash)
    part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".", suffix=_PART))
    try:
        with damage(part, doing="built"):
            build(
                part,
                corpus,
                encoder=encoder,
                known=known,
                progress=progress,
                exact_below=exact_below,
            )
        if folder.exists():
            folder.rename(part.with_name(part.name + ".old" + _PART))
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
        shutil.rmtree(part.with_name(part.name + ".old" + _PART), ignore_errors=True)


def _known(folder: Path, named: str) -> dict[bytes, Floats]:
    """The vectors of the newest other index of a corpus of this name and encoder."""
    ending = f"-{named[:16]}-{FORM}"
    name = folder.name.removesuffix(ending).rpartition("-")[0]
    others = [
        (stamp_time, path)
        for path in folder.parent.glob(f"{name}-*{ending}")
        if path != folder and (stamp_time := _age(path, name, named)) is not None
    ]
    if not others:
        return {}
    try:
        with damage(folder):
            table = connect(max(others)[1]).open_table(TABLE)
            held = table.search().select(["digest", "vector"]).limit(_MOST_REUSED).to_arrow()
    except CorpusError:
        return {}
    vectors = held["vector"].combine_chunks().flatten().to_numpy().reshape(len(held), -1)
    return dict(zip(held["digest"].to_pylist(), np.array(vectors), strict=True))


def _age(path: Path, name: str, named: str) -> float | None:
    stamp = read_stamp(path)
    if stamp is None or (stamp.corpus, stamp.encoder_hash, stamp.form) != (name, named, FORM):
        return None
    return path.stat().st_mtime


def _sweep(home: Path) -> None:
    """Remove what killed builders left behind a day ago or longer."""
    for part in home.glob(f".*{_PART}"):
        try:
            if time.time() - part.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(part, ignore_errors=True)
        except OSError:
            continue
