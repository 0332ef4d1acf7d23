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
from claimcheck.segment.credits import statement_of
from claimcheck.segment.doubts import UnitModel, settle
from claimcheck.segment.fragments import affirmed
from claimcheck.segment.implied import implied_in
from claimcheck.segment.kinds import clause_kind
from claimcheck.segment.phrases import is_plural
from claimcheck.segment.readings import read_claim
from claimcheck.segment.setting import Setting, advance, instructed
from claimcheck.segment.tokens import has_clause, tokenize
from claimcheck.segment.topic import (
    abbreviations,
    ailments,
    article_topic,
    asked_about,
    asked_subject,
    heading_topic,
    people,
)
from claimcheck.segment.units import Piece, pieces
from claimcheck.segment.worth import has_effect, has_number, is_health, worth
from claimcheck.text.attribution import leading_attribution
from claimcheck.text.cues import shadow
from claimcheck.text.hedges import first_hedge
from claimcheck.text.letters import capital
from claimcheck.text.negation import is_negated
from claimcheck.text.spans import cover, slice_of
from claimcheck.types import Article, BlockKind, Claim, Span, Unit, UnitKind

__all__ = ["claim_id", "segment"]

_RHETORICAL = re.compile(r"^(?:you|it|this|they|we)(?:'re| are|'s| is)(?: not|n't) ", re.IGNORECASE)
_RESCUED = frozenset({UnitKind.RESEARCH_CALL, UnitKind.ADVICE, UnitKind.OPINION})
_MIXED_IN = {
    UnitKind.ADVICE: frozenset(
        {Link.MAIN, Link.COORDINATE, Link.CONCESSION, Link.REASON, Link.RESULT, Link.PREDICATE}
    ),
    UnitKind.OPINION: frozenset({Link.MAIN, Link.COORDINATE, Link.CONCESSION, Link.PREDICATE}),
    UnitKind.RESEARCH_CALL: frozenset({Link.MAIN, Link.COORDINATE, Link.CONCESSION}),
}
_ASIDES = frozenset({Link.APPOSITION, Link.RELATIVE, Link.RESTATEMENT, Link.CONSEQUENCE})
_SPOKEN_OF = frozenset(
    {
        UnitKind.CLAIM,
        UnitKind.OPINION,
        UnitKind.RESEARCH_CALL,
        UnitKind.ADVICE,
        UnitKind.BOILERPLATE,
    }
)
_IMPLYING = frozenset({UnitKind.HEADING, UnitKind.QUESTION, UnitKind.META})
_BECAUSE = re.compile(r"(?:,? because|, (?:as|since)) (?!of\b)(?=\w+ \w+ \w)", re.IGNORECASE)
# What advice is about: "avoid high-dose vitamin A", "stop taking kava".
_OBJECT = re.compile(
    r"\b(?:avoid|take|taking|use|using|eat|eating|drink|drinking|limit|skip|choose|try|stop|mix"
    r"|mixing) (?!taking|using|eating|drinking)"
    r"(?P<what>(?!it\b|them\b|one\b|two\b)[\w-]+(?: [\w-]+){0,3})$",
    re.IGNORECASE,
)
_THEY_SAY = re.compile(
    r"^(?:[\w-]+ ){0,3}(?:say|claim|report|believe|feel|swear|insist|think)(?: that)?$",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r",?[”\"]\s[^“”\"]{2,60}\b(?:said|says|added|adds|explained|explains|noted|notes)$"
)
_POINTS_BACK = re.compile(r"(?:it|they|this|these) ", re.IGNORECASE)
_MOST_CLAUSES = 12
# How far back an opening quotation mark is looked for.
_SPEECH = 1_500
_READ_FOR_WORDS = 1_000_000


@dataclass(frozen=True, slots=True)
class _Found:
    """The clauses of a unit that are claims, and whom it credits."""

    clauses: tuple[Clause, ...] = ()
    credit: str = ""
    implied: bool = False


def segment(
    article: Article, *, model: UnitModel | None = None
) -> tuple[tuple[Unit, ...], tuple[Claim, ...]]:
    """The units and claims of an article.

    :param article: the text; its blocks are used where the reader gave them.
    :param model: says what a unit is there for where the rules are unsure; rules alone
        if ``None``.
    :returns: units in order of place; claims in order of place, each inside one
        unit of kind claim (implied claims may stand in other units). Every span
        indexes ``article.text``.
    """
    text = article.text
    parts = pieces(article)
    if model is not None:
        parts = settle(text, parts, model)
    setting = _opening(article, parts)
    words = Counter(re.findall(r"[^\W\d_]+", text[:_READ_FOR_WORDS].lower()))
    units: list[Unit] = []
    claims: list[Claim] = []
    for at, piece in enumerate(parts):
        setting = _enter(text, piece, setting, words)
        found = _find(text, piece, parts[at + 1].unit.text if at + 1 < len(parts) else "")
        unit = piece.unit
        if unit.kind in _RESCUED and found.clauses and not found.implied:
            unit = _as_claim(text, unit)
        units.append(unit)
        made, setting = _make(article, found, setting)
        claims.extend(made)
        setting = _leave(text, piece, setting if found.clauses else _passed(text, unit, setting))
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
    who = people(text)
    topic = "" if topic and topic.split()[-1].capitalize() in who else topic
    return Setting(
        topic=topic,
        short_forms=(short := abbreviations(text)),
        people=who,
        ailments=ailments(text, short),
        written_small=frozenset(re.findall(r"\b[a-z][\w-]+", text[:_READ_FOR_WORDS])),
    )


