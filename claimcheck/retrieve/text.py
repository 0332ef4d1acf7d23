"""What of a passage is indexed, and what of a query is looked up."""

from __future__ import annotations

import re

from claimcheck.types import Passage

__all__ = ["dense_query", "indexed_text", "lexical_query"]

_WORD = re.compile(r"\w+")
_MOST_WORDS = 200
_MOST_CHARACTERS = 2_000


def indexed_text(passage: Passage) -> str:
    """Title and text: what BM25 and the encoder see of a passage.

    :param passage: the passage.
    :returns: one string, the title on a line of its own.
    """
    return f"{passage.title}\n{passage.text}" if passage.title else passage.text


def lexical_query(text: str) -> str:
    """The words of a query with nothing between them but spaces.

    Quotes, operators and broken characters fall away, so that no text can be read as
    query syntax; words after the 200th are left out.

    :param text: any text.
    :returns: words in order, or an empty string.
    """
    words = _WORD.finditer(text)
    return " ".join(match.group() for _, match in zip(range(_MOST_WORDS), words, strict=False))


def dense_query(text: str) -> str:
    """A query as the encoder can take it: one line, valid Unicode, its beginning if long.

    :param text: any text.
    :returns: at most 2,000 characters.
    """
    line = " ".join(text[: 4 * _MOST_CHARACTERS].split())[:_MOST_CHARACTERS]
    return line.encode("utf-8", "replace").decode("utf-8")
