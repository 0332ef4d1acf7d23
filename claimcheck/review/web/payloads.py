"""What the page's script is told: plain JSON values made from the store's records.

Others' answers and, in blind mode, the machine's label never leave the server for a viewer
who may not see them: what is hidden is absent, not merely not shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from claimcheck import codec
from claimcheck.report.links import source_links
from claimcheck.report.words import (
    DESIGN_WORDS,
    QUALIFIER_WORDS,
    REASON_WORDS,
    STANDING_WORDS,
    category_name,
    confidence_words,
    settled_confidence,
)
from claimcheck.review.records import (
    Action,
    Anchor,
    Answer,
    Choice,
    Document,
    HistoryEntry,
    Item,
    Recorded,
    Task,
)
from claimcheck.review.web.words import ACTION_WORDS, CHOICE_WORDS
from claimcheck.types import Evidence, PromoSpan, Verdict

__all__ = ["document", "evidence", "history", "is_blind", "item", "recorded", "task"]


def task(found: Task, shown: dict[str, Any]) -> dict[str, Any]:
    """A task with its item, already made JSON."""
    return {
        "item": shown,
        "random": found.random,
        "expires": found.expires.isoformat(),
        "title": found.title,
    }


def item(found: Item, *, viewer: str) -> dict[str, Any]:
    """An item for its viewer.

    :param found: the item as its viewer may see it.
    :param viewer: the viewer's name.
    :returns: JSON values.
    """
    blind = is_blind(found)
    return {
        **_brief(found),
        "reading": found.reading,
        "machine": None if blind else _machine(found),
        "blind": blind,
        "evidence": [evidence(e) for e in _evidence(found)],
        "mine": next((_answer(a) for a in found.answers if a.actor == viewer), None),
        "others": [_answer(a) for a in found.answers if a.actor != viewer and a.label],
        "adjudication": dict(found.adjudication) if found.adjudication else None,
        "cluster": f"{found.kind.value} {found.cluster}" if found.cluster else "",
        "repeats": found.repeats,
        "target": found.target,
        "finished": found.finished,
        "hidden": found.hidden,
    }


def _brief(found: Item) -> dict[str, Any]:
    return {
        "id": found.id,
        "document": found.document_id,
        "kind": found.kind.value,
        "version": found.version,
        "status": found.status.value,
        "source": found.source.value,
        "origin": found.origin,
        "label": found.label.value if found.label else None,
        "label_words": CHOICE_WORDS[found.label] if found.label else "",
        "parts": _parts(found.parts),
        "text": found.text,
        "category": category_name(found.category) if found.category else "",
    }


def _parts(parts: Sequence[Anchor]) -> list[dict[str, Any]]:
    return [{"start": p.start, "end": p.end, "quote": p.quote} for p in parts]


def _machine(found: Item) -> dict[str, Any] | None:
    if found.machine is None:
        return None
    if found.machine.promo is not None:
        return _promo(found.machine.promo)
    if found.machine.claim is not None:
        return _verdict(found.machine.claim.verdict)
    return None


def _verdict(found: Verdict) -> dict[str, Any]:
    label = Choice(found.label.value) if found.label else None
    sure = settled_confidence(found)
    return {
        "label": label,
        "words": CHOICE_WORDS[label] if label else "Not checked",
        "percent": None if sure is None else round(sure * 100),
        "sure": confidence_words(sure),
        "why": REASON_WORDS[found.reason],
        "qualifiers": [": ".join(QUALIFIER_WORDS[q]) for q in found.qualifiers],
    }


def _promo(found: PromoSpan) -> dict[str, Any]:
    return {
        "label": Choice.PROMOTIONAL,
        "words": f"{category_name(found.category)}, {found.severity.value}",
        "percent": round(found.confidence * 100),
        "sure": confidence_words(found.confidence),
        "why": found.message,
        "qualifiers": [found.why] if found.why else [],
    }


def _evidence(found: Item) -> tuple[Evidence, ...]:
    if found.machine is None or found.machine.claim is None:
        return ()
    return found.machine.claim.verdict.evidence


def is_blind(found: Item) -> bool:
    """Whether the store keeps the machine's label of an item from its viewer."""
    machine = found.machine
    return found.hidden and machine is not None and machine.claim is not None and not machine.id


def evidence(found: Evidence) -> dict[str, Any]:
    """A passage with what can be said of it in words; ``wire`` is what an event sends back."""
    passage = found.passage
    return {
        "id": passage.id,
        "text": passage.text,
        "title": passage.citation or passage.title or passage.doc_id,
        "facts": [
            fact
            for fact in (
                str(passage.year or ""),
                DESIGN_WORDS[passage.design],
                passage.population,
            )
            if fact
        ],
        "standing": passage.standing.value,
        "standing_words": STANDING_WORDS[passage.standing],
        "links": [{"text": link.text, "url": link.url} for link in source_links(passage)],
        "stance": found.stance.value if found.stance else None,
        "rationale": [{"start": s.start, "end": s.end} for s in found.rationale],
        "wire": codec.evidence_to_json(found),
    }


def _answer(found: Answer) -> dict[str, Any]:
    return {
        "actor": found.actor,
        "label": found.label.value if found.label else None,
        "words": CHOICE_WORDS[found.label] if found.label else "",
        "parts": _parts(found.parts) if found.parts else None,
        "reading": found.reading,
        "evidence": [evidence(e) for e in found.evidence],
        "dropped": list(found.dropped),
        "rationales": {
            key: [{"start": s.start, "end": s.end} for s in spans]
            for key, spans in found.rationales.items()
        },
        "note": found.note,
        "skipped": found.skipped,
        "event": found.event,
        "via": found.via,
    }


def document(found: Document) -> dict[str, Any]:
    """A document's text and where its items are."""
    return {
        "id": found.id,
        "text": found.text,
        "title": found.title,
        "source": found.source,
        "items": [_brief(i) for i in found.items],
    }


def history(found: HistoryEntry) -> dict[str, Any]:
    """An event in a line."""
    label = found.new.get("label") or (found.new.get("machine") or {}).get("label")
    return {
        "id": found.id,
        "actor": found.actor,
        "action": found.action.value,
        "words": _words(found.action, found.new, label),
        "note": found.note,
        "at": found.server_time.isoformat(),
        "standing": found.standing,
    }


def _words(action: Action, new: Mapping[str, Any], label: object) -> str:
    said = ACTION_WORDS[action]
    if label in set(Choice):
        said += f": {CHOICE_WORDS[Choice(str(label))]}"
    if action is Action.ADJUDICATE and new.get("outcome") == "all_wrong":
        said += " (all answers wrong)"
    return said


def recorded(found: Recorded, shown: dict[str, Any] | None) -> dict[str, Any]:
    """What became of an event, with the item as it now stands (already made JSON)."""
    return {
        "id": found.event.id,
        "result": found.result.value,
        "version": found.version,
        "item": shown,
        "since": [history(entry) for entry in found.since],
        "made": list(found.made),
        "message": found.message,
    }
