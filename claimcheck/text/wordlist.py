"""Word lists written as plain text."""

from __future__ import annotations

__all__ = ["word_set"]


def word_set(words: str) -> frozenset[str]:
    """The words of a text, parted by white space, as a set."""
    return frozenset(words.split())
