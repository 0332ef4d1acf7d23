"""Clusters: claims that say the same share a key, in an article and across a folder.

The key is a hash of the reading without case, word endings and function words.
Negations, hedges and figures are kept, so that a claim and its denial, "may" and
"does", or two doses never share one.
"""

from __future__ import annotations

import hashlib
import re

from claimcheck.text.cues import shadow
from claimcheck.text.wordlist import word_set

__all__ = ["cluster_key", "normalised"]

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?|%")
_STOP = word_set(
    """
    a an the this that these those of to in on at by for from with into as is are was were am be
    been being it its their his her our your my they we you he she i and also very really just so
    such which who whom there do does did has have had will s
    """
)
_SAME = {
    "n't": "not",
    "cannot": "not",
    "no": "not",
    "never": "not",
    "zero": "not",
    "without": "not",
    "percent": "%",
}
# Verbs that say the same, whatever their form.
_ALIKE = {
    "assist": "help",
    "aid": "help",
    "cut": "reduce",
    "lower": "reduce",
    "decrease": "reduce",
    "raise": "increase",
    "boost": "increase",
}
_ENDINGS = ("ations", "ation", "ings", "ing", "edly", "ies", "ied", "es", "ed", "ly", "s", "e", "y")
_SHORTEST = 4


def cluster_key(reading: str) -> str:
    """The key of claims that say the same.

    :param reading: the self-contained restatement.
    :returns: ``k`` and 16 hexadecimal digits.
    """
    digest = hashlib.sha256(normalised(reading).encode("utf-8", "surrogatepass"))
    return "k" + digest.hexdigest()[:16]


def normalised(reading: str) -> str:
    """The words of a reading that carry its meaning, in order, one space between."""
    kept: list[str] = []
    for word in _WORD.findall(shadow(reading).lower()):
        if word.endswith("n't"):
            kept.append("not")
        elif word not in _STOP:
            kept.append(_stem(word))
    return " ".join(kept)


def _stem(word: str) -> str:
    if word[0].isdigit():
        return word.replace(",", "")
    base = _SAME.get(word) or _without_ending(word.split("'")[0])
    return _SAME_STEMS.get(base, base)


def _without_ending(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST - 1:
            return word[: -len(ending)]
    return word


_SAME_STEMS = {_without_ending(word): _without_ending(other) for word, other in _ALIKE.items()}
