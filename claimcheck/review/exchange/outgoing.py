"""From the store to sheets: what the machine said, what each person said, and what came out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from claimcheck.review.exchange.sheets import Documents, Mark, Sheet
from claimcheck.review.records import Answer, Item, Status
from claimcheck.review.store import ReviewStore
from claimcheck.types import Span

__all__ = ["documents_of", "sheets_of"]

_GONE = (Status.REPLACED, Status.WITHDRAWN)


def sheets_of(store: ReviewStore) -> Iterator[Sheet]:
    """The documents of a store with their marks, one in memory at a time.

    :param store: an open store.
    :yields: a sheet a document, in the order they came.
    """
    names = {person.id: person.name for person in store.people() if not person.erased}
    for entry in store.documents():
        document = store.document(entry.id)
        marks = [
            mark
            for item in document.items
            if item.status not in _GONE
            for mark in _marks(document.text, item, names)
        ]
        yield Sheet(
            id=document.id,
            text=document.text,
            title=document.title,
            source=document.source,
            marks=tuple(marks),
        )


def documents_of(store: ReviewStore) -> Documents:
    """Finds the documents of a store by the hash of the text, by id or by source.

    :param store: an open store.
    :returns: a function from such a name to the document, without marks.
    """
    known: dict[str, str] = {}
    for document in store.documents():
        for name in (document.source, document.id, document.sha256):
            known[name] = document.id

    def find(name: str) -> Sheet | None:
        if not name or name not in known:
            return None
        found = store.document(known[name])
        return Sheet(id=found.id, text=found.text, title=found.title, source=found.source)

    return find


def _marks(text: str, item: Item, names: Mapping[str, str]) -> Iterator[Mark]:
    yield from _suggested(text, item)
    for answer in item.answers:
        if answer.label is not None:
            yield from _answered(text, item, answer, names)
    if item.status is Status.SETTLED and item.label is not None:
        yield from _settled(text, item, names)


def _suggested(text: str, item: Item) -> Iterator[Mark]:
    machine = item.machine
    if machine is not None and machine.claim is not None:
        verdict, claim = machine.claim.verdict, machine.claim
        label = verdict.label.value if verdict.label else ""
        mark = Mark(id=item.id, label=label, reading=claim.reading, status="suggested")
        yield from _parts(text, mark, claim.parts)
    elif machine is not None and machine.promo is not None:
        category = machine.promo.category
        mark = Mark(id=item.id, kind="promo", label="promotional", category=category,
                    status="suggested")  # fmt: skip
        yield from _parts(text, mark, (machine.promo.span,))


def _answered(text: str, item: Item, answer: Answer, names: Mapping[str, str]) -> Iterator[Mark]:
    mark = Mark(
        id=item.id,
        kind=item.kind.value,
        label=answer.label.value if answer.label else "",
        category=item.category,
        status="answered",
        by=(names.get(answer.actor, answer.actor),),
        at=_time(answer.at),
        note=answer.note,
        reading=answer.reading or item.reading,
    )
    yield from _parts(text, mark, [part.span for part in answer.parts or item.parts])


def _settled(text: str, item: Item, names: Mapping[str, str]) -> Iterator[Mark]:
    agreed = [answer for answer in item.answers if answer.label is item.label]
    judge = str((item.adjudication or {}).get("actor", ""))
    people = [judge] if judge else [answer.actor for answer in agreed]
    times = [answer.at for answer in item.answers if answer.at is not None]
    mark = Mark(
        id=item.id,
        kind=item.kind.value,
        label=item.label.value if item.label else "",
        category=item.category,
        status="settled",
        by=tuple(names.get(who, who) for who in people),
        at=_time(max(times, default=None)),
        reading=item.reading,
    )
    yield from _parts(text, mark, [part.span for part in item.parts])


def _parts(text: str, mark: Mark, spans: Iterable[Span]) -> Iterator[Mark]:
    for place, span in enumerate(spans):
        name = f"{mark.id}#{place}" if place else mark.id
        quote = text[span.start : span.end]
        yield replace(mark, id=name, start=span.start, end=span.end, quote=quote)


def _time(at: datetime | None) -> str:
    return at.isoformat() if at else ""
