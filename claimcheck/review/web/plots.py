"""Agreement as a picture: on the page, and as a file of its own (SVG 1.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claimcheck.review.records import Agreement, Choice, Figure
from claimcheck.review.web.words import CHOICE_WORDS

__all__ = ["Interval", "intervals", "picture", "said"]

_LOW, _HIGH = -1.0, 1.0
"""The ends of the scale of an agreement coefficient."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A coefficient on a scale from 0 (at −1) to 100 (at 1), with its interval."""

    name: str
    words: str
    at: float | None
    low: float
    high: float


def intervals(found: Agreement) -> list[Interval]:
    """The coefficients in the order they are drawn: all, by pair, by label."""
    return list(_intervals(found))


def picture(found: Agreement) -> str:
    """The coefficients with their intervals as one SVG picture, readable on white.

    :param found: how far reviewers agree.
    :returns: the text of an SVG file.
    """
    from claimcheck.report.hidden import encodable
    from claimcheck.review.web.rendering import environment

    template = environment().get_template("agreement.svg.j2")
    return encodable(template.render(found=found, plot=intervals(found)))


def said(figure: Figure) -> str:
    """A figure in words: value, interval and n, or why there is none."""
    if figure.value is None:
        return f"not defined ({figure.why})" if figure.why else "not defined"
    words = _number(figure.value)
    if figure.low is not None and figure.high is not None:
        words += f" ({_number(figure.low)} to {_number(figure.high)})"
    return f"{words}, n = {figure.n}"


def _number(value: float) -> str:
    # Adding zero takes the sign from a rounded minus zero.
    return f"{round(value, 2) + 0.0:.2f}".replace("-", "−")


def _intervals(found: Agreement) -> Iterable[Interval]:
    for kind, figure in found.alpha.items():
        name = "Claims" if kind == "claim" else "Promotional spans"
        yield _interval(f"α, {name.lower()}", figure)
    for pair in found.pairs:
        yield _interval(f"κ, {pair.first} and {pair.second}", pair.kappa)
    for row in found.classes:
        yield _interval(f"α, {CHOICE_WORDS[Choice(row.label)].lower()}", row.alpha)


def _interval(name: str, figure: Figure) -> Interval:
    at = None if figure.value is None else _place(figure.value)
    low = _place(figure.low) if figure.low is not None else at or 0.0
    high = _place(figure.high) if figure.high is not None else at or 0.0
    return Interval(name=name, words=said(figure), at=at, low=low, high=high)


def _place(value: float) -> float:
    return round(100 * (min(max(value, _LOW), _HIGH) - _LOW) / (_HIGH - _LOW), 2)
