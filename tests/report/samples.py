"""Made-up articles with every kind of mark, for the renderers. All prose is our own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from claimcheck.types import (
    Article,
    Block,
    BlockKind,
    CheckedClaim,
    Claim,
    Design,
    Evidence,
    Finding,
    Label,
    Passage,
    Probs,
    PromoSpan,
    Qualifier,
    Reason,
    Report,
    Severity,
    Span,
    Standing,
    Unit,
    UnitKind,
    Verdict,
    Warn,
)

ARTICLE = """# Seven reasons to love moonroot 🌙

Moonroot is the talk of every wellness shop this year. People have chewed the bitter root \
for centuries, and it is completely safe because it is natural.

## What the root does

Moonroot cures insomnia in three nights. Studies show that it lowers blood pressure, and, \
according to one small trial, shortens the time to fall asleep by about nine minutes.

- It contains glycosides, which slow the heart in frogs.
- Taking 400 mg a day prevents kidney stones.
- Unlike sleeping pills, moonroot, even in large doses, has no side effects.

Some people feel drowsy the next morning. Moonroot does not replace treatment for sleep apnoea.

## Who should take care?

Moonroot may thin the blood, so ask your doctor before you combine it with warfarin. \
Everyone over forty needs it. 👩‍⚕️ Order today and sleep like a child tonight!

