"""The model behind :class:`claimcheck.segment.doubts.UnitModel`: linear, over sentence vectors.

The sentence encoder is the one that retrieval uses; what is added are some hundred
weights a kind, in the ``config.json`` of the folder ``models/units``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from claimcheck.errors import ModelError
from claimcheck.segment.worth import worth
from claimcheck.types import UnitKind

if TYPE_CHECKING:
    from claimcheck.runtime.protocol import Floats, TextEncoder

__all__ = ["UnitClassifier", "features"]

_SIGNALS = (
    re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us)\b"),
    re.compile(r"\byou", re.IGNORECASE),
    re.compile(r"!"),
    re.compile(r"\d"),
    re.compile(r"\W*(?:it|they|its|their)\b", re.IGNORECASE),
)
_LONG = 20
_REBUILD = "Install claimcheck again, or rebuild the folder with `claimcheck train units`."


def features(texts: Sequence[str], encoder: TextEncoder) -> Floats:
    """What the model sees of each text, *shape* (n, width of the encoder + 7).

    :param texts: units as read.
    :param encoder: makes the vectors.
    :returns: the vector, the check-worthiness, the length and five signs, a row a text.
    """
    import numpy as np

    signs = [
        [
            worth(text, UnitKind.CLAIM),
            len(text.split()) / _LONG,
            *(float(sign.search(text) is not None) for sign in _SIGNALS[:-1]),
            float(_SIGNALS[-1].match(text) is not None),
        ]
        for text in texts
    ]
    vectors = encoder.encode(texts)
    return np.hstack([vectors, np.asarray(signs, np.float32).reshape(len(texts), -1)])


class UnitClassifier:
    """A `UnitModel` over an encoder. Make one with `UnitClassifier.load`."""

    def __init__(
        self, encoder: TextEncoder, kinds: Sequence[UnitKind], weights: Floats, bias: Floats
    ) -> None:
        self._encoder = encoder
        self._kinds = tuple(kinds)
        self._weights = weights
        self._bias = bias

    @classmethod
    def load(cls, folder: Path, *, encoder: TextEncoder) -> Self:
        """Load a folder that `claimcheck train units` wrote.

        :param folder: with `config.json`.
        :param encoder: the encoder it was made with.
        :returns: the model, ready to use.
        :raises ModelError: the file is missing, damaged, or made with another encoder.
        """
        import numpy as np

        path = folder / "config.json"
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            kinds = [UnitKind(name) for name in stored["kinds"]]
            weights = np.asarray(stored["weights"], np.float32)
            bias = np.asarray(stored["bias"], np.float32)
            made_with = str(stored["encoder"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"The unit model {path} cannot be used: {error}. {_REBUILD}"
            ) from error
        if made_with != encoder.hash:
            raise ModelError(
                f"The unit model {path} was made with another sentence encoder. {_REBUILD}"
            )
        if UnitKind.CLAIM not in kinds or not (
            weights.ndim == 2 and weights.shape[0] == bias.size == len(kinds)
        ):
            raise ModelError(f"The unit model {path} has weights of a wrong shape. {_REBUILD}")
        return cls(encoder, kinds, weights, bias)

    def kinds(self, texts: Sequence[str]) -> list[Mapping[UnitKind, float]]:
        """The probability of each kind, in input order; each row sums to 1."""
        import numpy as np

        if not texts:
            return []
        scores = features(texts, self._encoder) @ self._weights.T + self._bias
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        rows = raised / raised.sum(axis=1, keepdims=True)
        return [dict(zip(self._kinds, map(float, row), strict=True)) for row in rows]
