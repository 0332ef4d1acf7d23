"""An index at an address that many workers read at once: a shared folder or an object store.

It is written by one process and never changed: a corpus as it is later has another hash, and so
another place below the address. What LanceDB needs to get there (keys, region, endpoint) it takes
from the environment, such as ``AWS_ACCESS_KEY_ID`` and ``AWS_ENDPOINT``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from claimcheck import codec
from claimcheck.corpus import Corpus
from claimcheck.errors import CorpusError
from claimcheck.retrieve.checks import canaries_of
from claimcheck.retrieve.hybrid import HybridRetriever
from claimcheck.retrieve.lance import TABLE, connect, damage
from claimcheck.retrieve.making import place_name
from claimcheck.retrieve.opening import retriever_of
from claimcheck.retrieve.parquet import batches_of
from claimcheck.retrieve.protocol import Reranker
from claimcheck.retrieve.stamp import Stamp, refuse_mismatch, stamp_from, stamp_record
from claimcheck.retrieve.table import index_vectors, index_words, prune, schema

if TYPE_CHECKING:
    from claimcheck.runtime import TextEncoder

__all__ = ["open_published", "publish"]

# One row with the stamp, written last: a place without it is not whole.
_STAMP = "stamp"


def publish(corpus: Corpus, home: str, *, table: Any, stamp: Stamp, encoder: TextEncoder) -> str:
    """Copy an index to an address; what is there of this corpus and encoder is replaced.

    :param corpus: what was indexed.
    :param home: a folder or a URI such as ``s3://bucket/indexes``.
    :param table: the table of the index.
    :param stamp: what the index says of itself.
    :param encoder: what its vectors were made with.
    :returns: the address of the index below ``home``.
    :raises CorpusError: if the address cannot be written.
    """
    where = _place(corpus, home, encoder)
    with damage(where, doing="written"):
        database = connect(where)
        if _STAMP in database.list_tables().tables:
            database.drop_table(_STAMP)
        columns = schema(stamp.dimensions)
        copied = database.create_table(TABLE, schema=columns, mode="overwrite")
        for batch in batches_of(table, columns.names):
            copied.add(_table(batch))
        prune(copied)
        trained = index_vectors(copied, trained=0) if stamp.trained else 0
        index_words(copied)
        made = replace(stamp, trained=trained, memory="", canaries=())
        retriever = retriever_of(copied, made, corpus, encoder=encoder, folder=where)
        made = canaries_of(retriever, copied, made)
        database.create_table(_STAMP, [{_STAMP: codec.dumps(stamp_record(made))}])
    return where


def open_published(
    corpus: Corpus, home: str, *, encoder: TextEncoder, reranker: Reranker | None = None
) -> HybridRetriever:
    """The index of a corpus below an address; nothing is built there.

    :param corpus: what is to be searched.
    :param home: what :func:`publish` was given.
    :param encoder: what queries go through.
    :param reranker: reads the best passages again, or ``None``.
    :returns: the index, ready to search.
    :raises CorpusError: if there is none, it was made with another corpus or encoder, or it
        cannot be read.
    """
    where = _place(corpus, home, encoder)
    with damage(where):
        database = connect(where)
        names = database.list_tables().tables
        if not {TABLE, _STAMP} <= set(names):
            raise CorpusError(
                f"There is no index of {corpus.name} as it is now with this encoder in {home}; "
                "put it there with: claimcheck corpus publish NAME ADDRESS."
            )
        stamp = stamp_from(database.open_table(_STAMP).to_arrow()[_STAMP][0].as_py())
        refuse_mismatch(stamp, corpus_hash=corpus.hash, encoder_hash=encoder.hash, where=where)
        return retriever_of(
            database.open_table(TABLE), stamp, corpus, encoder=encoder, folder=where,
            reranker=reranker,
        )  # fmt: skip


def _place(corpus: Corpus, home: str, encoder: TextEncoder) -> str:
    return f"{home.rstrip('/')}/{place_name(corpus.name, corpus.hash, encoder.hash)}"


def _table(batch: Any) -> Any:
    import pyarrow as pa

    return pa.Table.from_batches([batch])
