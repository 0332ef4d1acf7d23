"""The fold: what an item's events, in order, come to.

It is the only place that knows what an action means, and it sees nothing but
events: the live view and the rebuilt one are made by the same function.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from claimcheck.review.anchors import overlap
from claimcheck.review.records import (
    Action,
    Choice,
    HistoryEntry,
    Kind,
    Outcome,
    Source,
    Status,
)

__all__ = ["SHARED", "Opinion", "Standing", "fold", "standing_events"]

SHARED = frozenset(
    {
        Action.SPLIT, Action.MERGE, Action.ABSORB, Action.ADJUDICATE, Action.TARGET,
        Action.SUGGEST, Action.CREATE, Action.MISSED, Action.ADD_PROMO,
    }
)  # fmt: skip
"""Actions that change the item for everybody; the others change one person's answer."""

_SAME_SPAN = 0.8
"""Two answers' boundaries are taken as one from this intersection over union (by choice)."""


@dataclass(slots=True, kw_only=True)
class Opinion:
    """One person's answer, as far as it is."""

    person: str
    label: Choice | None = None
    parts: list[dict[str, Any]] | None = None
    reading: str | None = None
    evidence: list[dict[str, Any]] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    rationales: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    skipped: bool = False
    event: str = ""
    via: str = ""
    at: str = ""
    seq: int = 0
    seconds: float | None = None
    drawn: bool = False
    repeats: bool = False


@dataclass(slots=True, kw_only=True)
class Standing:
    """An item as it stands; ``own`` and ``shared`` are the versions that a base must have seen."""

    item: str = ""
    document: str = ""
    position: int = 0
    version: int = 0
    kind: Kind = Kind.CLAIM
    origin: str = "machine"
    parts: list[dict[str, Any]] = field(default_factory=list)
    reading: str = ""
    category: str = ""
    cluster: str = ""
    random: bool = False
    draw: float = 0.0
    order: int = 0
    target: int = 1
    suggestion: str = ""
    machine: Mapping[str, Any] = field(default_factory=dict)
    opinions: dict[str, Opinion] = field(default_factory=dict)
    adjudication: dict[str, Any] | None = None
    replaced_by: list[str] = field(default_factory=list)
    made: bool = False
    shared: int = 0
    own: dict[str, int] = field(default_factory=dict)
    status: Status = Status.OPEN
    source: Source = Source.NONE
    label: Choice | None = None
    settled_at: str = ""
    settlers: list[str] = field(default_factory=list)

    @property
    def done(self) -> list[Opinion]:
        """The finished answers, oldest first."""
        found = [opinion for opinion in self.opinions.values() if opinion.label is not None]
        return sorted(found, key=lambda opinion: opinion.seq)

    def seen_from(self, person: str) -> int:
        """The lowest version on which an event of a person may build."""
        return max(self.shared, self.own.get(person, 0))


def standing_events(entries: Sequence[HistoryEntry]) -> tuple[HistoryEntry, ...]:
    """The same events, with ``standing`` false for those that were undone.

    An undo that was undone itself has no effect.
    """
    undone: set[str] = set()
    for entry in reversed(entries):
        if entry.action is Action.UNDO and entry.id not in undone:
            undone.add(str(entry.new["event"]))
    return tuple(replace(e, standing=False) if e.id in undone else e for e in entries)


def fold(entries: Sequence[HistoryEntry]) -> Standing:
    """What an item's events come to.

    :param entries: all events of one item, oldest first; ``actor`` is a person's id.
    :returns: the item as it stands.
    """
    state = Standing()
    for index, entry in enumerate(standing_events(entries)):
        before = (state.status, state.label)
        _apply(state, entry)
        _mark(state, entry, before, entries[:index])
    return state


def _apply(state: Standing, entry: HistoryEntry) -> None:
    state.item, state.document, state.version = entry.item, entry.document, entry.version
    state.position = state.position or entry.seq
    if entry.standing:
        _EFFECTS[entry.action](state, entry)
    _settle(state, entry)


