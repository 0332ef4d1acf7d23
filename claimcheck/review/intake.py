"""Taking a run in: what the machine found becomes items with its suggestion."""

from __future__ import annotations

import hashlib
import itertools
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from claimcheck import codec
from claimcheck.errors import UsageError
from claimcheck.review import clusters, views
from claimcheck.review.anchors import anchor, text_hash, to_json
from claimcheck.review.log import Draft, Log
from claimcheck.review.people import MACHINE
from claimcheck.review.priorities import claim_scores, promo_scores
from claimcheck.review.records import Action, Added, Kind
from claimcheck.review.state import fold
from claimcheck.review.tables import DocumentRow, StateRow, SuggestionRow
from claimcheck.types import Article, CheckedClaim, PromoSpan, Report, Span

__all__ = ["SHARE", "add_report", "item_id", "pack", "unpack"]

SHARE = 4
"""One in so many items is kept for the random draw: a little more than the fifth of all tasks
that it has to fill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proposal:
    """An item as a report proposes it."""

    id: str
    kind: Kind
    spans: tuple[Span, ...]
    reading: str
    category: str
    cluster: str
    value: dict[str, Any]
    scores: Mapping[str, Any]


def add_report(connection: Connection, end: Log, report: Report, *, overlap: int) -> Counter[str]:
    """Take one report in.

    :param connection: of a write transaction.
    :param end: the log's end.
    :param report: what the machine found.
    :param overlap: answers wanted for each new item.
    :returns: counts under the names of :class:`Added`.
    :raises UsageError: if another text is stored under the article's id.
    """
    counts: Counter[str] = Counter()
    number, sha256, is_new = _document(connection, end, report.article)
    counts["documents"] += is_new
    proposals = {proposal.id: proposal for proposal in _proposals(report)}
    known = _known(connection, proposals)
    model, corpus = _hashes(report.provenance)
    drafts, suggestions = [], {}
    for proposal in proposals.values():
        key, value = _suggestion(proposal, model=model, corpus=corpus)
        before = known.get(proposal.id)
        if before is not None and before[1] == key:
            counts["known"] += 1
            continue
        suggestions[key] = value
        new: dict[str, Any] = {"suggestion": key, "machine": dict(proposal.scores)}
        if before is None:
            counts["items"] += 1
            text = report.article.text
            anchors = [anchor(text, span, sha256=sha256) for span in proposal.spans]
            new |= {
                "kind": proposal.kind.value, "parts": to_json(anchors),
                "reading": proposal.reading, "category": proposal.category,
                "cluster": proposal.cluster, "order": number, "target": overlap, "sha256": sha256,
                **_draw(end, proposal),
            }  # fmt: skip
        else:
            counts["changed"] += 1
        drafts.append(
            Draft(
                id=clusters.derived_id(key, proposal.id, f"suggest {before[0] if before else 0}"),
                item=proposal.id, document=report.article.id,
                version=(before[0] if before else 0) + 1,
                actor=MACHINE, action=Action.SUGGEST, new=new,
                old={"suggestion": before[1]} if before else {}, model=model, corpus=corpus,
            )
        )  # fmt: skip
    _store(connection, suggestions)
    _write(connection, end, drafts, fresh=not known)
    return counts


def added(counts: Counter[str]) -> Added:
    """Counts as a record."""
    return Added(**counts)


def _write(connection: Connection, end: Log, drafts: list[Draft], *, fresh: bool) -> None:
    entries = end.append(drafts)
    if fresh:
        views.put(connection, {e.item: fold([e]) for e in entries}, fresh=True)
    else:
        views.refresh(connection, [entry.item for entry in entries])
    made = [entry for entry in entries if "kind" in entry.new]
    decided = clusters.standing_decisions(connection, (e.new["cluster"] for e in made))
    repeats = [
        clusters.repeat_draft(
            fold([entry]), cause=by.id, actor=by.actor, label=by.new["label"], of=by.item
        )
        for entry in made
        if (by := decided.get((entry.new["cluster"], Kind(entry.new["kind"]))))
    ]
    if repeats:
        views.refresh(connection, [entry.item for entry in end.append(repeats)])


def item_id(document: str, kind: Kind, spans: Iterable[Span], category: str = "") -> str:
    """The id of an item: of its document, kind and place (a promotional span: and category)."""
    places = [[span.start, span.end] for span in spans]
    sealed = json.dumps([document, kind.value, places, category])
    return kind.value[0] + hashlib.sha256(sealed.encode()).hexdigest()[:20]


def pack(text: str) -> bytes:
    """A text as compressed bytes; lone surrogates and NUL are kept."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 3)


