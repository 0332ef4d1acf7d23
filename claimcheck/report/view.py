"""What the HTML page shows, worked out before the template sees it.

The template only lays out; every choice of words, order and link is made here,
so that it can be tested without parsing HTML.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.report.links import Link, safe_url, source_links
from claimcheck.report.summary import (
    Counts,
    Overlaps,
    count,
    overlaps,
    risk,
    risk_parts,
    worst_first,
)
from claimcheck.report.words import (
    DESIGN_WORDS,
    QUALIFIER_WORDS,
    REASON_WORDS,
    SEVERITY_ORDER,
    SEVERITY_WORDS,
    STANCE_WORDS,
    STANDING_WORDS,
    LabelWords,
    SeverityWords,
    category_name,
    confidence_words,
    label_words,
    settled_confidence,
)
from claimcheck.types import (
    CheckedClaim,
    Evidence,
    Label,
    Passage,
    PromoSpan,
    Reason,
    Report,
    Span,
    Verdict,
)
from claimcheck.verification.remembering import RECORD

__all__ = ["ClaimView", "EvidenceView", "ItemView", "PageView", "Piece", "PromoView", "page_view"]

# Passages beyond these are counted, not shown: a page must open quickly.
MAX_EVIDENCE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text, marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """One evidence card."""

    stance: str
    key: str
    decisive: bool
    pieces: tuple[Piece, ...]
    passage: Passage
    links: tuple[Link, ...]
    dead_url: str
    design: str
    standing: str
    warned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """One claim's card. ``number`` counts from 1 in the order of the article."""

    number: int
    checked: CheckedClaim
    words: LabelWords
    pieces: tuple[Piece, ...]
    reason: str
    confidence: str
    percent: int | None
    bars: tuple[tuple[LabelWords, int], ...]
    qualifiers: tuple[tuple[str, str], ...]
    evidence: tuple[EvidenceView, ...]
    more_evidence: int
    promo: tuple[int, ...]
    same: tuple[int, ...]

    @property
    def restated(self) -> bool:
        """Whether the reading says more than the text."""
        return self.checked.reading.strip().rstrip(".") != self.checked.text.strip().rstrip(".")


@dataclass(frozen=True, slots=True, kw_only=True)
class PromoView:
    """One promotional phrase's card."""

    number: int
    span: PromoSpan
    words: SeverityWords
    category: str
    percent: int
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One line of the worst-first list."""

    anchor: str
    text: str
    claim: ClaimView | None
    promo: tuple[PromoView, ...]
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """All that the page shows besides the article's text."""

    report: Report
    counts: Counts
    risk: float
    claims: tuple[ClaimView, ...]
    promo: tuple[PromoView, ...]
    items: tuple[ItemView, ...]
    categories: tuple[tuple[str, str, int], ...]
    provenance: tuple[tuple[str, str], ...]

    @property
    def risk_words(self) -> str:
        """The risk score and what made it, heaviest first; empty if nothing was found."""
        parts = ", ".join(f"{part.count} {part.what}" for part in risk_parts(self.report))
        return f"Risk {self.risk:.0f} of 100, to sort articles by: {parts}" if parts else ""

    @property
    def title(self) -> str:
        """The article's title, or its source's last part, or a word for neither."""
        article = self.report.article
        return article.title.strip() or article.source.rsplit("/", 1)[-1] or "Untitled article"


def page_view(report: Report) -> PageView:
    """Work out everything the page shows."""
    found = overlaps(report)
    claims = tuple(_claims(report, found))
    promo = tuple(_promo_view(i, p, found) for i, p in enumerate(report.promo))
    return PageView(
        report=report,
        counts=count(report),
        risk=risk(report),
        claims=claims,
        promo=promo,
        items=_items(report, found, claims, promo),
        categories=_categories(promo),
        provenance=tuple(_flat(report.provenance)),
    )


def marked(text: str, spans: Sequence[Span], *, start: int = 0) -> tuple[Piece, ...]:
    """Cut ``text`` into pieces inside and outside ``spans``, which are offset by ``start``."""
    pieces: list[Piece] = []
    done = 0
    for span in sorted(spans):
        left, right = max(span.start - start, done), min(span.end - start, len(text))
        if left >= right:
            continue
        if left > done:
            pieces.append(Piece(text=text[done:left], marked=False))
        pieces.append(Piece(text=text[left:right], marked=True))
        done = right
    if done < len(text):
        pieces.append(Piece(text=text[done:], marked=False))
    return tuple(pieces)


def _claims(report: Report, found: Overlaps) -> Iterator[ClaimView]:
    clusters: defaultdict[str, list[int]] = defaultdict(list)
    for index, checked in enumerate(report.claims):
        if checked.cluster:
            clusters[checked.cluster].append(index)
    for index, checked in enumerate(report.claims):
        same = tuple(i + 1 for i in clusters.get(checked.cluster, ()) if i != index)
        yield _claim_view(index, checked, promo=found.promo_of[index], same=same)


