"""The reranker as it runs: (passage, query) pairs to how much the one bears on the other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np

from claimcheck.runtime.cache import PairCache, pair_key
from claimcheck.runtime.folder import open_folder
from claimcheck.runtime.protocol import Floats, Pair
from claimcheck.runtime.session import Session

__all__ = ["Reranker"]


class Reranker:
    """A small cross-encoder on ONNX Runtime. Make one with `Reranker.load`.

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
        """Load a reranker folder.

        :param folder: with `model.onnx`, `tokenizer.json` and `config.json`.
        :param threads: None for all cores.
        :param cache: scores kept from elsewhere; by default one in memory.
        :returns: the model, ready to score.
        :raises ModelError: the folder is missing, altered or of another kind.
        """
        checked = open_folder(Path(folder), kind="reranker")
        return cls(Session(checked, threads=threads), hash=checked.hash, cache=cache)

    @property
    def hash(self) -> str:
        """Hash of weights, tokenizer and settings."""
        return self._hash

    def relevance(self, pairs: Sequence[Pair]) -> Floats:
        """How much a passage bears on a query, for or against.

        :param pairs: passage first, query second; a long passage is cut before the query is.
        :returns: *shape* (n,), 0–1, in input order.
        """
        keys = [pair_key(pair) for pair in pairs]
        known = self._cache.get(self._hash, keys)
        missing = {key: pair for key, pair in zip(keys, pairs, strict=True) if key not in known}
        if missing:
            rows = self._session.run(list(missing.values()))
            fresh = dict(zip(missing, rows, strict=True))
            self._cache.put(self._hash, fresh)
            known |= fresh
        logits = np.array([known[key][0] for key in keys], dtype=np.float64)
        result: Floats = (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)
        return result
