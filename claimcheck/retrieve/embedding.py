"""Vectors for passages, each made once, in batches of like length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from claimcheck.errors import CorpusError
from claimcheck.retrieve.protocol import Progress
from claimcheck.retrieve.table import Floats, digest
from claimcheck.retrieve.text import dense_query

if TYPE_CHECKING:
    from claimcheck.runtime import TextEncoder

__all__ = ["Embedder"]

_BATCH = 64


class Embedder:
    """Asks the encoder for what is not known yet, and tells how far it is.

    :param encoder: makes the vectors.
    :param known: vectors made before, by the digest of the indexed text.
    :param total: how many passages there will be, those done before included.
    :param done: how many passages were done before.
    :param progress: told ``(done, total)`` after each batch.
    """

    def __init__(
        self,
        encoder: TextEncoder,
        *,
        known: Mapping[bytes, Floats],
        total: int,
        done: int,
        progress: Progress | None,
    ) -> None:
        self._encoder = encoder
        self._known = known
        self._total = total
        self._done = done
        self._progress = progress

    def vectors(self, bodies: Sequence[str]) -> Floats:
        """The vectors of some indexed texts.

        :param bodies: the texts.
        :returns: *Shape:* ``(len(bodies), width)``, in their order.
        :raises CorpusError: if the encoder gives another shape or no numbers.
        """
        out = np.zeros((len(bodies), self._encoder.width), dtype=np.float32)
        missing = []
        for place, body in enumerate(bodies):
            vector = self._known.get(digest(body))
            if vector is None:
                missing.append(place)
            else:
                out[place] = vector
        self._tell(len(bodies) - len(missing))
        missing.sort(key=lambda place: (len(bodies[place]), place))
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            out[batch] = self._encode([dense_query(bodies[place]) for place in batch])
            self._tell(len(batch))
        return out

    def _encode(self, texts: list[str]) -> Floats:
        vectors = np.asarray(self._encoder.encode(texts), dtype=np.float32)
        if vectors.shape != (len(texts), self._encoder.width) or not np.isfinite(vectors).all():
            raise CorpusError(
                f"The text encoder gave vectors of shape {vectors.shape} for {len(texts)} texts."
            )
        return vectors

    def _tell(self, count: int) -> None:
        self._done += count
        if self._progress is not None and count:
            self._progress(self._done, self._total)