def unpack(data: bytes) -> str:
    """The text that :func:`pack` packed."""
    return zlib.decompress(data).decode("utf-8", "surrogatepass")


def _document(connection: Connection, end: Log, article: Article) -> tuple[int, str, bool]:
    sha256 = text_hash(article.text)
    wanted = select(DocumentRow.number, DocumentRow.sha256).where(DocumentRow.id == article.id)
    row = connection.execute(wanted).one_or_none()
    if row is not None:
        if row.sha256 != sha256:
            raise UsageError(
                f"Article {article.id!r} ({article.source}) is in the store with another text; "
                "its reviews would point at the wrong places."
            )
        return row.number, sha256, False
    end.documents += 1
    head = {"title": article.title, "source": article.source}
    connection.execute(
        insert(DocumentRow).values(
            id=article.id, number=end.documents, sha256=sha256,
            head=codec.dumps(head), body=pack(article.text),
        )
    )  # fmt: skip
    return end.documents, sha256, True


def _proposals(report: Report) -> list[_Proposal]:
    found = [_claim(report, claim) for claim in report.claims]
    found += [_promo(report, span) for span in report.promo]
    return sorted(found, key=lambda proposal: (proposal.spans[0], proposal.kind))


def _claim(report: Report, claim: CheckedClaim) -> _Proposal:
    spans = claim.parts or (claim.span,)
    return _Proposal(
        id=item_id(report.article.id, Kind.CLAIM, spans), kind=Kind.CLAIM, spans=spans,
        reading=claim.reading, category="", cluster=claim.cluster,
        value=codec.claim_to_json(claim), scores=claim_scores(claim, report.promo),
    )  # fmt: skip


def _promo(report: Report, span: PromoSpan) -> _Proposal:
    return _Proposal(
        id=item_id(report.article.id, Kind.PROMO, (span.span,), span.category), kind=Kind.PROMO,
        spans=(span.span,), reading=span.text, category=span.category,
        cluster=clusters.promo_key(span.category, span.text),
        value=codec.promo_to_json(span), scores=promo_scores(span, report.claims),
    )  # fmt: skip


def _known(connection: Connection, wanted: Iterable[str]) -> dict[str, tuple[int, str]]:
    """The version and the suggestion of the items that are there."""
    found: dict[str, tuple[int, str]] = {}
    for some in _some(wanted):
        columns = select(StateRow.item, StateRow.version, StateRow.value)
        for row in connection.execute(columns.where(StateRow.item.in_(some))):
            found[row.item] = (row.version, json.loads(row.value)["suggestion"])
    return found


def _some(wanted: Iterable[str]) -> Iterable[tuple[str, ...]]:
    items = iter(wanted)
    while some := tuple(itertools.islice(items, 500)):
        yield some


def _hashes(provenance: Mapping[str, str]) -> tuple[str, str]:
    """A hash of all that decided the verdicts but the corpus, and the corpus's own."""
    rest = {k: v for k, v in provenance.items() if k not in ("corpus", "corpus_hash")}
    digest = hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()[:16]
    return digest, provenance.get("corpus_hash", "")[:64]


def _suggestion(proposal: _Proposal, *, model: str, corpus: str) -> tuple[str, str]:
    value = codec.dumps(
        {"kind": proposal.kind.value, "value": proposal.value, "model": model, "corpus": corpus}
    )
    return hashlib.sha256(value.encode()).hexdigest(), value


def _store(connection: Connection, suggestions: Mapping[str, str]) -> None:
    for some in _some(suggestions):
        there = select(SuggestionRow.id).where(SuggestionRow.id.in_(some))
        missing = set(some) - set(connection.scalars(there))
        rows = [{"id": key, "value": pack(suggestions[key])} for key in some if key in missing]
        if rows:
            connection.execute(insert(SuggestionRow), rows)


def _draw(end: Log, proposal: _Proposal) -> dict[str, Any]:
    """Whether the item is kept for the random draw, and its place there.

    In each block of :data:`SHARE` new items of a kind one is kept, at a place that a hash chooses:
    every item has the same chance, whatever it says.
    """
    if proposal.kind is Kind.CLAIM:
        index, end.claims = end.claims, end.claims + 1
    else:
        index, end.promos = end.promos, end.promos + 1
    block = hashlib.sha256(f"{proposal.kind.value} {index // SHARE}".encode()).digest()
    draw = hashlib.sha256(f"draw {proposal.id}".encode()).digest()
    return {
        "random": block[0] % SHARE == index % SHARE,
        "draw": int.from_bytes(draw[:6]) / 2**48,
    }
