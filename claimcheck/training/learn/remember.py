"""Reviewed claims as a claim memory, and where it contradicts gold data."""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.training.learn.judging import Case
from claimcheck.training.learn.reviews import Snapshot, agreement
from claimcheck.types import Label
from claimcheck.verification.memory import ClaimMemory, Decision

__all__ = ["clashes", "memory_of"]


def memory_of(snapshot: Snapshot) -> ClaimMemory:
    """The memory of all settled claims.

    :param snapshot: frozen reviews.
    :returns: one decision a claim; what was found to be no claim is not remembered.
    """
    sure = round(agreement(snapshot.reviews), 4)
    decisions = [
        Decision(
            reading=review.reading,
            label=review.label,
            by=review.by,
            at=review.at,
            confidence=sure,
            item=review.item,
            article=review.article,
            note=review.note,
            evidence=review.cited,
        )
        for review in snapshot.reviews
        if review.label is not None
    ]
    return ClaimMemory(decisions, snapshot=snapshot.hash)


def clashes(memory: ClaimMemory, gold: Iterable[Case]) -> tuple[str, ...]:
    """Claims that the memory answers with the opposite of what gold data says of them.

    A claim that is supported by one source and open beside another is no clash, and neither is
    one that gold data itself has both ways.

    :param memory: the candidate's.
    :param gold: labelled claims.
    :returns: a sentence a claim.
    """
    labels: dict[str, set[Label]] = {}
    for case in gold:
        labels.setdefault(case.reading, set()).add(case.label)
    found = []
    for reading, said in labels.items():
        settled = said - {Label.UNSUPPORTED}
        recall = memory.recall_text(reading)
        if recall is None or len(settled) != 1 or recall.decision.label is Label.UNSUPPORTED:
            continue
        if recall.decision.label not in settled:
            who = ", ".join(recall.decision.by)
            found.append(f"{who} reviewed {reading[:80]!r} as {recall.decision.label.value}, "
                         f"and gold data has it {next(iter(settled)).value}")  # fmt: skip
    return tuple(found)
