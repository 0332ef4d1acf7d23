"""What is worth showing depends on how much there is of it in the article.

Suggestion-level matches count only where they are dense or stand together. What only the tagger
found counts only in an article that promotes: in one that does not, it is mostly wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from claimcheck.promo.hit import Hit

__all__ = ["borne_out", "dense"]

_PER_THOUSAND = 3.0
_FEW_WORDS = 60  # one hit in so few words is dense
# Hits in 1,000 words of the promotional dev articles: 51 to 94; of agency prose: 0 to 13. News that
# tells a story comes to 36 by the tagger alone, of which the rules bear out 0 to 2.6; in those
# articles 7.7 and more.
_PROMOTES = 20.0
_ARTICLE = 150  # words; what is shorter is a passage, not an article


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


def borne_out(hits: Sequence[Hit], *, words: int) -> tuple[Hit, ...]:
    """The hits without those of the tagger, where the article as a whole does not promote.

    It promotes where hits are dense, and those of the rules dense enough by themselves.

    :param hits: the hits of rules and tagger.
    :param words: words in the article.
    :returns: those of the hits, in order.
    """
    known = tuple(hit for hit in hits if hit.rule.patterns)
    promotes = len(hits) * 1000 >= _PROMOTES * words and len(known) * 1000 >= _PER_THOUSAND * words
    return tuple(hits) if words < _ARTICLE or promotes else known