Moonroot cures insomnia in three nights, as our readers keep telling us.
"""

HOSTILE = (
    "Tea & <b>honey</b>\r\n"
    "\r\n"
    "<script>document.title='owned'</script> cures gout.\r\n"
    "שלום: תה ירוק מרפא הצטננות, בלי תופעות לוואי.\r\n"
    "Green tea is safe\u202eefas ton si\u202c for eve\u200bryone 👨‍👩‍👧 & more\u00ad.\n"
    "Old Mac line\rbreaks here; \x1b[31mred\x1b[0m and \x00 nul.\n"
    "\ttabbed   wide   </span></main> \"quoted\" 'single' {{ 7*7 }} ${x} ]]> <!-- a\n"
    "=SUM(A1) is a formula."
)


def at(text: str, phrase: str, nth: int = 1) -> Span:
    """The nth place of a phrase in a text (tests only: the package never searches again)."""
    start = -1
    for _ in range(nth):
        start = text.index(phrase, start + 1)
    return Span(start=start, end=start + len(phrase))


def passage(key: str, text: str, **changes: object) -> Passage:
    values: dict[str, object] = {
        "id": f"{key}-1",
        "doc_id": key,
        "text": text,
        "title": f"About {key}",
        "citation": f"Example A, Sample B. About {key}. Journal of Made-up Results. 2021.",
        "year": 2021,
    }
    return Passage(**{**values, **changes})  # type: ignore[arg-type]


def evidence(
    found: Passage, *, rank: int = 1, stance: Label | None = None, rationale: str = ""
) -> Evidence:
    spans = (at(found.text, rationale),) if rationale else ()
    return Evidence(passage=found, rank=rank, score=1 / (60 + rank), stance=stance, rationale=spans)


def verdict(label: Label | None, confidence: float, reason: Reason, **changes: object) -> Verdict:
    if label is None:
        return Verdict(label=None, confidence=None, probs=None, reason=Reason.NOT_CHECKED)
    rest = (1 - confidence) / 2
    shares = {"supported": rest, "unsupported": rest, "contradictory": rest} | {label: confidence}
    return Verdict(
        label=label,
        confidence=confidence,
        probs=Probs(**shares),
        reason=reason,
        **changes,  # type: ignore[arg-type]
    )


@dataclass
class Draft:
    """Collects the marks of one article."""

    text: str
    claims: list[CheckedClaim] = field(default_factory=list)
    promo: list[PromoSpan] = field(default_factory=list)

    def claim(self, *phrases: str | Span, verdict: Verdict, **changes: object) -> None:
        parts = tuple(p if isinstance(p, Span) else at(self.text, p) for p in phrases)
        span = Span(start=parts[0].start, end=parts[-1].end)
        quoted = self.text[span.start : span.end]
        values: dict[str, object] = {"reading": quoted, "check_worthiness": 0.6}
        made = Claim(
            id=f"k{len(self.claims) + 1}",
            span=span,
            parts=parts,
            text=quoted,
            **{**values, **changes},  # type: ignore[arg-type]
        )
        self.claims.append(CheckedClaim(claim=made, verdict=verdict))

    def sell(
        self, phrase: str | Span, category: str, severity: Severity, *, message: str, **more: object
    ) -> None:
        span = phrase if isinstance(phrase, Span) else at(self.text, phrase)
        self.promo.append(
            PromoSpan(
                span=span,
                text=self.text[span.start : span.end],
                category=category,
                rule=f"{category}.sample",
                severity=severity,
                confidence=0.88,
                message=message,
                **more,  # type: ignore[arg-type]
            )
        )


SLEEP = passage(
    "moonroot-sleep",
    "In 84 adults with insomnia, moonroot shortened the time to fall asleep by 9 minutes. "
    "No participant was free of insomnia after four weeks.",
    doi="10.5555/moonroot.2021.7",
    pmid="99999901",
    population="84 adults",
    design=Design.TRIAL,
)
SAFETY = passage(
    "moonroot-safety",
    "Nausea and slow pulse were reported by 12 of 84 participants. "
    "Liver injury has been described in two cases.",
    url="https://example.org/moonroot/safety?lang=en&page=2",
    design=Design.REVIEW,
    year=2019,
)
RETRACTED = passage(
    "moonroot-stones",
    "Moonroot extract prevented kidney stones in rats given 400 mg per kg.",
    url="javascript:alert(document.domain)",
    design=Design.ANIMAL,
    standing=Standing.RETRACTED,
    year=2008,
)
FROGS = passage(
    "moonroot-heart",
    "Glycosides of moonroot slowed the isolated heart of the frog. <img src=x onerror=alert(1)>",
    url="https://user@example.org/",
    design=Design.IN_VITRO,
    year=1994,
    standing=Standing.CONCERN,
)


def moonroot() -> Report:
    """A realistic report: every verdict, discontinuous and overlapping marks, clusters."""
    draft = Draft(text=ARTICLE)
    _claims(draft)
    _promo(draft)
    draft.claims.sort(key=lambda c: (c.span.start, c.span.end))
    draft.promo.sort(key=lambda p: (p.span.start, p.span.end, p.category))
    return Report(
        article=Article(
            id="a" + hashlib.sha256(ARTICLE.encode()).hexdigest()[:16],
            text=ARTICLE,
            title="Seven reasons to love moonroot",
            source="shop/blog/moonroot.md",
            media_type="text/markdown",
            encoding="utf-8",
            blocks=_blocks(ARTICLE),
            warnings=(Warn(code="W101", message="The file says nothing about its author."),),
        ),
        units=(*_units(ARTICLE), _sales(ARTICLE)),
        claims=tuple(draft.claims),
        promo=tuple(draft.promo),
        findings=(
            Finding(
                kind="self_contradiction",
                message="The article says “no side effects” and also that some people feel drowsy.",
                spans=(at(ARTICLE, "no side effects"), at(ARTICLE, "Some people feel drowsy")),
            ),
            Finding(kind="no_sources", message="No study is named or linked."),
        ),
        provenance={
            "claimcheck": "0.1.0",
            "corpus": "sample-corpus",
            "verifier": "abc123",
            "passages": "10",
        },
    )


def _claims(draft: Draft) -> None:
    contradicted = verdict(
        Label.CONTRADICTORY,
        0.94,
        Reason.CONTRADICTED,
        evidence=(
            evidence(
                SLEEP,
                stance=Label.CONTRADICTORY,
                rationale="No participant was free of insomnia after four weeks.",
            ),
            evidence(SAFETY, rank=2, stance=Label.UNSUPPORTED),
        ),
    )
    draft.claim(
        at(ARTICLE, "Moonroot cures insomnia in three nights"),
        verdict=contradicted,
        cluster="k-cures",
    )
    draft.claim(
        at(ARTICLE, "Moonroot cures insomnia in three nights", 2),
        verdict=contradicted,
        cluster="k-cures",
    )
    draft.claim(
        "it is completely safe because it is natural",
        reading="Moonroot is completely safe because it is natural.",
        verdict=verdict(
            Label.CONTRADICTORY,
            0.81,
            Reason.CONTRADICTED,
            needs_review=True,
            qualifiers=(Qualifier.MIXED,),
            evidence=(
                evidence(
                    SAFETY, stance=Label.CONTRADICTORY, rationale="Nausea and slow pulse were"
                ),
            ),
        ),
    )
    draft.claim(
        "it lowers blood pressure",
        reading="Moonroot lowers blood pressure.",
        attribution="Studies show",
        verdict=verdict(Label.UNSUPPORTED, 0.72, Reason.NO_EVIDENCE, evidence=()),
    )
    draft.claim(
        "it",
        "shortens the time to fall asleep by about nine minutes",
        reading="Moonroot shortens the time to fall asleep by about nine minutes.",
        attribution="according to one small trial",
        verdict=verdict(
            Label.SUPPORTED,
            0.91,
            Reason.ENTAILED,
            qualifiers=(Qualifier.OVERSTATED, Qualifier.DATED),
            evidence=(
                evidence(
                    SLEEP,
                    stance=Label.SUPPORTED,
                    rationale="moonroot shortened the time to fall asleep by 9 minutes",
                ),
            ),
        ),
    )
    draft.claims[-1] = _from_it(draft)
    draft.claim(
        "glycosides, which slow the heart in frogs",
        reading="Glycosides of moonroot slow the heart in frogs.",
        verdict=verdict(
            Label.SUPPORTED,
            0.77,
            Reason.ENTAILED,
            qualifiers=(Qualifier.ANIMAL_OR_CELL_ONLY,),
            evidence=(evidence(FROGS, stance=Label.SUPPORTED, rationale="slowed the isolated"),),
        ),
    )
    draft.claim(
        "Taking 400 mg a day prevents kidney stones",
        reading="Taking 400 mg of moonroot a day prevents kidney stones.",
        verdict=verdict(
            Label.UNSUPPORTED,
            0.66,
            Reason.RETRACTED_ONLY,
            qualifiers=(Qualifier.DOSE_DIFFERS,),
            evidence=(evidence(RETRACTED, stance=Label.SUPPORTED, rationale="kidney stones"),),
        ),
    )
    draft.claim(
        "moonroot",
        "has no side effects",
        reading="Moonroot has no side effects.",
        verdict=verdict(
            Label.CONTRADICTORY,
            0.97,
            Reason.CONTRADICTED,
            evidence=(
                evidence(
                    SAFETY,
                    stance=Label.CONTRADICTORY,
                    rationale="Liver injury has been described in two cases.",
                ),
            ),
        ),
    )
    draft.claims[-1] = _no_side_effects(draft)
    draft.claim(
        "Moonroot does not replace treatment for sleep apnoea",
        negated=True,
        verdict=verdict(None, 0.0, Reason.NOT_CHECKED),
    )
    draft.claim(
        "Moonroot may thin the blood",
        hedge="may",
        verdict=verdict(Label.UNSUPPORTED, 0.58, Reason.TOO_WEAK, needs_review=True),
    )


def _reparted(checked: CheckedClaim, parts: tuple[Span, ...], text: str) -> CheckedClaim:
    span = Span(start=parts[0].start, end=parts[-1].end)
    old = checked.claim
    made = Claim(
        id=old.id,
        span=span,
        parts=parts,
        text=text[span.start : span.end],
        reading=old.reading,
        attribution=old.attribution,
        check_worthiness=old.check_worthiness,
    )
    return CheckedClaim(claim=made, verdict=checked.verdict)


def _from_it(draft: Draft) -> CheckedClaim:
    """A discontinuous claim whose first part lies inside another claim."""
    lowers = at(ARTICLE, "it lowers blood pressure")
    rest = at(ARTICLE, "shortens the time to fall asleep by about nine minutes")
    parts = (Span(start=lowers.start, end=lowers.start + 2), rest)
    return _reparted(draft.claims[-1], parts, ARTICLE)


def _no_side_effects(draft: Draft) -> CheckedClaim:
    parts = (at(ARTICLE, "moonroot, even", 1), at(ARTICLE, "has no side effects"))
    first = Span(start=parts[0].start, end=parts[0].start + len("moonroot"))
    return _reparted(draft.claims[-1], (first, parts[1]), ARTICLE)


def _promo(draft: Draft) -> None:
    draft.sell(
        "the talk of every wellness shop",
        "popularity_bandwagon",
        Severity.SUGGESTION,
        message="Popularity is given as a reason to believe.",
        suggestions=("is sold in health shops",),
    )
    draft.sell(
        "completely safe",
        "safety_assurance",
        Severity.ERROR,
        message="Promises that there is no risk at all.",
        why="No substance is free of risk; a reader may skip a check that matters.",
        suggestions=(
            "side effects reported include nausea and a slow pulse",
            "long-term safety is not known",
        ),
    )
    draft.sell(
        "safe because it is natural",
        "appeal_to_nature",
        Severity.WARNING,
        message="Natural origin is offered as proof of safety.",
        suggestions=("of plant origin, which says nothing about safety",),
    )
    draft.sell(
        at(ARTICLE, "cures insomnia"),
        "cure_claim",
        Severity.ERROR,
        message="Says that a product ends a condition outright.",
        why="Regulators treat a promised cure as a sign of health fraud.",
        suggestions=("has been studied for sleep; no trial shows that it ends insomnia",),
    )
    draft.sell(
        "Studies show",
        "vague_authority",
        Severity.WARNING,
        message="Credits studies that the reader cannot look up.",
        attributed=True,
        suggestions=("name the study: who, when, in how many people",),
    )
    draft.sell(
        "Unlike sleeping pills",
        "medicine_substitute",
        Severity.ERROR,
        message="Sets the product against prescribed medicine.",
    )
    draft.sell(
        "Order today",
        "fear_urgency_sales",
        Severity.WARNING,
        message="A direct call to buy.",
        suggestions=("leave out",),
    )
    draft.sell(
        "Seven reasons to love",
        "hype_puffery",
        Severity.SUGGESTION,
        message="Praise that cannot be checked.",
        in_heading=True,
    )


def _blocks(text: str) -> tuple[Block, ...]:
    blocks = []
    at_ = 0
    for line in text.splitlines(keepends=True):
        body = line.strip()
        start, at_ = at_, at_ + len(line)
        if not body:
            continue
        span = Span(start=start, end=start + len(line.rstrip()))
        if body.startswith("#"):
            level = len(body) - len(body.lstrip("#"))
            blocks.append(Block(span=span, kind=BlockKind.HEADING, level=level))
        elif body.startswith("- "):
            blocks.append(Block(span=span, kind=BlockKind.LIST_ITEM, level=1))
        else:
            blocks.append(Block(span=span, kind=BlockKind.PARAGRAPH))
    return tuple(blocks)


def _units(text: str) -> tuple[Unit, ...]:
    return tuple(
        Unit(
            span=block.span,
            text=text[block.span.start : block.span.end],
            kind=UnitKind.HEADING if block.kind == BlockKind.HEADING else UnitKind.CLAIM,
            reason="sample",
        )
        for block in _blocks(text)
    )


def _sales(text: str) -> Unit:
    span = at(text, "Order today and sleep like a child tonight!")
    quoted = text[span.start : span.end]
    return Unit(span=span, text=quoted, kind=UnitKind.SALES, reason="call to buy")


def hostile() -> Report:
    """Markup, right-to-left text, control characters and bad links in every field."""
    draft = Draft(text=HOSTILE)
    bad = (
        "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='x'\">"
    )
    source = passage(
        bad,
        f"{bad} \u202edetrever\u202c",
        title=bad,
        citation=f"=HYPERLINK(1) {bad}",
        url="javascript:document.title='owned'",
        doi='10.1234/x"onmouseover="alert(1)',
        publisher=bad,
        population=bad,
    )
    found = Evidence(
        passage=source,
        rank=1,
        score=0.1,
        stance=Label.CONTRADICTORY,
        rationale=(Span(start=0, end=12),),
    )
    draft.claim(
        "<script>document.title='owned'</script> cures gout",
        reading=f"Tea {bad}",
        hedge=bad,
        attribution=bad,
        verdict=verdict(Label.CONTRADICTORY, 1.0, Reason.CONTRADICTED, evidence=(found,)),
    )
    draft.claim("תה ירוק מרפא הצטננות", verdict=verdict(None, 0.0, Reason.NOT_CHECKED), cluster="z")
    draft.claim(
        "Green tea is safe\u202eefas ton si\u202c for eve\u200bryone",
        verdict=verdict(Label.UNSUPPORTED, 0.6, Reason.OFF_TOPIC),
    )
    draft.claim("=SUM(A1) is a formula", verdict=verdict(Label.SUPPORTED, 0.9, Reason.REVIEWED))
    draft.sell(
        "eve\u200bryone 👨‍👩‍👧",
        'x"><script>1</script>',
        Severity.WARNING,
        message=bad,
        why=bad,
        suggestions=(bad, "@risk"),
    )
    draft.sell(
        "owned'</script> cures", "cure_claim", Severity.ERROR, message="Half inside a claim."
    )
    return Report(
        article=Article(
            id="ahostile",
            text=HOSTILE,
            title=f"{bad}\u202e",
            source=f"in/{bad}.txt",
            warnings=(Warn(code="W1", message=bad),),
        ),
        units=(),
        claims=tuple(draft.claims),
        promo=tuple(sorted(draft.promo, key=lambda p: p.span)),
        findings=(Finding(kind=bad, message=bad, spans=(Span(start=0, end=5),)),),
        provenance={bad: bad},
    )


def long_report(size: int = 200_000) -> Report:
    """An article of about ``size`` characters, marked as densely as the short one."""
    one = moonroot()
    copies = max(1, size // len(ARTICLE))
    claims, promo = [], []
    for i in range(copies):
        by = i * len(ARTICLE)
        claims += [_moved_claim(c, by, i) for c in one.claims]
        promo += [_moved_promo(p, by) for p in one.promo]
    article = Article(id="along", text=ARTICLE * copies, title="A long read", source="long.txt")
    return Report(article=article, units=(), claims=tuple(claims), promo=tuple(promo))


def _moved(span: Span, by: int) -> Span:
    return Span(start=span.start + by, end=span.end + by)


def _moved_claim(checked: CheckedClaim, by: int, copy: int) -> CheckedClaim:
    from dataclasses import replace

    claim = checked.claim
    moved = replace(
        claim,
        id=f"{claim.id}-{copy}",
        span=_moved(claim.span, by),
        parts=tuple(_moved(part, by) for part in claim.parts),
    )
    return replace(checked, claim=moved)


def _moved_promo(promo: PromoSpan, by: int) -> PromoSpan:
    from dataclasses import replace

    return replace(promo, span=_moved(promo.span, by))
