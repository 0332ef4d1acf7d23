"""The seams: what the pipeline needs of what finds evidence, and that of what reads it again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from claimcheck.types import Evidence

__all__ = ["Progress", "Reranker", "Retriever"]

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


class Reranker(Protocol):
    """Says how much a passage bears on a query, for or against, reading both together."""

    @property
    def hash(self) -> str:
        """What tells this model from another, for provenance."""
        ...

    def relevance(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float32]:
        """One score a (passage, query) pair, *shape* (n,), 0–1, in input order.

        A score depends on its own pair alone, whatever else is asked for in the same call.
        """
        ...
