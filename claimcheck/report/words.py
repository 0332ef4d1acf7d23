"""What the labels, reasons and categories mean, in words a medical editor uses.

Every renderer takes its wording from here, so that the same verdict reads the
same on the page, in the terminal and in a table.
"""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.types import Design, Label, Qualifier, Reason, Severity, Standing, UnitKind, Verdict

__all__ = [
    "CATEGORY_NAMES",
    "DESIGN_WORDS",
    "LABEL_ORDER",
    "LABEL_WORDS",
    "NOT_FALSE",
    "QUALIFIER_WORDS",
    "REASON_WORDS",
    "SEVERITY_ORDER",
    "SEVERITY_WORDS",
    "STANCE_WORDS",
    "STANDING_WORDS",
    "UNIT_WORDS",
    "LabelWords",
    "SeverityWords",
    "category_name",
    "confidence_words",
    "label_words",
    "settled_confidence",
]

NOT_FALSE = "“Unsupported” does not mean false: the corpus holds nothing that settles the claim."


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelWords:
    """How one verdict is shown: a stable key, a name, a sign and its meaning."""

    key: str
    name: str
    glyph: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityWords:
    """How one severity is shown."""

    key: str
    name: str
    glyph: str
    meaning: str


LABEL_WORDS: dict[Label | None, LabelWords] = {
    Label.CONTRADICTORY: LabelWords(
        key="contradictory",
        name="Contradictory",
        glyph="✗",
        meaning="A passage in the corpus says the opposite.",
    ),
    Label.UNSUPPORTED: LabelWords(
        key="unsupported",
        name="Unsupported",
        glyph="?",
        meaning="The corpus holds nothing that settles it. This does not mean false.",
    ),
    Label.SUPPORTED: LabelWords(
        key="supported",
        name="Supported",
        glyph="✓",
        meaning="A passage in the corpus says so.",
    ),
    None: LabelWords(
        key="unchecked",
        name="Not checked",
        glyph="–",
        meaning="The claim could not be looked up, so it has no verdict.",
    ),
}
LABEL_ORDER: tuple[Label | None, ...] = tuple(LABEL_WORDS)

SEVERITY_WORDS: dict[Severity, SeverityWords] = {
    Severity.ERROR: SeverityWords(
        key="error",
        name="Error",
        glyph="!!",
        meaning="Should not stand in a health article: it can lead a reader to harm.",
    ),
    Severity.WARNING: SeverityWords(
        key="warning",
        name="Warning",
        glyph="!",
        meaning="Sells rather than informs; reword it or back it with a source.",
    ),
    Severity.SUGGESTION: SeverityWords(
        key="suggestion",
        name="Suggestion",
        glyph="~",
        meaning="Vague or coloured wording; a plainer phrase would serve the reader better.",
    ),
}
SEVERITY_ORDER: tuple[Severity, ...] = tuple(SEVERITY_WORDS)

REASON_WORDS: dict[Reason, str] = {
    Reason.ENTAILED: "A passage in the corpus says this.",
    Reason.CONTRADICTED: "A passage in the corpus says the opposite.",
    Reason.CONFLICTING: "The corpus disagrees with itself: some passages support the claim "
    "and others contradict it. A person has to weigh them.",
    Reason.NO_EVIDENCE: "A search ran, but no passage settles this claim. "
    "That does not make it false.",
    Reason.OFF_TOPIC: "The nearest passages are about something else, so nothing here settles "
    "the claim. That does not make it false.",
    Reason.TOO_WEAK: "Passages on the subject were found, but none says this, or its opposite, "
    "firmly enough for a verdict. That does not make the claim false.",
    Reason.NUMBER_MISMATCH: "A passage comes close, but its number or dose is not the one the "
    "article gives, so it cannot back the claim.",
    Reason.POPULATION_MISMATCH: "A passage comes close, but it is about other people, animals or "
    "cells than the claim, so it cannot back it.",
    Reason.RETRACTED_ONLY: "Only retracted work speaks to this claim, and retracted work does "
    "not count.",
    Reason.REVIEWED: "A person decided this claim; the decision is kept in the claim memory.",
    Reason.NOT_CHECKED: "The claim could not be looked up, so there is no verdict. "
    "Check it by hand.",
}

