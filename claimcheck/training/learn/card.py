"""The card of a version that was learnt, or of one that was refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimcheck.text.letters import capital
from claimcheck.training.cardtables import table
from claimcheck.training.learn.gate import Compared
from claimcheck.training.learn.reviews import Snapshot
from claimcheck.verification import Calibration

if TYPE_CHECKING:
    from claimcheck.training.learn.learned import Learned

__all__ = ["card"]

_LIMITS = """\
Thresholds and aggregator were chosen on reviews drawn at random, and judged on others of them.
Reviews from the queue feed the memory, the lists and, where weights are trained, these: what a
machine is unsure of is no sample of what there is. The held-out reviews come from the same people
as the rest: a mistake that they share is not seen. The memory answers a claim in the words in
which it was reviewed, or nearly; it names who decided, so a folder that is passed on passes names
on."""


def card(learned: Learned) -> str:
    """The card as Markdown.

    :param learned: what was done.
    :returns: the text of ``card.md``.
    """
    parts = [
        f"# Learnt from reviews: {learned.outcome.value}\n\n{_reasons(learned.reasons)}",
        _snapshot(learned.snapshot, learned.at),
        _parts(learned.notes),
        _thresholds(learned.now, learned.then),
        _memory(learned),
        *(_compared(item) for item in learned.compared),
        f"## Limits\n{_LIMITS}\n",
    ]
    return "\n".join(part for part in parts if part)


def _reasons(reasons: Sequence[str]) -> str:
    return "".join(f"- {reason}\n" for reason in reasons)


def _snapshot(snapshot: Snapshot, at: str) -> str:
    labels = Counter(review.label for review in snapshot.claims)
    counts = ", ".join(f"{label} {labels[label]}" for label in sorted(labels, key=str))
    no_claim = len(snapshot.reviews) - len(snapshot.claims)
    return (
        f"## Reviews\nSnapshot `{snapshot.hash}`, learnt {at[:10]}. "
        f"{len(snapshot.reviews)} settled claims ({counts or 'none'}; {no_claim} found to be no "
        f"claim), {len(snapshot.spans)} promotional phrases. Drawn at random and learnt from: "
        f"{len(snapshot.learnt)}; drawn at random and kept to judge: {len(snapshot.held)}.\n"
    )


def _parts(notes: Sequence[str]) -> str:
    lines = (f"- {capital(note)}.\n" for note in notes)
    return "## What was learnt\n" + "".join(lines)


def _thresholds(now: Calibration, then: Calibration) -> str:
    names = ("temperature", "supported", "contradictory", "repeated", "unopposed")
    rows = [[n, _number(getattr(now, n)), _number(getattr(then, n))] for n in names]
    return "## Thresholds\n" + table(("", "before", "after"), rows)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _memory(learned: Learned) -> str:
    return (
        f"## Memory\n{len(learned.memory)} decisions, of which {learned.answering} may answer; the "
        "others are hints, having no source to cite for or against.\n"
    )


def _compared(item: Compared) -> str:
    rows = [
        [name, f"{item.now[name]:.4f}", f"{item.then[name]:.4f}"]
        for name in item.now
        if name != "n"
    ]
    return f"## Frozen set: {item.name} (n = {item.now['n']:.0f})\n" + table(
        ("", "before", "after"), rows
    )
