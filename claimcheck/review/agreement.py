"""Agreement of the reviewers over the items that at least two finished, each on their own.

An answer that only repeats the decision on another item is not an answer of its own
and is left out.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from claimcheck.review import people
from claimcheck.review.anchors import overlap
from claimcheck.review.measures import alpha, f1, kappa, share
from claimcheck.review.progress import typical
from claimcheck.review.records import (
    Agreement,
    Choice,
    ClassRow,
    Kind,
    PairAgreement,
    ReviewerRow,
    Status,
)
from claimcheck.review.tables import AnswerRow, StateRow

__all__ = ["Rated", "agreement", "matched"]

_HALF, _EXACT = 0.5, 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """One finished answer; ``parts`` are the spans as this person sees them."""

    item: str
    document: str
    kind: Kind
    origin: str
    final: str | None
    person: str
    label: str
    seconds: float | None
    parts: tuple[Mapping[str, Any], ...]


def agreement(connection: Connection, *, resamples: int, seed: int) -> Agreement:
    """All figures of agreement in a store.

    :param connection: of any transaction.
    :param resamples: bootstrap samples.
    :param seed: of the bootstrap.
    :returns: the figures.
    """
    rated = _rated(connection)
    by_item: dict[str, list[Rated]] = defaultdict(list)
    for one in rated:
        by_item[one.item].append(one)
    shared = [answers for answers in by_item.values() if len(answers) > 1]
    boot = {"resamples": resamples, "seed": seed}
    return Agreement(
        alpha={
            kind: alpha((_labels(a) for a in shared if a[0].kind is kind), **boot) for kind in Kind
        },
        pairs=_pairs(rated, boot),
        reviewers=_reviewers(rated, by_item, boot),
        classes=_classes(rated, shared, boot),
        confusion=_confusion(shared),
        items=len(shared),
    )


def _rated(connection: Connection) -> list[Rated]:
    names = people.names(connection)
    rows = connection.execute(
        select(
            AnswerRow.item, AnswerRow.person, AnswerRow.label, AnswerRow.seconds,
            AnswerRow.value.label("answer"), StateRow.document, StateRow.kind,
            StateRow.status, StateRow.label.label("final"), StateRow.value.label("state"),
        )
        .join(StateRow, StateRow.item == AnswerRow.item)
        .where(AnswerRow.label.is_not(None), AnswerRow.via == "")
        .order_by(AnswerRow.item, AnswerRow.person)
    )  # fmt: skip
    found = []
    for row in rows:
        state = json.loads(row.state)
        found.append(
            Rated(
                item=row.item, document=row.document, kind=Kind(row.kind),
                origin=state["origin"], person=names.get(row.person, row.person),
                label=row.label, seconds=row.seconds,
                final=row.final if row.status == Status.SETTLED else None,
                parts=tuple(json.loads(row.answer)["parts"] or state["base"]),
            )
        )  # fmt: skip
    return found


def _labels(answers: Iterable[Rated]) -> tuple[str, ...]:
    return tuple(answer.label for answer in answers)


def _confusion(shared: Iterable[Sequence[Rated]]) -> dict[tuple[str, str], int]:
    counts: Counter[tuple[str, str]] = Counter()
    for answers in shared:
        for first, second in itertools.combinations(sorted(_labels(answers)), 2):
            counts[first, second] += 1
    return dict(sorted(counts.items()))


def _pairs(rated: Sequence[Rated], boot: Mapping[str, int]) -> tuple[PairAgreement, ...]:
    of: dict[str, dict[str, Rated]] = defaultdict(dict)
    for one in rated:
        of[one.person][one.item] = one
    return tuple(
        _pair(first, second, of[first], of[second], boot)
        for first, second in itertools.combinations(sorted(of), 2)
    )


def _pair(
    first: str,
    second: str,
    one: Mapping[str, Rated],
    two: Mapping[str, Rated],
    boot: Mapping[str, int],
) -> PairAgreement:
    both = [item for item in one if item in two]
    pairs = [(one[item].label, two[item].label) for item in both]
    sides = _spans(one, two), _spans(two, one)
    documents = {one[item].document for item in both if one[item].kind is Kind.CLAIM}
    return PairAgreement(
        first=first,
        second=second,
        kappa=kappa(pairs, **boot),
        observed=share((a == b for a, b in pairs), empty="nobody shares an item", **boot),
        span_f1=f1(_counts(*sides, documents, _HALF), **boot),
        span_f1_exact=f1(_counts(*sides, documents, _EXACT), **boot),
    )


_Spans = Mapping[str, list[tuple[Mapping[str, Any], ...]]]


def _spans(mine: Mapping[str, Rated], other: Mapping[str, Rated]) -> _Spans:
    """The claims a person sees, by document: of shared items, and those the person found."""
    found: dict[str, list[tuple[Mapping[str, Any], ...]]] = defaultdict(list)
    for item, answer in mine.items():
        is_claim = answer.kind is Kind.CLAIM and answer.label != Choice.NOT_A_CLAIM
        if is_claim and (item in other or answer.origin == "person"):
            found[answer.document].append(answer.parts)
    return found


def _counts(
    first: _Spans, second: _Spans, documents: Iterable[str], least: float
) -> Iterable[tuple[int, int, int]]:
    for document in sorted(documents):
        one, two = first.get(document, []), second.get(document, [])
        yield matched(one, two, least=least), len(one), len(two)


def matched(
    first: Sequence[Sequence[Mapping[str, Any]]],
    second: Sequence[Sequence[Mapping[str, Any]]],
    *,
    least: float,
) -> int:
    """How many spans of two sets pair up, each with one at most, best overlaps first.

    :param first: spans of one side, each a list of parts with ``start`` and ``end``.
    :param second: those of the other.
    :param least: the intersection over union that a pair needs.
    :returns: the number of pairs.
    """
    scored = sorted(
        (-score, i, j)
        for i, one in enumerate(first)
        for j, two in enumerate(second)
        if (score := overlap(one, two)) >= least and score > 0.0
    )
    left, right = set(), set()
    for _, i, j in scored:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
    return len(left)


def _reviewers(
    rated: Sequence[Rated], by_item: Mapping[str, Sequence[Rated]], boot: Mapping[str, int]
) -> tuple[ReviewerRow, ...]:
    of: dict[str, list[Rated]] = defaultdict(list)
    for one in rated:
        of[one.person].append(one)
    return tuple(
        ReviewerRow(
            name=name,
            finished=len(answers),
            seconds=typical([answer.seconds for answer in answers]),
            labels=dict(sorted(Counter(_labels(answers)).items())),
            agrees=share(
                (a.label == a.final for a in answers if a.final and len(by_item[a.item]) > 1),
                empty="no settled item has another's answer",
                **boot,
            ),
        )
        for name, answers in sorted(of.items())
    )


def _classes(
    rated: Sequence[Rated], shared: Sequence[Sequence[Rated]], boot: Mapping[str, int]
) -> tuple[ClassRow, ...]:
    counts = Counter(_labels(rated))
    kinds = {one.label: one.kind for one in rated}
    return tuple(
        ClassRow(
            label=label,
            answers=count,
            alpha=alpha(
                (
                    tuple("yes" if given == label else "no" for given in _labels(answers))
                    for answers in shared
                    if answers[0].kind is kinds[label]
                ),
                **boot,
            ),
        )
        for label, count in sorted(counts.items())
    )
