"""The two seams behind which a model may stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

__all__ = ["LABELS", "Floats", "Pair", "PairModel", "Progress", "TextEncoder"]

#: Order of the three columns of every array of scores.
LABELS: tuple[str, str, str] = ("supported", "unsupported", "contradictory")

#: Evidence first, claim second.
Pair = tuple[str, str]
Floats = npt.NDArray[np.float32]
#: Called with how many rows are done and how many there are.
Progress = Callable[[int, int], None]


class PairModel(Protocol):
    """Says whether evidence supports, leaves open or contradicts a claim."""

    @property
    def hash(self) -> str:
        """What tells this model from another, for caches and provenance."""
        ...

    def predict(self, pairs: Sequence[Pair], *, progress: Progress | None = None) -> Floats:
        """Uncalibrated probabilities in the order of `LABELS`, *shape* (n, 3), rows sum to 1.

        A row depends on its own pair alone, whatever else is asked for in the same call.
        """
        ...


class TextEncoder(Protocol):
    """Turns texts into vectors whose dot product is their likeness."""

    @property
    def hash(self) -> str:
        """What tells this model from another, for indexes and provenance."""
        ...

    @property
    def width(self) -> int:
        """Length of a vector."""
        ...

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Floats:
        """One vector a text, of unit length, *shape* (n, width), in input order."""
        ...
