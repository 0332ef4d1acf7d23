"""Suggestion-level matches count only where they are dense or stand together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from claimcheck.promo.hit import Hit

__all__ = ["dense"]

_PER_THOUSAND = 3.0
_FEW_WORDS = 60  # one hit in so few words is dense


def dense(hits: Sequence[tuple[Hit, int]], *, words: int) -> tuple[Hit, ...]:
    """The hits to show.

    A suggestion is shown if the article has at least three hits per 1,000 words,
    of which there must be two in a text longer than a few sentences, or if it is
    stacked: amplified, or beside another hit in its sentence.

    :param hits: each hit with the start of its sentence.
    :param words: words in the article.
    :returns: those of the hits, in order.
    """
    enough = len(hits) > 1 or words <= _FEW_WORDS
    if enough and len(hits) * 1000 >= _PER_THOUSAND * words:
        return tuple(hit for hit, _ in hits)
    beside = Counter(sentence for _, sentence in hits)
    return tuple(
        hit for hit, sentence in hits if hit.level > 1 or hit.stacked or beside[sentence] > 1
    )