QUALIFIER_WORDS: dict[Qualifier, tuple[str, str]] = {
    Qualifier.OVERSTATED: (
        "Overstated",
        "The article says it more strongly than the evidence does.",
    ),
    Qualifier.WEAKER_DESIGN: (
        "Weaker design",
        "The evidence comes from a kind of study that cannot carry so firm a statement.",
    ),
    Qualifier.ANIMAL_OR_CELL_ONLY: (
        "Animals or cells only",
        "The evidence was not gathered in people.",
    ),
    Qualifier.DOSE_DIFFERS: (
        "Dose differs",
        "The evidence is about another amount, route or duration than the article gives.",
    ),
    Qualifier.MIXED: ("Mixed", "Other passages point the other way."),
    Qualifier.DATED: ("Dated", "The evidence is old; newer work may say something else."),
}

DESIGN_WORDS: dict[Design, str] = {
    Design.GUIDELINE: "Guideline",
    Design.REVIEW: "Review of studies",
    Design.TRIAL: "Trial in people",
    Design.OBSERVATIONAL: "Observational study",
    Design.ANIMAL: "Animal study",
    Design.IN_VITRO: "Cell or test-tube study",
    Design.CASE: "Case report",
    Design.REGULATOR: "Regulator",
    Design.REFERENCE: "Reference work",
}

STANDING_WORDS: dict[Standing, str] = {
    Standing.CURRENT: "Current",
    Standing.PREPRINT: "Preprint, not peer reviewed",
    Standing.CONCERN: "Expression of concern",
    Standing.RETRACTED: "Retracted",
}

STANCE_WORDS: dict[Label | None, str] = {
    Label.SUPPORTED: "Supports the claim",
    Label.CONTRADICTORY: "Contradicts the claim",
    Label.UNSUPPORTED: "Does not settle it",
    None: "Not weighed",
}

# Sentences that are no claims; headings and list items without one explain themselves.
UNIT_WORDS: dict[UnitKind, str] = {
    UnitKind.META: "about the article itself",
    UnitKind.QUESTION: "a question",
    UnitKind.ADVICE: "advice",
    UnitKind.OPINION: "opinion",
    UnitKind.RESEARCH_CALL: "a call for research",
    UnitKind.SALES: "sales talk",
    UnitKind.BOILERPLATE: "boilerplate",
}

CATEGORY_NAMES: dict[str, str] = {
    "cure_claim": "Cure or miracle claim",
    "disease_claim": "Treats or prevents a named disease",
    "medicine_substitute": "Replacement for medical care",
    "safety_assurance": "Safety assurance",
    "certainty_overclaim": "Unwarranted certainty",
    "evidence_inflation": "Inflated evidence",
    "vague_authority": "Unnamed authority",
    "causal_overreach": "Causal or species overreach",
    "appeal_to_nature": "Appeal to nature or tradition",
    "hype_puffery": "Puffery",
    "vague_promise": "Vague promise",
    "popularity_bandwagon": "Popularity",
    "testimonial_anecdote": "Testimonial as proof",
    "quick_easy_fix": "Quick or easy fix",
    "wellness_buzz_panacea": "Wellness buzzword or panacea",
    "fear_urgency_sales": "Fear, urgency or sales call",
}

# Words for a calibrated probability; the lower bounds are for reading only and decide nothing.
_CONFIDENCE_STEPS = ((0.9, "very sure"), (0.75, "fairly sure"), (0.6, "somewhat sure"))


def label_words(label: Label | None) -> LabelWords:
    """The words for a verdict's label; ``None`` is "not checked"."""
    return LABEL_WORDS[label]


def category_name(category: str) -> str:
    """A category's name; an id without one is shown with spaces for underscores."""
    known = CATEGORY_NAMES.get(category)
    return known if known else category.replace("_", " ").strip().capitalize()


def confidence_words(confidence: float | None) -> str:
    """A confidence (0–1) in words, or an empty string where there is none."""
    if confidence is None:
        return ""
    for bound, words in _CONFIDENCE_STEPS:
        if confidence >= bound:
            return words
    return "unsure"


def settled_confidence(verdict: Verdict) -> float | None:
    """The confidence of a verdict that settles something, 0-1.

    "Unsupported, 100 %" reads as false beyond doubt, where it only says that nothing was found.
    """
    return None if verdict.label is Label.UNSUPPORTED else verdict.confidence
