"""Sentence boundaries against gold: ``claimcheck evaluate sentences``.

A line of the data is ``{"id", "sentences": [..., null, ...]}``, null marking a
paragraph break. Sentences of a paragraph are joined by one space, paragraphs by
a blank line, and the splitter is given that text. A boundary is the end of a
sentence; ends of paragraphs count, as in the published comparisons of splitters.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimcheck.evaluation.lines import read_jsonl
from claimcheck.text.sentences import split

__all__ = ["evaluate"]

_NAIVE = re.compile(r"[.!?]+(?=\s)|(?<=\S)(?=\n\n|\Z)")
_RUNS = 3
_TIMED = 2_000_000


@dataclass(frozen=True, slots=True)
class _Document:
    """A text and the places its gold sentences end."""

    text: str
    ends: frozenset[int]


def evaluate(data: Path) -> dict[str, object]:
    """Precision, recall and F1 of sentence boundaries, and the splitter's speed.

    :param data: ``.jsonl`` or ``.jsonl.gz`` with ``sentences`` in every line.
    :returns: ``precision``, ``recall``, ``f1`` (0–1), ``mb_per_second`` (best of three
        runs over the whole text, UTF-8 bytes), ``sentences``, ``documents`` and the
        same under ``baseline`` for cutting after every ``.``, ``!`` or ``?``.
    :raises CodecError: if the file is not in this form.
    """
    documents = [_document(row["sentences"]) for row in read_jsonl(data, keys=("sentences",))]
    return {
        **_score(documents, _ours),
        "mb_per_second": _speed([document.text for document in documents]),
        "sentences": sum(len(document.ends) for document in documents),
        "documents": len(documents),
        "baseline": {"name": "cut after . ! ?", **_score(documents, _naive)},
    }


def _document(sentences: Iterable[Any]) -> _Document:
    text = ""
    ends: set[int] = set()
    paragraph = True
    for sentence in sentences:
        if sentence is None:
            paragraph = True
            continue
        if text:
            text += "\n\n" if paragraph else " "
        text += str(sentence)
        ends.add(len(text.rstrip()))
        paragraph = False
    return _Document(text, frozenset(ends))


def _ours(text: str) -> set[int]:
    return {span.end for span in split(text)}


def _naive(text: str) -> set[int]:
    return {found.end() for found in _NAIVE.finditer(text)}


def _score(
    documents: Iterable[_Document], splitter: Callable[[str], set[int]]
) -> dict[str, object]:
    hits = predicted = gold = 0
    for document in documents:
        ends = splitter(document.text)
        hits += len(ends & document.ends)
        predicted += len(ends)
        gold += len(document.ends)
    precision = hits / predicted if predicted else 0.0
    recall = hits / gold if gold else 0.0
    both = precision + recall
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / both, 4) if both else 0.0,
    }


def _speed(texts: Iterable[str]) -> float:
    """MB of text split in a second of processor time, best of three."""
    whole = "\n\n".join(texts)[:_TIMED]
    size = len(whole.encode("utf-8", "surrogatepass")) / 1e6
    best = min(_seconds(whole) for _ in range(_RUNS))
    return round(size / best, 2) if best else 0.0


def _seconds(text: str) -> float:
    start = time.process_time()
    split(text)
    return time.process_time() - start
