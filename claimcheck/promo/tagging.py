"""What the tagger finds where no rule speaks: runs of tokens that carry its score.

A run is of tokens each likely enough to promote, one of which is likelier still; its category is
the one its tokens favour together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np

from claimcheck.promo.hit import LEVELS, Hit
from claimcheck.promo.model import CATEGORIES, Rule
from claimcheck.promo.page import Page, Sentence
from claimcheck.runtime.protocol import Floats, TokenRows, TokenTagger

__all__ = ["tagged_hits"]

# Chosen on the dev articles (tests/gold/promo/dev.jsonl) among pairs from .3/.5 to .6/.95.
_IN = 0.5
_SURE = 0.9
_WORD = re.compile(r"\w+%?")
_INSIDE = re.compile(r"\w")


def tagged_hits(
    page: Page, tagger: TokenTagger, rules: Mapping[str, Rule]
) -> Iterator[tuple[Hit, Sentence]]:
    """Hits of the tagger with their sentences, in order, not yet judged by the guards.

    :param page: the article.
    :param tagger: has a column for "none" and one for each of ``CATEGORIES``, in that order.
    :param rules: what to say of a hit, by category; categories left out are switched off.
    :yields: hits whose confidence is the likelihood of their surest token.
    """
    sentences = [sentence for sentence in page.sentences if not sentence.meta]
    texts = [page.text[sentence.start : sentence.end] for sentence in sentences]
    for sentence, tokens in zip(sentences, tagger.tag(texts), strict=True):
        for start, end, category, sure in _runs(tokens):
            rule = rules.get(category)
            place = _trimmed(page.text, sentence.start + start, sentence.start + end)
            if rule is not None and place is not None:
                hit = Hit(rule=rule, start=place[0], end=place[1],
                          level=LEVELS[rule.severity], confidence=sure)  # fmt: skip
                yield hit, sentence


def _runs(tokens: TokenRows) -> Iterator[tuple[int, int, str, float]]:
    promotes = 1 - tokens.rows[:, 0]
    inside = np.flatnonzero(promotes >= _IN)
    for run in np.split(inside, np.flatnonzero(np.diff(inside) > 1) + 1):
        if len(run) and promotes[run].max() >= _SURE:
            category = CATEGORIES[_favoured(tokens.rows[run])]
            first, last = tokens.offsets[run[0]], tokens.offsets[run[-1]]
            yield first[0], last[1], category, float(promotes[run].max())


def _favoured(rows: Floats) -> int:
    return int(rows[:, 1:].sum(axis=0).argmax())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The range in whole words, from the first to the last of them; ``None`` if there is none."""
    words = list(_WORD.finditer(text, start, end))
    if not words:
        return None
    first, last = words[0].start(), words[-1].end()
    while first > 0 and _INSIDE.match(text[first - 1]):
        first -= 1
    while last < len(text) and _INSIDE.match(text[last]):
        last += 1
    return first, last
