"""Bringing the table of an index to what its corpus is, in a folder nobody else looks at.

What the table holds already, from the index before or from Parquet, is compared with the corpus
passage by passage: rows that are gone are deleted, new ones added, and only texts that are new are
embedded. A build from nothing is the same with an empty table.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck.corpus import Corpus
from claimcheck.retrieve.embedding import Embedder
from claimcheck.retrieve.lance import TABLE, connect
from claimcheck.retrieve.protocol import Progress
from claimcheck.retrieve.rows import EXACT_BELOW
from claimcheck.retrieve.table import (
    Floats,
    column,
    delete_ids,
    drop_words,
    index_vectors,
    index_words,
    prune,
    rows_of,
    schema,
    vectors_of_texts,
)
from claimcheck.retrieve.text import indexed_text
from claimcheck.types import Passage

if TYPE_CHECKING:
    from claimcheck.runtime import TextEncoder

__all__ = ["bring_up_to_date"]

# A chunk is sorted by length and cut into batches, so that little of a batch is padding;
# it is also what is written at once, and so bounds memory.
_CHUNK = 8_192
# Passages whose fields changed but not their text keep their vectors, up to so many.
_MOST_KEPT = 200_000


def bring_up_to_date(
    folder: Path,
    corpus: Corpus,
    *,
    encoder: TextEncoder,
    trained: int = 0,
    progress: Progress | None = None,
    exact_below: int = EXACT_BELOW,
) -> tuple[Any, int]:
    """Make a table hold the passages of a corpus, no more and no less, and index it.

    :param folder: a folder with the table of an earlier corpus, or an empty one.
    :param corpus: what to index, one passage or more.
    :param encoder: makes the vectors; those in the table are its own.
    :param trained: how many rows the approximate index in the folder was made from.
    :param progress: told ``(done, total)`` after each batch.
    :param exact_below: rows from which an approximate vector index is made.
    :returns: the table, and how many rows its approximate index was made from, 0 for none.
    :raises CorpusError: if the corpus is malformed or the encoder's vectors do not fit.
    """
    database = connect(folder)
    if TABLE in database.list_tables().tables:
        table = database.open_table(TABLE)
        drop_words(table)
    else:
        table = database.create_table(TABLE, schema=schema(encoder.width))
    held, known = _without_gone(table, corpus)
    embedder = Embedder(encoder, known=known, total=corpus.size, done=len(held), progress=progress)
    # Embedded here, not in a generator handed to LanceDB: it would run, and fail, inside
    # LanceDB's own event loop, which an interrupt then stops for good.
    for chunk in _chunks(corpus, held):
        table.add(rows_of(chunk, embedder.vectors([indexed_text(passage) for passage in chunk])))
    _refuse_repeats(table, corpus)
    prune(table)
    approximate = table.count_rows() >= exact_below
    made_from = index_vectors(table, trained=trained) if approximate else 0
    index_words(table)
    prune(table)
    return table, made_from


def _without_gone(table: Any, corpus: Corpus) -> tuple[set[bytes], dict[bytes, Floats]]:
    """Delete the rows that the corpus does not have.

    What is given back are the marks of the rest, and the vectors of texts whose passages
    changed in other fields only.
    """
    if not table.count_rows():
        return set(), {}
    marks, ids = column(table, "mark").to_pylist(), column(table, "id").to_pylist()
    wanted = {mark for mark, _ in corpus.stream_unknown(frozenset(marks))}
    gone = [key for key, mark in zip(ids, marks, strict=True) if mark not in wanted]
    known = vectors_of_texts(table, gone, most=_MOST_KEPT)
    delete_ids(table, gone)
    return wanted.intersection(marks), known


def _chunks(corpus: Corpus, held: set[bytes]) -> Iterator[list[Passage]]:
    missing = corpus.stream() if not held else _unknown(corpus, held)
    while chunk := list(islice(missing, _CHUNK)):
        yield chunk


def _unknown(corpus: Corpus, held: set[bytes]) -> Iterator[Passage]:
    return (passage for _, passage in corpus.stream_unknown(held) if passage is not None)


def _refuse_repeats(table: Any, corpus: Corpus) -> None:
    ids = column(table, "id")
    if not len(ids) == len(ids.unique()) == corpus.size:
        for _ in corpus.stream():
            pass  # names the line whose id repeats one before it
