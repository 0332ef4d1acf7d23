"""Small, complete values of the core types, for tests."""

from __future__ import annotations

from claimcheck.types import (
    Article,
    CheckedClaim,
    Claim,
    Evidence,
    Finding,
    Label,
    Passage,
    Probs,
    PromoSpan,
    Reason,
    Report,
    Severity,
    Span,
    Unit,
    UnitKind,
    Verdict,
)

TEXT = "Zinc 💊 cures colds. It’s a miracle\u00a0remedy!\r\nSleep well."


def passage(**changes: object) -> Passage:
    values: dict[str, object] = {
        "id": "zinc-colds",
        "doc_id": "zinc-review",
        "text": "Zinc lozenges may shorten colds. Zinc does not cure colds.",
        "title": "Zinc for colds",
        "citation": "A review of zinc. 2024.",
        "url": "https://example.org/zinc",
        "year": 2024,
        "topics": ("zinc",),
    }
    return Passage(**{**values, **changes})  # type: ignore[arg-type]


def verdict(label: Label | None = Label.CONTRADICTORY) -> Verdict:
    if label is None:
        return Verdict(label=None, confidence=None, probs=None, reason=Reason.NOT_CHECKED)
    probs = Probs(supported=0.02, unsupported=0.08, contradictory=0.9)
    found = Evidence(
        passage=passage(),
        rank=1,
        score=0.5,
        stance=label,
        probs=probs,
        rationale=(Span(start=33, end=58),),
    )
    return Verdict(
        label=label, confidence=0.9, probs=probs, reason=Reason.CONTRADICTED, evidence=(found,)
    )


def claim(text: str, start: int, end: int) -> Claim:
    span = Span(start=start, end=end)
    return Claim(
        id=f"c{start}", span=span, parts=(span,), text=text[start:end], reading=text[start:end]
    )


def report(text: str = TEXT, *, start: int = 0, end: int = 19) -> Report:
    """A report with one claim over ``text[start:end]`` and one promotional span inside it."""
    span = Span(start=start, end=end)
    return Report(
        article=Article(id="a1", text=text, title="Zinc", source="zinc.txt"),
        units=(Unit(span=span, text=text[start:end], kind=UnitKind.CLAIM, reason="factual"),),
        claims=(CheckedClaim(claim=claim(text, start, end), verdict=verdict()),),
        promo=(
            PromoSpan(
                span=span,
                text=text[start:end],
                category="cure_claim",
                rule="cure_claim.cures",
                severity=Severity.ERROR,
                confidence=0.95,
                message="Says that a product ends a disease.",
                suggestions=("has been studied for",),
            ),
        ),
        findings=(Finding(kind="harms_missing", message="No harm named.", spans=(span,)),),
        provenance={"claimcheck": "0"},
    )
