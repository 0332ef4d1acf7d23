"""Progress and agreement, as tables and drawn figures; and the reviews to take away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from claimcheck.review.records import Agreement, Choice, Progress, Status
from claimcheck.review.web.plots import intervals, said
from claimcheck.review.web.rendering import page
from claimcheck.review.web.session import desk_of, required
from claimcheck.review.web.words import CHOICE_WORDS, STATUS_WORDS

__all__ = ["Bar", "router"]

router = APIRouter()

_RESAMPLES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A count, and its share (0–100) of the largest in its figure."""

    name: str
    key: str
    count: int
    share: float


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
        plot=intervals(found) if found.items else (),
        statuses=_bars(progress.statuses, STATUS_WORDS),
        settled=_bars(progress.labels, CHOICE_WORDS),
        done=_done(progress),
        said=said,
        most=max(found.confusion.values(), default=0),
    )


def _uses(found: Agreement, choice: Choice) -> bool:
    return any(choice.value in pair for pair in found.confusion)


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
