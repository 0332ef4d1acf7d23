"""What each unit is there for: an ordered cascade of rules, each with a reason code.

The order follows the measured cascade of ``docs/segmentation.md``: structure,
question, boilerplate, sales, meta, research call, advice, opinion, and a claim
if nothing else fits. A sentence with several clauses is a claim if any clause
carries a checkable statement; :mod:`claimcheck.segment.claims` decides that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimcheck.segment.patterns import (
    ADVICE,
    BENEFIT_ITEM,
    BOILERPLATE,
    EXCLAMATION,
    IMPERATIVE,
    META,
    OPINION,
    RESEARCH_CALL,
    SALES,
    first_match,
)
from claimcheck.segment.tokens import find_verb, has_clause, tokenize
from claimcheck.segment.words import VERBS
from claimcheck.segment.worth import has_effect, has_number, is_health
from claimcheck.text.cues import shadow
from claimcheck.types import BlockKind, UnitKind

__all__ = ["Context", "Ruling", "clause_kind", "rule"]

_SIGNED = re.compile(r"[”\"’*_]\s*(?:[—–-]|by )\s*\S.{0,60}$|^[—–-]\s*[A-Z][\w .,'-]{2,50}$")
_OUTCOME = re.compile(
    r"\b(?:gone|cured?|disappear\w*|vanish\w*|dropped|healed|cleared|lost|lose|down|better|normal|stopped|pain.free|reversed"
    r"|improved|remission|slept|sleep|shrunk|fell|lowered|returned|no longer"
    r"|off my (?:meds|medication))\b",
    re.IGNORECASE,
)
# Giving up a medicine is an outcome, giving up a subscription is none.
_GAVE_UP = re.compile(
    r"\b(?:stopped|quit|ditched|came off|got off|gave up|binned|threw (?:away|out)|no longer"
    r" (?:need|take))"
    r" (?:taking |using )?(?:all )?(?:my|his|her|our|their) (?!subscription|order|membership|job)",
    re.IGNORECASE,
)
_NARRATOR = re.compile(
    r"^(?:(?:so|and|but|then|well|honestly|now|at first|in the end|soon|later|one day"
    r"|finally)[,:]? )*"
    r"(?:i(?:'m|'ve|'d)?\b|(?:there|here) (?:i|we) (?:was|were|am|are)\b|my\b)(?!.*\bknow\b)",
    re.IGNORECASE,
)
_TOLD_ME = re.compile(
    r"\b(?:told|introduced|pointed|sent|led|turned|handed|lent) (?:me|us)\b", re.IGNORECASE
)
_SAYS_MORE = re.compile(r"\b(?:that|who|which|how|it|they)\b|,", re.IGNORECASE)
_WHO_I_AM = re.compile(
    r"^(?:i'm|i am|i was) (?:a |an )?\d{1,3}(?:,| and\b|[ -]years?\b|\W*$)", re.IGNORECASE
)
# "It provides practical guidance" after "This article explores …".
_TOUR = re.compile(
    r"^(?:it|they) (?:also |then |further )?(?:provides?|offers?|covers?|explains?|discusses|gives?"
    r"|includes?"
    r"|looks?|aims?|examines?|highlights?|delves?|outlines?|reviews?|describes?|explores?)\b",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"\b(?:get|shop|buy|order|start|try|join|claim|save|yes|cart|free|deal|offer|bundle|subscribe)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:said|says|adds?|added|explains?|explained|commented|comments|that|following):$"
)
_OBJECT = re.compile(r"(?:the|your|a|an|this|these|it|them|my|one|two|three|\d+) ", re.IGNORECASE)
_NOTE = re.compile(
    r"^(?:please )?(?:note|remember|keep in mind|bear in mind|be aware|know) that ", re.IGNORECASE
)
_LABEL = re.compile(
    r"^(?:(?:the|my|our|one|a|some|quick|final|good|bad) )*(?:bottom line|verdict|takeaway"
    r"|advice|tip|rule|upshot|moral|reminder): ",
    re.IGNORECASE,
)
_HERE_IS = re.compile(r"^(?:(?:but|and|so) )?here(?:'s| is| are) [^:]{3,90}: ", re.IGNORECASE)
_LEAD_IN = 10
_LONGEST_LABEL = 14
_WEAK = re.compile(
    r"\b(?:didn't|did not|doesn't) do (?:much|anything|a thing)|\b(?:tbh|imo|lol|yuck|meh)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"^(?:yes|no|yep|nope|not really|absolutely|definitely|not at all|never|impossible"
    r"|of course|certainly"
    r"|none|nothing|always|sometimes"
    r"|possibly|unlikely|likely)\b[^a-z]*$",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(
    r"^(?:in )?(?:summary|conclusion|bottom line|takeaway|faq|the verdict)\W*$", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Where a unit stands.

    ``whole`` says that the unit is all of its block, ``previous`` is the kind of
    the unit before it in the block, ``aside`` that its block or section is small
    print or the "About us" of a press release, ``repeated`` that a list item
    names a heading of the article, ``emphasised`` that it is all bold, ``marked``
    that its heading is certain, ``signed`` that its block is a signed quotation,
    ``link`` that it is a link and nothing else.
    """

    block: BlockKind
    whole: bool = True
    first: bool = True
    previous: UnitKind | None = None
    aside: str = ""
    repeated: bool = False
    emphasised: bool = False
    marked: bool = False
    signed: bool = False
    link: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """The kind of a unit and the rule that gave it."""

    kind: UnitKind
    reason: str


