"""Numbers that mean something: doses bound to their substance, shares, durations, counts.

What only looks like a number is left out: years, dates, citation marks,
identifiers ("PMID 123"), names that hold a digit ("omega-3", "type 2 diabetes",
"COVID-19") and clock-like idioms ("24/7").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from claimcheck.text.comparators import COMPARING, comparator
from claimcheck.text.cues import shadow
from claimcheck.text.quantity import DOSE_DIMENSIONS, Quantity
from claimcheck.text.rates import find_frequencies, find_worded
from claimcheck.text.units import CASED_UNITS, NUMBER_WORDS, UNITS
from claimcheck.text.wordlist import word_set
from claimcheck.types import Span

__all__ = ["Quantity", "find_doses", "find_quantities"]

_NUM = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
_HALF = "half"
# "within a week" is one week; "twice a week" is none.
_ONE = (
    r"(?:(?<=\bwithin\s)|(?<=\bafter\s)|(?<=\bfor\s)|(?<=\bover\s)|(?<=\bin\s))"
    r"an?(?=\s+(?:hour|day|week|month|year|decade)\b)"
)
_WORDS = "|".join([r"half\s+an?", _ONE, *sorted(NUMBER_WORDS, key=len, reverse=True)])
_UNIT = "|".join(re.escape(unit) for unit in sorted(UNITS, key=lambda word: (-len(word), word)))
_QUANTITY = re.compile(
    rf"""(?P<open>[$£€]\s?)?
    (?<![\w.,/:-])(?<!\d-)
    (?P<low>{_NUM}|(?:(?:{_WORDS})(?=[ -])))
    (?P<more>\s+and\s+a\s+half\b)?
    (?:\s*(?P<lowunit>%|{_UNIT})?\s*(?:-|to|and|or)\s*(?P<high>{_NUM}|(?:{_WORDS})(?=[ -])))?
    (?:\s*(?P<scale>thousand|million|billion)\b)?
    (?P<gap>\s*-?\s*)
    (?P<unit>{_UNIT})?(?![\w])""",
    re.IGNORECASE | re.VERBOSE,
)
_PER = re.compile(
    r"\s*(?:/|per\b|an?\b|each\b|every\b)\s*(day|night|week|month|year|hour|kg|kilogram|dose|serving|meal|cup"
    r"|l|litre|liter|ml|dl)\b|\s*\b(daily|nightly|weekly|monthly|yearly|hourly)\b",
    re.IGNORECASE,
)
_DAILY = {
    "daily": "day", "nightly": "night", "weekly": "week", "monthly": "month", "yearly": "year",
    "hourly": "hour", "kilogram": "kg", "litre": "l", "liter": "l",
}  # fmt: skip
_EARLIER = re.compile(
    r"\b(daily|nightly|weekly|monthly|yearly)\s+(?:(?:dos(?:e|es|age)|intakes?|amounts?)\s+)?(?:of\s+)?$",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"[^.;:,\d()]{0,40}?\b(?:(?:an?|per|each|every)\s+)?"
    r"((?<=[an] )day|(?<=[rhy] )day|daily|nightly|weekly|monthly|(?<=[anrhy] )week)\b",
    re.IGNORECASE,
)
_REACH = 32
# Before a bare number these words make it a name or a place, not an amount.
_NAMING = re.compile(
    r"(?:type|phase|stage|grade|figure|fig\.?|table|chapter|section|page|part|step|no\.?|number"
    r"|pmid:?|doi:?|isbn|article|reg(?:ulation)?|vitamin [a-k]|omega|covid|version|in|since|by"
    r"|until|during|january|february|march|april|may|june|july|august|september|october|november|december)"
    r"[\s-]*$",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"\s*(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december)\b",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[\[(^]\s*(?:\d+\s*[,;-]\s*)*$")
_INTERVAL = re.compile(r"\s*(?:ci\b|confidence|credible|prediction interval)", re.IGNORECASE)
# "10 micrograms (400 IU) of vitamin D": a bracket with a figure is the same dose again.
_AFTER = re.compile(
    r"(?:\s*\([^()]*\d[^()]*\)|\s*\))?\s*(?:of\s+)?(?:pure\s+|oral\s+|daily\s+)?((?:[A-Za-z][\w-]*)(?:\s+[A-Za-z][\w-]*){0,2})"
)
_OF = re.compile(r"\s*of\b", re.IGNORECASE)
_HEAVY = UNITS["lb"][1]
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


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """The amounts, shares, durations and counts in a text, in order of place.

    :param text: any text.
    :returns: quantities with a known unit; bare numbers are not returned.
    """
    plain = shadow(text)
    often = tuple(find_frequencies(plain, text))
    worded = [item for item in find_worded(plain, text) if not _inside(item, often)]
    written = (_read(text, plain, match) for match in _QUANTITY.finditer(plain))
    numbers = [item for item in written if item and not _inside(item, (*often, *worded))]
    found = [*(_timed(item, often) for item in numbers), *worded, *often]
    return tuple(sorted(found, key=lambda item: (item.span, item.dimension)))


def find_doses(text: str) -> tuple[Quantity, ...]:
    """The amounts by mass, volume or international units, each with its substance."""
    return tuple(item for item in find_quantities(text) if item.is_dose)


def _inside(item: Quantity, others: Iterable[Quantity]) -> bool:
    """Whether another quantity covers some of the same text: "every 8 hours" lasts no 8 hours."""
    return any(
        item.span.start < other.span.end and other.span.start < item.span.end for other in others
    )


def _timed(item: Quantity, often: Iterable[Quantity]) -> Quantity:
    """A dose with how often a day it is taken, where that follows it: "5 mg twice a day"."""
    if not item.is_dose:
        return item
    near = (o for o in often if 0 <= o.span.start - item.span.end <= _NEAR and o.low == o.high)
    rate = next(near, None)
    kept = tuple(word for word in item.per if word not in _PERIODS)
    return replace(item, per=(*kept, "day"), times=rate.low) if rate else item


_PERIODS = frozenset({"day", "night", "week", "month", "year", "hour"})
# "5 mg of the extract twice a day"
_NEAR = 30


def _read(text: str, plain: str, match: re.Match[str]) -> Quantity | None:
    unit = _unit(match)
    if unit is None or match["open"] or _is_name(plain, match):
        return None
    if UNITS[unit][0] == "percent" and _INTERVAL.match(plain, match.end()):
        return None
    dimension, size = UNITS[unit]
    scale = _SCALE.get((match["scale"] or "").lower(), 1.0)
    low_unit = match["lowunit"]
    low_size = UNITS[low_unit.lower()][1] if low_unit else size
    more = 0.5 if match["more"] else 0.0
    low = (_value(match["low"]) + more) * low_size * scale
    high = _value(match["high"]) * size * scale if match["high"] else low
    start, end = match.start("low"), match.end("unit")
    per, end_per = _per(plain, start, end)
    return Quantity(
        span=Span(start=start, end=end),
        text=text[start:end],
        low=min(low, high),
        high=max(low, high),
        dimension=dimension,
        comparator=comparator(plain, start),
        per=per,
        substance=(
            _substance(plain, start, end_per, heavy=size >= _HEAVY)
            if dimension in DOSE_DIMENSIONS
            else ""
        ),
    )


_SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9}


def _unit(match: re.Match[str]) -> str | None:
    written = match["unit"]
    if not written:
        return None
    unit = re.sub(r"\s+", " ", written.lower())
    if unit in CASED_UNITS and written not in CASED_UNITS[unit]:
        return None
    return unit


def _is_name(plain: str, match: re.Match[str]) -> bool:
    """Whether the number is part of a name, a date or a citation mark."""
    before = plain[max(0, match.start() - 24) : match.start()]
    if (
        _BRACKETED.search(before)
        and not match["gap"].strip()
        and plain[match.end() : match.end() + 1] in "])"
    ):
        return match["unit"] is None
    named = _NAMING.search(before)
    # "in 5 weeks" is a duration all the same: prepositions only name bare numbers.
    return bool(named) and match["unit"] is None


def _value(written: str) -> float:
    word = written.lower()
    if word.startswith(_HALF):
        return 0.5
    if word in ("a", "an"):
        return 1.0
    return NUMBER_WORDS[word] if word in NUMBER_WORDS else float(written.replace(",", ""))


def _per(plain: str, start: int, end: int) -> tuple[tuple[str, ...], int]:
    found: list[str] = []
    at = end
    while match := _PER.match(plain, at):
        word = (match[1] or match[2] or "day").lower()
        found.append(_DAILY.get(word, word))
        at = match.end()
    if match := _EARLIER.search(plain[max(0, start - _REACH) : start]):
        return (_DAILY[match[1].lower()],), at
    if not _PERIODS.intersection(found) and (match := _LATER.match(plain, end)):
        found.append(_DAILY.get(match[1].lower(), match[1].lower()))
    return tuple(found), at


def _substance(plain: str, start: int, end: int, *, heavy: bool) -> str:
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
