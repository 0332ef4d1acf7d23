"""The seam: what the pipeline needs of anything that finds evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from claimcheck.types import Evidence

__all__ = ["Progress", "Retriever"]

Progress = Callable[[int, int], None]
"""Told ``(done, total)`` passages while an index is built."""


class Retriever(Protocol):
    """Finds passages for claims. A query's result never depends on its neighbours."""

    def search(self, queries: Sequence[str], *, k: int) -> tuple[tuple[Evidence, ...], ...]:
        """The best ``k`` passages for each query.

        :param queries: any texts; one without a word finds nothing.
        :param k: most passages a query, 1 or more.
        :returns: one tuple a query, in the order of the queries; evidence by falling score,
            ties by passage id, ranks from 1, ``stance`` unset.
        """
        ...