def rule(text: str, context: Context) -> Ruling:
    """What a unit is there for.

    :param text: the unit as read: no marks, one space between words.
    :param context: its block and neighbours.
    :returns: the kind with its reason code.
    """
    read = shadow(text).strip()
    return (
        _aside(read, context)
        or _structure(read, context)
        or _question(read, context)
        or _talk(read)
        or _personal(read, context)
        or _fragment(read, context)
        or Ruling(kind=UnitKind.CLAIM, reason="statement")
    )


def clause_kind(text: str) -> Ruling:
    """What one clause of a sentence is there for, by its words alone."""
    read = shadow(text).strip()
    return _words(read) or Ruling(kind=UnitKind.CLAIM, reason="statement")


def _aside(read: str, context: Context) -> Ruling | None:
    if context.block is BlockKind.CODE:
        return Ruling(kind=UnitKind.BOILERPLATE, reason="code")
    if not any(char.isalpha() for char in read):
        kind = UnitKind.SALES if first_match(SALES, read) else UnitKind.BOILERPLATE
        return Ruling(kind=kind, reason="no_words")
    if context.link and context.block is not BlockKind.HEADING:
        offer = first_match(SALES, read) or _OFFER.search(read) or read.isupper()
        kind = UnitKind.SALES if offer else UnitKind.BOILERPLATE
        return Ruling(kind=kind, reason="link")
    if context.aside and context.block is not BlockKind.HEADING:
        return Ruling(kind=UnitKind.BOILERPLATE, reason=context.aside)
    return None


def _structure(read: str, context: Context) -> Ruling | None:
    """Headings, run-in headings, contents entries."""
    if context.block is BlockKind.HEADING:
        return _heading(read, context)
    if context.repeated:
        return Ruling(kind=UnitKind.LIST, reason="contents_entry")
    if context.emphasised and context.first and len(read.split()) <= 8 and not read.endswith("?"):
        tokens = tokenize(read, 0, len(read))
        if find_verb(tokens, start=1) is None and not first_match(SALES, read):
            return Ruling(kind=UnitKind.HEADING, reason="run_in_heading")
    return None


def _heading(read: str, context: Context) -> Ruling:
    if context.marked:
        return Ruling(kind=UnitKind.HEADING, reason="heading")
    if reason := first_match(SALES, read):
        return Ruling(kind=UnitKind.SALES, reason=reason)
    if reason := first_match(BOILERPLATE, read):
        return Ruling(kind=UnitKind.BOILERPLATE, reason=reason)
    if read.endswith("?") and context.emphasised:
        return Ruling(kind=UnitKind.QUESTION, reason="question")
    return Ruling(kind=UnitKind.HEADING, reason="heading")


def _question(read: str, context: Context) -> Ruling | None:
    if read.endswith("?") or re.search(r"\?[\"')\]]*$", read):
        return Ruling(kind=UnitKind.QUESTION, reason="question")
    if _ANSWER.match(read) and context.previous is UnitKind.QUESTION:
        return Ruling(kind=UnitKind.CLAIM, reason="answer")
    short = len(read.split()) <= _LEAD_IN and not IMPERATIVE.match(read)
    if read.endswith(":") and (short or _SAID.search(read)):
        return Ruling(kind=UnitKind.META, reason="lead_in")
    if _TOUR.match(read) and context.previous is UnitKind.META:
        return Ruling(kind=UnitKind.META, reason="about_text")
    return None


def _talk(read: str) -> Ruling | None:
    """Boilerplate and sales talk by its words, in any block; then the other kinds."""
    offer = first_match(SALES, read)
    if reason := first_match(BOILERPLATE, read):
        # "Use code X for 10% off (affiliate link)" is an offer with a note in it.
        if reason == "disclosure" and offer in {"discount", "call_to_action", "price"}:
            return Ruling(kind=UnitKind.SALES, reason=offer)
        return Ruling(kind=UnitKind.BOILERPLATE, reason=reason)
    if (reason := offer) and not _carries_claim(read):
        return Ruling(kind=UnitKind.SALES, reason=reason)
    return _words(read)


