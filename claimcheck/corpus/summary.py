"""What a corpus holds, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from claimcheck.types import Passage

__all__ = ["Summary", "summarise"]

_Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts of passages, most frequent first, ties by name; a passage may have several topics.

    ``first_year`` and ``last_year`` are ``None`` where no passage has a year; ``cited``
    is how many have a DOI, a PMID or a link.
    """

    passages: int
    documents: int
    cited: int
    first_year: int | None
    last_year: int | None
    designs: _Counts
    standings: _Counts
    topics: _Counts
    says: _Counts


def summarise(passages: Iterable[Passage]) -> Summary:
    """Count passages, one pass over them.

    :param passages: the passages of a corpus.
    :returns: the counts.
    """
    documents: set[str] = set()
    years: set[int] = set()
    count = cited = 0
    designs, standings, topics, says = (Counter[str]() for _ in range(4))
    for passage in passages:
        count += 1
        cited += bool(passage.doi or passage.pmid or passage.url)
        documents.add(passage.doc_id)
        if passage.year is not None:
            years.add(passage.year)
        designs[str(passage.design)] += 1
        standings[str(passage.standing)] += 1
        topics.update(passage.topics)
        says.update(passage.says)
    return Summary(
        passages=count,
        documents=len(documents),
        cited=cited,
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        designs=_ranked(designs),
        standings=_ranked(standings),
        topics=_ranked(topics),
        says=_ranked(says),
    )


def _ranked(counts: Counter[str]) -> _Counts:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
