"""Reports to JSON values and back; spans are checked against the text when read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from claimcheck.codec.files import read_jsonl
from claimcheck.errors import CodecError
from claimcheck.types import (
    Article,
    Block,
    CheckedClaim,
    Claim,
    Evidence,
    Failure,
    Finding,
    Passage,
    Probs,
    PromoSpan,
    Report,
    Span,
    Unit,
    Verdict,
    Warn,
)

if TYPE_CHECKING:
    from pydantic import BaseModel

    from claimcheck.codec import wire

_Wire = TypeVar("_Wire", bound="BaseModel")

__all__ = [
    "SCHEMA_VERSION",
    "claim_from_json",
    "claim_to_json",
    "evidence_from_json",
    "evidence_to_json",
    "failure_to_json",
    "promo_from_json",
    "promo_to_json",
    "read_reports",
    "report_from_json",
    "report_schema",
    "report_to_json",
]

SCHEMA_VERSION = 1


def report_to_json(report: Report) -> dict[str, Any]:
    """A report as plain JSON values (schema 1): dicts, lists, strings and numbers.

    Probabilities and confidences are rounded to four decimals, scores to six.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "article": _article(report.article),
        "units": [_unit(unit) for unit in report.units],
        "claims": [_claim(claim) for claim in report.claims],
        "promo": [_promo(span) for span in report.promo],
        "findings": [
            {"kind": f.kind, "message": f.message, "spans": [_span(s) for s in f.spans]}
            for f in report.findings
        ],
        "provenance": dict(report.provenance),
    }


