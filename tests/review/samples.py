"""Made-up reports for the review store. All prose is our own."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence

from claimcheck.review import Event
from claimcheck.types import (
    Article,
    CheckedClaim,
    Claim,
    Evidence,
    Label,
    Passage,
    Probs,
    PromoSpan,
    Reason,
    Report,
    Severity,
    Span,
    Verdict,
)

BRANCHES = {
    Label.SUPPORTED: Reason.ENTAILED,
    Label.UNSUPPORTED: Reason.NO_EVIDENCE,
    Label.CONTRADICTORY: Reason.CONTRADICTED,
}
FERNWORT = Passage(
    id="fernwort-1",
    doc_id="fernwort",
    text="Fernwort did not change the sleep of forty people. They liked the taste.",
)


def at(text: str, phrase: str, nth: int = 1) -> Span:
    """The nth place of a phrase."""
    start = -1
    for _ in range(nth):
        start = text.index(phrase, start + 1)
    return Span(start=start, end=start + len(phrase))


def verdict(label: Label | None, share: float = 0.6, *passages: Passage) -> Verdict:
    """A verdict that rests on the first sentence of the first passage."""
    if label is None:
        return Verdict(label=None, confidence=None, probs=None, reason=Reason.NOT_CHECKED)
    rest = round((1 - share) / 2, 4)
    probs = Probs(**({str(name): rest for name in Label} | {str(label): share}))
    evidence = tuple(
        Evidence(
            passage=passage,
            rank=rank,
            score=0.5 / rank,
            stance=label if rank == 1 else Label.UNSUPPORTED,
            probs=probs,
            rationale=(Span(start=0, end=passage.text.index(".") + 1),) if rank == 1 else (),
        )
        for rank, passage in enumerate(passages, start=1)
    )
    return Verdict(
        label=label, confidence=share, probs=probs, reason=BRANCHES[label], evidence=evidence,
        needs_review=share < 0.7,
    )  # fmt: skip


def claim(text: str, span: Span, said: Verdict, *, cluster: str = "") -> CheckedClaim:
    """A claim at a place; without a cluster it says what no other does."""
    quote = text[span.start : span.end]
    key = f"{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}-{span.start}"
    made = Claim(
        id=key, span=span, parts=(span,), text=quote, reading=quote, cluster=cluster or f"k{key}"
    )
    return CheckedClaim(claim=made, verdict=said)


def of_claims(
    text: str,
    claims: Sequence[CheckedClaim],
    *,
    title: str = "",
    source: str = "",
    promo: Sequence[str] = (),
    run: str = "1",
) -> Report:
    """A report built by hand."""
    key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return Report(
        article=Article(id=key, text=text, title=title, source=source or f"{key}.txt"),
        units=(),
        claims=tuple(sorted(claims, key=lambda found: found.span)),
        promo=tuple(promo_span(text, phrase) for phrase in promo),
        provenance={"claimcheck": run, "corpus_hash": "c0ffee"},
    )


def report(
    sentences: Sequence[str],
    *,
    confidences: Sequence[float] = (0.6,),
    labels: Sequence[Label | None] = (Label.UNSUPPORTED,),
    promo: Sequence[str] = (),
    run: str = "1",
    source: str = "fernwort.txt",
) -> Report:
    """A report with one claim a sentence; the same sentence is in the same cluster."""
    text, claims, start = " ".join(sentences), [], 0
    for index, sentence in enumerate(sentences):
        span = Span(start=start, end=start + len(sentence))
        start = span.end + 1
        said = verdict(labels[index % len(labels)], confidences[index % len(confidences)], FERNWORT)
        cluster = "k" + hashlib.sha256(sentence.lower().encode("utf-8", "replace")).hexdigest()[:12]
        claims.append(claim(text, span, said, cluster=cluster))
    return of_claims(text, claims, title="Fernwort", source=source, promo=promo, run=run)


def promo_span(text: str, phrase: str) -> PromoSpan:
    return PromoSpan(
        span=at(text, phrase), text=phrase, category="hype_puffery",
        rule="hype_puffery.miracle", severity=Severity.ERROR, confidence=0.9, message="Hype.",
    )  # fmt: skip


def many(count: int, *, each: int = 10, start: int = 0, **options: object) -> list[Report]:
    """Reports with ``count`` claims in all, no two alike."""
    found = []
    for first in range(start, start + count, each):
        numbers = range(first, min(first + each, start + count))
        sentences = [f"Fernwort number {n} calms {n + 3} of {n + 9} sleepers." for n in numbers]
        found.append(report(sentences, **options))  # type: ignore[arg-type]
    return found


def say(actor: str, action: str, item: str = "", **fields: object) -> Event:
    """An event with an id of its own."""
    values: dict[str, object] = {
        "id": str(uuid.uuid4()), "actor": actor, "action": action, "item": item, **fields,
    }  # fmt: skip
    return Event(**values)  # type: ignore[arg-type]


def quoted(text: str, phrase: str) -> dict[str, object]:
    """A span as a client sends it."""
    start = text.index(phrase)
    return {"start": start, "end": start + len(phrase), "quote": phrase}