def _carries_claim(read: str) -> bool:
    """A sales sentence that says what the product does is a claim all the same."""
    tokens = tokenize(read, 0, len(read))
    return has_effect(read) and is_health(read) and has_clause(tokens) and len(read.split()) > 8


def _words(read: str) -> Ruling | None:
    read = _introduced(_LABEL.sub("", _NOTE.sub("", read)))
    for kind, table in (
        (UnitKind.META, META),
        (UnitKind.RESEARCH_CALL, RESEARCH_CALL),
        (UnitKind.ADVICE, ADVICE),
    ):
        if reason := first_match(table, read):
            return Ruling(kind=kind, reason=reason)
    if IMPERATIVE.match(read):
        return Ruling(kind=UnitKind.ADVICE, reason="imperative")
    if _instructs(read):
        return Ruling(kind=UnitKind.ADVICE, reason="imperative")
    if EXCLAMATION.match(read):
        return Ruling(kind=UnitKind.OPINION, reason="exclamation")
    if reason := first_match(OPINION, read):
        return Ruling(kind=UnitKind.OPINION, reason=reason)
    return _narrative(read)


def _introduced(read: str) -> str:
    """What stands after "Here is what nobody says:", where that is a statement."""
    opening = _HERE_IS.match(read)
    if opening is None:
        return read
    rest = read[opening.end() :]
    asks = rest.lower().startswith(("how ", "why ", "what ", "when ", "which ", "whether "))
    return read if asks or not has_clause(tokenize(rest, 0, len(rest))) else rest


def _narrative(read: str) -> Ruling | None:
    """What happened to the writer, no effect on the body and no figure among it."""
    told = _TOLD_ME.search(read)
    narrated = _WHO_I_AM.match(read) or (
        (told or _NARRATOR.match(read))
        and not (is_health(read) or has_effect(read) or has_number(read))
        and not (_OUTCOME.search(read) or _GAVE_UP.search(read))
    )
    if narrated or (told and not _SAYS_MORE.search(read, told.end())):
        return Ruling(kind=UnitKind.OPINION, reason="narrative")
    return None


def _instructs(read: str) -> bool:
    """Whether a base verb and its object open the sentence ("Double the dose")."""
    first, _, rest = read.partition(" ")
    return first.lower() in VERBS | {"do"} and _OBJECT.match(rest) is not None


def _personal(read: str, context: Context) -> Ruling | None:
    """Testimonials: a claim where they report an outcome, else an opinion."""
    quoted = context.signed or _SIGNED.search(read) is not None
    if not quoted:
        return None
    if _WEAK.search(read):
        return Ruling(kind=UnitKind.OPINION, reason="testimonial")
    if (
        (is_health(read) and (has_effect(read) or _OUTCOME.search(read)))
        or has_number(read)
        or _GAVE_UP.search(read)
    ):
        return Ruling(kind=UnitKind.CLAIM, reason="testimonial_outcome")
    return Ruling(kind=UnitKind.OPINION, reason="testimonial")


def _fragment(read: str, context: Context) -> Ruling | None:
    """Verbless list items and lines: a claim where they assert a property or effect."""
    if context.block not in {BlockKind.LIST_ITEM, BlockKind.TABLE_CELL}:
        return _loose_words(read, context)
    tokens = tokenize(read, 0, len(read))
    named = len(tokens) > 1 and tokens[1].low in {",", "and", "or"}
    if tokens and tokens[0].low in VERBS and not named and find_verb(tokens) is None:
        plain = Ruling(kind=UnitKind.ADVICE, reason="imperative")
        return None if has_effect(read) else plain
    if find_verb(tokens) is not None or BENEFIT_ITEM.match(read):
        return None
    if read.endswith((".", "!")) and len(read.split()) > 5:
        return None
    reason = "list_item" if context.block is BlockKind.LIST_ITEM else "table_row"
    return Ruling(kind=UnitKind.LIST, reason=reason)


def _loose_words(read: str, context: Context) -> Ruling | None:
    """A paragraph of a few words, without verb or end mark, asserts nothing."""
    if not context.whole or read[-1] in ".!?…" or len(read.split()) > _LONGEST_LABEL:
        return None
    tokens = tokenize(read, 0, len(read))
    if find_verb(tokens) is not None or BENEFIT_ITEM.match(read):
        return None
    return Ruling(kind=UnitKind.LIST, reason="fragment")
