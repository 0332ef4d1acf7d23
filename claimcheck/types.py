"""The core types every stage shares: frozen, slotted, keyword-only, no behaviour.

Offsets are Unicode code points into the unaltered ``Article.text``, half-open:
``0 <= start < end <= len(text)``. Sequences are tuples. Change a value with
:func:`dataclasses.replace`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = [
    "Article",
    "Block",
    "BlockKind",
    "CheckedClaim",
    "Claim",
    "Design",
    "Evidence",
    "Failure",
    "Finding",
    "Label",
    "Passage",
    "Probs",
    "PromoSpan",
    "Qualifier",
    "Reason",
    "Report",
    "Severity",
    "Span",
    "Standing",
    "Unit",
    "UnitKind",
    "Verdict",
    "Warn",
]


class Label(StrEnum):
    """The verdict on a claim. ``unsupported`` does not say *false*: the corpus
    holds nothing that settles the claim.
    """

    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"
    CONTRADICTORY = "contradictory"


class Reason(StrEnum):
    """Why a verdict came out as it did."""

    ENTAILED = "entailed"
    CONTRADICTED = "contradicted"
    CONFLICTING = "conflicting"
    NO_EVIDENCE = "no_evidence"
    OFF_TOPIC = "off_topic"
    TOO_WEAK = "too_weak"
    NUMBER_MISMATCH = "number_mismatch"
    POPULATION_MISMATCH = "population_mismatch"
    RETRACTED_ONLY = "retracted_only"
    REVIEWED = "reviewed"
    NOT_CHECKED = "not_checked"


class Qualifier(StrEnum):
    """What rides on a label and must be said beside it."""

    OVERSTATED = "overstated"
    WEAKER_DESIGN = "weaker_design"
    ANIMAL_OR_CELL_ONLY = "animal_or_cell_only"
    DOSE_DIFFERS = "dose_differs"
    MIXED = "mixed"
    DATED = "dated"


class UnitKind(StrEnum):
    """What a sentence, heading or list item is there for."""

    CLAIM = "claim"
    HEADING = "heading"
    LIST = "list"
    META = "meta"
    QUESTION = "question"
    ADVICE = "advice"
    OPINION = "opinion"
    RESEARCH_CALL = "research_call"
    SALES = "sales"
    BOILERPLATE = "boilerplate"


class BlockKind(StrEnum):
    """The part of the page a stretch of text came from."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    QUOTE = "quote"
    CODE = "code"


class Severity(StrEnum):
    """How harmful a promotional phrase would be (not how likely it is one)."""

    ERROR = "error"
    WARNING = "warning"
    SUGGESTION = "suggestion"


class Design(StrEnum):
    """The kind of source behind a passage."""

    GUIDELINE = "guideline"
    REVIEW = "review"
    TRIAL = "trial"
    OBSERVATIONAL = "observational"
    ANIMAL = "animal"
    IN_VITRO = "in_vitro"
    CASE = "case"
    REGULATOR = "regulator"
    REFERENCE = "reference"


