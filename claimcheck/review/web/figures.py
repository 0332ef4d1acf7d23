"""Progress and agreement, as tables and drawn figures; and the reviews to take away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from claimcheck.review.records import Agreement, Choice, Figure, Progress, Status
from claimcheck.review.web.rendering import page
from claimcheck.review.web.session import desk_of, required
from claimcheck.review.web.words import CHOICE_WORDS, STATUS_WORDS

__all__ = ["Bar", "Interval", "router", "said"]

router = APIRouter()

_RESAMPLES = 200
_LOW, _HIGH = -1.0, 1.0
"""The ends of the scale of an agreement coefficient."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A count, and its share (0–100) of the largest in its figure."""

    name: str
    key: str
    count: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A coefficient on a scale from 0 (at −1) to 100 (at 1), with its interval."""

    name: str
    words: str
    at: float | None
    low: float
    high: float


@router.get("/agreement")
def agreement(request: Request) -> Response:
    """How far reviewers agree, and how far the work is."""
    session, store = required(request), desk_of(request).store
    found, progress = store.agreement(resamples=_RESAMPLES), store.progress()
    return page(
        request,
        "agreement.html.j2",
        session=session,
        found=found,
        progress=progress,
        labels=[choice for choice in Choice if _uses(found, choice)],
        plot=list(_intervals(found)),
        statuses=_bars(progress.statuses, STATUS_WORDS),
        settled=_bars(progress.labels, CHOICE_WORDS),
        done=_done(progress),
        said=said,
        most=max(found.confusion.values(), default=0),
    )


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


def _uses(found: Agreement, choice: Choice) -> bool:
    return any(choice.value in pair for pair in found.confusion)


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


def _bars(
    counts: Mapping[str, int], words: Mapping[Status, str] | Mapping[Choice, str]
) -> list[Bar]:
    most = max(counts.values(), default=0) or 1
    return [
        Bar(name=name, key=key.value, count=counts[key], share=round(100 * counts[key] / most, 2))
        for key, name in words.items()
        if counts.get(key)
    ]


def _done(progress: Progress) -> list[tuple[Bar, float | None]]:
    most = max(progress.done.values(), default=0) or 1
    return [
        (
            Bar(name=name, key="", count=count, share=round(100 * count / most, 2)),
            progress.seconds.get(name),
        )
        for name, count in sorted(progress.done.items())
    ]
