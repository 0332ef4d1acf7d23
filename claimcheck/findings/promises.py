"""What an introduction announces and the article does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.types import Finding, Report, UnitKind

__all__ = ["promised_but_absent"]

# What is announced, and what shows that it is there.
_PROMISED = {
    "case studies": r"\bcase (?:stud(?:y|ies)|reports?|series)\b|\bthe case of\b",
    "success stories": r"\bsuccess stor|\bafter (?:\w+ ){1,3}(?:days|weeks|months)\b"
    r"|[”\"] ?[–—-] ?[A-Z]",
    "testimonials": r"\btestimonial|[”\"]\W{0,3}[–—-] ?[A-Z]",
    "dosage": r"\b(?:dos(?:e|es|age|ages|ing)|\d+\s?(?:mg|mcg|µg|g|ml|iu)|capsules?|tablets?"
    r"|teaspoons?|cups?)\b",
    "scientific references": r"https?://|\[\d{1,3}\]|\bdoi\b|\bet al\b",
    "expert interviews": r"[“\"].{10,}[”\"]|\b(?:told|said|says|explains?)\b",
    "recipes": r"\brecipe|\b(?:cup|tbsp|tsp|tablespoon|teaspoon|grams?|ml)s?\b",
    "side effects": r"\bside[- ]effects?|\badverse\b|\brisks?\b|\b(?:can|may) cause\b",
    "drug interactions": r"\binteract|\b(?:with|take|taking) (?:\w+ ){0,3}"
    r"(?:medicines?|medications?|drugs?|warfarin|antidepressants?)\b",
    "clinical trials": r"\btrials?\b|\bstud(?:y|ies)\b|\bplacebo\b",
    "statistics": r"\d",
}
_ANNOUNCES = {
    "scientific references": r"\b(?:scientific |full )?(?:references|citations)\b",
    "expert interviews": r"\b(?:expert|exclusive) interviews?\b|\binterviews? with\b",
    "dosage": r"\b(?:dosages?|dosing|dose guidelines)\b",
}
_OPENINGS = frozenset({"about_text", "reader_tour", "read_on"})
_DECLINES = re.compile(r"\b(?:not|n't|without|instead of|rather than|no)\b", re.IGNORECASE)
_CONTENTS = "contents_entry"


def promised_but_absent(report: Report) -> Iterator[Finding]:
    """A finding for each thing that a sentence about the article announces in vain."""
    body = _body(report)
    for unit in report.units:
        if unit.reason not in _OPENINGS or _DECLINES.search(unit.text):
            continue
        for thing, present in _PROMISED.items():
            announced = re.search(_ANNOUNCES.get(thing, re.escape(thing)), unit.text, re.IGNORECASE)
            if announced and not re.search(present, body, re.IGNORECASE):
                yield Finding(
                    kind="promised_but_absent",
                    message=f"The article announces {thing} but holds none.",
                    spans=(unit.span,),
                )


def _body(report: Report) -> str:
    """The text without what speaks of the text: introductions and entries of the contents."""
    text, kept, at = report.article.text, "", 0
    for unit in report.units:
        if unit.kind is UnitKind.META or unit.reason == _CONTENTS:
            kept += text[at : unit.span.start] + "\n"
            at = unit.span.end
    return kept + text[at:]
