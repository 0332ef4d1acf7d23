"""Numbers that mean something: doses bound to their substance, shares, durations, counts.

What only looks like a number is left out: years, dates, citation marks,
identifiers ("PMID 123"), names that hold a digit ("omega-3", "type 2 diabetes",
"COVID-19") and clock-like idioms ("24/7").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimcheck.text.cues import shadow
from claimcheck.text.units import CASED_UNITS, NUMBER_WORDS, UNITS
from claimcheck.types import Span

__all__ = ["Quantity", "find_doses", "find_quantities"]

_DOSE_DIMENSIONS = frozenset({"mass", "iu", "volume"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit, as found in a text.

    ``low`` and ``high`` are in the base unit of ``dimension`` (milligrams for
    mass, millilitres for volume, days for time, points for percent); they are
    equal unless a range was written. ``comparator`` is ``""``, at_least,
    at_most or about. ``per`` names what it is counted against ("day", "kg").
    ``substance`` is what a dose is a dose of, lower case, or empty.
    """

    span: Span
    text: str
    low: float
    high: float
    dimension: str
    comparator: str = ""
    per: tuple[str, ...] = ()
    substance: str = ""

    @property
    def is_dose(self) -> bool:
        """Whether this is an amount of something, by mass, volume or units."""
        return self.dimension in _DOSE_DIMENSIONS


_NUM = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
_WORDS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_UNIT = "|".join(re.escape(unit) for unit in sorted(UNITS, key=lambda word: (-len(word), word)))
_QUANTITY = re.compile(
    rf"""(?P<open>[$£€]\s?)?
    (?<![\w.,/:-])(?<!\d-)
    (?P<low>{_NUM}|(?:(?:{_WORDS})(?=[ -])))
    (?:\s*(?P<lowunit>%|{_UNIT})?\s*(?:-|to|and|or)\s*(?P<high>{_NUM}|(?:{_WORDS})(?=[ -])))?
    (?:\s*(?P<scale>thousand|million|billion)\b)?
    (?P<gap>\s*-?\s*)
    (?P<unit>{_UNIT})?(?![\w])""",
    re.IGNORECASE | re.VERBOSE,
)
_PER = re.compile(
    r"\s*(?:/|per\b|an?\b|each\b|every\b)\s*(day|night|week|month|year|hour|kg|kilogram|dose|serving|meal|cup"
    r"|l|litre|liter|ml|dl)\b|\s*\b(daily|nightly|weekly|monthly|yearly|hourly)\b"
    r"|\s*\b(?:once|(?:two|three|four|2|3|4) times|twice) (?:a|per|each) (?:day|week)\b",
    re.IGNORECASE,
)
_DAILY = {
    "daily": "day", "nightly": "night", "weekly": "week", "monthly": "month", "yearly": "year",
    "hourly": "hour", "kilogram": "kg", "litre": "l", "liter": "l",
}  # fmt: skip
_COMPARATOR = {
    "at_least": r"at least|more than|over|above|minimum of|no less than|from|exceeding|[>≥]",
    "at_most": r"at most|less than|under|below|up to|maximum of|no more than|fewer than|[<≤]",
    "about": r"about|around|approximately|approx\.?|roughly|nearly|almost|some|~|circa",
}
_COMPARATORS = tuple(
    (name, re.compile(rf"(?:^|(?<=\W))(?:{words})\s*(?:an? )?$", re.IGNORECASE))
    for name, words in _COMPARATOR.items()
)
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
_AFTER = re.compile(
    r"\s*(?:of\s+)?(?:pure\s+|oral\s+|daily\s+)?((?:[A-Za-z][\w-]*)(?:\s+[A-Za-z][\w-]*){0,2})"
)
_WORD = re.compile(r"[A-Za-z][\w-]*")
_JOINING = frozenset(
    """
    a about an approximately around at daily dose doses from in intake intakes is least of oral up
    to was were with
    """.split()  # noqa: SIM905
)
_STOP = frozenset(
    """
    a about adults after against all also an and any are as at ate back be been before between
    but by can capsule capsules causes consumed contain containing contains could daily day
    delivers did do does dose doses drank during each every fell for from g gained gave get
    given giving group had has have helps her his hold holds if improved improves in increase
    increased into is it its iu just less lose lost may mcg men mg might ml month months more
    most not of off on once one only or oral orally other our over participants patients people
    per pill pills prevents provide provides received reduced reduces reduction rose several
    should showed so some supplement supplements supplies swallowed tablet tablets take taken
    takes taking than that the their them then there these they this those times to took twice
    under until up use used using volunteers was we week weeks were when which while who will
    with within without women would year years you your
    """.split()  # noqa: SIM905
)


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """The amounts, shares, durations and counts in a text, in order of place.

    :param text: any text.
    :returns: quantities with a known unit; bare numbers are not returned.
    """
    plain = shadow(text)
    found = (_read(text, plain, match) for match in _QUANTITY.finditer(plain))
    return tuple(item for item in found if item is not None)


def find_doses(text: str) -> tuple[Quantity, ...]:
    """The amounts by mass, volume or international units, each with its substance."""
    return tuple(item for item in find_quantities(text) if item.is_dose)


def _read(text: str, plain: str, match: re.Match[str]) -> Quantity | None:
    unit = _unit(match)
    if unit is None or match["open"] or _is_name(plain, match):
        return None
    dimension, size = UNITS[unit]
    scale = _SCALE.get((match["scale"] or "").lower(), 1.0)
    low_unit = match["lowunit"]
    low_size = UNITS[low_unit.lower()][1] if low_unit else size
    low = _value(match["low"]) * low_size * scale
    high = _value(match["high"]) * size * scale if match["high"] else low
    start, end = match.start("low"), match.end("unit")
    per, end_per = _per(plain, end)
    return Quantity(
        span=Span(start=start, end=end),
        text=text[start:end],
        low=min(low, high),
        high=max(low, high),
        dimension=dimension,
        comparator=_comparator(plain, start),
        per=per,
        substance=_substance(plain, start, end_per) if dimension in _DOSE_DIMENSIONS else "",
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
    return NUMBER_WORDS[word] if word in NUMBER_WORDS else float(written.replace(",", ""))


def _comparator(plain: str, start: int) -> str:
    before = plain[max(0, start - 24) : start]
    return next((name for name, pattern in _COMPARATORS if pattern.search(before)), "")


def _per(plain: str, end: int) -> tuple[tuple[str, ...], int]:
    found: list[str] = []
    at = end
    while match := _PER.match(plain, at):
        word = (match[1] or match[2] or "day").lower()
        found.append(_DAILY.get(word, word))
        at = match.end()
    return tuple(found), at


def _substance(plain: str, start: int, end: int) -> str:
    after = _AFTER.match(plain, end)
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
