"""The words of the review store: kinds, labels, actions, states, orders and roles."""

from __future__ import annotations

from enum import StrEnum

__all__ = [
    "Action",
    "Choice",
    "Kind",
    "Outcome",
    "Result",
    "Role",
    "Source",
    "Status",
    "Strategy",
]


class Kind(StrEnum):
    """What is reviewed."""

    CLAIM = "claim"
    PROMO = "promo"


class Choice(StrEnum):
    """What a reviewer can say of an item: the first four of a claim, the others of a
    promotional span.
    """

    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"
    CONTRADICTORY = "contradictory"
    NOT_A_CLAIM = "not_a_claim"
    PROMOTIONAL = "promotional"
    NOT_PROMOTIONAL = "not_promotional"


class Action(StrEnum):
    """What an event does, and what its ``new`` holds.

    ``SPANS`` is a list of ``{"start", "end", "quote"}``; ``quote`` must equal the text there,
    or the event is refused. ``repeats`` settles the whole cluster as well.

    ==============  ===============================================================
    accept          ``{"repeats"?: bool}``: the machine's label (a promotional span: it is one)
    label           ``{"label": Choice, "repeats"?: bool}``
    skip            ``{}``: no answer; the item comes again at the end
    undo            ``{"event": id}``: takes back an event of one's own (an undo, too)
    bounds          ``{"parts": SPANS}``: my boundaries of the item
    split           ``{"parts": [SPANS, SPANS, …]}``: new items take the item's place
    merge           ``{"with": [item ids], "parts": SPANS}``: the others go into this item
    missed          ``{"parts": SPANS, "reading"?: str, "label"?: Choice}``: a claim that the
                    machine did not find; ``Event.document`` says where, ``Event.item`` is empty
    add_promo       ``{"parts": SPANS, "category": str}``: likewise a promotional span
    reading         ``{"reading": str}``: my self-contained restatement of the claim
    evidence        ``{"evidence": object}``: a passage as a report's JSON writes evidence
    drop_evidence   ``{"passage_id": str}``
    rationale       ``{"passage_id": str, "spans": SPANS}``: spans index the passage's text
    note            ``{"text": str}``
    adjudicate      ``{"outcome": Outcome, "label"?: Choice, "actor"?: str, "errors"?: [str],
                    "confidence"?: 0–1, "parts"?: SPANS, "repeats"?: bool}`` with ``Event.note``;
                    adjudicators and owners only
    target          ``{"target": int}``: how many answers are wanted; owners only
    suggest         by the machine, at :meth:`ReviewStore.add`
    repeat          by the store, for each item that a decision with ``repeats`` settles
    create          by the store, for the items that a split makes
    absorb          by the store, for the items that a merge takes in
    ==============  ===============================================================
    """

    ACCEPT = "accept"
    LABEL = "label"
    SKIP = "skip"
    UNDO = "undo"
    BOUNDS = "bounds"
    SPLIT = "split"
    MERGE = "merge"
    MISSED = "missed"
    ADD_PROMO = "add_promo"
    READING = "reading"
    EVIDENCE = "evidence"
    DROP_EVIDENCE = "drop_evidence"
    RATIONALE = "rationale"
    NOTE = "note"
    ADJUDICATE = "adjudicate"
    TARGET = "target"
    SUGGEST = "suggest"
    REPEAT = "repeat"
    CREATE = "create"
    ABSORB = "absorb"


class Status(StrEnum):
    """Where an item stands.

    ``open``: answers are wanted; ``disputed``: all are there and differ; ``settled``;
    ``replaced``: split or merged into others; ``withdrawn``: its making was undone.
    """

    OPEN = "open"
    DISPUTED = "disputed"
    SETTLED = "settled"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class Source(StrEnum):
    """How an item was settled (``none`` while it is not)."""

    NONE = "none"
    SINGLE = "single"
    UNANIMOUS = "unanimous"
    REPEAT = "repeat"
    ADJUDICATED = "adjudicated"


class Outcome(StrEnum):
    """What an adjudicator found. ``all_wrong`` needs a note and may go without a label."""

    ANSWER = "answer"
    OTHER = "other"
    ALL_WRONG = "all_wrong"


class Strategy(StrEnum):
    """The order of the queue. Of all tasks at least a fifth are drawn at random besides."""

    UNCERTAINTY = "uncertainty"
    DISAGREEMENT = "disagreement"
    PROMOTIONAL = "promotional"
    NEWEST = "newest"
    DOCUMENT = "document"
    RANDOM = "random"


class Role(StrEnum):
    """What a person may do: each may also do what those before may."""

    REVIEWER = "reviewer"
    ADJUDICATOR = "adjudicator"
    OWNER = "owner"


class Result(StrEnum):
    """What became of an event that was sent.

    ``accepted``: committed; ``duplicate``: was committed before, nothing changed;
    ``conflict``: the item changed since ``base_version``, nothing was written;
    ``refused``: it can never be accepted as it stands (``message`` says why).
    """

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    REFUSED = "refused"
