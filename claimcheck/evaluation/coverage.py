"""Which claims of some articles a corpus has nothing on: what to add to it next.

A claim is covered if the nearest passage is near enough. Chosen by leaving topics out of the
starter corpus: with a bar of .5 cosine, 82 % of its passages find another source on their topic
and 75 % find nothing once their topics are gone (at .45: 90 % and 56 %; at .55: 72 % and 87 %).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from claimcheck.retrieve import HybridRetriever, Mode
from claimcheck.types import Article, Claim, Evidence

__all__ = ["COVERED_FROM", "Coverage", "Gap", "Term", "coverage"]

#: Cosine of the nearest passage from which a claim counts as covered.
COVERED_FROM = 0.5
_MOST_TERMS = 40
_BATCH = 256
_WORD = re.compile(r"\b[^\W\d_][\w-]{2,}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A claim that met nothing, and the passage that came nearest, if any."""

    article: Article
    claim: Claim
    nearest: Evidence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or two that claims without coverage speak of, in how many articles and claims."""

    text: str
    articles: int
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of some articles a corpus speaks to.

    ``gaps`` are in the order of the articles; ``terms`` stand first that claims without coverage
    use most, again and again in the same article, and the others least.
    """

    articles: int
    claims: int
    gaps: tuple[Gap, ...]
    terms: tuple[Term, ...]


def coverage(
    articles: Iterable[tuple[Article, Sequence[Claim]]],
    retriever: HybridRetriever,
    *,
    covered_from: float = COVERED_FROM,
) -> Coverage:
    """Look up every claim and list those that met nothing.

    :param articles: articles with their claims; a claim said twice in one is looked up once.
    :param retriever: the index of the corpus.
    :param covered_from: cosine of the nearest passage from which a claim is covered, -1 to 1.
    :returns: counts, gaps and what they speak of.
    """
    asked = [(article, claim) for article, claims in articles for claim in _distinct(claims)]
    nearest = _nearest([claim.reading for _, claim in asked], retriever)
    missing = [hit is None or hit.score < covered_from for hit in nearest]
    gaps = tuple(
        Gap(article=article, claim=claim, nearest=hit)
        for (article, claim), hit, gone in zip(asked, nearest, missing, strict=True)
        if gone
    )
    return Coverage(
        articles=len({article.id for article, _ in asked}),
        claims=len(asked),
        gaps=gaps,
        terms=_terms([(a.id, claim.text) for a, claim in asked], missing),
    )


def _distinct(claims: Sequence[Claim]) -> list[Claim]:
    return list({claim.cluster or claim.id: claim for claim in reversed(claims)}.values())[::-1]


def _nearest(readings: Sequence[str], retriever: HybridRetriever) -> list[Evidence | None]:
    found: list[Evidence | None] = []
    for start in range(0, len(readings), _BATCH):
        hits = retriever.search(readings[start : start + _BATCH], k=1, mode=Mode.DENSE)
        found += [next(iter(one), None) for one in hits]
    return found


def _terms(said: Sequence[tuple[str, str]], missing: Sequence[bool]) -> tuple[Term, ...]:
    """Words and pairs of words that claims without coverage use more than the rest.

    What an article is about it says again and again, unlike the words of all reports (Church
    and Gale 1995, on burstiness), so that uses count by how many an article has of them.
    """
    import numpy as np
    from sklearn.feature_extraction.text import CountVectorizer

    if not any(missing):
        return ()
    gone = np.asarray(missing)
    counter = CountVectorizer(
        ngram_range=(1, 2),
        stop_words="english",
        binary=True,
        tokenizer=_WORD.findall,
        token_pattern=None,
    )
    try:
        held = counter.fit_transform([text for _, text in said]).tocsc()
    except ValueError:  # no claim holds a word that counts
        return ()
    articles = np.asarray([article for article, _ in said])
    ranked: list[tuple[float, Term]] = []
    for place, text in enumerate(counter.get_feature_names_out()):
        rows: Any = held.indices[held.indptr[place] : held.indptr[place + 1]]
        used = rows[gone[rows]]
        count = len(set(articles[used]))
        weight = len(used) ** 2 / max(count, 1) * (len(used) / len(rows) - gone.mean())
        if count > 1 and weight > 0:
            ranked.append((weight, Term(text=str(text), articles=count, claims=len(used))))
    ranked.sort(key=lambda pair: (-pair[0], pair[1].text))
    return tuple(term for _, term in ranked[:_MOST_TERMS])
