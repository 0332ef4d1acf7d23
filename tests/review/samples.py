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
PASSAGE = "Fernwort was given to forty people. Their sleep did not change."


def verdict(label: Label | None, confidence: float = 0.6) -> Verdict:
    if label is None:
        return Verdict(label=None, confidence=None, probs=None, reason=Reason.NOT_CHECKED)
    rest = (1 - confidence) / 2
    probs = Probs(**({str(name): rest for name in Label} | {str(label): confidence}))
    evidence = Evidence(
        passage=Passage(id="fernwort-1", doc_id="fernwort", text=PASSAGE),
        rank=1,
        score=0.5,
        stance=label,
        probs=probs,
        rationale=(Span(start=36, end=63),),
    )
    return Verdict(
        label=label,
        confidence=confidence,
        probs=probs,
        reason=BRANCHES[label],
        evidence=(evidence,),
    )


def report(
    sentences: Sequence[str],
    *,
    confidences: Sequence[float] = (),
    labels: Sequence[Label | None] = (),
    promo: Sequence[str] = (),
    run: str = "1",
    source: str = "fernwort.txt",
) -> Report:
    """A report with one claim a sentence; the same sentence is in the same cluster."""
    text = " ".join(sentences)
    key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    claims, at = [], 0
    for index, sentence in enumerate(sentences):
        start = text.index(sentence, at)
        at = start + len(sentence)
        span = Span(start=start, end=at)
        label = labels[index % len(labels)] if labels else Label.UNSUPPORTED
        confidence = confidences[index % len(confidences)] if confidences else 0.6
        cluster = "k" + hashlib.sha256(sentence.lower().encode("utf-8", "replace")).hexdigest()[:12]
        claims.append(
            CheckedClaim(
                claim=Claim(
                    id=f"{key}-{index}", span=span, parts=(span,), text=sentence,
                    reading=sentence, cluster=cluster,
                ),
                verdict=verdict(label, confidence),
            )
        )  # fmt: skip
    return Report(
        article=Article(id=key, text=text, title="Fernwort", source=source),
        units=(),
        claims=tuple(claims),
        promo=tuple(promo_span(text, phrase) for phrase in promo),
        provenance={"claimcheck": run, "corpus_hash": "c0ffee"},
    )


def promo_span(text: str, phrase: str) -> PromoSpan:
    start = text.index(phrase)
    return PromoSpan(
        span=Span(start=start, end=start + len(phrase)), text=phrase, category="hype_puffery",
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
