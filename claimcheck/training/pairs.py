"""What every reader of training data yields, and the few text helpers they share."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

#: Label order of every array, logit and file in training and at run time.
LABELS: tuple[str, str, str] = ("supported", "unsupported", "contradictory")

_Row = TypeVar("_Row")
_WORD = re.compile(r"[a-z0-9][a-z0-9-]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z(])")
_STOP = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "that",
        "this",
        "from",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "not",
        "but",
        "can",
        "may",
        "its",
        "than",
        "their",
        "these",
        "those",
        "been",
        "between",
        "among",
        "into",
        "does",
        "did",
        "which",
        "who",
        "will",
        "more",
        "less",
        "also",
        "other",
        "such",
        "no",
        "both",
        "either",
        "after",
        "before",
        "during",
        "when",
        "where",
        "while",
        "our",
        "we",
        "they",
        "is",
        "in",
        "of",
        "to",
        "by",
        "on",
        "at",
        "an",
        "as",
        "or",
        "be",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One training example: does `evidence` support, contradict or leave open `claim`?"""

    evidence: str
    claim: str
    label: str
    source: str

    def __post_init__(self) -> None:
        if self.label not in LABELS:
            raise ValueError(
                f"label {self.label!r} of a training pair is not one of {', '.join(LABELS)}"
            )


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a gzipped JSON-lines file, in file order; OSError where it cannot be read."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row: dict[str, Any] = json.loads(line)
            yield row


def content_words(text: str) -> frozenset[str]:
    """Lower-cased words of two or more characters that are not function words."""
    return frozenset(word for word in _WORD.findall(text.lower()) if word not in _STOP)


def overlap(claim: str, evidence: str) -> float:
    """Share of the claim's content words found in the evidence, 0 to 1."""
    words = content_words(claim)
    return len(words & content_words(evidence)) / len(words) if words else 0.0


def sentences(text: str) -> list[str]:
    """A rough split, good enough to cut training windows; never used on an article."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]


def titled(title: str, window: str, rng: random.Random, *, chance: float) -> str:
    """`"Title. window"` with the given chance, else the window alone."""
    title = title.strip().rstrip(".")
    return f"{title}. {window}" if title and rng.random() < chance else window


def unique(pairs: Iterable[Pair]) -> list[Pair]:
    """Pairs without repeats; a pair met with two labels is dropped, since one of them is wrong."""
    seen: dict[tuple[str, str], Pair | None] = {}
    for pair in pairs:
        key = (pair.evidence, pair.claim)
        known = seen.get(key, pair)
        seen[key] = known if known is not None and known.label == pair.label else None
    return [pair for pair in seen.values() if pair is not None]


def dice(seed: int) -> random.Random:
    """The source of chance of one reader, so that a seed fixes the data."""
    return random.Random(seed)  # noqa: S311 - draws training rows, guards nothing


def sample(rows: Sequence[_Row], limit: int, rng: random.Random) -> list[_Row]:
    """At most `limit` rows, drawn without replacement."""
    return list(rows) if len(rows) <= limit else rng.sample(list(rows), limit)
