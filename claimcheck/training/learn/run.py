"""``claimcheck learn``: snapshot, recalibrate, remember, gate, and a version or a refusal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from claimcheck.codec import dumps, write_atomic
from claimcheck.evaluation.challenge import load_rows
from claimcheck.evaluation.lines import read_jsonl
from claimcheck.training.learn.audit import suspicions
from claimcheck.training.learn.card import card
from claimcheck.training.learn.gate import Compared, compare
from claimcheck.training.learn.judging import Bench, Case, case_of
from claimcheck.training.learn.recalibrate import Recalibrated, recalibrate
from claimcheck.training.learn.remember import clashes, memory_of
from claimcheck.training.learn.reviews import Review, Snapshot, freeze
from claimcheck.training.learn.versions import Versions, link_folder
from claimcheck.types import Label
from claimcheck.verification import Calibration, Verifier
from claimcheck.verification.memory import FOLDER, ClaimMemory

__all__ = ["Frozen", "Learned", "Outcome", "frozen_sets", "learn", "rehearse"]


class Outcome(StrEnum):
    """What became of a candidate."""

    PROMOTED = "promoted"
    REFUSED = "refused"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """What judges: ``guard`` may steer the choice of thresholds, the ``sets`` never do."""

    guard: tuple[Case, ...] = ()
    sets: Mapping[str, tuple[Case, ...]] = field(default_factory=dict)
    gold: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What was learnt, and whether it is used."""

    outcome: Outcome
    reasons: tuple[str, ...]
    snapshot: Snapshot
    now: Calibration
    then: Calibration
    why: str
    memory: ClaimMemory
    compared: tuple[Compared, ...] = ()
    at: str = ""
    version: Path | None = None

    @property
    def answering(self) -> int:
        """How many decisions may answer a claim."""
        return sum(decision.answers for decision in self.memory.decisions)


def frozen_sets(gold: Path | None = None, *, challenge: bool = True) -> Frozen:
    """The challenge rows, and the user's own gold data.

    :param gold: lines of ``{"evidence", "claim", "label"}``.
    :param challenge: whether to use the project's challenge rows.
    :returns: the dev rows as guard, the test rows and the gold data as sets.
    :raises CodecError: if the file cannot be read or lacks a key.
    """
    rows = load_rows() if challenge else []
    cases = [
        (str(r.get("split")), case_of(str(r["claim"]), str(r["evidence"]), str(r["label"]),
                                      title=str(r.get("title", "")), place=place))
        for place, r in enumerate(rows)
    ]  # fmt: skip
    own = tuple(_gold(gold)) if gold else ()
    sets = {"challenge": tuple(case for split, case in cases if split != "dev"), "gold": own}
    return Frozen(
        guard=tuple(case for split, case in cases if split == "dev"),
        sets={name: held for name, held in sets.items() if held},
        gold=own,
    )


def _gold(path: Path) -> Iterable[Case]:
    for place, row in enumerate(read_jsonl(path, keys=("evidence", "claim", "label"))):
        yield case_of(str(row["claim"]), str(row["evidence"]), str(row["label"]), place=place)


def rehearse(
    reviews: Iterable[Review], verifier: Verifier, frozen: Frozen, *, trust: bool = False
) -> Learned:
    """All of learning but the writing.

    :param reviews: settled claims.
    :param verifier: the present one.
    :param frozen: what judges, beside the held-out reviews.
    :param trust: learn even where the reviews look wrong.
    :returns: the candidate and whether it passed.
    """
    snapshot = freeze(reviews)
    memory = memory_of(snapshot)
    doubts = () if trust else _doubts(snapshot, verifier)
    made = Recalibrated(calibration=verifier.calibration, why="thresholds stay: reviews look wrong")
    if not doubts:
        guard = Bench(verifier, frozen.guard) if frozen.guard else None
        made = recalibrate(Bench(verifier, _cases(snapshot.learnt)), guard)
    sets = {**frozen.sets, "held-out reviews": _cases(snapshot.held)}
    benches = {name: Bench(verifier, held) for name, held in sets.items()}
    compared = compare(benches, verifier.calibration, made.calibration) if made.changed else ()
    wrong = (*doubts, *clashes(memory, frozen.gold), *(f for item in compared for f in item.falls))
    return Learned(
        outcome=Outcome.REFUSED if wrong else Outcome.PROMOTED,
        reasons=wrong or ("nothing falls on any frozen set",),
        snapshot=snapshot,
        now=verifier.calibration,
        then=made.calibration,
        why=made.why,
        memory=memory,
        compared=compared,
    )


