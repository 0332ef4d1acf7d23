"""The reranker as it runs: (passage, query) pairs to how much the one bears on the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from claimcheck.runtime.cross_encoder import CrossEncoder
from claimcheck.runtime.protocol import Floats, Pair

__all__ = ["Reranker"]


class Reranker(CrossEncoder):
    """A small cross-encoder on ONNX Runtime. Make one with `Reranker.load`."""

    kind = "reranker"

    def relevance(self, pairs: Sequence[Pair]) -> Floats:
        """How much a passage bears on a query, for or against.

        :param pairs: passage first, query second; a long passage is cut before the query is.
        :returns: *shape* (n,), 0–1, in input order.
        """
        logits = np.array([row[0] for row in self._rows(pairs)], dtype=np.float64)
        result: Floats = (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)
        return result
