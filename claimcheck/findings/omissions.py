"""Harms that an article leaves out: all of them, or those the reference corpus names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claimcheck.segment.topic import article_topic, heading_topic
from claimcheck.types import (
    Article,
    Finding,
    Passage,
    Report,
    Severity,
    Span,
    Standing,
    Unit,
    UnitKind,
)

__all__ = ["no_harms", "omitted_risks", "subjects"]

_HARM = re.compile(
    r"\b(?:side[- ]effects?|adverse|risk\w*|harm\w*|danger\w*|unsafe|toxic\w*|overdos\w+"
    r"|interact\w*|dependence|addictive|withdrawal|contraindicat\w+|warn\w*|cautions?|damag\w+|injur\w+"
    r"|erod\w+|bleed\w*|blood[- ]thinn\w+|other medicines|nausea|vomit\w*|diarrh\w+|drows\w+"
    r"|sedation|impair\w*|irritat\w+|allerg\w+|pregnan\w+|(?:not|n't) (?:be )?(?:safe|suitable"
    r"|recommended|exceed|taken))\b",
    re.IGNORECASE,
)
_ENOUGH_WORDS = 150
# Serious harms by the words that name them; small ones (an upset stomach) are let pass.
_SERIOUS = {
    "liver damage": r"\bliver (?:damage|injur\w+|failure|tox\w+|problems|disease)"
    r"|\bhepat(?:itis|otox\w+)",
    "bleeding, or use with blood thinners": r"\bbleed\w*|\bha?emorrhag\w*|\bblood[- ]thin\w+"
    r"|\bwarfarin\b|\banticoagul\w+",
    "kidney damage": r"\bkidney (?:damage|injur\w+|failure|stones|problems)|\bnephr\w+",
    "heart problems": r"\bheart (?:attack|failure|problems|rhythm)|\bcardiac arrest|\barrhythmi\w+"
    r"|\b(?:irregular|rapid|fast) heart ?beat",
    "seizures": r"\bseizures?\b|\bconvulsions?\b",
    "dependence or withdrawal": r"\bdependen(?:ce|t|cy)\b|\baddict\w+|\bwithdrawal\b",
    "deaths": r"\bdeaths?\b|\bfatal\w*|\bdied?\b",
    "slowed breathing": r"\brespiratory depression|\b(?:slow\w*|stop\w*) breathing",
    "harm in pregnancy": r"\bpregnan\w+|\bunborn\b|\bmiscarriage|\bbirth defects?",
    "severe allergy": r"\banaphyla\w+|\bsevere allerg\w+|\ballergic reactions?",
    "low blood sugar": r"\bhypoglyc\w+|\blow blood sugar",
    "lead or other contaminants": r"\bcontaminat\w+|\badulterat\w+|\bheavy metals?\b"
    r"|\blead\b(?! to)",
}
_PATTERNS = {name: re.compile(words, re.IGNORECASE) for name, words in _SERIOUS.items()}
# What one has, not what one takes: its harms are no risks that an article leaves out.
_AILMENT = re.compile(
    r"\b(?:disease|syndrome|disorder|cancers?|pain|infection|depression|anxiety|diabetes|dementia"
    r"|obesity|pressure|hypertension|stroke|flu|colds?|insomnia|arthritis|asthma|migraines?|covid"
    r"|addiction|withdrawal|menopause|pregnancy|ageing|aging)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:no|not|nor|without|unlikely|rather than|less)\b[^.;]{0,60}$", re.IGNORECASE
)
_HURT = r"(?:damag|injur|fail|diseas|problem|harm|strain|toxic|hurt|attack|rhythm|stone|enzyme)\w*"
_MOST_NAMED = 3
_MOST_SUBJECTS = 6
_SAID = "harm"


def no_harms(report: Report) -> Iterator[Finding]:
    """Benefits are promoted, and no risk or side effect is mentioned anywhere."""
    text = report.article.text
    promoted = tuple(p.span for p in report.promo if p.severity is Severity.ERROR)
    if promoted and len(text.split()) >= _ENOUGH_WORDS and not _HARM.search(text):
        yield Finding(
            kind="harms_missing",
            message="The article promotes a benefit but mentions no risk, side effect or "
            "interaction.",
            spans=promoted,
        )


def subjects(article: Article, units: Sequence[Unit]) -> tuple[str, ...]:
    """What the article is about: its topic, and the things its short headings name.

    :param article: the article.
    :param units: its units.
    :returns: at most six names of what may be taken or done, the topic first; no ailments.
    """
    headings = [unit.text.strip("#*_ \n") for unit in units if unit.kind is UnitKind.HEADING]
    sentences = [unit.text for unit in units if unit.kind is UnitKind.CLAIM]
    named = [article_topic(article.title, headings, sentences), *map(heading_topic, headings)]
    taken = (name.lower() for name in named if name and not _AILMENT.search(name))
    return tuple(dict.fromkeys(taken))[:_MOST_SUBJECTS]


def omitted_risks(report: Report, passages: Sequence[Passage]) -> Iterator[Finding]:
    """Serious harms that passages name of what the article is about, and the article does not.

    One finding a subject; at most three harms are named, each with the source.
    """
    if len(report.article.text.split()) < _ENOUGH_WORDS:
        return
    for subject in subjects(report.article, report.units):
        where = re.compile(rf"\b{re.escape(subject)}s?\b", re.IGNORECASE)
        place = where.search(report.article.text)
        harms = dict(_harms_of(where, passages, report.article.text))
        if not harms or place is None:
            continue
        named = list(harms.items())[:_MOST_NAMED]
        listed = "; ".join(f"{harm} ({_source(passage)})" for harm, passage in named)
        yield Finding(
            kind="risk_left_out",
            message=f"The reference corpus names risks of {subject} that the article does not "
            f"mention: {listed}.",
            spans=(Span(start=place.start(), end=place.end()),),
        )


def _harms_of(
    subject: re.Pattern[str], passages: Sequence[Passage], text: str
) -> Iterator[tuple[str, Passage]]:
    for passage in passages:
        bad = passage.standing is not Standing.CURRENT or _SAID not in passage.says
        about = any(subject.search(topic.replace("-", " ")) for topic in passage.topics)
        if bad or not about or not subject.search(passage.text):
            continue
        for harm, pattern in _PATTERNS.items():
            named = pattern.search(passage.text)
            if named is None or _DENIED.search(passage.text[: named.start()]):
                continue
            if not pattern.search(text) and not _spoken_of(harm, text):
                yield harm, passage


def _spoken_of(harm: str, text: str) -> bool:
    """Whether the text speaks of harm to that organ in other words."""
    organ = harm.split(" ")[0]
    near = rf"\b{organ}s?\b.{{0,60}}\b{_HURT}|\b{_HURT}\b.{{0,60}}\b{organ}"
    return harm.endswith(("damage", "problems")) and bool(re.search(near, text, re.IGNORECASE))


def _source(passage: Passage) -> str:
    return passage.publisher or passage.title or passage.doc_id
