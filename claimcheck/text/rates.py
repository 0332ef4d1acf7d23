"""Shares, multiples and frequencies in words: "a third", "four in five", "doubled", "twice a day".

Written so, a number is a round one: unless the text says otherwise it is taken as "about".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.text.comparators import comparator
from claimcheck.text.quantity import Quantity
from claimcheck.text.units import NUMBER_WORDS, UNITS
from claimcheck.types import Span

__all__ = ["find_frequencies", "find_worded"]

_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_NUM = rf"(?:{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))}|\d+)"
_TIME = "|".join(sorted((unit for unit, (kind, _) in UNITS.items() if kind == "time"), key=len))
_SHARE = re.compile(
    rf"""(?<![\w-])(?:
    (?P<top>{_NUM})[\s-](?P<part>half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)s\b
    |(?:an?|one)[\s-](?P<single>third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)\b(?=\s+(?:of|as|from|less|more|in|lower|higher|fewer)\b|\s*[.,;)]|$)
    |(?P<half>half)\b(?!\s+an?\b)(?!-)(?=\s+(?:of|the|all|its|their|those|these|as|were|was|had|have|did|said\
|in|to|or|and|lower|higher|less|fewer)\b|\s+(?:people|patients|participants|adults|women|men|children|users|cases|deaths)\b|\s*[.,;)]|$)
    |(?P<few>{_NUM})\s+(?:in|out\s+of)\s+(?:every\s+)?(?P<all>{_NUM})(?![\w%.]|\s*(?:%|(?:{_TIME})\b))
    |(?P<halved>halv(?:ed|es|ing|e)\b|cuts?\s+[\w\s]{{1,30}}?\s+in\s+half)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_FOLD = re.compile(
    r"(?<![\w-])(?:(?P<two>doubl(?:ed|es|ing|e)(?![- ]blind)|twice\s+(?:as|the)|two-?fold)"
    r"|(?P<three>tripl(?:ed|es|ing|e)|trebl(?:ed|es|ing|e)|three-?fold)"
    r"|(?P<four>quadrupl(?:ed|es|ing|e)|four-?fold)|(?P<ten>ten-?fold))(?!\w)",
    re.IGNORECASE,
)
_FOLDS = {"two": 2.0, "three": 3.0, "four": 4.0, "ten": 10.0}
_DAYS = {
    "hour": 1 / 24, "hourly": 1 / 24, "day": 1.0, "daily": 1.0, "night": 1.0, "nightly": 1.0,
    "week": 7.0, "weekly": 7.0, "month": 30.44, "monthly": 30.44, "year": 365.25, "yearly": 365.25,
    "annually": 365.25,
}  # fmt: skip
_PERIOD = (
    r"(?:(?:an?|per|each|every)\s+(hour|day|night|week|month|year)"
    r"|(daily|nightly|weekly|monthly|yearly|annually))\b"
)
_OFTEN = re.compile(
    rf"""(?<![\w-])(?:
    (?P<times>once|twice|thrice|(?:{_NUM})(?:\s*(?:-|to|or)\s*(?P<most>{_NUM}))?\s+times)\s+{_PERIOD}
    |every\s+(?P<each>{_NUM})\s+(?P<unit>hour|day|week|month)s
    |(?P<other>every\s+(?:other|second)\s+(?:day|night)|(?:on\s+)?alternate\s+days)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_COUNT = {"once": 1.0, "twice": 2.0, "thrice": 3.0}


def find_worded(plain: str, text: str) -> Iterator[Quantity]:
    """The shares and multiples in words.

    :param plain: the shadow of the text.
    :param text: the text itself.
    :yields: quantities of dimension percent or fold, not sorted.
    """
    for match in _SHARE.finditer(plain):
        share = _share(match)
        if 0 < share < 1:
            yield _worded(match, plain, text, 100 * share, "percent")
    for match in _FOLD.finditer(plain):
        value = next(_FOLDS[name] for name, found in match.groupdict().items() if found)
        yield _worded(match, plain, text, value, "fold")


def find_frequencies(plain: str, text: str) -> Iterator[Quantity]:
    """How often something is done or taken, in times a day.

    :param plain: the shadow of the text.
    :param text: the text itself.
    :yields: quantities of dimension frequency, in order of place.
    """
    for match in _OFTEN.finditer(plain):
        low, high = _often(match)
        yield Quantity(
            span=Span(start=match.start(), end=match.end()),
            text=text[match.start() : match.end()],
            low=low,
            high=high,
            dimension="frequency",
            comparator=comparator(plain, match.start()),
        )


def _share(match: re.Match[str]) -> float:
    if match["half"] or match["halved"]:
        return 0.5
    if match["single"]:
        return 1 / _PARTS[match["single"].lower()]
    if match["part"]:
        return _value(match["top"]) / _PARTS[match["part"].lower()]
    whole = _value(match["all"])
    # "5 in 2019" is no share.
    return _value(match["few"]) / whole if 1 < whole <= 1000 else 0.0


def _worded(match: re.Match[str], plain: str, text: str, value: float, dimension: str) -> Quantity:
    return Quantity(
        span=Span(start=match.start(), end=match.end()),
        text=text[match.start() : match.end()],
        low=value,
        high=value,
        dimension=dimension,
        comparator=comparator(plain, match.start()) or "about",
    )


def _often(match: re.Match[str]) -> tuple[float, float]:
    if match["other"]:
        return 0.5, 0.5
    if match["each"]:
        often = 1 / max(_value(match["each"]) * _DAYS[match["unit"].lower()], 1e-9)
        return often, often
    period = _DAYS[next(word for word in match.groups()[2:4] if word).lower()]
    first = match["times"].split()[0].split("-")[0].lower()
    low = _COUNT[first] if first in _COUNT else _value(first)
    high = _value(match["most"]) if match["most"] else low
    return low / period, high / period


def _value(written: str) -> float:
    word = written.lower()
    return NUMBER_WORDS[word] if word in NUMBER_WORDS else float(word)