class Standing(StrEnum):
    """Whether a source may still be relied on."""

    CURRENT = "current"
    PREPRINT = "preprint"
    CONCERN = "concern"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open range of code points, ``0 <= start < end``.

    :raises ValueError: if the range is empty, reversed or negative.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, got {self.start}–{self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Warn:
    """Something an editor should know about an input that was read all the same."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of ``Article.text`` with the role it had on the page.

    ``level`` is a heading's or list item's depth from 1 (0 elsewhere); ``origin``
    says where it came from in the file (``"p. 3"``, ``"table 1 row 2"``), or is empty.
    """

    span: Span
    kind: BlockKind
    level: int = 0
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text to check. ``text`` is never altered after ingest.

    For txt and Markdown it is the decoded file; for HTML, PDF and DOCX it is
    the extracted reading text. ``id`` is derived from a hash of the text.
    ``blocks`` are sorted and do not overlap; empty means "not known".
    """

    id: str
    text: str
    title: str = ""
    source: str = ""
    media_type: str = "text/plain"
    encoding: str = ""
    language: str = "en"
    blocks: tuple[Block, ...] = ()
    warnings: tuple[Warn, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A sentence, heading or list item, and what it is there for.

    ``check_worthiness`` is 0–1: how much a reader would want it checked.
    """

    span: Span
    text: str
    kind: UnitKind
    reason: str
    check_worthiness: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One checkable statement, an exact slice of the article.

    ``text == article.text[span.start:span.end]`` always. ``parts`` are the spans
    of a discontinuous claim, first to last (one part: the span itself). ``reading``
    is the self-contained restatement a verifier sees; it never replaces ``text``.
    ``hedge`` is the hedging cue (``"may"``) or empty; ``attribution`` the source the
    article credits (``"Research suggests"``) or empty. ``cluster`` is equal for
    claims that say the same.
    """

    id: str
    span: Span
    parts: tuple[Span, ...]
    text: str
    reading: str
    attribution: str = ""
    hedge: str = ""
    negated: bool = False
    check_worthiness: float = 0.5
    implied: bool = False
    cluster: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """1–4 sentences of a reference corpus, with where they come from.

    ``says`` may name what kind of statement it is: effect, no_effect, harm,
    missing_evidence, mechanism, regulation, background.
    """

    id: str
    doc_id: str
    text: str
    title: str = ""
    citation: str = ""
    publisher: str = ""
    doi: str | None = None
    pmid: str | None = None
    url: str | None = None
    year: int | None = None
    topics: tuple[str, ...] = ()
    population: str = ""
    design: Design = Design.REFERENCE
    standing: Standing = Standing.CURRENT
    looked_up: str = ""
    says: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Probs:
    """Probabilities of the three labels, each 0–1, summing to 1 within rounding."""

    supported: float
    unsupported: float
    contradictory: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A passage found for a claim and what it says about it.

    ``rank`` counts from 1; ``score`` is the retriever's fused score, higher is
    nearer. ``stance``, ``probs`` and ``rationale`` are set by the verifier;
    ``rationale`` spans index ``passage.text``.
    """

    passage: Passage
    rank: int
    score: float
    stance: Label | None = None
    probs: Probs | None = None
    rationale: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a claim holds against the corpus.

    ``label`` is ``None`` where the claim could not be looked up at all
    (``reason`` is then ``not_checked``). ``confidence`` is the calibrated
    probability of the label, 0–1.
    """

    label: Label | None
    confidence: float | None
    probs: Probs | None
    reason: Reason
    qualifiers: tuple[Qualifier, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    needs_review: bool = False

    @property
    def citation(self) -> str:
        """The citation of the evidence that decided, or an empty string."""
        for item in self.evidence:
            if item.rationale and item.stance == self.label:
                return item.passage.citation
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromoSpan:
    """A promotional phrase: how it is classed, why, and what to write instead."""

    span: Span
    text: str
    category: str
    rule: str
    severity: Severity
    confidence: float
    message: str
    why: str = ""
    suggestions: tuple[str, ...] = ()
    in_quote: bool = False
    in_heading: bool = False
    hedged: bool = False
    attributed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something only the whole article shows."""

    kind: str
    message: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedClaim:
    """A claim with its verdict; the claim's fields can be read from here."""

    claim: Claim
    verdict: Verdict

    @property
    def label(self) -> Label | None:
        """The verdict's label; ``None`` if the claim was not checked."""
        return self.verdict.label

    @property
    def confidence(self) -> float | None:
        """The verdict's confidence, 0–1; ``None`` if the claim was not checked."""
        return self.verdict.confidence

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id

    @property
    def span(self) -> Span:
        """The claim's span."""
        return self.claim.span

    @property
    def parts(self) -> tuple[Span, ...]:
        """The claim's parts."""
        return self.claim.parts

    @property
    def text(self) -> str:
        """The claim's text."""
        return self.claim.text

    @property
    def reading(self) -> str:
        """The claim's self-contained restatement."""
        return self.claim.reading

    @property
    def attribution(self) -> str:
        """Whom the article credits, or an empty string."""
        return self.claim.attribution

    @property
    def hedge(self) -> str:
        """The hedging cue, or an empty string."""
        return self.claim.hedge

    @property
    def negated(self) -> bool:
        """Whether the claim is a denial."""
        return self.claim.negated

    @property
    def check_worthiness(self) -> float:
        """How much a reader would want it checked, 0–1."""
        return self.claim.check_worthiness

    @property
    def implied(self) -> bool:
        """Whether the claim is only implied."""
        return self.claim.implied

    @property
    def cluster(self) -> str:
        """Equal for claims that say the same."""
        return self.claim.cluster


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that was found in one article.

    ``provenance`` names versions and hashes of code, models, corpus and settings;
    it is never changed after the report is made.
    """

    article: Article
    units: tuple[Unit, ...]
    claims: tuple[CheckedClaim, ...]
    promo: tuple[PromoSpan, ...]
    findings: tuple[Finding, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input that could not be checked; a batch returns it and goes on.

    ``code`` is stable (``E201``), ``stage`` is the step that failed, ``error`` one sentence.
    """

    source: str
    stage: str
    error: str
    code: str = "E000"
