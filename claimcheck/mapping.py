"""A data set of Hugging Face ``datasets`` checked row by row, its cache and processes usable.

``datasets`` pickles what it maps with, to hash it and to send it to its processes. What is
pickled here are settings and a fingerprint, never a model, so that the hash is the same in
every session and each process makes a checker of its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from claimcheck import codec
from claimcheck.config import Settings
from claimcheck.errors import UsageError
from claimcheck.ingest import article_from_text
from claimcheck.types import Article, Failure, Report

__all__ = ["ChecksArticles", "map_dataset"]

D = TypeVar("D")
_ADDED = {"claims": codec.CLAIM_COLUMNS, "promo": codec.PROMO_COLUMNS}
_KNOWN_OUTSIDE = ("article_id", "source")


class ChecksArticles(Protocol):
    """What is needed of a checker (:class:`claimcheck.pipeline.Checker` is one)."""

    settings: Settings

    @property
    def fingerprint(self) -> str:
        """A hash of all that decides a report."""
        ...

    def check_articles(self, articles: Iterable[Article | Failure]) -> Iterator[Report | Failure]:
        """A report or a failure for each article, in order."""
        ...


_CHECKERS: dict[tuple[str, int], ChecksArticles] = {}
"""Checkers by fingerprint and process: a pickled mapper finds its own again.

One that a forked process inherits is of no use there: the threads of its models are gone.
"""


@dataclass(frozen=True, slots=True)
class _Mapper:
    make: Callable[[Settings], ChecksArticles]
    settings: Settings
    fingerprint: str
    text: str

    def __call__(self, batch: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
        mine = (self.fingerprint, os.getpid())
        if mine not in _CHECKERS:
            _CHECKERS[mine] = self.make(self.settings)
        texts = [value if isinstance(value, str) else "" for value in batch[self.text]]
        articles = [article_from_text(text) for text in texts]
        found = list(_CHECKERS[mine].check_articles(articles))
        reports = [item for item in found if isinstance(item, Report)]
        return {
            "claims": [_rows(codec.claim_rows(report)) for report in reports],
            "promo": [_rows(codec.promo_rows(report)) for report in reports],
        }


def _rows(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{k: v for k, v in row.items() if k not in _KNOWN_OUTSIDE} for row in rows]


def map_dataset(
    checker: ChecksArticles,
    dataset: D,
    *,
    make: Callable[[Settings], ChecksArticles],
    text: str = "text",
    batch_size: int = 16,
    num_proc: int | None = None,
) -> D:
    """The data set with two columns more: ``claims`` and ``promo``, a list of rows each.

    :param checker: what checks.
    :param dataset: a ``datasets.Dataset`` or ``IterableDataset``.
    :param make: makes the like of ``checker`` in another process.
    :param text: the column that holds the articles; a null is an empty article.
    :param batch_size: articles checked together; changes no result.
    :param num_proc: processes, each with models of its own; this one if ``None``.
    :returns: a data set of the same kind.
    :raises UsageError: if the column is missing, or one to be added is there.
    """
    columns: Any = getattr(dataset, "column_names", None) or []
    if columns and text not in columns:
        raise UsageError(f"The data set has no column {text!r}; it has {', '.join(columns)}.")
    if taken := sorted(_ADDED.keys() & set(columns)):
        raise UsageError(f"The data set has a column {taken[0]!r} already; rename it first.")
    _CHECKERS[checker.fingerprint, os.getpid()] = checker
    mapper = _Mapper(make, checker.settings, checker.fingerprint, text)
    options: dict[str, Any] = {"batched": True, "batch_size": batch_size}
    if features := getattr(dataset, "features", None):
        options["features"] = _features(features)
    if num_proc is not None:
        options["num_proc"] = num_proc
    mapped: D = dataset.map(mapper, **options)  # type: ignore[attr-defined]
    return mapped


def _features(known: Mapping[str, Any]) -> Any:
    """The columns after mapping, with types that do not hang on what the first rows hold."""
    from datasets import Features, List, Value

    added = {
        name: List({k: Value(kind) for k, kind in columns.items() if k not in _KNOWN_OUTSIDE})
        for name, columns in _ADDED.items()
    }
    return Features({**known, **added})
