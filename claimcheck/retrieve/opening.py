"""From the table of an index, or the file beside it, to what searches it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck.corpus import Corpus
from claimcheck.errors import CorpusError
from claimcheck.retrieve.hybrid import HybridRetriever
from claimcheck.retrieve.lance import TABLE, connect, damage
from claimcheck.retrieve.memory import read_memory
from claimcheck.retrieve.protocol import Reranker
from claimcheck.retrieve.rows import MemoryRows, Rows, TableRows
from claimcheck.retrieve.stamp import Stamp
from claimcheck.retrieve.table import vector_seal
from claimcheck.retrieve.words import TableWords

if TYPE_CHECKING:
    from claimcheck.runtime import TextEncoder

__all__ = ["retriever_in", "retriever_of"]


def retriever_in(
    folder: Path,
    stamp: Stamp,
    corpus: Corpus,
    *,
    encoder: TextEncoder,
    reranker: Reranker | None = None,
) -> HybridRetriever:
    """A retriever over an index in a local folder; LanceDB is not touched where it is small.

    :param folder: the index.
    :param stamp: what it says of itself.
    :param corpus: what it was made from.
    :param encoder: what its vectors were made with.
    :param reranker: reads the best passages again, or ``None``.
    :returns: the retriever.
    :raises CorpusError: if the index does not hold what the stamp says.
    """
    with damage(folder):
        if not stamp.memory:
            table = connect(folder).open_table(TABLE)
            return retriever_of(
                table, stamp, corpus, encoder=encoder, folder=folder, reranker=reranker
            )
        rows, words = read_memory(folder, corpus, sha256=stamp.memory)
    return HybridRetriever(
        rows=rows, words=words, encoder=encoder, folder=folder, size=stamp.rows, reranker=reranker
    )


def retriever_of(
    table: Any,
    stamp: Stamp,
    corpus: Corpus,
    *,
    encoder: TextEncoder,
    folder: Path | str,
    reranker: Reranker | None = None,
) -> HybridRetriever:
    """A retriever over a table, one search of which was tried.

    :param table: a LanceDB table with its index of words.
    :param stamp: what the index says of itself.
    :param corpus: what it was made from.
    :param encoder: what its vectors were made with.
    :param folder: where it is, for messages.
    :param reranker: reads the best passages again, or ``None``.
    :returns: the retriever.
    :raises CorpusError: if the table does not hold what the stamp says.
    """
    if table.count_rows() != stamp.rows:
        raise CorpusError(f"The index in {folder} has lost rows; build it again.")
    rows = _in_memory(table, stamp, corpus, folder) if stamp.vectors else TableRows(table)
    retriever = HybridRetriever(
        rows=rows,
        words=TableWords(table),
        encoder=encoder,
        folder=folder,
        size=stamp.rows,
        reranker=reranker,
    )
    retriever.probe()
    return retriever


def _in_memory(table: Any, stamp: Stamp, corpus: Corpus, folder: Path | str) -> Rows:
    held = (
        table.search()
        .select(["id", "vector"])
        .with_row_id(with_row_id=True)
        .limit(stamp.rows)
        .to_arrow()
    )
    held = held.sort_by("_rowid").combine_chunks()
    ids = held["id"].combine_chunks()
    vectors = held["vector"].combine_chunks().flatten().to_numpy().reshape(stamp.rows, -1)
    passages = {passage.id: passage for passage in corpus.passages}
    names = ids.to_pylist()
    if passages.keys() != set(names) or vector_seal(ids, vectors) != stamp.vectors:
        raise CorpusError(f"The index in {folder} was altered; build it again.")
    return MemoryRows(
        row_ids=held["_rowid"].to_numpy(),
        vectors=vectors,
        passages=[passages[name] for name in names],
    )
