"""The table of an index: its columns, its rows and its two indexes."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from claimcheck import codec
from claimcheck.corpus import passage_to_record
from claimcheck.retrieve.text import indexed_text
from claimcheck.types import Passage

__all__ = [
    "Floats", "bodies_of", "column", "delete_ids", "digest", "drop_words", "id_seal",
    "index_vectors", "index_words", "prune", "rows_of", "schema", "vector_seal",
    "vectors_of_texts",
]  # fmt: skip

Floats = npt.NDArray[np.float32]

# Bits a number of a vector in the approximate index. With one, the nearest hundred by the index
# hold .72 of the ten nearest of a million rows, with four all that were looked at: their vectors
# need not be read to be compared again, which took most of a search.
_BITS = 4
# A filter that names more ids than this takes long to read.
_IDS_A_FILTER = 2_000
_IDS_A_STEP = 100_000


def schema(width: int) -> Any:
    """The columns of the table.

    ``digest`` names the indexed text, ``mark`` the whole passage as its corpus does.

    :param width: numbers in a vector.
    :returns: a ``pyarrow`` schema.
    """
    import pyarrow as pa

    return pa.schema(
        [
            ("id", pa.string()),
            ("doc_id", pa.string()),
            ("body", pa.string()),
            ("record", pa.string()),
            ("year", pa.int32()),
            ("design", pa.string()),
            ("standing", pa.string()),
            ("topics", pa.list_(pa.string())),
            ("digest", pa.binary(16)),
            ("mark", pa.binary(16)),
            ("vector", pa.list_(pa.float32(), width)),
        ]
    )


def digest(text: str) -> bytes:
    """Sixteen bytes that name a text.

    :param text: any text.
    :returns: 16 bytes.
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]


def _record(passage: Passage) -> str:
    return codec.dumps(passage_to_record(passage))


def rows_of(passages: Sequence[Passage], vectors: Floats) -> Any:
    """Rows for the table.

    :param passages: what they hold.
    :param vectors: *Shape:* ``(len(passages), width)``.
    :returns: a ``pyarrow`` table.
    """
    import pyarrow as pa

    bodies = [indexed_text(passage) for passage in passages]
    records = [_record(passage) for passage in passages]
    flat = pa.array(vectors.reshape(-1), type=pa.float32())
    columns = [
        pa.array([passage.id for passage in passages]),
        pa.array([passage.doc_id for passage in passages]),
        pa.array(bodies),
        pa.array(records),
        pa.array([passage.year for passage in passages], type=pa.int32()),
        pa.array([str(passage.design) for passage in passages]),
        pa.array([str(passage.standing) for passage in passages]),
        pa.array([list(passage.topics) for passage in passages], type=pa.list_(pa.string())),
        pa.array([digest(body) for body in bodies], type=pa.binary(16)),
        pa.array([digest(record) for record in records], type=pa.binary(16)),
        pa.FixedSizeListArray.from_arrays(flat, vectors.shape[1]),
    ]
    return pa.Table.from_arrays(columns, schema=schema(vectors.shape[1]))


def column(table: Any, name: str) -> Any:
    """A whole column, in the order of the rows.

    :param table: a LanceDB table.
    :param name: which column.
    :returns: a ``pyarrow`` array.
    """
    rows = table.count_rows()
    return table.search().select([name]).limit(max(rows, 1)).to_arrow()[name].combine_chunks()


def bodies_of(table: Any, ids: Sequence[str]) -> dict[str, str]:
    """The indexed texts of some rows.

    :param table: a LanceDB table.
    :param ids: of the rows.
    :returns: id → text.
    """
    found: dict[str, str] = {}
    for condition in _conditions(ids):
        query = table.search().where(condition).select(["id", "body"])
        held = query.limit(_IDS_A_FILTER).to_arrow()
        found.update(zip(held["id"].to_pylist(), held["body"].to_pylist(), strict=True))
    return found


def vectors_of_texts(table: Any, ids: Sequence[str], *, most: int) -> dict[bytes, Floats]:
    """The vectors of some rows by what names their text.

    :param table: a LanceDB table.
    :param ids: of the rows.
    :param most: how many are read at most.
    :returns: :func:`digest` → vector.
    """
    found: dict[bytes, Floats] = {}
    for condition in _conditions(ids[:most]):
        query = table.search().where(condition).select(["digest", "vector"])
        held = query.limit(_IDS_A_FILTER).to_arrow()
        vectors = held["vector"].combine_chunks().flatten().to_numpy().reshape(len(held), -1)
        found.update(zip(held["digest"].to_pylist(), np.array(vectors), strict=True))
    return found


def delete_ids(table: Any, ids: Sequence[str]) -> None:
    """Delete rows.

    :param table: a LanceDB table.
    :param ids: of the rows.
    """
    for condition in _conditions(ids):
        table.delete(condition)


def _conditions(ids: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(ids), _IDS_A_FILTER):
        quoted = ("'" + key.replace("'", "''") + "'" for key in ids[start : start + _IDS_A_FILTER])
        yield f"id IN ({', '.join(quoted)})"


def drop_words(table: Any) -> None:
    """Drop the index of words, if there is one.

    :param table: a LanceDB table.
    """
    for index in table.list_indices():
        if index.columns == ["body"]:
            table.drop_index(index.name)


def index_words(table: Any) -> None:
    """Make the index of words, whole: one that is brought up to date still counts the words of
    rows that are gone, and so scores a little differently.

    :param table: a LanceDB table.
    """
    from lancedb.index import FTS

    table.create_index("body", config=FTS(with_position=False), replace=True)


def index_vectors(table: Any, *, trained: int) -> int:
    """Make the approximate index of vectors, or take new rows into the one there is.

    :param table: a LanceDB table.
    :param trained: how many rows it was made from; 0 where there is none.
    :returns: how many rows it is made from now.
    """
    from lancedb.index import IvfRq

    rows: int = table.count_rows()
    # Its cells are as many as suited the rows it was made from.
    if not trained or not trained / 2 <= rows <= trained * 2:
        made = IvfRq(distance_type="cosine", num_bits=_BITS)
        table.create_index("vector", config=made, replace=True)
        return rows
    return trained


def prune(table: Any) -> None:
    """Bring indexes up to date, join small files, and forget all versions but the last.

    :param table: a LanceDB table that nobody else has open.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it warns of readers; there are none
        table.optimize(cleanup_older_than=timedelta(0), delete_unverified=True)


def id_seal(ids: Any) -> str:
    """The SHA-256 of all ids in their own order, whatever the order they come in.

    :param ids: a ``pyarrow`` array of text.
    :returns: 64 hex digits.
    """
    seal = hashlib.sha256()
    ordered = ids.take(_order(ids))
    for start in range(0, len(ordered), _IDS_A_STEP):
        for key in ordered.slice(start, _IDS_A_STEP).to_pylist():
            seal.update(f"{key}\n".encode())
    return seal.hexdigest()


def vector_seal(ids: Any, vectors: Floats) -> str:
    """The SHA-256 of all vectors in the order of their ids.

    :param ids: a ``pyarrow`` array of text.
    :param vectors: *Shape:* ``(len(ids), width)``.
    :returns: 64 hex digits.
    """
    return hashlib.sha256(vectors[_order(ids).to_numpy()].tobytes()).hexdigest()


def _order(ids: Any) -> Any:
    import pyarrow.compute as pc

    return pc.sort_indices(ids)
