"""The verifier as it runs: (evidence, claim) pairs to three probabilities."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from claimcheck.runtime.cross_encoder import CrossEncoder
from claimcheck.runtime.protocol import Floats, Pair, Progress

__all__ = ["PairClassifier", "softmax"]


def softmax(logits: Floats, *, temperature: float = 1.0) -> Floats:
    """Probabilities of rows of logits.

    :param logits: *shape* (n, 3).
    :param temperature: above 1 makes them less sure, below 1 surer (Guo et al., ICML 2017).
    :returns: *shape* (n, 3), rows sum to 1.
    """
    scaled = logits.astype(np.float64) / temperature
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    result: Floats = (powers / powers.sum(axis=1, keepdims=True)).astype(np.float32)
    return result


class PairClassifier(CrossEncoder):
    """A `PairModel` on ONNX Runtime. Make one with `PairClassifier.load`."""

    kind = "verifier"

    def logits(self, pairs: Sequence[Pair], *, progress: Progress | None = None) -> Floats:
        """Raw scores in the order of `LABELS`, *shape* (n, 3)."""
        if not pairs:
            return np.zeros((0, 3), dtype=np.float32)
        return np.stack(self._rows(pairs, progress))

    def predict(self, pairs: Sequence[Pair], *, progress: Progress | None = None) -> Floats:
        """Uncalibrated probabilities in the order of `LABELS`, *shape* (n, 3), rows sum to 1."""
        return softmax(self.logits(pairs, progress=progress))