def report_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one report."""
    from claimcheck.codec.wire import ReportWire

    schema = ReportWire.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def failure_to_json(failure: Failure) -> dict[str, str]:
    """A failed input as plain JSON values."""
    return asdict(failure)


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _article(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "source": article.source,
        "title": article.title,
        "media_type": article.media_type,
        "text": article.text,
        "encoding": article.encoding,
        "language": article.language,
        "blocks": [
            {**_span(b.span), "kind": b.kind.value, "level": b.level, "origin": b.origin}
            for b in article.blocks
        ],
        "warnings": [asdict(warning) for warning in article.warnings],
    }


def _unit(unit: Unit) -> dict[str, Any]:
    return {
        **_span(unit.span),
        "text": unit.text,
        "kind": unit.kind.value,
        "reason": unit.reason,
        "check_worthiness": round(unit.check_worthiness, 4),
    }


def _claim(checked: CheckedClaim) -> dict[str, Any]:
    claim = checked.claim
    return {
        "id": claim.id,
        **_span(claim.span),
        "text": claim.text,
        "parts": [_span(part) for part in claim.parts],
        "reading": claim.reading,
        "cluster": claim.cluster,
        "attribution": claim.attribution,
        "hedge": claim.hedge,
        "negated": claim.negated,
        "check_worthiness": round(claim.check_worthiness, 4),
        "implied": claim.implied,
        "verdict": _verdict(checked.verdict),
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "label": verdict.label.value if verdict.label else None,
        "confidence": None if verdict.confidence is None else round(verdict.confidence, 4),
        "probs": _probs(verdict.probs),
        "reason": verdict.reason.value,
        "qualifiers": [qualifier.value for qualifier in verdict.qualifiers],
        "needs_review": verdict.needs_review,
        "evidence": [_evidence(item) for item in verdict.evidence],
    }


def _probs(probs: Probs | None) -> dict[str, float] | None:
    return None if probs is None else {k: round(v, 4) for k, v in asdict(probs).items()}


def _evidence(item: Evidence) -> dict[str, Any]:
    passage = item.passage
    return {
        "passage_id": passage.id,
        "doc_id": passage.doc_id,
        "rank": item.rank,
        "probs": _probs(item.probs),
        "title": passage.title,
        "citation": passage.citation,
        "url": passage.url,
        "year": passage.year,
        "design": passage.design.value,
        "standing": passage.standing.value,
        "stance": item.stance.value if item.stance else None,
        "score": round(item.score, 6),
        "text": passage.text,
        "rationale": [_span(span) for span in item.rationale],
        "publisher": passage.publisher,
        "doi": passage.doi,
        "pmid": passage.pmid,
        "population": passage.population,
        "topics": list(passage.topics),
        "looked_up": passage.looked_up,
        "says": list(passage.says),
    }


def _promo(span: PromoSpan) -> dict[str, Any]:
    return {
        **_span(span.span),
        "text": span.text,
        "category": span.category,
        "rule": span.rule,
        "severity": span.severity.value,
        "confidence": round(span.confidence, 4),
        "message": span.message,
        "why": span.why,
        "suggestions": list(span.suggestions),
        "in_quote": span.in_quote,
        "in_heading": span.in_heading,
        "hedged": span.hedged,
        "attributed": span.attributed,
    }


def report_from_json(value: Mapping[str, Any]) -> Report:
    """The report that :func:`report_to_json` wrote.

    :param value: the object.
    :returns: the report, every field checked.
    :raises CodecError: if a field is missing or wrong, the schema version is not
        known, or a span does not match its text.
    """
    from pydantic import ValidationError

    from claimcheck.codec.wire import ReportWire

    try:
        stored = ReportWire.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the top level"
        raise CodecError(
            f"This is not a claimcheck report of schema {SCHEMA_VERSION}: at {place}, "
            f"{first['msg']}."
        ) from error
    report = _report(stored)
    _check_slices(report)
    return report


def _check_slices(report: Report) -> None:
    text = report.article.text
    claims = (checked.claim for checked in report.claims)
    quoted: tuple[Unit | Claim | PromoSpan, ...] = (*report.units, *claims, *report.promo)
    for part in quoted:
        if text[part.span.start : part.span.end] != part.text:
            raise CodecError(
                f"The span {part.span.start}–{part.span.end} of article {report.article.id} does "
                "not match its quoted text; offsets must count Unicode code points."
            )


def _to_span(stored: wire.SpanWire) -> Span:
    return Span(start=stored.start, end=stored.end)


def _report(stored: wire.ReportWire) -> Report:
    return Report(
        article=_to_article(stored.article),
        units=tuple(
            Unit(
                span=_to_span(u),
                text=u.text,
                kind=u.kind,
                reason=u.reason,
                check_worthiness=u.check_worthiness,
            )
            for u in stored.units
        ),
        claims=tuple(_to_claim(claim) for claim in stored.claims),
        promo=tuple(_to_promo(span) for span in stored.promo),
        findings=tuple(
            Finding(kind=f.kind, message=f.message, spans=tuple(_to_span(s) for s in f.spans))
            for f in stored.findings
        ),
        provenance=stored.provenance,
    )


def _to_article(stored: wire.ArticleWire) -> Article:
    return Article(
        id=stored.id,
        text=stored.text,
        title=stored.title,
        source=stored.source,
        media_type=stored.media_type,
        encoding=stored.encoding,
        language=stored.language,
        blocks=tuple(
            Block(span=_to_span(b), kind=b.kind, level=b.level, origin=b.origin)
            for b in stored.blocks
        ),
        warnings=tuple(Warn(code=w.code, message=w.message) for w in stored.warnings),
    )


def _to_claim(stored: wire.ClaimWire) -> CheckedClaim:
    claim = Claim(
        id=stored.id,
        span=_to_span(stored),
        parts=tuple(_to_span(part) for part in stored.parts),
        text=stored.text,
        reading=stored.reading,
        attribution=stored.attribution,
        hedge=stored.hedge,
        negated=stored.negated,
        check_worthiness=stored.check_worthiness,
        implied=stored.implied,
        cluster=stored.cluster,
    )
    return CheckedClaim(claim=claim, verdict=_to_verdict(stored.verdict))


def _to_probs(stored: wire.ProbsWire | None) -> Probs | None:
    return None if stored is None else Probs(**stored.model_dump())


def _to_verdict(stored: wire.VerdictWire) -> Verdict:
    return Verdict(
        label=stored.label,
        confidence=stored.confidence,
        probs=_to_probs(stored.probs),
        reason=stored.reason,
        qualifiers=stored.qualifiers,
        evidence=tuple(_to_evidence(item) for item in stored.evidence),
        needs_review=stored.needs_review,
    )


def _to_evidence(stored: wire.EvidenceWire) -> Evidence:
    passage = Passage(
        id=stored.passage_id,
        **{name: getattr(stored, name) for name in Passage.__dataclass_fields__ if name != "id"},
    )
    return Evidence(
        passage=passage,
        rank=stored.rank,
        score=stored.score,
        stance=stored.stance,
        probs=_to_probs(stored.probs),
        rationale=tuple(_to_span(span) for span in stored.rationale),
    )


def _to_promo(stored: wire.PromoWire) -> PromoSpan:
    shared = {n: getattr(stored, n) for n in PromoSpan.__dataclass_fields__ if n != "span"}
    return PromoSpan(span=_to_span(stored), **shared)


def claim_to_json(claim: CheckedClaim) -> dict[str, Any]:
    """A claim with its verdict, as a report holds it."""
    return _claim(claim)


def promo_to_json(span: PromoSpan) -> dict[str, Any]:
    """A promotional span, as a report holds it."""
    return _promo(span)


def evidence_to_json(item: Evidence) -> dict[str, Any]:
    """A piece of evidence, as a report holds it."""
    return _evidence(item)


def claim_from_json(value: Mapping[str, Any]) -> CheckedClaim:
    """The claim that :func:`claim_to_json` wrote.

    :param value: the object.
    :returns: the claim with its verdict.
    :raises CodecError: if a field is missing or wrong.
    """
    from claimcheck.codec.wire import ClaimWire

    return _to_claim(_validated(ClaimWire, value))


def promo_from_json(value: Mapping[str, Any]) -> PromoSpan:
    """The span that :func:`promo_to_json` wrote.

    :param value: the object.
    :returns: the span.
    :raises CodecError: if a field is missing or wrong.
    """
    from claimcheck.codec.wire import PromoWire

    return _to_promo(_validated(PromoWire, value))


def evidence_from_json(value: Mapping[str, Any]) -> Evidence:
    """The piece of evidence that :func:`evidence_to_json` wrote.

    :param value: the object.
    :returns: the piece of evidence.
    :raises CodecError: if a field is missing or wrong, or a rationale leaves the passage.
    """
    from claimcheck.codec.wire import EvidenceWire

    found = _to_evidence(_validated(EvidenceWire, value))
    if any(span.end > len(found.passage.text) for span in found.rationale):
        raise CodecError(f"A rationale of passage {found.passage.id!r} leaves its text.")
    return found


def _validated(model: type[_Wire], value: Mapping[str, Any]) -> _Wire:
    from pydantic import ValidationError

    try:
        return model.model_validate(value)
    except (ValidationError, ValueError) as error:
        raise CodecError(
            f"This is no {model.__name__.removesuffix('Wire').lower()}: {error}"
        ) from error


def read_reports(path: Path) -> Iterator[Report]:
    """The reports of a file: a JSON object, a JSON array, or JSONL (also gzipped).

    :param path: the file.
    :yields: the reports in the order of the file.
    :raises CodecError: if the file holds no reports of this schema.
    """
    if path.name.endswith((".jsonl", ".jsonl.gz")):
        yield from map(report_from_json, read_jsonl(path))
        return
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CodecError(f"{path} cannot be read as a report: {error}.") from error
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, dict):
            raise CodecError(f"{path} holds a {type(item).__name__} where a report is expected.")
        yield report_from_json(item)
