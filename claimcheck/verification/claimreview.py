"""A feed of fact-checkers' ClaimReviews (https://schema.org/ClaimReview) as settled claims.

A fact-check quotes the claim it refutes, so its words are no evidence for a model to read: a
rating decides, for the same claim only, by way of the claim memory. Ratings that are plainly
true, false or unproven are taken; whatever lies between decides nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

from claimcheck.codec import open_lines
from claimcheck.errors import CorpusError
from claimcheck.types import Evidence, Label, Passage, Span
from claimcheck.verification.memory import FOLDER, ClaimMemory, Decision

__all__ = ["Kept", "add_reviews", "read_reviews"]

_LONGEST = 512 * 1024 * 1024
_LONGEST_TEXT = 600
_NAMES: dict[Label, frozenset[str]] = {
    Label.CONTRADICTORY: frozenset(
        {
            "completely false", "debunked", "fabricated", "fake", "false", "hoax", "inaccurate",
            "incorrect", "not true", "pants on fire", "refuted", "totally false", "untrue", "wrong",
        }
    ),
    Label.SUPPORTED: frozenset({"accurate", "confirmed", "correct", "true"}),
    Label.UNSUPPORTED: frozenset(
        {"lacks evidence", "no evidence", "unproven", "unsupported", "unverified"}
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of a feed: reviews taken, reviews that decide nothing, claims held now."""

    taken: int
    left_out: int
    total: int


def add_reviews(folder: Path, feed: Path) -> Kept:
    """Put a feed into the claim memory of a corpus; one that is there already stands once.

    :param folder: a corpus folder.
    :param feed: the file, see :func:`read_reviews`.
    :returns: what was taken.
    :raises CorpusError: if the file holds no ClaimReview.
    :raises ModelError: if the memory that is there was altered.
    """
    place = folder / FOLDER
    held = ClaimMemory.open(place).decisions if (place / "memory.json").is_file() else ()
    found = list(read_reviews(feed))
    taken = [item for item in found if item is not None]
    merged = {(item.item, item.reading): item for item in (*held, *taken)}
    memory = ClaimMemory(merged.values(), snapshot=hashlib.sha256(feed.read_bytes()).hexdigest())
    memory.write(place)
    return Kept(taken=len(taken), left_out=len(found) - len(taken), total=len(memory))


def read_reviews(feed: Path) -> Iterator[Decision | None]:
    """A decision for each review of a feed; ``None`` for one that decides nothing.

    :param feed: JSON or JSON lines, plain or gzip; reviews may stand at any depth, as in a
        ``DataFeed`` or an ``@graph``.
    :yields: in the order of the file.
    :raises CorpusError: if the file cannot be read as JSON or holds no ClaimReview.
    """
    count = 0
    for item in _reviews(_values(feed)):
        count += 1
        yield _decision(item)
    if not count:
        raise CorpusError(f"{feed} holds no schema.org ClaimReview.")


def _values(feed: Path) -> Iterator[Any]:
    try:
        with open_lines(feed) as stream:
            text = stream.read(_LONGEST + 1)
        if len(text) > _LONGEST:
            raise CorpusError(f"{feed} is longer than {_LONGEST:,} characters; part the file.")
        try:
            yield json.loads(text)
        except ValueError:
            yield from [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError, OSError, EOFError, zlib.error) as error:
        raise CorpusError(f"{feed} cannot be read as JSON: {error}.") from error


def _reviews(values: Iterable[Any]) -> Iterator[dict[str, Any]]:
    waiting = list(values)[::-1]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(reversed(value))
        elif isinstance(value, dict):
            kinds = value.get("@type")
            if "ClaimReview" in (kinds if isinstance(kinds, list) else [kinds]):
                yield value
            else:
                waiting.extend(reversed(value.values()))


def _decision(item: dict[str, Any]) -> Decision | None:
    claim, given = _text(item.get("claimReviewed")), item.get("reviewRating")
    rating = given if isinstance(given, dict) else {}
    label = _label(rating)
    day = _day(item.get("datePublished"))
    if not claim or label is None or not day:
        return None
    evidence = _evidence(item, claim, _rating_name(rating), label, day)
    return Decision(
        reading=claim,
        label=label,
        by=(evidence.passage.publisher,),
        at=day,
        item=_link(item),
        note=evidence.passage.text,
        evidence=(evidence,),
    )


def _label(rating: dict[str, Any]) -> Label | None:
    """What a rating says in words, or in numbers without words, unless the two are opposed."""
    name = _rating_name(rating).strip(" .!").casefold()
    said = next((label for label, names in _NAMES.items() if name in names), None)
    counted = _counted(rating)
    if name and (said is None or (counted and said is not Label.UNSUPPORTED and counted != said)):
        return None
    return said or counted


def _counted(rating: dict[str, Any]) -> Label | None:
    """The worst or the best that its scale allows; nothing in between."""
    worst, best, value = (
        _number(rating.get(key)) for key in ("worstRating", "bestRating", "ratingValue")
    )
    if worst is None or best is None or value is None or worst >= best:
        return None
    return {worst: Label.CONTRADICTORY, best: Label.SUPPORTED}.get(value)


def _rating_name(rating: dict[str, Any]) -> str:
    return _text(rating.get("alternateName")) or _text(rating.get("name"))


def _number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None


def _evidence(item: dict[str, Any], claim: str, rating: str, label: Label, day: str) -> Evidence:
    who = _publisher(item)
    body = _text(item.get("reviewBody")) or _text(item.get("description"))
    text = f"{who} rated this claim “{rating or label.value}”. {body}".strip()[:_LONGEST_TEXT]
    link = _link(item)
    passage = Passage(
        id=f"claimreview:{hashlib.sha256(f'{link} {claim}'.encode()).hexdigest()[:16]}",
        doc_id="claimreview",
        text=text,
        title=_text(item.get("name")) or _text(item.get("headline")),
        citation=f"{who}, {day}.",
        publisher=who,
        url=link or None,
        year=int(day[:4]),
    )
    whole = Span(start=0, end=len(text))
    return Evidence(passage=passage, rank=1, score=0.0, stance=label, rationale=(whole,))


def _publisher(item: dict[str, Any]) -> str:
    for key in ("author", "publisher"):
        value = item.get(key)
        first = value[0] if isinstance(value, list) and value else value
        name = first.get("name") or first.get("url") if isinstance(first, dict) else first
        if _text(name):
            return _text(name)
    return "A fact-checker"


def _link(item: dict[str, Any]) -> str:
    link = _text(item.get("url"))
    return link if link.startswith(("http://", "https://")) else ""


def _day(value: object) -> str:
    try:
        return date.fromisoformat(_text(value)[:10]).isoformat()
    except ValueError:
        return ""


def _text(value: object) -> str:
    """A text on one line, marks of HTML gone; empty for anything else."""
    if not isinstance(value, str):
        return ""
    plain = unescape(re.sub(r"<[^<>]{1,200}>", " ", value))
    return " ".join(plain.encode("utf-8", "replace").decode().split())