def learn(
    reviews: Iterable[Review],
    verifier: Verifier,
    *,
    models: Mapping[str, Path],
    output: Path,
    frozen: Frozen,
    at: str,
    trust: bool = False,
) -> Learned:
    """Learn from reviews, and turn `output` to the result where nothing falls.

    :param reviews: settled claims.
    :param verifier: the present one; with a judge, the judge decides and is recalibrated.
    :param models: the folder of each model by name, as it is now.
    :param output: the folder of versions; made if need be.
    :param frozen: what judges, beside the held-out reviews.
    :param at: when, ISO 8601.
    :param trust: learn even where the reviews look wrong.
    :returns: what was done; ``version`` is the folder made, or ``None``.
    :raises UsageError: if `output` holds something else.
    """
    versions = Versions(output)
    base = versions.begin(models)
    done = replace(rehearse(reviews, verifier, frozen, trust=trust), at=at)
    name = done.snapshot.hash[:12]
    write_atomic(output / "snapshots" / f"{name}.jsonl", done.snapshot.data)
    if done.outcome is Outcome.REFUSED:
        write_atomic(output / "refused" / f"{name}.md", card(done))
        return done
    if done.then == done.now and _remembers(base) == done.snapshot.hash:
        return replace(done, outcome=Outcome.UNCHANGED, reasons=("nothing new was reviewed",))
    about = {"parent": base.name, "snapshot": done.snapshot.hash, "at": at, "why": done.why}
    version = versions.add(_builder(base, done, deciding=_deciding(models)), about)
    return replace(done, version=version)


def _doubts(snapshot: Snapshot, verifier: Verifier) -> tuple[str, ...]:
    drawn = [review for review in snapshot.claims if review.random]
    chosen = [review for review in snapshot.claims if not review.random]
    return suspicions(Bench(verifier, _cases(drawn)), Bench(verifier, _cases(chosen)))


def _cases(reviews: Sequence[Review]) -> tuple[Case, ...]:
    return tuple(
        Case(reading=review.reading, evidence=review.evidence, label=Label(review.label))
        for review in reviews
        if review.label is not None and review.evidence
    )


def _deciding(models: Mapping[str, Path]) -> str:
    return "judge" if "judge" in models else "verifier"


def _remembers(base: Path) -> str:
    """The snapshot that the memory of a version comes from, or that of no reviews."""
    folder = base / FOLDER
    known = (folder / "memory.json").is_file()
    return ClaimMemory.open(folder).snapshot if known else freeze(()).hash


def _builder(base: Path, done: Learned, *, deciding: str) -> Callable[[Path], None]:
    def build(folder: Path) -> None:
        for source in sorted(path for path in base.iterdir() if path.is_dir()):
            if source.name != FOLDER:
                link_folder(source, folder / source.name)
        done.memory.write(folder / FOLDER)
        path = folder / deciding / "calibration.json"
        stored = json.loads(path.read_text(encoding="utf-8"))
        write_atomic(path, dumps(_calibrated(stored, done), indent=2) + "\n")
        write_atomic(folder / "card.md", card(done))

    return build


def _calibrated(stored: dict[str, Any], done: Learned) -> dict[str, Any]:
    """The stored calibration with what was learnt; the rest of it stays."""
    then = done.then
    learnt = {"supported": then.supported, "contradictory": then.contradictory,
              "repeated": then.repeated, "unopposed": then.unopposed}  # fmt: skip
    given = {name: value for name, value in learnt.items() if value is not None}
    thresholds = dict(stored.get("thresholds", {})) | given
    record = {"snapshot": done.snapshot.hash, "why": done.why}
    return stored | {"temperature": then.temperature, "thresholds": thresholds, "learnt": record}
