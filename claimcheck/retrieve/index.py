"""Opening the index of a corpus, built first where there is none that fits.

An index is a cache: a folder named after the corpus, the corpus hash and the encoder
hash. It is built in a neighbour folder and renamed, so that what has the final name is
whole; of two builders the second waits and finds it done.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck import config
from claimcheck.corpus import Corpus
from claimcheck.corpus.locking import locked
from claimcheck.errors import CorpusError
from claimcheck.retrieve.checks import problems_of
from claimcheck.retrieve.hybrid import HybridRetriever
from claimcheck.retrieve.lance import TABLE, connect, damage
from claimcheck.retrieve.making import make_index, place_name
from claimcheck.retrieve.opening import retriever_in, retriever_of
from claimcheck.retrieve.parquet import write_parquet
from claimcheck.retrieve.protocol import Progress, Reranker
from claimcheck.retrieve.published import publish
from claimcheck.retrieve.rows import EXACT_BELOW
from claimcheck.retrieve.stamp import STAMP, Stamp, read_stamp, refuse_mismatch

if TYPE_CHECKING:
    from claimcheck.runtime import TextEncoder

__all__ = [
    "existing_indexes",
    "export_index",
    "index_folder",
    "open_index",
    "publish_index",
    "verify_index",
]

_HOME = "index"


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
    found = sorted(home.glob(place_name(corpus.name, corpus.hash, "*")))
    return tuple((path, stamp) for path in found if (stamp := read_stamp(path)) is not None)


def open_index(
    corpus: Corpus,
    *,
    encoder: TextEncoder,
    cache_dir: Path | None = None,
    progress: Progress | None = None,
    fresh: bool = False,
    vectors_from: Path | None = None,
    exact_below: int = EXACT_BELOW,
    reranker: Reranker | None = None,
) -> HybridRetriever:
    """The index of a corpus, built first if there is none that fits.

    :param corpus: what to search.
    :param encoder: makes vectors of passages and queries.
    :param cache_dir: the cache; the user's if ``None``.
    :param progress: told ``(done, total)`` passages while the index is built.
    :param fresh: build it again from nothing even if there is one.
    :param vectors_from: build it again from a file that :func:`export_index` wrote; only what
        the file lacks is embedded.
    :param exact_below: rows from which vectors are compared approximately.
    :param reranker: reads the best passages again at each search; it leaves no trace in the
        index, which serves searches with and without one.
    :returns: the index, ready to search.
    :raises CorpusError: if the corpus is malformed, the cache cannot be written, or an
        index just built cannot be read.
    """
    folder = _place(corpus, encoder.hash, cache_dir)
    if corpus.size == 0:
        return HybridRetriever(rows=None, words=None, encoder=encoder, folder=folder, size=0)
    anew = fresh or vectors_from is not None
    if not anew and (found := _opened(folder, corpus, encoder, reranker)) is not None:
        return found
    with ExitStack() as held:
        _hold(folder, held)
        # Whoever held the lock before may have built it meanwhile.
        if not anew and (found := _opened(folder, corpus, encoder, reranker)) is not None:
            return found
        make_index(
            folder,
            corpus,
            encoder=encoder,
            progress=progress,
            fresh=fresh,
            vectors_from=vectors_from,
            exact_below=exact_below,
        )
        return _open(folder, corpus, encoder, reranker)


def verify_index(
    corpus: Corpus, *, encoder: TextEncoder, cache_dir: Path | None = None
) -> Iterator[str]:
    """All that is wrong with the index of a corpus; nothing is built or mended.

    :param corpus: the corpus.
    :param encoder: the encoder its vectors are made with.
    :param cache_dir: the cache; the user's if ``None``.
    :yields: a sentence for each thing: rows, ids, vectors, and queries that find something else
        than when it was made; none if all is well.
    """
    folder = _place(corpus, encoder.hash, cache_dir)
    stamp = read_stamp(folder)
    if stamp is None:
        yield (
            f"There is no index of {corpus.name} as it is now with this encoder; build it with: "
            "claimcheck corpus build NAME."
        )
        return
    try:
        with damage(folder):
            retriever = _open(folder, corpus, encoder, None)
            table = connect(folder).open_table(TABLE)
            # Where the file beside it answers searches, nothing has looked at the table yet.
            retriever_of(table, stamp, corpus, encoder=encoder, folder=folder)
            yield from problems_of(retriever, table, stamp, corpus)
    except CorpusError as error:
        yield str(error)


def publish_index(
    corpus: Corpus, home: str, *, encoder: TextEncoder, cache_dir: Path | None = None
) -> str:
    """Copy the index of a corpus to an address from which others open it.

    :param corpus: the corpus; its index is there.
    :param home: a folder or a URI such as ``s3://bucket/indexes``.
    :param encoder: the encoder its vectors were made with.
    :param cache_dir: the cache; the user's if ``None``.
    :returns: where it is now, below ``home``.
    :raises CorpusError: if there is no index, or the address cannot be written.
    """
    stamp, table = _built(corpus, encoder, cache_dir)
    return publish(corpus, home, table=table, stamp=stamp, encoder=encoder)


def export_index(
    corpus: Corpus, path: Path, *, encoder: TextEncoder, cache_dir: Path | None = None
) -> int:
    """Write passages and vectors of an index to a Parquet file, from which it can be rebuilt.

    :param corpus: the corpus; its index is there.
    :param path: the file.
    :param encoder: the encoder its vectors were made with.
    :param cache_dir: the cache; the user's if ``None``.
    :returns: how many rows were written.
    :raises CorpusError: if there is no index, or the file cannot be written.
    """
    stamp, table = _built(corpus, encoder, cache_dir)
    try:
        return write_parquet(table, stamp, path)
    except OSError as error:
        raise CorpusError(f"{path} cannot be written: {error.strerror or error}.") from error


def _built(corpus: Corpus, encoder: TextEncoder, cache_dir: Path | None) -> tuple[Stamp, Any]:
    folder = _place(corpus, encoder.hash, cache_dir)
    stamp = read_stamp(folder)
    if stamp is None:
        raise CorpusError(
            f"There is no index of {corpus.name} yet; build it with: claimcheck corpus build NAME."
        )
    with damage(folder):
        return stamp, connect(folder).open_table(TABLE)


def _place(corpus: Corpus, encoder: str, cache_dir: Path | None) -> Path:
    home = (cache_dir or config.cache_dir()) / _HOME
    return home / place_name(corpus.name, corpus.hash, encoder)


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
    if stamp is None:
        raise CorpusError(f"The index in {folder} is not whole; build it again.")
    refuse_mismatch(stamp, corpus_hash=corpus.hash, encoder_hash=encoder.hash, where=str(folder))
    found = retriever_in(folder, stamp, corpus, encoder=encoder, reranker=reranker)
    with suppress(OSError):  # notes that it is in use, where the cache can be written
        os.utime(folder / STAMP)
    return found
