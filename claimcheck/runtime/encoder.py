"""The sentence encoder as it runs: texts to vectors of unit length."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from claimcheck.runtime.loaded import LoadedModel
from claimcheck.runtime.protocol import Floats, Progress

__all__ = ["Encoder"]


class Encoder(LoadedModel):
    """A `TextEncoder` on ONNX Runtime. Make one with `Encoder.load`."""

    kind = "encoder"
    # ONNX Runtime adds up the tokens of a single row in another order than those of several, and
    # the last bits of a vector would tell which it was.
    least = 2

    @property
    def width(self) -> int:
        """Length of a vector."""
        return self._session.width

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Floats:
        """One vector a text, *shape* (n, width), of unit length, in input order."""
        distinct = dict.fromkeys(texts)
        rows = self._session.run(list(distinct), progress)
        place = {text: row for row, text in enumerate(distinct)}
        return (
            rows[[place[text] for text in texts]]
            if texts
            else np.zeros((0, self.width), np.float32)
        )