def _read(text: str, unit: Unit) -> str:
    return bare(text, unit.span.start, unit.span.end)


def _enter(text: str, piece: Piece, setting: Setting, words: Counter[str]) -> Setting:
    """The setting at a unit: a heading, a new paragraph or speech changes what words point to."""
    start, unit = piece.block.span.start, piece.unit.span
    before = text[max(start, unit.start - _SPEECH) : unit.start]
    quoted = text[unit.start] in '“"' or before.count("“") > before.count("”")
    if quoted and not setting.quoted:
        setting = setting.cleared()
    setting = replace(setting, quoted=quoted)
    if piece.unit.kind is UnitKind.HEADING:
        read = _read(text, piece.unit)
        section = heading_topic(read)
        in_block = piece.block.kind is BlockKind.HEADING
        if in_block and any(words[word] < 2 for word in re.findall(r"[^\W\d_]+", section.lower())):
            section = ""
        section = section or asked_about(read)
        asked = read if read.endswith("?") else ""
        spoken_of = (who,) if (who := asked_subject(read)) else ()
        return replace(setting.cleared(), section=section, question=asked, subjects=spoken_of)
    if piece.first and piece.block.kind is BlockKind.LIST_ITEM:
        return setting.cleared()
    if piece.first:
        section = setting.section if setting.fresh else ""
        asked_of = setting.subjects if setting.question else ()
        return replace(setting.cleared(), predicate="", section=section, subjects=asked_of)
    return setting


def _leave(text: str, piece: Piece, setting: Setting) -> Setting:
    kind = piece.unit.kind
    if kind is UnitKind.HEADING:
        return replace(setting, fresh=True)
    if kind is UnitKind.ADVICE:
        setting = instructed(setting, _read(text, piece.unit))
    asked = _read(text, piece.unit) if kind is UnitKind.QUESTION else ""
    if asked and (who := asked_subject(asked)):
        setting = replace(setting.cleared(), subjects=(who,))
    list_goes_on = piece.block.kind is BlockKind.LIST_ITEM
    return replace(setting, question=asked, fresh=setting.fresh and list_goes_on)


def _passed(text: str, unit: Unit, setting: Setting) -> Setting:
    """The setting after a unit without claims: what it speaks of may be meant next, too."""
    inside = core(text, unit.span.start, unit.span.end)
    if inside is None or unit.kind not in _SPOKEN_OF:
        return setting
    reading = read_claim(text, Clause(parts=(inside,)), replace(setting, question=""))
    return advance(setting, reading, plain(text[inside.start : inside.end]))


def _as_claim(text: str, unit: Unit) -> Unit:
    reason = f"claim_beside_{unit.kind.value}"
    read = _read(text, unit)
    return replace(
        unit, kind=UnitKind.CLAIM, reason=reason, check_worthiness=worth(read, UnitKind.CLAIM)
    )


def _find(text: str, piece: Piece, following: str) -> _Found:
    """The claims of one unit, as clauses; ``following`` is the unit after it."""
    unit = piece.unit
    inside = core(text, unit.span.start, unit.span.end)
    if inside is None:
        return _Found()
    if unit.kind in _IMPLYING:
        return _Found(implied_in(text, inside, unit.kind, following), implied=True)
    if unit.kind is not UnitKind.CLAIM and unit.kind not in _RESCUED:
        return _Found()
    inside, credit = statement_of(text, inside)
    clauses = tuple(_unspoken(text, it) for it in split_clauses(text, inside)[:_MOST_CLAUSES])
    if unit.kind is UnitKind.CLAIM:
        clauses = _outcomes(text, unit, clauses)
        return _Found(_kept(text, clauses), credit)
    rescued = _rescued(text, clauses, unit.kind)
    if not rescued and unit.kind is UnitKind.ADVICE:
        rescued = _reason_given(text, inside)
    if not rescued and unit.kind is UnitKind.ADVICE:
        return _Found(implied_in(text, inside, unit.kind, following), implied=True)
    return _Found(rescued, credit)


def _unspoken(text: str, clause: Clause) -> Clause:
    """The clause without the speaker at its end: "It is too much,” she added, “and …"."""
    last = clause.parts[-1]
    spoken = _SPOKEN.search(text, last.start, last.end)
    if spoken is None or spoken.start() <= last.start:
        return clause
    kept = Span(start=last.start, end=spoken.start())
    return replace(clause, parts=(*clause.parts[:-1], kept))


