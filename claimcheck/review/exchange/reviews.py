"""From the store to what is learnt from: settled claims with what their decision rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from claimcheck.review.records import Choice, Decision, Kind
from claimcheck.review.store import ReviewStore
from claimcheck.training.learn.reviews import Review, SpanReview, cited
from claimcheck.types import Evidence, Label, Span

__all__ = ["reviews_of", "spans_of"]

_RECORD = "review:"


def reviews_of(store: ReviewStore) -> Iterator[Review]:
    """The settled claims of a store.

    :param store: an open store.
    :yields: a review a claim, in the order they came.
    """
    names = _names(store)
    for decision in store.snapshot():
        if decision.kind is Kind.CLAIM:
            yield _review(decision, names)


def spans_of(store: ReviewStore) -> Iterator[SpanReview]:
    """The settled promotional phrases of a store.

    :param store: an open store.
    :yields: a review a phrase, in the order they came.
    """
    names = _names(store)
    for decision in store.snapshot():
        if decision.kind is Kind.PROMO:
            yield _span(decision, names)


def _names(store: ReviewStore) -> dict[str, str]:
    return {person.id: person.name for person in store.people() if not person.erased}


def _review(decision: Decision, names: Mapping[str, str]) -> Review:
    label = None if decision.label is Choice.NOT_A_CLAIM else Label(decision.label.value)
    evidence = tuple(_sources(decision))
    return Review(
        item=decision.item,
        reading=decision.reading or decision.text,
        label=label,
        by=tuple(names.get(who, who) for who in decision.actors),
        at=decision.at.isoformat(),
        article=decision.document,
        random=decision.random,
        agreed=_agreed(decision),
        note=" ".join(answer.note for answer in decision.answers if answer.note),
        evidence=evidence,
        cited=cited(evidence, label, marked=_marked(decision)) if label else (),
        text=decision.text,
        missed=decision.machine is None,
    )


def _span(decision: Decision, names: Mapping[str, str]) -> SpanReview:
    marked = decision.machine.promo if decision.machine else None
    return SpanReview(
        item=decision.item,
        text=decision.text,
        category=decision.category,
        promotional=decision.label is Choice.PROMOTIONAL,
        by=tuple(names.get(who, who) for who in decision.actors),
        at=decision.at.isoformat(),
        rule=marked.rule if marked else "",
        article=decision.document,
    )


def _sources(decision: Decision) -> Iterator[Evidence]:
    """The evidence without the records of earlier reviews, which prove nothing themselves."""
    return (item for item in decision.evidence if not item.passage.id.startswith(_RECORD))


def _marked(decision: Decision) -> dict[str, tuple[Span, ...]]:
    """Rationales that people marked, by passage; of those who decided as it came out."""
    return {
        passage: tuple(spans)
        for answer in decision.answers
        if answer.label is decision.label
        for passage, spans in answer.rationales.items()
        if spans
    }


def _agreed(decision: Decision) -> bool | None:
    """Whether those who answered on their own agreed; ``None`` where only one did."""
    said = [answer.label for answer in decision.answers if answer.label and not answer.via]
    return None if len(said) < 2 else len(set(said)) == 1
