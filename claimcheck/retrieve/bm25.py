"""BM25 over texts held in memory, to the last bit what LanceDB's index of words scores.

Source: Robertson and Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond* (2009).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from claimcheck.retrieve.analysis import analysed

__all__ = ["WordIndex"]

_K1 = np.float32(1.2)
_B = np.float32(0.75)
_ONE = np.float32(1)
_HALF = np.float32(0.5)

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Arrays = Mapping[str, npt.NDArray[Any]]


class WordIndex:
    """Which texts hold which words, and what each word weighs there.

    :param vocabulary: the words, each once.
    :param starts: *Shape:* ``(len(vocabulary) + 1,)``; where in ``places`` each word begins.
    :param places: the texts of each word by their place, one word after the other.
    :param weights: *Shape:* that of ``places``; what the word adds to the text's score.
    :param size: how many texts there are.
    """

    def __init__(
        self, vocabulary: Sequence[str], starts: Ints, places: Ints, weights: Floats, *, size: int
    ) -> None:
        self._vocabulary = tuple(vocabulary)
        self._number = {word: at for at, word in enumerate(vocabulary)}
        self._starts = starts
        self._places = places
        self._weights = weights
        self._size = size

    @classmethod
    def of(cls, texts: Sequence[str]) -> Self:
        """The index of some texts.

        :param texts: one or more.
        :returns: the index.
        """
        counts = [Counter(analysed(text)) for text in texts]
        held: dict[str, list[tuple[int, int]]] = {}
        for place, count in enumerate(counts):
            for word, times in count.items():
                held.setdefault(word, []).append((place, times))
        sizes = np.array([len(found) for found in held.values()], dtype=np.int64)
        pairs = np.array([pair for found in held.values() for pair in found], dtype=np.int64)
        places, often = pairs.reshape(-1, 2).T
        lengths = np.array([count.total() for count in counts], dtype=np.int64)
        saturated = _saturation(often.astype(np.float32), lengths, places)
        weights = np.repeat(_rarity(sizes.astype(np.float32), len(texts)), sizes) * saturated
        starts = np.concatenate(([0], np.cumsum(sizes)))
        return cls(tuple(held), starts, places.copy(), weights, size=len(texts))

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """What the index is made of, by name."""
        words = json.dumps(self._vocabulary).encode()
        return {
            "words": np.frombuffer(words, dtype=np.uint8),
            "word_starts": self._starts,
            "word_places": self._places,
            "word_weights": self._weights,
        }

    @classmethod
    def from_arrays(cls, arrays: Arrays, *, size: int) -> Self:
        """The index that :meth:`arrays` described.

        :param arrays: what it is made of, by name.
        :param size: how many texts there are.
        :returns: the index.
        """
        words = json.loads(arrays["words"].tobytes())
        parts = (arrays[f"word_{name}"] for name in ("starts", "places", "weights"))
        return cls(words, *parts, size=size)

    def scores(self, query: str) -> Floats:
        """BM25 of each text.

        :param query: any text; a word that stands in it twice counts twice.
        :returns: *Shape:* ``(size,)``, 0 where a text has none of the words.
        """
        scores = np.zeros(self._size, dtype=np.float32)
        for word in analysed(query):
            number = self._number.get(word)
            if number is not None:
                held = slice(self._starts[number], self._starts[number + 1])
                scores[self._places[held]] += self._weights[held]
        return scores


def _saturation(times: Floats, lengths: Ints, places: Ints) -> Floats:
    """What it counts that a word stands so often in a text of such a length."""
    mean = np.float32(lengths.sum()) / np.float32(len(lengths))
    norm = _K1 * (_ONE - _B + _B * lengths.astype(np.float32) / mean)
    return (times * (_K1 + _ONE) / (times + norm[places])).astype(np.float32)


def _rarity(held: Floats, texts: int) -> Floats:
    """What it counts that so many of the texts hold a word.

    The logarithm is taken in double precision, whose rounding does not depend on the processor.
    """
    odds = (np.float32(texts) - held + _HALF) / (held + _HALF) + _ONE
    rarity: Floats = np.log(odds.astype(np.float64)).astype(np.float32)
    return rarity
