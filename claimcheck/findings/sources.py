"""Sources: research that nobody can look up, references that nothing in the text uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimcheck.types import Finding, Report, Span, UnitKind

__all__ = ["references", "without_source"]

_SOURCE = re.compile(
    r"https?://|doi\.org|\bdoi:|\bPMID\b|\[\d{1,3}\]"
    r"|\(\s*[A-Z][\w-]+(?: et al\.?)?,? (?:19|20)\d\d\)"
    r"|\b[A-Z][\w-]+ et al\b|\b(?:University|Journal|Institutes?|Cochrane|Lancet|JAMA|BMJ)\b"
)
# Credits that a reader cannot follow up; what "some people say" is no research.
_ANONYMOUS = re.compile(
    r"\b(?:research\w*|scien\w+|stud(?:y|ies)|trials?|evidence|data|findings|reviews?|analys[ei]s"
    r"|meta-analys[ei]s|experts?|doctors|physicians|specialists)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?:Dr|Prof|Professor|Sir|Dame)\b|\b[A-Z]{2,}\b|\b[A-Z][a-z]+ [A-Z][a-z]+")
_LIST_HEADING = re.compile(
    r"[\W_]*(?:references|sources|bibliography|citations|works cited|literature|notes)[\W_]*$",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"[ \t>*-]*\[?(?P<number>\d{1,3})(?:[.)\]]|\]\.)[ \t]+(?=\S)")
_MARK = re.compile(r"\[(?P<numbers>\d{1,3}(?:[,;–-] ?\d{1,3})*)\](?!\()")
_DEFINED = re.compile(r"^[ ]{0,3}\[(?P<label>[^\]\n^]{1,80})\]:[ \t]+\S+", re.MULTILINE)
_LARGEST_RANGE = 60


def without_source(report: Report) -> Iterator[Finding]:
    """Research is credited, but the article names no study, journal, author or link."""
    spans = tuple(
        claim.span
        for claim in report.claims
        if _ANONYMOUS.search(claim.attribution) and not _NAMED.search(claim.attribution)
    )
    if spans and not _SOURCE.search(report.article.text):
        yield Finding(
            kind="research_without_source",
            message="The article credits research or experts but names no study, author, journal "
            "or link that a reader could look up.",
            spans=spans,
        )


@dataclass(frozen=True, slots=True)
class _Entry:
    """A numbered entry of the list of references."""

    number: int
    span: Span


def references(report: Report) -> Iterator[Finding]:
    """Entries and marks that do not meet; link definitions that no text uses.

    Looks only at articles that number their references and mark them in the text.
    """
    yield from _unused_links(report.article.text)
    entries, start = _entries(report)
    marks = [mark for mark in _MARK.finditer(report.article.text) if mark.start() < start]
    if not entries or not marks:
        return
    used = {number for mark in marks for number in _numbers(mark["numbers"])}
    idle = [entry for entry in entries if entry.number not in used]
    if idle:
        names = ", ".join(str(entry.number) for entry in idle)
        yield Finding(
            kind="reference_unused",
            message=f"Listed as a source, but nothing in the text refers to it: {names}.",
            spans=tuple(entry.span for entry in idle),
        )
    listed = {entry.number for entry in entries}
    lost = [mark for mark in marks if not set(_numbers(mark["numbers"])) <= listed]
    if lost:
        yield Finding(
            kind="reference_missing",
            message="The text refers to a numbered source that the list of references lacks.",
            spans=tuple(Span(start=mark.start(), end=mark.end()) for mark in lost),
        )


def _entries(report: Report) -> tuple[list[_Entry], int]:
    """The numbered entries below the last heading of references, and where that heading is."""
    heads = [
        unit
        for unit in report.units
        if unit.kind in {UnitKind.HEADING, UnitKind.BOILERPLATE} and _LIST_HEADING.match(unit.text)
    ]
    if not heads:
        return [], 0
    start = heads[-1].span.end
    found: dict[int, _Entry] = {}
    for line in re.finditer(r"[^\r\n]+", report.article.text[start:]):
        if (entry := _ENTRY.match(line.group())) is not None:
            end = start + line.start() + len(line.group().rstrip())
            span = Span(start=start + line.start(), end=end)
            found.setdefault(int(entry["number"]), _Entry(int(entry["number"]), span))
    return list(found.values()), start


def _numbers(written: str) -> set[int]:
    """The numbers of a mark: "2", "2, 5" or "2–5"."""
    found: set[int] = set()
    for part in re.split(r"[,;] ?", written):
        ends = [int(end) for end in re.split(r"[–-] ?", part) if end]
        if len(ends) == 2 and 0 <= ends[1] - ends[0] <= _LARGEST_RANGE:
            found |= set(range(ends[0], ends[1] + 1))
        else:
            found |= set(ends)
    return found


def _unused_links(text: str) -> Iterator[Finding]:
    """Markdown's link definitions ("[label]: address") that no text points to."""
    idle = [
        made
        for made in _DEFINED.finditer(text)
        if text.lower().count(f"[{made['label'].lower()}]") < 2
    ]
    if idle:
        yield Finding(
            kind="link_unused",
            message="A link is defined but nothing in the text uses it.",
            spans=tuple(Span(start=made.start(), end=made.end()) for made in idle),
        )
