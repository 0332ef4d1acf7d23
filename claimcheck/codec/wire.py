"""The stored form of a report, field by field: what other tools read (schema 1).

The models below are the schema: :func:`claimcheck.codec.report_schema` publishes them as JSON
Schema, and what is read is validated against them. Unknown keys are allowed,
because the schema grows.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema

from claimcheck.types import (
    BlockKind,
    Design,
    Label,
    Qualifier,
    Reason,
    Severity,
    Standing,
    UnitKind,
)

__all__ = ["ReportWire"]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("must be a string")  # noqa: TRY004 - pydantic reports ValueError
    return value


# pydantic refuses lone surrogates, which an article may hold; texts are only type-checked.
Text = Annotated[str, PlainValidator(_text), WithJsonSchema({"type": "string"})]
Unit01 = Annotated[float, Field(ge=0.0, le=1.0)]


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", use_enum_values=False)


class SpanWire(_Wire):
    start: int = Field(ge=0)
    end: int = Field(gt=0)


class BlockWire(SpanWire):
    kind: BlockKind
    level: int = 0
    origin: Text = ""


class WarnWire(_Wire):
    code: str
    message: Text


class ArticleWire(_Wire):
    id: str
    source: Text
    title: Text
    media_type: str
    text: Text
    encoding: str = ""
    language: str = "en"
    blocks: tuple[BlockWire, ...] = ()
    warnings: tuple[WarnWire, ...] = ()


class UnitWire(SpanWire):
    text: Text
    kind: UnitKind
    reason: str
    check_worthiness: Unit01 = 0.0


class ProbsWire(_Wire):
    supported: Unit01
    unsupported: Unit01
    contradictory: Unit01


class EvidenceWire(_Wire):
    passage_id: str
    doc_id: str
    rank: int = Field(ge=1)
    probs: ProbsWire | None
    title: Text
    citation: Text
    url: Text | None
    year: int | None
    design: Design
    standing: Standing
    stance: Label | None
    score: float
    text: Text
    rationale: tuple[SpanWire, ...]
    publisher: Text = ""
    doi: Text | None = None
    pmid: Text | None = None
    population: Text = ""
    topics: tuple[str, ...] = ()
    looked_up: str = ""
    says: tuple[str, ...] = ()


class VerdictWire(_Wire):
    label: Label | None
    confidence: Unit01 | None
    probs: ProbsWire | None
    reason: Reason
    qualifiers: tuple[Qualifier, ...]
    needs_review: bool
    evidence: tuple[EvidenceWire, ...]


class ClaimWire(SpanWire):
    id: str
    text: Text
    parts: tuple[SpanWire, ...]
    reading: Text
    cluster: str
    attribution: Text
    hedge: Text
    negated: bool
    check_worthiness: Unit01
    implied: bool
    verdict: VerdictWire


class PromoWire(SpanWire):
    text: Text
    category: str
    rule: str
    severity: Severity
    confidence: Unit01
    message: Text
    why: Text
    suggestions: tuple[Text, ...]
    in_quote: bool
    in_heading: bool
    hedged: bool
    attributed: bool


class FindingWire(_Wire):
    kind: str
    message: Text
    spans: tuple[SpanWire, ...]


class ReportWire(_Wire):
    """One checked article. ``start`` and ``end`` count Unicode code points of ``article.text``."""

    schema_version: Literal[1]
    article: ArticleWire
    units: tuple[UnitWire, ...]
    claims: tuple[ClaimWire, ...]
    promo: tuple[PromoWire, ...]
    findings: tuple[FindingWire, ...]
    provenance: dict[str, str]
