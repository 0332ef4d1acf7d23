"""One score out of two: a convex combination of BM25 and cosine.

Source: Bruch, Gai and Ingber, *An Analysis of Fusion Functions for Hybrid Retrieval*,
ACM TOIS 2023 (theoretical min-max normalisation). Chosen on SciFact's 809 training
claims over reciprocal rank fusion with 12 settings: nDCG@10 .738 against .728; the
figures stand in ``docs/corpora.md``.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["LEXICAL_WEIGHT", "fuse"]

Floats = npt.NDArray[np.float32]

LEXICAL_WEIGHT = 0.3
_DECIMALS = 6


def fuse(lexical: Floats, cosine: Floats, *, weight: float = LEXICAL_WEIGHT) -> Floats:
    """The fused score of each candidate of one query.

    BM25 is divided by the query's best, as its size says nothing across queries; the
    cosine is taken as it is, so that a query far from the whole corpus scores low.

    :param lexical: *Shape:* ``(n,)``, BM25 scores, 0 where BM25 did not find the candidate.
    :param cosine: *Shape:* ``(n,)``, −1 to 1.
    :param weight: share of BM25, 0 to 1.
    :returns: *Shape:* ``(n,)``, −1 to 1, rounded so that equal candidates tie exactly.
    """
    best = float(lexical.max(initial=0.0))
    share = lexical / best if best > 0 else lexical
    mixed = weight * share + (1 - weight) * cosine
    return np.round(mixed, _DECIMALS).astype(np.float32)
