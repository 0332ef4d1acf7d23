"""Findings on how an article sells: density, interests, disclaimers, and what it leaves out.

Omissions follow HealthNewsReview (1 costs, 7 alternatives, 2 size of the benefit) and DISCERN
(questions 10 to 14); the disclaimer is that of 21 CFR 101.93(c); disclosure is asked for by the
FTC Endorsement Guides, 16 CFR 255.5.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from claimcheck.promo import count_inline_controls
from claimcheck.types import Finding, PromoSpan, Report, Severity, Span

__all__ = ["selling"]

_ENOUGH_WORDS = 150
_DENSE = 10.0  # spans in 1,000 words; sober texts written here have at most 1
_FEW = 3

_DISCLOSED = re.compile(
    r"\b(?:affiliate|commission|sponsor(?:ed|s|ship)?|paid (?:post|partnership|promotion)"
    r"|advertorial|in partnership with|ambassador|conflicts? of interest|competing interests?"
    r"|free of charge|gifted|small (?:fee|payment)|funded by|shares in the company|disclosure)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\bour (?:own|products?|formula\w*|blends?|supplements?|brand|capsules|gummies|tea|oil"
    r"|range|store|shop|clinic|programme|program|patients|clients|guests|customers)\b",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"not (?:been )?evaluated by the (?:u\.?s\.? )?(?:food and drug administration|fda)"
    r"|not (?:intended|meant) to diagnose,? treat",
    re.IGNORECASE,
)
_SUPPLEMENT = re.compile(
    r"\b(?:supplements?|capsules?|gumm(?:y|ies)|tinctures?|herbs?|herbal|extracts?|powders?"
    r"|probiotics?|vitamins?|drops|tablets?|teas?|sachets?)\b",
    re.IGNORECASE,
)
_COST = re.compile(
    r"[$€£¥]\s?\d|\b\d+(?:[.,]\d+)? ?(?:dollars?|euros?|pounds?|francs?|usd|eur|gbp)\b"
    r"|\b(?:costs?|prices?|priced|expensive|cheap(?:er)?|insur(?:ers?|ance))\b",
    re.IGNORECASE,
)
_ALTERNATIVES = re.compile(
    r"\b(?:alternatives?|other (?:treatments?|options?|medicines?)|standard (?:care|treatment)"
    r"|first[- ]line|compared (?:with|to)|instead of|rather than|exercise|counselling|counseling"
    r"|therapy|surgery|approved (?:treatments?|medicines?|drugs?)|usual care)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d+(?:[.,]\d+)? ?(?:%|per cent|percent|points?|mmhg|kg|kilos?|pounds|lb|days|minutes)\b"
    r"|\b\d+ (?:in|of|out of) (?:every )?\d+\b|\b(?:trial|study|survey) of \d+|\bn ?= ?\d+",
    re.IGNORECASE,
)
_BENEFIT = frozenset(
    {"cure_claim", "disease_claim", "medicine_substitute", "quick_easy_fix", "safety_assurance"}
)
_DISEASE = frozenset({"cure_claim", "disease_claim", "medicine_substitute"})
_FUNCTION = frozenset({"wellness_buzz_panacea"})


def selling(report: Report) -> Iterator[Finding]:
    """The findings of this module, in a fixed order.

    :param report: the report; its own findings are not looked at.
    :yields: findings, each with the spans it is about.
    """
    for check in (_density, _interest, _disclaimer, _kinds_of_claim, _left_out, _controls):
        yield from check(report)


def _words(report: Report) -> int:
    return len(report.article.text.split())


def _spans(promo: Sequence[PromoSpan]) -> tuple[Span, ...]:
    return tuple(item.span for item in promo)


def _density(report: Report) -> Iterator[Finding]:
    """So much promotional language that the text is rather an advertisement."""
    found, words = report.promo, _words(report)
    density = 1000 * len(found) / words if words else 0.0
    if len(found) < _FEW or density < _DENSE:
        return
    counts = Counter(item.severity for item in found)
    parts = ", ".join(
        f"{counts[level]} {level.value}{'s' if counts[level] != 1 else ''}"
        for level in Severity
        if counts[level]
    )
    yield Finding(
        kind="promotional_density",
        message=f"{len(found)} promotional phrases in {words:,} words ({density:.0f} in every "
        f"1,000: {parts}). The text reads as an advertisement.",
        spans=_spans(found),
    )


def _interest(report: Report) -> Iterator[Finding]:
    """Who profits: said in the article, or sold without a word on it."""
    text = report.article.text
    sold = tuple(item for item in report.promo if item.category == "fear_urgency_sales")
    own = tuple(_match(found) for found in _OWN.finditer(text))
    told = tuple(_match(found) for found in _DISCLOSED.finditer(text))
    if told:
        yield Finding(
            kind="interest_disclosed",
            message="The article tells of a commercial interest (affiliate, sponsor, maker). "
            "Read its praise with that in mind.",
            spans=told,
        )
    elif sold or (own and len(report.promo) >= _FEW):
        yield Finding(
            kind="interest_undisclosed",
            message="The article sells something, or something of its own, without saying who "
            "profits.",
            spans=own or _spans(sold),
        )


def _disclaimer(report: Report) -> Iterator[Finding]:
    """The disclaimer that supplements owe, missing or used as a cover for disease claims."""
    text = report.article.text
    claims = tuple(i for i in report.promo if i.category in _DISEASE | _FUNCTION)
    disease = tuple(item for item in claims if item.category in _DISEASE)
    present = _DISCLAIMER.search(text)
    if present and disease:
        yield Finding(
            kind="disclaimer_contradicted",
            message="The article says that the product is not meant to treat any disease, and "
            "then says that it does. A disclaimer does not make a disease claim lawful.",
            spans=(_match(present), *_spans(disease)),
        )
    elif not present and len(claims) >= _FEW and _SUPPLEMENT.search(text):
        yield Finding(
            kind="disclaimer_missing",
            message="The article makes health claims for a supplement without the disclaimer "
            "that the FDA has not evaluated them.",
            spans=_spans(claims),
        )


def _kinds_of_claim(report: Report) -> Iterator[Finding]:
    """Disease claims, which a supplement may not make, apart from claims about functions."""
    disease = tuple(item for item in report.promo if item.category in _DISEASE)
    function = tuple(item for item in report.promo if item.category in _FUNCTION)
    if not disease:
        return
    beside = (
        f"; {len(function)} speak of the body's functions or of well-being, which takes a "
        "disclaimer"
        if function
        else ""
    )
    noun = "phrase promises" if len(disease) == 1 else "phrases promise"
    yield Finding(
        kind="disease_claims",
        message=f"{len(disease)} {noun} to treat, prevent or cure a disease, which a supplement "
        f"may not do{beside}.",
        spans=_spans(disease),
    )


def _left_out(report: Report) -> Iterator[Finding]:
    """Costs, alternatives and the size of the benefit, where a benefit is promoted."""
    text = report.article.text
    promoted = tuple(item for item in report.promo if item.category in _BENEFIT)
    if not promoted or _words(report) < _ENOUGH_WORDS:
        return
    for kind, pattern, message in (
        ("costs_missing", _COST, "does not say what it costs"),
        ("alternatives_missing", _ALTERNATIVES, "names no other treatment to compare it with"),
        ("benefit_unmeasured", _NUMBER, "gives no figure for how large the benefit is"),
    ):
        if not pattern.search(text):
            yield Finding(
                kind=kind,
                message=f"The article promotes a benefit but {message}.",
                spans=_spans(promoted),
            )


def _controls(report: Report) -> Iterator[Finding]:
    """Comments in the article that try to switch the checker off; they were not obeyed."""
    count = count_inline_controls(report.article.text)
    if count:
        noun = "comment that tries" if count == 1 else "comments that try"
        yield Finding(
            kind="inline_controls",
            message=f"The article holds {count} {noun} to steer this checker; they were not "
            "obeyed.",
        )


def _match(found: re.Match[str]) -> Span:
    return Span(start=found.start(), end=found.end())