def _mark(
    state: Standing,
    entry: HistoryEntry,
    before: tuple[Status, Choice | None],
    earlier: Sequence[HistoryEntry],
) -> None:
    """Note which versions later events must have seen."""
    state.own[entry.actor] = entry.version
    if entry.action is Action.UNDO:
        changes_all = _undo_is_shared(entry, earlier)
    else:
        changes_all = entry.action in SHARED or before != (state.status, state.label)
    if changes_all:
        state.shared = entry.version


def _undo_is_shared(entry: HistoryEntry, earlier: Sequence[HistoryEntry]) -> bool:
    taken = next((e for e in earlier if e.id == entry.new["event"]), None)
    if taken is None or taken.actor != entry.actor or taken.action in SHARED:
        return True
    # What held when the event was taken back, not what holds without it.
    was = Standing()
    for event in standing_events(earlier):
        _apply(was, event)
    return was.status is not Status.OPEN


def _settle(state: Standing, entry: HistoryEntry) -> None:
    done = state.done
    was = (state.status, state.source, state.label)
    state.source, state.label, state.settlers = Source.NONE, None, []
    if not state.made:
        state.status = Status.WITHDRAWN
    elif state.replaced_by:
        state.status = Status.REPLACED
    elif state.adjudication is not None:
        _adjudicated(state, done)
    elif len(done) < max(1, state.target):
        state.status = Status.OPEN
    elif _agree(state, done):
        state.status, state.label = Status.SETTLED, done[0].label
        state.source = _source(done)
        state.settlers = [opinion.person for opinion in done]
    else:
        state.status = Status.DISPUTED
    if (state.status, state.source, state.label) != was:
        state.settled_at = entry.server_time.isoformat()


def _adjudicated(state: Standing, done: Sequence[Opinion]) -> None:
    found = state.adjudication or {}
    label = found.get("label")
    state.status, state.source = Status.SETTLED, Source.ADJUDICATED
    state.label = Choice(label) if label else None
    state.settlers = [*(opinion.person for opinion in done), str(found["by"])]


def _source(done: Sequence[Opinion]) -> Source:
    if all(opinion.via for opinion in done):
        return Source.REPEAT
    return Source.SINGLE if len(done) == 1 else Source.UNANIMOUS


def _agree(state: Standing, done: Sequence[Opinion]) -> bool:
    if len({opinion.label for opinion in done}) > 1:
        return False
    if done[0].label in (Choice.NOT_A_CLAIM, Choice.NOT_PROMOTIONAL):
        return True
    spans = [opinion.parts or state.parts for opinion in done]
    return all(overlap(spans[0], other) >= _SAME_SPAN for other in spans[1:])


def final_parts(state: Standing) -> list[dict[str, Any]]:
    """The boundaries that hold: the adjudicator's, else the first finished answer's own."""
    return _final(state, "parts") or state.parts


def final_reading(state: Standing) -> str:
    """The restatement that holds."""
    return _final(state, "reading") or state.reading


def _final(state: Standing, name: str) -> Any:
    if state.status is not Status.SETTLED:
        return None
    found = state.adjudication or {}
    if found.get(name):
        return found[name]
    if found.get("outcome") == Outcome.ANSWER and found.get("actor") in state.opinions:
        return getattr(state.opinions[found["actor"]], name)
    if found:
        return None
    return next((value for o in state.done if (value := getattr(o, name))), None)


# -- what each action does ----------------------------------------------------------------


def _mine(state: Standing, entry: HistoryEntry) -> Opinion:
    return state.opinions.setdefault(entry.actor, Opinion(person=entry.actor))


def _answer(state: Standing, entry: HistoryEntry) -> None:
    mine = _mine(state, entry)
    mine.label = Choice(entry.new["label"])
    mine.via = entry.cause or "" if entry.action is Action.REPEAT else ""
    mine.repeats = bool(entry.new.get("repeats"))
    mine.skipped = False
    mine.event, mine.seq, mine.at = entry.id, entry.seq, entry.server_time.isoformat()
    mine.seconds, mine.drawn = entry.seconds, entry.drawn
    if entry.note:
        mine.notes.append(entry.note)


