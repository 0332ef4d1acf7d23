"""The rows of an index: vectors to compare with, passages to return.

Two kinds with one face. Below :data:`EXACT_BELOW` rows all vectors are held in memory
and every one is compared; above, LanceDB's IVF_RQ index proposes candidates. In both the
candidates' own vectors decide.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from claimcheck.corpus import passage_from_record
from claimcheck.retrieve.filters import Filter
from claimcheck.types import Passage

__all__ = ["EXACT_BELOW", "MemoryRows", "Rows", "TableRows"]

# Exact search over 50,000 rows of 384 floats takes some 8 ms on one core.
EXACT_BELOW = 50_000
# Of cells of 8,192 rows; a million made-up rows have 122. Of 24, 32 and 48 the ten nearest were
# found to .967, .993 and 1.000, in the same time.
_PROBES = 48

Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.uint64]


class Rows(Protocol):
    """What a hybrid search asks of the rows; a row is named by LanceDB's row id."""

    def nearest(self, vector: Floats, *, n: int, where: Filter | None) -> Ids:
        """Ids of some ``n`` rows whose vectors are nearest, in no order."""
        ...

    def cosines(self, vector: Floats, rows: Ids) -> Floats:
        """Cosine of a unit vector with each of the rows, *Shape:* ``(len(rows),)``."""
        ...

    def passages(self, rows: Ids) -> list[Passage]:
        """The passages of the rows, in their order."""
        ...


class MemoryRows:
    """All vectors in memory.

    :param row_ids: *Shape:* ``(n,)``, rising.
    :param vectors: *Shape:* ``(n, d)``, unit length.
    :param passages: the ``n`` passages in the same order.
    """

    def __init__(self, *, row_ids: Ids, vectors: Floats, passages: Sequence[Passage]) -> None:
        self._row_ids = row_ids
        self._vectors = vectors
        self._passages = passages
        self._masks: dict[Filter, npt.NDArray[np.bool_]] = {}

    def nearest(self, vector: Floats, *, n: int, where: Filter | None) -> Ids:
        """See :class:`Rows`; exact."""
        scores = _dots(self._vectors, vector)
        if where is not None:
            scores = np.where(self._mask(where), scores, -np.inf)
        chosen = np.argpartition(-scores, n)[:n] if n < len(scores) else np.arange(len(scores))
        chosen = chosen[np.isfinite(scores[chosen])]
        return self._row_ids[chosen]

    def cosines(self, vector: Floats, rows: Ids) -> Floats:
        """See :class:`Rows`."""
        return _dots(self._vectors[self._places(rows)], vector)

    def passages(self, rows: Ids) -> list[Passage]:
        """See :class:`Rows`."""
        return [self._passages[place] for place in self._places(rows)]

    def _places(self, rows: Ids) -> npt.NDArray[np.intp]:
        return np.searchsorted(self._row_ids, rows)

    def _mask(self, where: Filter) -> npt.NDArray[np.bool_]:
        if where not in self._masks:
            allowed = (where.accepts(passage) for passage in self._passages)
            self._masks[where] = np.fromiter(allowed, dtype=np.bool_, count=len(self._passages))
        return self._masks[where]


class TableRows:
    """Rows read from the table as they are needed; memory does not grow with their number.

    :param table: a LanceDB table with a vector index.
    """

    def __init__(self, table: Any) -> None:
        self._table = table

    def nearest(self, vector: Floats, *, n: int, where: Filter | None) -> Ids:
        """See :class:`Rows`; approximate."""
        query = self._table.search(vector, query_type="vector").distance_type("cosine")
        # Without refining, which would read the vectors of several times as many rows.
        query = query.nprobes(_PROBES).select(["_distance"]).limit(n)
        if where is not None and (condition := where.sql()):
            query = query.where(condition, prefilter=True)
        ids: Ids = query.with_row_id(with_row_id=True).to_arrow()["_rowid"].to_numpy()
        return ids

    def cosines(self, vector: Floats, rows: Ids) -> Floats:
        """See :class:`Rows`."""
        flat = self._take(rows, "vector").flatten().to_numpy()
        return _dots(flat.reshape(len(rows), -1), vector)

    def passages(self, rows: Ids) -> list[Passage]:
        """See :class:`Rows`."""
        return [
            passage_from_record(json.loads(record), where="the index")
            for record in self._take(rows, "record").to_pylist()
        ]

    def _take(self, rows: Ids, column: str) -> Any:
        wanted = rows.tolist()
        query = self._table.take_row_ids(wanted).select([column]).with_row_id()
        taken = query.to_arrow()
        # What is taken comes back in the order of the table, not of the request.
        held = taken["_rowid"].to_numpy()
        order = np.argsort(held)
        places = order[np.searchsorted(held, rows, sorter=order)]
        return taken[column].combine_chunks().take(places)


def _dots(vectors: Floats, vector: Floats) -> Floats:
    """Dot product of each row with ``vector``, each summed in the same way.

    Not BLAS: its threads wait for one another where the processors are busy (measured:
    56 ms at the 95th percentile against 0.4 ms), and how it sums depends on their number.
    """
    products: Floats = np.einsum("nd,d->n", vectors, vector)
    return products
