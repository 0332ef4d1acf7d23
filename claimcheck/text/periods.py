"""What an amount is counted against: a day, a week, a kilogram of body weight."""

from __future__ import annotations

import re

__all__ = ["PERIODS", "per"]

#: Those that are stretches of time.
PERIODS = frozenset({"day", "night", "week", "month", "year", "hour"})
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


def per(plain: str, start: int, end: int) -> tuple[tuple[str, ...], int]:
    """What an amount is counted against, and where that ends.

    It follows the amount, or stands apart: "a weekly 15 mg", "5 mg of zinc a day".

    :param plain: the shadow of a text.
    :param start: where the amount begins.
    :param end: where its unit ends.
    :returns: periods and weights, and the place behind those that follow at once.
    """
    found: list[str] = []
    at = end
    while match := _PER.match(plain, at):
        word = (match[1] or match[2] or "day").lower()
        found.append(_DAILY.get(word, word))
        at = match.end()
    if match := _EARLIER.search(plain[max(0, start - _REACH) : start]):
        return (_DAILY[match[1].lower()],), at
    if not PERIODS.intersection(found) and (match := _LATER.match(plain, end)):
        found.append(_DAILY.get(match[1].lower(), match[1].lower()))
    return tuple(found), at