def _claim_view(
    index: int, checked: CheckedClaim, *, promo: tuple[int, ...], same: tuple[int, ...]
) -> ClaimView:
    verdict = checked.verdict
    evidence = _ordered(verdict.evidence, verdict.label)
    sure = settled_confidence(verdict)
    return ClaimView(
        number=index + 1,
        checked=checked,
        words=label_words(verdict.label),
        pieces=marked(checked.text, checked.parts, start=checked.span.start),
        reason=_reason(verdict),
        confidence=confidence_words(sure),
        percent=None if sure is None else _percent(sure),
        bars=_bars(checked),
        qualifiers=tuple(QUALIFIER_WORDS[q] for q in verdict.qualifiers),
        evidence=tuple(_evidence_view(e, verdict.label) for e in evidence[:MAX_EVIDENCE]),
        more_evidence=max(0, len(evidence) - MAX_EVIDENCE),
        promo=tuple(i + 1 for i in promo),
        same=same,
    )


def _reason(verdict: Verdict) -> str:
    """Why, in words; for what people settled, who did and when."""
    words = REASON_WORDS[verdict.reason]
    record = next((e.passage for e in verdict.evidence if e.passage.doc_id == RECORD), None)
    if verdict.reason is not Reason.REVIEWED or record is None:
        return words
    return f"{record.citation} {words}"


def _bars(checked: CheckedClaim) -> tuple[tuple[LabelWords, int], ...]:
    probs = checked.verdict.probs
    if probs is None:
        return ()
    return tuple(
        (label_words(label), _percent(getattr(probs, label.value)))
        for label in (Label.CONTRADICTORY, Label.UNSUPPORTED, Label.SUPPORTED)
    )


def _decisive(item: Evidence, label: Label | None) -> bool:
    settles = label in (Label.SUPPORTED, Label.CONTRADICTORY)
    return settles and bool(item.rationale) and item.stance == label


def _ordered(evidence: Sequence[Evidence], label: Label | None) -> list[Evidence]:
    """What decided first, then what takes a side, then the rest; each as the verdict has it."""

    def group(item: Evidence) -> int:
        if _decisive(item, label):
            return 0
        return 1 if item.stance in (Label.SUPPORTED, Label.CONTRADICTORY) else 2

    return sorted(evidence, key=group)


def _evidence_view(item: Evidence, label: Label | None) -> EvidenceView:
    passage = item.passage
    links = source_links(passage)
    unused = passage.url if passage.url and not safe_url(passage.url) else ""
    return EvidenceView(
        stance=STANCE_WORDS[item.stance],
        key=item.stance.value if item.stance else "unchecked",
        decisive=_decisive(item, label),
        pieces=marked(passage.text, item.rationale),
        passage=passage,
        links=links,
        dead_url=unused,
        design=DESIGN_WORDS[passage.design],
        standing=STANDING_WORDS[passage.standing],
        warned=passage.standing.value in ("retracted", "concern"),
    )


def _promo_view(index: int, span: PromoSpan, found: Overlaps) -> PromoView:
    return PromoView(
        number=index + 1,
        span=span,
        words=SEVERITY_WORDS[span.severity],
        category=category_name(span.category),
        percent=_percent(span.confidence),
        claims=tuple(i + 1 for i in found.claims_of[index]),
    )


def _items(
    report: Report, found: Overlaps, claims: tuple[ClaimView, ...], promo: tuple[PromoView, ...]
) -> tuple[ItemView, ...]:
    items = []
    for item in worst_first(report, found):
        if item.is_claim:
            view = claims[item.index]
            touching = tuple(sorted((promo[n - 1] for n in view.promo), key=_severest))
            anchor, text = f"c{view.number}", view.checked.text
            made = ItemView(
                anchor=anchor, text=text, claim=view, promo=touching, points=item.points
            )
        else:
            one = promo[item.index]
            anchor, text = f"p{one.number}", one.span.text
            made = ItemView(anchor=anchor, text=text, claim=None, promo=(one,), points=item.points)
        items.append(made)
    return tuple(items)


def _severest(view: PromoView) -> tuple[int, int]:
    return SEVERITY_ORDER.index(view.span.severity), view.number


def _categories(promo: Sequence[PromoView]) -> tuple[tuple[str, str, int], ...]:
    """Category id, name and count of those present, by name."""
    counts: dict[str, int] = {}
    for view in promo:
        counts[view.span.category] = counts.get(view.span.category, 0) + 1
    named = ((category, category_name(category), n) for category, n in counts.items())
    return tuple(sorted(named, key=lambda entry: (entry[1], entry[0])))


def _percent(value: float) -> int:
    """0–100; only a true 1.0 is shown as 100 and only a true 0.0 as 0."""
    whole = round(100 * value)
    if whole >= 100 and value < 1:
        return 99
    return 1 if whole <= 0 and value > 0 else whole


def _flat(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list | tuple):
        yield name, ", ".join(str(inner) for inner in value)
    elif value is not None:
        yield name, str(value)
