"""What every model that reads two texts at once has in common."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self

from claimcheck.runtime.cache import PairCache, pair_key
from claimcheck.runtime.loaded import LoadedModel
from claimcheck.runtime.protocol import Floats, Pair, Progress
from claimcheck.runtime.session import Session

__all__ = ["CrossEncoder"]


class CrossEncoder(LoadedModel):
    """A model of pairs. Repeated pairs are scored once, and known pairs read from the cache."""

    def __init__(self, session: Session, *, hash: str, cache: PairCache | None = None) -> None:  # noqa: A002
        super().__init__(session, hash=hash)
        self._cache = cache if cache is not None else PairCache()

    @classmethod
    def load(
        cls, folder: Path | str, *, threads: int | None = None, cache: PairCache | None = None
    ) -> Self:
        """Load a model folder.

        :param folder: with `model.onnx`, `tokenizer.json` and `config.json`.
        :param threads: None for all cores.
        :param cache: scores kept from elsewhere; by default one in memory.
        :returns: the model, ready to score.
        :raises ModelError: the folder is missing, altered or of another kind.
        """
        model = super().load(folder, threads=threads)
        if cache is not None:
            model._cache = cache
        return model

    def _rows(self, pairs: Sequence[Pair], progress: Progress | None = None) -> list[Floats]:
        """What the model says of each pair, each *shape* (width,), in input order."""
        keys = [pair_key(pair) for pair in pairs]
        known = self._cache.get(self._hash, keys)
        missing = {key: pair for key, pair in zip(keys, pairs, strict=True) if key not in known}
        if missing:
            rows = self._session.run(list(missing.values()), progress)
            fresh = dict(zip(missing, rows, strict=True))
            self._cache.put(self._hash, fresh)
            known |= fresh
        return [known[key] for key in keys]
