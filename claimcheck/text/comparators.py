"""The words before a number that open its range: at least, at most, about."""

from __future__ import annotations

import re

from claimcheck.text.wordlist import word_set

__all__ = ["COMPARING", "comparator"]

_COMPARATOR = {
    # First, since "no more than" ends in "more than".
    "at_most": r"at most|less than|under|below|up to|maximum of|fewer than|within|[<≤]"
    r"|(?:no|not|never|nor|n't|cannot) (?:[\w'-]+ ){0,4}?(?:more than|above|over|exceed(?:ing)?)",
    "at_least": r"at least|more than|over|above|minimum of|no less than|from|exceed(?:ing|s)?|[>≥]",
    "about": r"about|around|approximately|approx\.?|roughly|nearly|almost|some|~|circa",
}
_COMPARATORS = tuple(
    (name, re.compile(rf"(?:^|(?<=\W))(?:{words})\s*(?:an? )?$", re.IGNORECASE))
    for name, words in _COMPARATOR.items()
)
_REACH = 48
#: Words of comparison that stand between a substance and its dose.
COMPARING = word_set(
    """
    above almost approx approximately around below circa exceed exceeding exceeds fewer least less
    maximum minimum more most nearly over roughly than under up
    """
)


def comparator(plain: str, start: int) -> str:
    """How the number at a place is compared.

    :param plain: the shadow of a text.
    :param start: where the number begins.
    :returns: ``""``, at_least, at_most or about.
    """
    before = plain[max(0, start - _REACH) : start]
    return next((name for name, pattern in _COMPARATORS if pattern.search(before)), "")
