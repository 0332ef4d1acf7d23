"""What goes into the review store and what comes out of it: frozen, keyword-only, no behaviour.

Offsets are code points into the unaltered text of a document, half-open. Whatever
a person says is an :class:`Event`; everything else here is a view over events.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from claimcheck.review.kinds import (
    Action,
    Choice,
    Kind,
    Outcome,
    Result,
    Role,
    Source,
    Status,
    Strategy,
)
from claimcheck.types import CheckedClaim, Evidence, PromoSpan, Span

__all__ = [
    "Action",
    "Added",
    "Agreement",
    "Anchor",
    "Annotation",
    "Answer",
    "Choice",
    "ClassRow",
    "Decision",
    "Document",
    "Event",
    "Figure",
    "Filters",
    "HistoryEntry",
    "Item",
    "Kind",
    "Outcome",
    "Page",
    "PairAgreement",
    "Person",
    "Progress",
    "Recorded",
    "Result",
    "ReviewerRow",
    "Role",
    "Source",
    "Status",
    "Strategy",
    "Suggestion",
    "Task",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A span that can be found again: W3C text position and text quote in one.

    ``quote == text[start:end]`` in code points; ``prefix`` and ``suffix`` are up to 32 code
    points around it; ``sha256`` is of the document's text as UTF-8 (lone surrogates passed).
    """

    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""
    sha256: str = ""

    @property
    def span(self) -> Span:
        """The place alone."""
        return Span(start=self.start, end=self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something a person did, as the client sends it.

    ``id`` is a UUID made by the client: sending it again changes nothing. ``base_version``
    is the item's version that the person saw (``None``: not checked, for imports); ``after``
    names the client's own earlier event on the same item that this one builds on, for
    an outbox that is replayed. ``at`` is the client's clock (ISO 8601), ``seconds`` how
    long the person took.
    """

    id: str
    actor: str
    action: Action
    item: str = ""
    document: str = ""
    base_version: int | None = None
    after: str | None = None
    new: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    at: str = ""
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What the machine said of an item, and with which models and corpus (hashes)."""

    id: str
    claim: CheckedClaim | None = None
    promo: PromoSpan | None = None
    model: str = ""
    corpus: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one person says of an item, from all of that person's standing events.

    ``label`` is ``None`` while unfinished; ``parts`` and ``reading`` are ``None`` where the
    person left them as they were; ``evidence`` is what the person added, ``dropped`` the
    passage ids taken away, ``rationales`` the spans marked, by passage id. ``via`` is the
    event of the decision that this answer repeats, or empty. ``drawn`` says that the item
    came to the person by the random draw.
    """

    actor: str
    label: Choice | None = None
    parts: tuple[Anchor, ...] | None = None
    reading: str | None = None
    evidence: tuple[Evidence, ...] = ()
    dropped: tuple[str, ...] = ()
    rationales: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    note: str = ""
    skipped: bool = False
    event: str = ""
    via: str = ""
    at: datetime | None = None
    seconds: float | None = None
    drawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A claim or promotional span under review, as it stands.

    ``parts`` first to last; ``text`` is the quotes joined by a space; ``label`` is the
    settled label (``None`` until then, and where all answers were wrong). ``machine`` is
    ``None`` for what a person added, and where it is hidden from the viewer, as then
    ``answers`` of others are (``hidden`` is true). ``repeats`` counts the other items of
    the cluster. ``random`` marks the part of the store from which the random tasks
    are drawn. Scores are 0–1 (``disagreement`` 0–2), higher first.
    """

    id: str
    document_id: str
    kind: Kind
    version: int
    position: int
    status: Status
    source: Source
    origin: str
    parts: tuple[Anchor, ...]
    text: str
    reading: str = ""
    category: str = ""
    label: Choice | None = None
    machine: Suggestion | None = None
    answers: tuple[Answer, ...] = ()
    adjudication: Mapping[str, Any] | None = None
    replaced_by: tuple[str, ...] = ()
    cluster: str = ""
    repeats: int = 0
    random: bool = False
    target: int = 1
    finished: int = 0
    uncertainty: float = 0.0
    disagreement: float = 0.0
    promotional: float = 0.0
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An item lent to a reviewer until ``expires``; ``random`` marks the random draw.

    ``before`` and ``after`` are up to 300 code points around the item.
    """

    item: Item
    random: bool
    expires: datetime
    before: str = ""
    after: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What became of one event; an ``accepted`` one is on disk.

    ``item`` is the item as it now stands (for a conflict: the version that is there, beside
    ``event``, the one that was sent); ``since`` are the events the sender had not seen.
    ``made`` are the ids of items that the event made (missed, split).
    """

    event: Event
    result: Result
    version: int = 0
    item: Item | None = None
    since: tuple[HistoryEntry, ...] = ()
    made: tuple[str, ...] = ()
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """An event as it was stored. ``standing`` is false once it was undone.

    ``cause`` is the event that this one follows from: a decision that settles repeats, a split.
    """

    seq: int
    id: str
    item: str
    document: str
    version: int
    base_version: int | None
    actor: str
    action: Action
    old: Mapping[str, Any]
    new: Mapping[str, Any]
    note: str
    model: str
    corpus: str
    client_time: str
    server_time: datetime
    seconds: float | None
    drawn: bool
    cause: str | None = None
    standing: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The text of an article, unaltered, with its items in order of place."""

    id: str
    text: str
    sha256: str
    title: str = ""
    source: str = ""
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which items are wanted; what is ``None`` is not asked for."""

    kind: Kind | None = None
    status: Status | None = None
    label: Choice | None = None
    document: str | None = None
    cluster: str | None = None
    random: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some items, and what to give as ``after`` for those that follow (``None``: no more)."""

    items: tuple[Item, ...]
    next: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What a run brought in."""

    documents: int = 0
    items: int = 0
    changed: int = 0
    known: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who may work in the store. ``id`` is what events name; it says nothing."""

    id: str
    name: str
    role: Role
    erased: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """One event of a person, for exchange: a response, never a model's suggestion.

    ``target`` is what the item covered when it was written, by its anchors. ``status`` is
    ``standing`` or ``undone``.
    """

    id: str
    item: str
    document: str
    kind: Kind
    target: tuple[Anchor, ...]
    actor: str
    action: Action
    value: Mapping[str, Any]
    status: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A settled item, for learning and export.

    ``actors`` decided (adjudicator last) and ``at`` is when. ``random`` is true where
    a person who answered got the item by the random draw and not as a repeat: only these
    are a random sample. ``evidence`` is the machine's with what people added and dropped;
    ``machine`` is kept beside.
    """

    item: str
    document: str
    sha256: str
    kind: Kind
    label: Choice
    parts: tuple[Anchor, ...]
    text: str
    reading: str
    category: str
    cluster: str
    evidence: tuple[Evidence, ...]
    machine: Suggestion | None
    source: Source
    actors: tuple[str, ...]
    at: datetime
    random: bool
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the work is. ``seconds`` and ``done`` are by reviewer's name.

    ``seconds`` is the median time an answer took (from the client, at most ten minutes
    each; empty where it was not asked for), ``statuses`` and ``labels`` count items,
    ``random_settled`` those of the random sample.
    """

    items: int
    documents: int
    statuses: Mapping[str, int]
    kinds: Mapping[str, int]
    labels: Mapping[str, int]
    random: int
    random_settled: int
    repeats_settled: int
    done: Mapping[str, int]
    seconds: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measure with its bootstrap interval (95 %) over ``n`` units.

    ``value`` is ``None`` where the measure is not defined, and ``why`` says why.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairAgreement:
    """Two reviewers over the items that both finished.

    ``kappa`` is Cohen's, over labels; ``span_f1`` counts spans with an intersection over
    union of at least one half, ``span_f1_exact`` equal ones, over the documents they share.
    """

    first: str
    second: str
    kappa: Figure
    observed: Figure
    span_f1: Figure
    span_f1_exact: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerRow:
    """One reviewer: answers finished, median seconds, and how often the final label agreed.

    ``labels`` counts the answers by label; ``agrees`` is over settled items that more than
    this person decided.
    """

    name: str
    finished: int
    seconds: float | None
    labels: Mapping[str, int]
    agrees: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRow:
    """One label: how often it was given and Krippendorff's alpha of it against all others."""

    label: str
    answers: int
    alpha: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Agreement over items that at least two people finished, each on their own.

    ``alpha`` is Krippendorff's for nominal data, for claims and promotional spans apart;
    ``confusion`` counts pairs of answers to an item, the first label before the second
    in alphabetical order.
    """

    alpha: Mapping[Kind, Figure]
    pairs: tuple[PairAgreement, ...]
    reviewers: tuple[ReviewerRow, ...]
    classes: tuple[ClassRow, ...]
    confusion: Mapping[tuple[str, str], int]
    items: int
