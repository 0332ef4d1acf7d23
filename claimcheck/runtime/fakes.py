"""Models for tests: no weights, no files, the same answer every time."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

import numpy as np

from claimcheck.runtime.protocol import Floats, Pair, Progress, TokenRows

__all__ = ["OverlapModel", "PhraseTagger", "WordEncoder", "WordReranker"]

_WORD = re.compile(r"\w+")
_DENIAL = frozenset({"no", "not", "never", "without", "neither", "nor", "cannot", "lacks"})


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


class OverlapModel:
    """A `PairModel` that counts shared words: many shared is supported, and contradictory where
    only one side holds a denial.
    """

    hash = hashlib.sha256(b"claimcheck overlap model 1").hexdigest()

    def predict(self, pairs: Sequence[Pair], *, progress: Progress | None = None) -> Floats:
        """Probabilities of each pair, *shape* (n, 3)."""
        rows = np.array([self._row(*pair) for pair in pairs], dtype=np.float32).reshape(-1, 3)
        if progress is not None:
            progress(len(pairs), len(pairs))
        return rows

    @staticmethod
    def _row(evidence: str, claim: str) -> tuple[float, float, float]:
        wanted, held = set(_words(claim)) - _DENIAL, set(_words(evidence))
        shared = len(wanted & held) / len(wanted) if wanted else 0.0
        settled = 0.02 + 0.94 * shared**2
        opposed = bool(_DENIAL & set(_words(claim))) != bool(_DENIAL & held)
        rest = (1 - settled) / 2
        return (rest / 2, rest * 1.5, settled) if opposed else (settled, rest * 1.5, rest / 2)


class WordEncoder:
    """A `TextEncoder` that hashes words into a short vector."""

    hash = hashlib.sha256(b"claimcheck word encoder 1").hexdigest()

    def __init__(self, width: int = 64) -> None:
        self._width = width

    @property
    def width(self) -> int:
        """Length of a vector."""
        return self._width

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Floats:
        """One vector a text, *shape* (n, width), of unit length."""
        rows = np.zeros((len(texts), self._width), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in _words(text) or [""]:
                code = hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=4).digest()
                rows[row, int.from_bytes(code, "big") % self._width] += 1
        if progress is not None:
            progress(len(texts), len(texts))
        result: Floats = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return result


class WordReranker:
    """A reranker that counts the share of the query's words a passage holds."""

    hash = hashlib.sha256(b"claimcheck word reranker 1").hexdigest()

    def relevance(self, pairs: Sequence[Pair]) -> Floats:
        """One share a (passage, query) pair, *shape* (n,), 0–1."""
        shares = [
            len(set(_words(query)) & set(_words(passage))) / max(1, len(set(_words(query))))
            for passage, query in pairs
        ]
        return np.array(shares, dtype=np.float32)


class PhraseTagger:
    """A `TokenTagger` that knows some phrases by heart.

    :param phrases: phrase to the name of its class.
    :param classes: names of the classes after "none", in order.
    """

    hash = hashlib.sha256(b"claimcheck phrase tagger 1").hexdigest()

    def __init__(self, phrases: Mapping[str, str], *, classes: Sequence[str]) -> None:
        self._phrases = {phrase: classes.index(name) + 1 for phrase, name in phrases.items()}
        self._width = len(classes) + 1

    def tag(self, texts: Sequence[str]) -> list[TokenRows]:
        """Rows of certainty: 1 for the phrase's class, or for "none"."""
        return [self._tagged(text) for text in texts]

    def _tagged(self, text: str) -> TokenRows:
        offsets = tuple(found.span() for found in _WORD.finditer(text))
        rows = np.zeros((len(offsets), self._width), dtype=np.float32)
        for row, (start, end) in enumerate(offsets):
            rows[row, self._class_of(text, start, end)] = 1
        return TokenRows(offsets=offsets, rows=rows)

    def _class_of(self, text: str, start: int, end: int) -> int:
        for phrase, place in self._phrases.items():
            at = text.find(phrase)
            if at >= 0 and at <= start and end <= at + len(phrase):
                return place
        return 0
