"""What was reviewed, frozen: one line a settled claim, in one order, named by its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from claimcheck.codec import dumps, evidence_to_json
from claimcheck.types import Evidence, Label, Span
from claimcheck.verification.sameness import exact_key

__all__ = [
    "Review",
    "Snapshot",
    "SpanReview",
    "agreement",
    "cited",
    "freeze",
    "is_held_out",
    "is_kept_apart",
]

#: Tenths of the random reviews that nothing is ever learnt from; they only judge.
_HELD = 3
#: Where weights are trained, tenths that they are not trained on, so that thresholds can be chosen.
_KEPT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A claim that people settled.

    ``label`` is ``None`` where they found that it is no claim. ``random`` says that it was
    drawn at random, ``agreed`` whether those who answered on their own agreed (``None``
    where only one did). ``evidence`` is what they had before them, without what they dropped,
    and ``cited`` what the decision rests on; ``at`` is ISO 8601. ``text`` is the claim as it
    stands in its article, and ``missed`` says that people found it and the machine did not.
    """

    item: str
    reading: str
    label: Label | None
    by: tuple[str, ...]
    at: str
    article: str = ""
    random: bool = False
    agreed: bool | None = None
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    cited: tuple[Evidence, ...] = ()
    text: str = ""
    missed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanReview:
    """A promotional phrase that people confirmed or rejected, or that they added.

    ``rule`` is the one that marked it, empty for what people added; ``promotional`` what they
    found.
    """

    item: str
    text: str
    category: str
    promotional: bool
    by: tuple[str, ...]
    at: str
    rule: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Reviews in the order of their items; ``data`` is the file, ``hash`` its SHA-256."""

    reviews: tuple[Review, ...]
    data: bytes
    hash: str
    spans: tuple[SpanReview, ...] = ()

    @property
    def claims(self) -> tuple[Review, ...]:
        """Those with a verdict."""
        return tuple(review for review in self.reviews if review.label is not None)

    @property
    def learnt(self) -> tuple[Review, ...]:
        """The random reviews that thresholds are chosen on."""
        return tuple(r for r in self.claims if r.random and r.evidence and not is_held_out(r))

    @property
    def held(self) -> tuple[Review, ...]:
        """The random reviews that only judge."""
        return tuple(r for r in self.claims if r.random and r.evidence and is_held_out(r))

    @property
    def kept(self) -> tuple[Review, ...]:
        """The random reviews that thresholds are chosen on where weights are trained too."""
        return tuple(r for r in self.learnt if _tenth(r) < _HELD + _KEPT)

    @property
    def trained(self) -> tuple[Review, ...]:
        """The reviews that weights may be trained on, of the queue too; no repeat of others."""
        apart = {exact_key(r.reading) for r in (*self.held, *self.kept)}
        return tuple(r for r in self.claims if r.evidence and exact_key(r.reading) not in apart)


def freeze(reviews: Iterable[Review], spans: Iterable[SpanReview] = ()) -> Snapshot:
    """Freeze reviews: the same ones give the same bytes, in whatever order they come.

    :param reviews: settled claims.
    :param spans: settled promotional phrases.
    :returns: the snapshot.
    """
    claims = tuple(sorted(reviews, key=lambda review: (review.item, review.at)))
    phrases = tuple(sorted(spans, key=lambda review: (review.item, review.at)))
    rows = [*map(_row, claims), *map(_span_row, phrases)]
    data = "".join(dumps(row) + "\n" for row in rows).encode("utf-8")
    name = hashlib.sha256(data).hexdigest()
    return Snapshot(reviews=claims, data=data, hash=name, spans=phrases)


def is_held_out(review: Review) -> bool:
    """Whether a review is one of the three tenths that only judge.

    Told by the claim's words alone: repeats fall on one side, and always on the same.
    """
    return _tenth(review) < _HELD


def _tenth(review: Review) -> int:
    return _lot(exact_key(review.reading))


def is_kept_apart(item: str) -> bool:
    """Whether the review of an item is one of the three tenths that only judge phrases.

    Told by the item, not by its words: what is learnt of a phrase is judged where the same
    phrase was reviewed elsewhere.
    """
    return _lot(item) < _HELD


def _lot(text: str) -> int:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big") % 10


def agreement(reviews: Sequence[Review]) -> float:
    """How often two people agree, 0–1, by the reviews that two answered; 0.9 if there are none."""
    told = [review.agreed for review in reviews if review.agreed is not None]
    # Ten items are counted beforehand, nine agreed on: what is said where nothing is known.
    return (sum(told) + 9) / (len(told) + 10)


def cited(
    evidence: Sequence[Evidence], label: Label, *, marked: Mapping[str, tuple[Span, ...]]
) -> tuple[Evidence, ...]:
    """What a decision for or against a claim rests on.

    The passages in which people marked a rationale; else those whose rationale the machine
    found for the same label; else the first passage as a whole, which lay before them.

    :param evidence: as the reviewer saw it, first to last.
    :param label: what was decided.
    :param marked: rationales by passage id.
    :returns: evidence with stance and rationale; none for ``unsupported``.
    """
    if label is Label.UNSUPPORTED:
        return ()
    own = [replace(i, rationale=marked[i.passage.id]) for i in evidence if i.passage.id in marked]
    agreed = [item for item in evidence if item.rationale and item.stance is label]
    first = [replace(i, rationale=(_whole(i),)) for i in evidence[:1] if i.passage.text]
    return tuple(replace(item, stance=label, probs=None) for item in own or agreed or first)


def _whole(item: Evidence) -> Span:
    return Span(start=0, end=len(item.passage.text))


def _row(review: Review) -> dict[str, object]:
    return {
        "item": review.item,
        "article": review.article,
        "reading": review.reading,
        "label": review.label.value if review.label else None,
        "by": list(review.by),
        "at": review.at,
        "random": review.random,
        "agreed": review.agreed,
        "held_out": is_held_out(review),
        "note": review.note,
        "evidence": [evidence_to_json(item) for item in review.evidence],
        "cited": [evidence_to_json(item) for item in review.cited],
        "text": review.text,
        "missed": review.missed,
    }


def _span_row(review: SpanReview) -> dict[str, object]:
    row = {name: getattr(review, name) for name in SpanReview.__slots__}
    return row | {"by": list(review.by), "kept_apart": is_kept_apart(review.item)}
