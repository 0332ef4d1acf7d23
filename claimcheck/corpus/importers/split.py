"""Longer text into passages of a few sentences."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.corpus.passages import LONGEST_TEXT

__all__ = ["chunked", "sentences_of"]


def sentences_of(text: str) -> list[str]:
    """The sentences of a text as strings, in order.

    :param text: any text.
    :returns: one string a sentence, without outer white space.
    """
    from claimcheck.text.sentences import split

    return [text[span.start : span.end] for span in split(text)]


def chunked(sentences: Sequence[str], *, size: int) -> list[str]:
    """Runs of about ``size`` sentences, of even length, joined by a space.

    Seven sentences at a size of three make 3, 2, 2, not 3, 3, 1: a lone last sentence
    seldom says what it is about.

    :param sentences: the sentences of one text, in order.
    :param size: sentences a run; 0 for one run of all.
    :returns: runs without outer white space; none for no words at all. A run is cut at
        the longest text a passage may have.
    """
    kept = [sentence.strip() for sentence in sentences if sentence.strip()]
    if not kept:
        return []
    count = 1 if size == 0 else -(-len(kept) // size)
    base, extra = divmod(len(kept), count)
    runs, at = [], 0
    for number in range(count):
        to = at + base + (number < extra)
        runs.append(" ".join(kept[at:to])[:LONGEST_TEXT])
        at = to
    return runs
