"""What the page may be told, and the one seam it has: a search in a corpus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from claimcheck.types import Evidence

__all__ = ["SearchesCorpus", "WebSettings"]


class SearchesCorpus(Protocol):
    """Finds passages for the words a reviewer types; best first."""

    def __call__(self, query: str, limit: int) -> Sequence[Evidence]:
        """Up to ``limit`` passages for a query, best first, ``stance`` unset."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """How the page is served.

    ``hosts`` are the names, with the port, under which the page may be asked for; a request
    with another ``Host`` is refused (DNS rebinding). ``blind`` hides the machine's label
    until a reviewer has answered; ``None`` leaves it to the store. ``cookie`` should differ
    between two stores served on one machine, because cookies do not know ports. ``secure`` marks
    it for https only. ``max_body`` is in bytes, ``max_events`` counts one request's events.
    """

    hosts: tuple[str, ...] = ("127.0.0.1:8765", "localhost:8765")
    blind: bool | None = None
    cookie: str = "claimcheck-review"
    secure: bool = False
    max_body: int = 512 * 1024
    max_events: int = 100
    corpus: str = ""