def _skip(state: Standing, entry: HistoryEntry) -> None:
    _mine(state, entry).skipped = True


def _bounds(state: Standing, entry: HistoryEntry) -> None:
    _mine(state, entry).parts = list(entry.new["parts"])


def _reading(state: Standing, entry: HistoryEntry) -> None:
    _mine(state, entry).reading = str(entry.new["reading"])


def _evidence(state: Standing, entry: HistoryEntry) -> None:
    mine, found = _mine(state, entry), dict(entry.new["evidence"])
    mine.evidence = [e for e in mine.evidence if e["passage_id"] != found["passage_id"]] + [found]
    mine.dropped = [key for key in mine.dropped if key != found["passage_id"]]


def _drop_evidence(state: Standing, entry: HistoryEntry) -> None:
    mine, key = _mine(state, entry), str(entry.new["passage_id"])
    mine.evidence = [e for e in mine.evidence if e["passage_id"] != key]
    mine.dropped = [*(k for k in mine.dropped if k != key), key]


def _rationale(state: Standing, entry: HistoryEntry) -> None:
    _mine(state, entry).rationales[str(entry.new["passage_id"])] = list(entry.new["spans"])


def _note(state: Standing, entry: HistoryEntry) -> None:
    _mine(state, entry).notes.append(str(entry.new["text"]))


def _target(state: Standing, entry: HistoryEntry) -> None:
    state.target = int(entry.new["target"])


def _replaced(state: Standing, entry: HistoryEntry) -> None:
    state.replaced_by = list(entry.new["made"])


def _merge(state: Standing, entry: HistoryEntry) -> None:
    state.parts = list(entry.new["parts"])


def _adjudicate(state: Standing, entry: HistoryEntry) -> None:
    state.adjudication = {
        **entry.new, "by": entry.actor, "note": entry.note, "event": entry.id,
        "at": entry.server_time.isoformat(),
    }  # fmt: skip


def _create(state: Standing, entry: HistoryEntry) -> None:
    new = entry.new
    state.made = True
    state.kind = Kind(new["kind"])
    state.origin = "machine" if entry.action is Action.SUGGEST else "person"
    state.parts, state.reading = list(new["parts"]), str(new["reading"])
    state.category, state.cluster = str(new["category"]), str(new["cluster"])
    state.random, state.draw = bool(new["random"]), float(new["draw"])
    state.order, state.target = int(new["order"]), int(new["target"])
    if new.get("label") and entry.action is not Action.SUGGEST:
        _answer(state, entry)


def _suggest(state: Standing, entry: HistoryEntry) -> None:
    if not state.made:
        _create(state, entry)
    state.suggestion = str(entry.new["suggestion"])
    state.machine = entry.new["machine"]


def _nothing(state: Standing, entry: HistoryEntry) -> None:
    """An undo works by leaving out what it names."""


_EFFECTS: Mapping[Action, Callable[[Standing, HistoryEntry], None]] = {
    Action.ACCEPT: _answer,
    Action.LABEL: _answer,
    Action.REPEAT: _answer,
    Action.SKIP: _skip,
    Action.UNDO: _nothing,
    Action.BOUNDS: _bounds,
    Action.READING: _reading,
    Action.SPLIT: _replaced,
    Action.MERGE: _merge,
    Action.ABSORB: _replaced,
    Action.MISSED: _create,
    Action.ADD_PROMO: _create,
    Action.CREATE: _create,
    Action.EVIDENCE: _evidence,
    Action.DROP_EVIDENCE: _drop_evidence,
    Action.RATIONALE: _rationale,
    Action.NOTE: _note,
    Action.ADJUDICATE: _adjudicate,
    Action.TARGET: _target,
    Action.SUGGEST: _suggest,
}
