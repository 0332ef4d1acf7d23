"""The verifier as it runs: (evidence, claim) pairs to three probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np

from claimcheck.runtime.cache import PairCache, pair_key
from claimcheck.runtime.folder import open_folder
from claimcheck.runtime.protocol import Floats, Pair, Progress
from claimcheck.runtime.session import Session

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


class PairClassifier:
    """A `PairModel` on ONNX Runtime. Make one with `PairClassifier.load`.

    Repeated pairs are scored once, and known pairs are read from the cache.
    """

    def __init__(self, session: Session, *, hash: str, cache: PairCache | None = None) -> None:  # noqa: A002
        self._session = session
        self._hash = hash
        self._cache = cache if cache is not None else PairCache()

    @classmethod
    def load(
        cls, folder: Path | str, *, threads: int | None = None, cache: PairCache | None = None
    ) -> Self:
        """Load a verifier folder.

        :param folder: with `model.onnx`, `tokenizer.json` and `config.json`.
        :param threads: None for all cores.
        :param cache: scores kept from elsewhere; by default one in memory.
        :returns: the model, ready to score.
        :raises ModelError: the folder is missing, altered or of another kind.
        """
        checked = open_folder(Path(folder), kind="verifier")
        return cls(Session(checked, threads=threads), hash=checked.hash, cache=cache)

    @property
    def hash(self) -> str:
        """Hash of weights, tokenizer and settings."""
        return self._hash

    def logits(self, pairs: Sequence[Pair], *, progress: Progress | None = None) -> Floats:
        """Raw scores in the order of `LABELS`, *shape* (n, 3)."""
        if not pairs:
            return np.zeros((0, 3), dtype=np.float32)
        keys = [pair_key(pair) for pair in pairs]
        known = self._cache.get(self._hash, keys)
        missing = {key: pair for key, pair in zip(keys, pairs, strict=True) if key not in known}
        if missing:
            rows = self._session.run(list(missing.values()), progress)
            fresh = dict(zip(missing, rows, strict=True))
            self._cache.put(self._hash, fresh)
            known |= fresh
        return np.stack([known[key] for key in keys])

    def predict(self, pairs: Sequence[Pair], *, progress: Progress | None = None) -> Floats:
        """Uncalibrated probabilities in the order of `LABELS`, *shape* (n, 3), rows sum to 1."""
        return softmax(self.logits(pairs, progress=progress))
