"""From sheets into the store: what people said elsewhere becomes events of theirs here.

An event's id comes from what it says, so that the same file again changes nothing.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from claimcheck import ingest
from claimcheck.review.exchange.outgoing import documents_of
from claimcheck.review.exchange.sheets import Mark, Refusal, Sheet
from claimcheck.review.records import Action, Event, Item, Result
from claimcheck.review.store import ReviewStore
from claimcheck.types import Report

__all__ = ["Brought", "bring_in"]

_SPACE = uuid.UUID("6f3d6c0c-3c55-5f0e-9a55-5a6f0f7d4c11")
_PART = re.compile(r"#\d+$")
#: Of a mark with several spans: where each begins and ends, first to last.
_Place = tuple[str, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What an import did.

    ``events`` were new, ``known`` were there before; ``moved`` are marks that were found
    again elsewhere than the file said (``anchor`` is their score); ``refused`` says why.
    """

    documents: int = 0
    events: int = 0
    known: int = 0
    moved: tuple[Mark, ...] = ()
    refused: tuple[Refusal, ...] = ()


def bring_in(store: ReviewStore, sheets: Iterable[Sheet], *, actor: str = "import") -> Brought:
    """Record what people said in other tools; a machine's suggestions are left out.

    :param store: an open store; documents that it lacks are added.
    :param sheets: read as they are needed.
    :param actor: who is named where the file names nobody.
    :returns: what became of it.
    """
    total = Brought()
    find = documents_of(store)
    for sheet in sheets:
        known = find(sheet.sha256) if sheet.text else None
        if known is None and sheet.text:
            known = _add(store, sheet)
            total = replace(total, documents=total.documents + 1)
        done = _Import(store, known or sheet, actor).run(sheet.marks) if known else Brought()
        moved = tuple(mark for mark in sheet.marks if mark.anchor < 1)
        total = replace(
            total,
            events=total.events + done.events,
            known=total.known + done.known,
            moved=(*total.moved, *moved),
            refused=(*total.refused, *sheet.refused, *done.refused),
        )
    return total


def _add(store: ReviewStore, sheet: Sheet) -> Sheet:
    article = ingest.article_from_text(sheet.text, title=sheet.title, source=sheet.source)
    if article.text != sheet.text:
        article = replace(article, text=sheet.text)
    store.add(Report(article=article, units=(), claims=(), promo=()))
    return replace(sheet, id=article.id)


class _Import:
    """The marks of one document on their way into the store."""

    def __init__(self, store: ReviewStore, sheet: Sheet, actor: str) -> None:
        self.store, self.sheet, self.actor = store, sheet, actor
        items = store.document(sheet.id).items
        self.by_id = {item.id: item for item in items}
        self.by_place: dict[_Place, str] = {}
        for item in items:
            for spans in _places(item):
                self.by_place.setdefault((item.kind.value, spans), item.id)
        self.events = self.known = 0
        self.refused: list[Refusal] = []

    def run(self, marks: Sequence[Mark]) -> Brought:
        for group in _wanted(marks):
            for who in group[0].by or (self.actor,):
                self._say(group, who)
        return Brought(events=self.events, known=self.known, refused=tuple(self.refused))

    def _say(self, group: Sequence[Mark], who: str) -> None:
        mark, spans = group[0], tuple((m.start, m.end) for m in group)
        place: _Place = (mark.kind, spans)
        item = self.by_place.get(place) or (mark.id if mark.id in self.by_id else "")
        if not item:
            self._found(place, group, who)
            return
        if place not in self.by_place:
            self._send(item, Action.BOUNDS, {"parts": _spans(group)}, group, who)
        held = self.by_id.get(item)
        if mark.reading and held is not None and mark.reading != held.reading:
            self._send(item, Action.READING, {"reading": mark.reading}, group, who)
        if held is not None and held.machine is None and self._made(held, group, who):
            self.known += 1
        else:
            self._send(item, Action.LABEL, {"label": mark.label}, group, who)

    def _made(self, item: Item, group: Sequence[Mark], who: str) -> bool:
        """Whether this very answer made the item, at an earlier import."""
        adds = Action.ADD_PROMO if group[0].kind == "promo" else Action.MISSED
        name = self._name(adds, group, who)
        return any(entry.id == name for entry in self.store.history(item.id))

    def _found(self, place: _Place, group: Sequence[Mark], who: str) -> None:
        mark = group[0]
        new: dict[str, Any] = {"parts": _spans(group)}
        if mark.kind == "promo":
            action = Action.ADD_PROMO
            new["category"] = mark.category or "other"
        else:
            action = Action.MISSED
            new |= {"label": mark.label} | ({"reading": mark.reading} if mark.reading else {})
        made = self._send("", action, new, group, who)
        if made:
            self.by_place[place] = made

    def _send(
        self, item: str, action: Action, new: dict[str, Any], group: Sequence[Mark], who: str
    ) -> str:
        mark = group[0]
        event = Event(
            id=self._name(action, group, who),
            actor=who,
            action=action,
            item=item,
            document=self.sheet.id,
            new=new,
            note=mark.note if action in (Action.LABEL, Action.MISSED) else "",
            at=mark.at,
        )
        (done,) = self.store.record([event])
        self.events += done.result is Result.ACCEPTED
        self.known += done.result is Result.DUPLICATE
        if done.result in (Result.REFUSED, Result.CONFLICT):
            why = done.message or done.result.value
            self.refused.append(Refusal(document=self.sheet.id, mark=mark.id, reason=why))
        return done.made[0] if done.made else ""

    def _name(self, action: Action, group: Sequence[Mark], who: str) -> str:
        """The id of an event, by what it says."""
        mark = group[0]
        said = [self.sheet.sha256, action.value, mark.kind, _spans(group), mark.label,
                mark.reading, who, mark.at]  # fmt: skip
        return str(uuid.uuid5(_SPACE, json.dumps(said, sort_keys=True)))


def _wanted(marks: Sequence[Mark]) -> list[list[Mark]]:
    """What people said, the spans of a discontinuous claim together.

    What was settled is left out where the file also holds the answers that it came from.
    """
    answered = {_base(mark) for mark in marks if mark.status == "answered"}
    groups: dict[tuple[object, ...], list[Mark]] = {}
    for mark in marks:
        said = mark.status == "answered" or (
            mark.status == "settled" and _base(mark) not in answered
        )
        if said and mark.label:
            key = (_base(mark), mark.kind, mark.status, mark.by)
            groups.setdefault(key, []).append(replace(mark, id=_base(mark)))
    return list(groups.values())


def _base(mark: Mark) -> str:
    return _PART.sub("", mark.id)


def _spans(group: Sequence[Mark]) -> list[dict[str, Any]]:
    return [{"start": mark.start, "end": mark.end, "quote": mark.quote} for mark in group]


def _places(item: Item) -> list[tuple[tuple[int, int], ...]]:
    own = tuple((part.start, part.end) for part in item.parts)
    machine = item.machine
    if machine is not None and machine.claim is not None:
        return [own, tuple((part.start, part.end) for part in machine.claim.parts)]
    return [own]