def _outcomes(text: str, unit: Unit, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Of a testimonial, only what is said to have happened to the body."""
    if unit.reason != "testimonial_outcome":
        return tuple(clauses)
    words = [_words(text, clause) for clause in clauses]
    kept = [
        clause
        for clause, said in zip(clauses, words, strict=True)
        if is_health(said) or has_number(said) or (len(words) == 1 and has_effect(said))
    ]
    return tuple(kept or clauses)


def _kept(text: str, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """The clauses worth checking; all of them if none stands out."""
    if len(clauses) < 2:
        return tuple(clauses)
    kept = [
        clause
        for clause in clauses
        if clause_kind(_stated(text, clause)).kind is UnitKind.CLAIM
        and not _empty(text, clause, clauses)
    ]
    return tuple(kept or clauses[:1])


def _words(text: str, clause: Clause) -> str:
    return plain(slice_of(text, clause.parts))


def _stated(text: str, clause: Clause) -> str:
    """The clause with the subject and modal it shares: "improve sleep" alone is an instruction."""
    words = _words(text, clause)
    return f"{_shared(text, clause)} {words}" if clause.link is Link.PREDICATE else words


def _shared(text: str, clause: Clause) -> str:
    return "" if clause.subject is None else text[clause.subject.start : clause.subject.end]


def _empty(text: str, clause: Clause, clauses: Sequence[Clause]) -> bool:
    """Whether it is said for effect only, as "You're not lazy" before "you're toxic"."""
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
        and clause_kind(_stated(text, clause)).kind is UnitKind.CLAIM
        and (has_effect(words := _words(text, clause)) or is_health(words))
        and len(words.split()) > 3
    )


def _reason_given(text: str, inside: Span) -> tuple[Clause, ...]:
    """Why the advice should be taken: "Avoid it, because it can cause bleeding"."""
    found = _BECAUSE.search(shadow(text[inside.start : inside.end]))
    if found is None:
        return ()
    span = Span(start=inside.start + found.end(), end=inside.end)
    words = text[span.start : span.end]
    stated = has_clause(tokenize(text, span.start, span.end))
    if not stated or not has_effect(words) or clause_kind(words).kind is not UnitKind.CLAIM:
        return ()
    whom = None
    named = _OBJECT.search(text, inside.start, inside.start + found.start())
    if named is not None and _POINTS_BACK.match(words):
        whom = Span(start=named.start("what"), end=named.end("what"))
    return (Clause(parts=(span,), link=Link.REASON, subject=whom),)


def _make(article: Article, found: _Found, setting: Setting) -> tuple[list[Claim], Setting]:
    made: list[Claim] = []
    before: list[tuple[Clause, Setting]] = []
    for clause in found.clauses:
        known = _known_at(clause, before) or setting
        before.append((clause, setting))
        reading = read_claim(article.text, clause, _heard(found.credit, known))
        if found.implied:
            reading = affirmed(reading)
            reading = capital(reading)
        made.append(_claim(article, clause, reading, found))
        if not found.implied:
            words = _words(article.text, clause)
            setting = advance(setting, _inner(reading), words, aside=clause.link in _ASIDES)
    return made, setting


def _known_at(clause: Clause, before: Sequence[tuple[Clause, Setting]]) -> Setting | None:
    """What was known where the subject that a clause shares with an earlier one stands."""
    if clause.subject is None:
        return None
    at = clause.subject.start
    return next(
        (known for it, known in before if any(part.start <= at < part.end for part in it.parts)),
        None,
    )


def _heard(credit: str, setting: Setting) -> Setting:
    """In "Users say they feel lighter" no "they" before the credit is meant."""
    if not _THEY_SAY.search(credit):
        return setting
    return replace(setting, subjects=tuple(it for it in setting.subjects if not is_plural(it)))


def _inner(reading: str) -> str:
    """The reading without a study it begins with: what follows is what "it" points to."""
    lead = leading_attribution(reading)
    return reading[lead.statement.start :] if lead is not None else reading


def _claim(article: Article, clause: Clause, reading: str, found: _Found) -> Claim:
    span = cover(clause.parts)
    words = _words(article.text, clause)
    hedge = first_hedge(words) or first_hedge(_shared(article.text, clause))
    return Claim(
        id=claim_id(article.id, clause.parts),
        span=span,
        parts=clause.parts,
        text=article.text[span.start : span.end],
        reading=reading,
        attribution=found.credit,
        hedge=hedge or first_hedge(found.credit),
        negated=is_negated(reading),
        check_worthiness=worth(words, UnitKind.CLAIM),
        implied=found.implied,
        cluster=cluster_key(reading),
    )


def claim_id(article_id: str, parts: Sequence[Span]) -> str:
    """The id of the claim that stands in these places of an article."""
    places = ",".join(f"{part.start}-{part.end}" for part in parts)
    return "c" + hashlib.sha256(f"{article_id}:{places}".encode()).hexdigest()[:16]
