"""From a text to the words that are compared, as LanceDB's index of words makes them."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["analysed"]

_WORD = re.compile(r"[^\W_]+")
# LanceDB leaves out what takes so many bytes.
_LONGEST = 40
_LEFT_OUT = (
    "i me my myself we our you your yourself he him his himself she her herself it its itself "
    "they them their theirs what which who whom this that these those am is are was were be been "
    "have has had do did a an the and but if or as until while of at by for with about against "
    "between into through after below to from up down in out on off over under again further "
    "then here there when where how all both each few more most other some such no nor not own "
    "same so than too s t can will just don should now d ll m o re ve y ain aren couldn didn "
    "doesn hadn hasn haven isn ma mightn mustn needn shan shouldn wasn weren won wouldn"
)
_COMMON = frozenset(_LEFT_OUT.split())
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"})


def analysed(text: str) -> list[str]:
    """The words of a text as they are compared.

    :param text: any text.
    :returns: English stems in lower case and without accents, in order; common words are left
        out, as they stand or once cut to their stem.
    """
    import Stemmer

    found = (match.group() for match in _WORD.finditer(text))
    words = [word.lower() for word in found if len(word.encode("utf-8", "replace")) < _LONGEST]
    stems = Stemmer.Stemmer("english").stemWords(words)
    return [word if word.isascii() else _plain(word) for word in stems if word not in _COMMON]


def _plain(word: str) -> str:
    """The word with each letter that has a plain form in that form."""
    return "".join(map(_plain_letter, word.translate(_LETTERS)))


def _plain_letter(letter: str) -> str:
    apart = unicodedata.normalize("NFKD", letter)
    plain = "".join(part for part in apart if part.isascii())
    return plain or letter
