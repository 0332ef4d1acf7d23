"""Two runs side by side: which verdicts changed, and what changed behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from claimcheck import codec
from claimcheck.errors import RunError
from claimcheck.types import CheckedClaim, Report

__all__ = ["Change", "Kind", "diff"]

REPORTS = "reports.jsonl"
_CAUSES: Mapping[str, tuple[str, ...]] = {
    "corpus": ("corpus", "corpus_hash"),
    "model": ("verifier", "judge", "strength", "encoder", "reranker", "memory"),
    "rules": ("rules",),
    "settings": ("profile", "passages"),
    "version": ("claimcheck", "code"),
}
"""What a report's provenance says, by what a user would call it."""


class Kind(StrEnum):
    """What became of a claim from one run to the next."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A claim whose verdict is another one, or that only one of the runs has.

    ``before`` and ``after`` are labels (``not checked`` where there is none), empty where the run
    has no such claim; so are the citations, of what decided. ``why`` names all that differs
    behind it: article, corpus, model, rules, settings, version; or inputs, where only one run has
    the article.
    """

    source: str
    text: str
    kind: Kind
    before: str = ""
    after: str = ""
    citation_before: str = ""
    citation_after: str = ""
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    """A claim as the first run has it."""

    label: str
    citation: str


@dataclass(frozen=True, slots=True)
class _Side:
    """An article as the first run has it: little enough to keep 20,000 of them."""

    article: str
    provenance: Mapping[str, str]
    claims: dict[tuple[str, int], _Said]


def diff(before: str | Path, after: str | Path) -> Iterator[Change]:
    """The changes of verdicts between two runs, in the order of the second.

    Articles are matched by the name of their input, claims by their text and how often it came
    before in the article.

    :param before: a run folder.
    :param after: another.
    :yields: one item a claim that changed; then those of articles the second run lacks.
    :raises RunError: E600 if a folder holds no finished run.
    """
    first, table = _sides(Path(before))
    for report in _reports(Path(after)):
        old = first.pop(report.article.source, None)
        yield from _between(old, _side(report, table), report.article.source)
    for source, side in first.items():
        yield from _between(side, None, source)


def _between(old: _Side | None, new: _Side | None, source: str) -> Iterator[Change]:
    why = _why(old, new)
    claims_before = old.claims if old else {}
    claims_after = new.claims if new else {}
    for key in [*claims_after, *(key for key in claims_before if key not in claims_after)]:
        was, now = claims_before.get(key), claims_after.get(key)
        if was and now and was.label == now.label:
            continue
        yield Change(
            source=source,
            text=key[0],
            kind=Kind.ADDED if was is None else Kind.REMOVED if now is None else Kind.CHANGED,
            before=was.label if was else "",
            after=now.label if now else "",
            citation_before=was.citation if was else "",
            citation_after=now.citation if now else "",
            why=why,
        )


def _why(old: _Side | None, new: _Side | None) -> tuple[str, ...]:
    if old is None or new is None:
        return ("inputs",)
    causes = ["article"] if old.article != new.article else []
    for cause, keys in _CAUSES.items():
        if any(old.provenance.get(key) != new.provenance.get(key) for key in keys):
            causes.append(cause)
    return tuple(causes)


def _sides(run: Path) -> tuple[dict[str, _Side], dict[str, dict[str, str]]]:
    table: dict[str, dict[str, str]] = {}
    return {r.article.source: _side(r, table) for r in _reports(run)}, table


def _side(report: Report, table: dict[str, dict[str, str]]) -> _Side:
    """What is kept of a report; equal provenances, which most are, are kept once."""
    counts: defaultdict[str, int] = defaultdict(int)
    claims = {}
    for claim in report.claims:
        claims[claim.text, counts[claim.text]] = _said(claim)
        counts[claim.text] += 1
    provenance = dict(report.provenance)
    shared = table.setdefault(repr(sorted(provenance.items())), provenance)
    return _Side(report.article.id, shared, claims)


def _said(claim: CheckedClaim) -> _Said:
    verdict = claim.verdict
    return _Said(verdict.label.value if verdict.label else "not checked", verdict.citation)


def _reports(run: Path) -> Iterator[Report]:
    path = run / REPORTS
    if not path.is_file():
        raise RunError(
            f"{str(run)!r} holds no finished run: it has no {REPORTS}. Give the folder that "
            "`claimcheck batch -o` wrote."
        )
    return codec.read_reports(path)
