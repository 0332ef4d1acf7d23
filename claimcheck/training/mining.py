"""Hard negatives: passages our own search puts near a query they do not belong to."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimcheck.corpus import Corpus
from claimcheck.retrieve import open_index
from claimcheck.runtime import TextEncoder
from claimcheck.training.pairs import dice, overlap, sentences, titled
from claimcheck.training.relevance import Document, Match, documents, whole
from claimcheck.types import Evidence, Passage

__all__ = ["Negative", "mine"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Negative:
    """A passage that does not belong to the query, and the key of its document."""

    passage: str
    document: str


def mine(
    data: Path,
    chosen: Sequence[Match],
    *,
    encoder: TextEncoder,
    cache_dir: Path,
    sources: Mapping[str, int],
    depth: int,
    take: int,
    seed: int,
) -> list[tuple[Negative, ...]]:
    """Negatives for each match, in the form of its passage: whole texts for whole texts.

    They are drawn from the first `depth` passages found, less the query's own documents.

    :param data: the data folder.
    :param chosen: the matches.
    :param encoder: the dense half of the search.
    :param cache_dir: where the index is kept.
    :param sources: sets that get negatives → how many of the nearest are passed over, since
        they may bear on the query though nobody said so.
    :param depth: how deep to look.
    :param take: most negatives a match.
    :param seed: fixes all draws.
    :returns: as many tuples as matches, empty for sets not in `sources`.
    """
    pool = _pool(data, [match for match in chosen if match.source in sources])
    corpus = Corpus.from_passages(
        (Passage(id=key, doc_id=key, text=whole(text)) for key, text in pool.items()), name="mining"
    )
    index = open_index(corpus, encoder=encoder, cache_dir=cache_dir)
    own: dict[str, set[str]] = defaultdict(set)
    for match in chosen:
        own[match.query].add(match.document)
    queries = list(dict.fromkeys(match.query for match in chosen if match.source in sources))
    found = dict(zip(queries, index.search(queries, k=depth), strict=True))
    rng = dice(seed)
    return [
        _drawn(match, found.get(match.query, ()), own[match.query], pool, sources, take, rng)
        for match in chosen
    ]


def _pool(data: Path, chosen: Iterable[Match]) -> dict[str, Document]:
    pool = documents(data)
    for match in sorted(chosen, key=lambda match: not match.full):
        if match.document not in pool:
            lines = tuple(sentences(match.passage))
            pool[match.document] = Document(key=match.document, title="", lines=lines)
    return pool


def _drawn(
    match: Match,
    hits: Sequence[Evidence],
    own: set[str],
    pool: Mapping[str, Document],
    sources: Mapping[str, int],
    take: int,
    rng: random.Random,
) -> tuple[Negative, ...]:
    if match.source not in sources:
        return ()
    others = [hit.passage.doc_id for hit in hits if hit.passage.doc_id not in own]
    others = others[sources[match.source] :]
    keys = rng.sample(others, min(take, len(others)))
    return tuple(Negative(passage=_cut(match, pool[key], rng), document=key) for key in keys)


def _cut(match: Match, document: Document, rng: random.Random) -> str:
    """The document as the match shows its own: without its title, or three lines of it."""
    if match.full:
        bare = match.source == "titles"
        return " ".join(document.lines) if bare else whole(document)
    lines = document.lines
    starts = range(max(1, len(lines) - 2))
    windows = [" ".join(lines[start : start + rng.choice((1, 2, 3))]) for start in starts]
    best = max(windows, key=lambda window: overlap(match.query, window))
    return titled(document.title, best, rng, chance=0.7)
