"""What a dose is a dose of: the name behind it, or failing that the name before it."""

from __future__ import annotations

import re

from claimcheck.text.comparators import COMPARING
from claimcheck.text.units import NUMBER_WORDS, UNITS
from claimcheck.text.wordlist import word_set

__all__ = ["substance_of"]

# "10 micrograms (400 IU) of vitamin D": a bracket with a figure is the same dose again.
_AFTER = re.compile(
    r"(?:\s*\([^()]*\d[^()]*\)|\s*\))?\s*(?:of\s+)?(?:pure\s+|oral\s+|daily\s+)?((?:[A-Za-z][\w-]*)(?:\s+[A-Za-z][\w-]*){0,2})"
)
_OF = re.compile(r"\s*of\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z][\w-]*")
_JOINING = COMPARING | word_set(
    """
    a about an approximately around at daily do dose doses from in intake intakes is least of oral
    to up was were with
    """
)
_STOP = (
    COMPARING
    | frozenset(NUMBER_WORDS)
    | frozenset(unit for unit in UNITS if unit.isalpha())
    | word_set(
        """
    a about add added adds adults advise advised advises after against all also although an and
    any anyone applied applies apply are as at ate back be because been before being between but
    by can capsule capsules causes children consumed contain containing contains could daily day
    delivers did do does dose doses drank drink drinks during each eat eats enough every
    everyone exceed exceeding exceeds fell for from g gained gave get gets given giving go goes
    got group had has have helps her his hold holds if improved improves in increase increased
    infuse infused inject injected injects into is it its iu just lose lost made makes may mcg
    men mg might ml month monthly months must need needed needs nightly no not of off on once
    one only onto or oral orally other our participants patients people per person pill pills
    prescribed prevents provide provides raised raises receive received receives recommend
    recommended recommends reduced reduces reduction remains rose safe several should showed so
    some supplement supplements supplies swallow swallowed swallows tablet tablets take taken
    takes taking that the their them then there these they this those through times to together
    took twice until upon use used user users using via volunteers was we week weekly weeks went
    were when where which while who will with within without women would year yearly years you
    your
    """
    )
)


def substance_of(plain: str, start: int, end: int, *, heavy: bool) -> str:
    """The name of the substance, as written but in lower case.

    :param plain: the shadow of a text.
    :param start: where the dose begins.
    :param end: where it ends, its period included.
    :param heavy: whether it is so heavy that only "of" makes it a dose.
    :returns: one to three words, or an empty string.
    """
    after = _AFTER.match(plain, end)
    # By the kilogram it is body weight, unless it is a kilogram of something.
    if heavy and not _OF.match(plain, end):
        return ""
    if after:
        words = _until_stop(after[1].split())
        if words:
            return words
    return _before(plain[max(0, start - 60) : start])


def _until_stop(words: list[str]) -> str:
    kept: list[str] = []
    for word in words:
        if word.lower() in _STOP:
            break
        kept.append(word.lower())
    return " ".join(kept)


def _before(text: str) -> str:
    """The name that ends the text, once joining words ("at", "in doses of") are skipped."""
    words = [word.lower() for word in _WORD.findall(re.split(r"[.;:!?]", text)[-1])]
    while words and words[-1] in _JOINING:
        words.pop()
    kept: list[str] = []
    while words and words[-1] not in _STOP and len(kept) < 2:
        kept.insert(0, words.pop())
    return " ".join(kept)
