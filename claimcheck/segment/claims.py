"""Claims: the checkable statements of an article, each an exact slice of it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from claimcheck.segment.clauses import Clause, Link, split_clauses
from claimcheck.segment.clusters import cluster_key
from claimcheck.segment.core import bare, core, plain
from claimcheck.segment.kinds import clause_kind
from claimcheck.segment.readings import read_claim
from claimcheck.segment.setting import Setting, advance
from claimcheck.segment.topic import abbreviations, article_topic, heading_topic
from claimcheck.segment.units import Piece, pieces
from claimcheck.segment.worth import has_effect, is_health, worth
from claimcheck.text.attribution import Attribution, leading_attribution, trailing_attribution
from claimcheck.text.cues import shadow
from claimcheck.text.hedges import first_hedge
from claimcheck.text.negation import is_negated
from claimcheck.text.spans import cover, slice_of
from claimcheck.types import Article, BlockKind, Claim, Span, Unit, UnitKind

__all__ = ["segment"]

# A study the sentence describes is part of what is claimed ("A trial in 17 people found …").
_ONE_STUDY = re.compile(
    r"^(?:a|an|one|the|this|that|another|our|his|her|their)\b.{0,80}\b(?:study|trial|review|survey|analysis|meta-analysis|experiment"
    r"|paper|report|poll)\b|\d",
    re.IGNORECASE,
)
_PERSONAL_CREDIT = re.compile(
    r"^(?:my|his|her|our|their) (?:\w+ )?(?:doctor|gp|nurse|husband|wife|partner|mother|mum|mom|friend|dermatologist|therapist"
    r"|dentist|sister|daughter|son|father|dad|consultant|specialist|vet) (?:said|says|told me|told us|confirmed)(?: that)? (?=\S)",
    re.IGNORECASE,
)
_TITLE = r"(?:(?:dr|prof|professor|mr|mrs|ms|sir|dame)\.? )?"
_SAYS = (
    r"(?:said|says|told \w+(?: \w+)?|added|adds|noted|notes|explained|explains|warned|warns|wrote)"
)
# A speaker before the statement: "Dr. Ana Ruiz, a cardiologist at …, said (that) …".
_SPEAKER = re.compile(
    r"^(?!(?:the|an?|our|this|these|those|in|it)\b)(?!(?-i:[A-Z]{2,}\b))"
    rf"(?:(?:study |lead |senior )*(?:co-?)?authors?,? )?{_TITLE}(?-i:[A-Z][\w.'-]+(?: [A-Z][\w.'-]*){{0,3}}"
    rf"|[Hh]e|[Ss]he|[Tt]hey)(?:, [^;:\"]{{3,140}},)? {_SAYS}(?: in a (?:statement|release))?,?(?: that)? (?=\S)",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r",\"?\s(?:the |its |study |lead |senior |new )*(?:(?:co-?)?authors?|researchers?|scientists?|team|investigators?|study|research"
    r"|report|trial|doctors?|experts?|(?-i:[A-Z][\w.'-]+)(?: (?-i:[A-Z][\w.'-]+)){0,2}|he|she|they)"
    r" (?:said|says|reports?|reported|finds?|found|suggests?|suggested|shows?|showed|concluded?|wrote|write|note[sd]?|say|added|adds"
    r"|told \w+(?: \w+)?|explain(?:s|ed)|warn(?:s|ed))(?: (?:on|in|at|this|last|during|to) [^,.;]{2,60})?$",
    re.IGNORECASE,
)
_CLAIMANTS = re.compile(
    r"^(?:many|some|most|several|other|countless|a few|a lot of) (?:[\w-]+ ){1,3}(?:claim|say|believe|argue|swear|insist|think|report)"
    r"(?: that)? (?=\S)",
    re.IGNORECASE,
)
_RHETORICAL = re.compile(r"^(?:you|it|this|they|we)(?:'re| are|'s| is)(?: not|n't) ", re.IGNORECASE)
_RESCUED = frozenset({UnitKind.RESEARCH_CALL, UnitKind.ADVICE, UnitKind.OPINION})
_MIXED_IN = {
    UnitKind.ADVICE: frozenset(
        {Link.MAIN, Link.COORDINATE, Link.CONCESSION, Link.REASON, Link.RESULT}
    ),
    UnitKind.OPINION: frozenset({Link.MAIN, Link.COORDINATE, Link.CONCESSION}),
    UnitKind.RESEARCH_CALL: frozenset({Link.MAIN, Link.COORDINATE, Link.CONCESSION}),
}
_ASIDES = frozenset({Link.APPOSITION, Link.RELATIVE, Link.RESTATEMENT})
_MOST_CLAUSES = 12
_READ_FOR_WORDS = 1_000_000


@dataclass(frozen=True, slots=True)
class _Found:
    """The clauses of a unit that are claims, and whom it credits."""

    clauses: tuple[Clause, ...]
    credit: str


def segment(article: Article) -> tuple[tuple[Unit, ...], tuple[Claim, ...]]:
    """The units and claims of an article.

    :param article: the text; its blocks are used where the reader gave them.
    :returns: units in order of place; claims in order of place, each inside one
        unit of kind claim (implied claims may stand in other units). Every span
        indexes ``article.text``.
    """
    text = article.text
    parts = pieces(article)
    setting = _opening(article, parts)
    words = Counter(re.findall(r"[^\W\d_]+", text[:_READ_FOR_WORDS].lower()))
    units: list[Unit] = []
    claims: list[Claim] = []
    for piece in parts:
        setting = _enter(text, piece, setting, words)
        found = _find(text, piece)
        unit = piece.unit
        if unit.kind in _RESCUED and found.clauses:
            unit = _as_claim(text, unit)
        units.append(unit)
        made, setting = _make(article, found, setting)
        claims.extend(made)
        setting = _leave(text, piece, setting)
    return tuple(units), tuple(claims)


def _opening(article: Article, parts: Sequence[Piece]) -> Setting:
    text = article.text
    headings = [_read(text, piece.unit) for piece in parts if piece.block.kind is BlockKind.HEADING]
    sentences = [
        _read(text, piece.unit)
        for piece in parts
        if piece.block.kind is not BlockKind.HEADING and piece.unit.kind is not UnitKind.BOILERPLATE
    ]
    topic = article_topic(article.title, headings[:40], sentences[:400])
    return Setting(topic=topic, short_forms=abbreviations(text))


def _read(text: str, unit: Unit) -> str:
    return bare(text, unit.span.start, unit.span.end)


def _enter(text: str, piece: Piece, setting: Setting, words: Counter[str]) -> Setting:
    """The setting at a unit: a heading or a new paragraph changes what words point to."""
    if piece.unit.kind is UnitKind.HEADING:
        read = _read(text, piece.unit)
        section = heading_topic(read)
        if any(words[word] < 2 for word in re.findall(r"[^\W\d_]+", section.lower())):
            section = ""
        asked = read if read.endswith("?") else ""
        return replace(setting, section=section, subjects=(), unclear=False, question=asked)
    if piece.first and piece.block.kind is BlockKind.LIST_ITEM:
        return replace(setting, subjects=(), unclear=False)
    if piece.first:
        section = setting.section if setting.fresh else ""
        return replace(setting, subjects=(), unclear=False, predicate="", section=section)
    return setting


def _leave(text: str, piece: Piece, setting: Setting) -> Setting:
    kind = piece.unit.kind
    if kind is UnitKind.HEADING:
        return replace(setting, fresh=True)
    asked = _read(text, piece.unit) if kind is UnitKind.QUESTION else ""
    list_goes_on = piece.block.kind is BlockKind.LIST_ITEM
    return replace(setting, question=asked, fresh=setting.fresh and list_goes_on)


def _as_claim(text: str, unit: Unit) -> Unit:
    reason = f"claim_beside_{unit.kind.value}"
    read = _read(text, unit)
    return replace(
        unit, kind=UnitKind.CLAIM, reason=reason, check_worthiness=worth(read, UnitKind.CLAIM)
    )


def _find(text: str, piece: Piece) -> _Found:
    """The claims of one unit, as clauses."""
    unit = piece.unit
    if unit.kind is not UnitKind.CLAIM and unit.kind not in _RESCUED:
        return _Found((), "")
    inside = core(text, unit.span.start, unit.span.end)
    if inside is None:
        return _Found((), "")
    inside, credit = _credit(text, inside)
    clauses = split_clauses(text, inside)[:_MOST_CLAUSES]
    if unit.kind is UnitKind.CLAIM:
        return _Found(_kept(text, clauses), credit)
    return _Found(_rescued(text, clauses, unit.kind), credit)


def _credit(text: str, inside: Span) -> tuple[Span, str]:
    """The statement without a credit that is no part of it, and the credit as written."""
    read = shadow(text[inside.start : inside.end])
    for opening in (_PERSONAL_CREDIT, _SPEAKER, _CLAIMANTS):
        if (found := opening.match(read)) is not None:
            start = inside.start + found.end()
            rest = core(text, start, inside.end) or inside
            return rest, text[inside.start : start].strip()
    if (found := _REPORTED.search(read)) is not None and found.start() > 0:
        stop = inside.start + found.start()
        rest = core(text, inside.start, stop) or inside
        return rest, text[stop : inside.end].strip(' ,"”')
    lead = leading_attribution(text, start=inside.start, end=inside.end)
    if lead is not None:
        return _without(text, inside, lead), lead.text.strip()
    trail = trailing_attribution(text, start=inside.start, end=inside.end)
    if trail is not None:
        return _without(text, inside, trail), trail.text.strip()
    return inside, ""


def _without(text: str, inside: Span, credit: Attribution) -> Span:
    if credit.kind in {"official", "named"} and not _quoted(text, credit):
        return inside
    if _ONE_STUDY.search(credit.text):
        return inside
    return core(text, credit.statement.start, credit.statement.end) or inside


def _quoted(text: str, credit: Attribution) -> bool:
    """Whether the statement is speech in quotation marks."""
    end = credit.statement.end
    return any(mark in text[max(0, end - 2) : end + 3] for mark in '"”')


def _kept(text: str, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """The clauses worth checking; all of them if none stands out."""
    if len(clauses) < 2:
        return tuple(clauses)
    kept = [
        clause
        for clause in clauses
        if clause_kind(_words(text, clause)).kind is UnitKind.CLAIM
        and not _empty(text, clause, clauses)
    ]
    return tuple(kept or clauses[:1])


def _words(text: str, clause: Clause) -> str:
    return plain(slice_of(text, clause.parts))


def _empty(text: str, clause: Clause, clauses: Sequence[Clause]) -> bool:
    """ "You're not lazy" before "you're toxic": said for effect only."""
    read = shadow(_words(text, clause))
    return clause is clauses[0] and _RHETORICAL.match(read) is not None and len(read.split()) <= 4


def _rescued(text: str, clauses: Sequence[Clause], kind: UnitKind) -> tuple[Clause, ...]:
    """The checkable clauses beside advice, an opinion or a call for research."""
    if len(clauses) < 2:
        return ()
    links = _MIXED_IN[kind]
    return tuple(
        clause
        for clause in clauses
        if clause.link in links
        and clause_kind(words := _words(text, clause)).kind is UnitKind.CLAIM
        and (has_effect(words) or is_health(words))
        and len(words.split()) > 3
    )


def _make(article: Article, found: _Found, setting: Setting) -> tuple[list[Claim], Setting]:
    made: list[Claim] = []
    for clause in found.clauses:
        reading = read_claim(article.text, clause, setting)
        made.append(_claim(article, clause, reading, found.credit))
        if clause.link not in _ASIDES:
            setting = advance(setting, _inner(reading), _words(article.text, clause))
    return made, setting


def _inner(reading: str) -> str:
    """The reading without a study it begins with: what follows is what "it" points to."""
    lead = leading_attribution(reading)
    return reading[lead.statement.start :] if lead is not None else reading


def _claim(article: Article, clause: Clause, reading: str, credit: str) -> Claim:
    span = cover(clause.parts)
    words = _words(article.text, clause)
    return Claim(
        id=_claim_id(article.id, clause.parts),
        span=span,
        parts=clause.parts,
        text=article.text[span.start : span.end],
        reading=reading,
        attribution=credit,
        hedge=first_hedge(words) or first_hedge(credit),
        negated=is_negated(reading),
        check_worthiness=worth(words, UnitKind.CLAIM),
        cluster=cluster_key(reading),
    )


def _claim_id(article_id: str, parts: Sequence[Span]) -> str:
    places = ",".join(f"{part.start}-{part.end}" for part in parts)
    return "c" + hashlib.sha256(f"{article_id}:{places}".encode()).hexdigest()[:16]
