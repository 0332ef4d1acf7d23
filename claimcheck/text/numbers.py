"""Numbers that mean something: doses bound to their substance, shares, durations, counts.

What only looks like a number is left out: years, dates, citation marks,
identifiers ("PMID 123"), names that hold a digit ("omega-3", "type 2 diabetes",
"COVID-19") and clock-like idioms ("24/7").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from claimcheck.text.comparators import comparator
from claimcheck.text.cues import shadow
from claimcheck.text.periods import PERIODS, per
from claimcheck.text.quantity import DOSE_DIMENSIONS, Quantity
from claimcheck.text.rates import find_frequencies, find_worded
from claimcheck.text.substances import substance_of
from claimcheck.text.units import CASED_UNITS, NUMBER_WORDS, UNITS
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
# Before a bare number these words make it a name or a place, not an amount.
_NAMING = re.compile(
    r"(?:type|phase|stage|grade|figure|fig\.?|table|chapter|section|page|part|step|no\.?|number"
    r"|pmid:?|doi:?|isbn|article|reg(?:ulation)?|vitamin [a-k]|omega|covid|version|in|since|by"
    r"|until|during|january|february|march|april|may|june|july|august|september|october|november|december)"
    r"[\s-]*$",
    re.IGNORECASE,
)
_HEAVY = UNITS["lb"][1]
_BRACKETED = re.compile(r"[\[(^]\s*(?:\d+\s*[,;-]\s*)*$")
_INTERVAL = re.compile(r"\s*(?:ci\b|confidence|credible|prediction interval)", re.IGNORECASE)


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
    kept = tuple(word for word in item.per if word not in PERIODS)
    return replace(item, per=(*kept, "day"), times=rate.low) if rate else item


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
    against, end_per = per(plain, start, end)
    return Quantity(
        span=Span(start=start, end=end),
        text=text[start:end],
        low=min(low, high),
        high=max(low, high),
        dimension=dimension,
        comparator=comparator(plain, start),
        per=against,
        substance=(
            substance_of(plain, start, end_per, heavy=size >= _HEAVY)
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
