"""What is worth showing depends on how much there is of it in the article.

Suggestion-level matches count only where they are dense or stand together. In an article that does
not promote, rules and tagger are each mostly wrong alone: what only one of them finds is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from claimcheck.promo.hit import Hit

__all__ = ["borne_out", "dense"]

_PER_THOUSAND = 3.0
_FEW_WORDS = 60  # one hit in so few words is dense
# Hits in 1,000 words of the promotional dev articles: 51 to 94, of which 7 to 21 are sure; of the
# sober ones 0 to 22, of which 0 to 4 are. News that tells a story comes to 36 by the tagger alone.
_PROMOTES = 20.0
_SURE = 0.9  # the confidence from which a rule needs no second opinion: that of cure claims
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


def borne_out(
    hits: Sequence[Hit], *, marks: Sequence[tuple[int, int]], words: int
) -> tuple[Hit, ...]:
    """The hits that count: all in an article that promotes, else those of the rules that are sure.

    A hit is sure if its rule is (cure claims), or if the tagger marks the place too. An article
    promotes where hits are dense, and the sure ones dense enough by themselves.

    :param hits: the hits of rules and tagger.
    :param marks: all stretches the tagger marks, half-open.
    :param words: words in the article.
    :returns: those of the hits, in order.
    """
    sure = tuple(hit for hit in hits if hit.rule.patterns and _is_sure(hit, marks))
    promotes = len(hits) * 1000 >= _PROMOTES * words and len(sure) * 1000 >= _PER_THOUSAND * words
    return tuple(hits) if words < _ARTICLE or promotes else sure


def _is_sure(hit: Hit, marks: Sequence[tuple[int, int]]) -> bool:
    marked = any(start < hit.end and hit.start < end for start, end in marks)
    return marked or hit.rule.confidence >= _SURE
