"""The seams behind which a model may stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

__all__ = [
    "LABELS",
    "Floats",
    "Pair",
    "PairModel",
    "Progress",
    "TextEncoder",
    "TokenRows",
    "TokenTagger",
]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRows:
    """The tokens of one text: half-open ranges of code points into it, and a row each.

    `rows` has *shape* (tokens, width).
    """

    offsets: tuple[tuple[int, int], ...]
    rows: Floats


class TokenTagger(Protocol):
    """Gives every token of a text a probability a class; the first class is "none"."""

    @property
    def hash(self) -> str:
        """What tells this model from another, for provenance."""
        ...

    def tag(self, texts: Sequence[str]) -> list[TokenRows]:
        """The tokens of each text with their probabilities, rows sum to 1, in input order."""
        ...
