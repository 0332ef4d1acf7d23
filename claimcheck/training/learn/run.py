"""``claimcheck learn``: snapshot, recalibrate, remember, gate, and a version or a refusal."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path

from claimcheck.codec import write_atomic
from claimcheck.errors import MissingExtraError
from claimcheck.evaluation.challenge import load_rows
from claimcheck.evaluation.lines import read_jsonl
from claimcheck.runtime import PairClassifier
from claimcheck.training.learn import tuning
from claimcheck.training.learn.audit import suspicions
from claimcheck.training.learn.build import builder
from claimcheck.training.learn.candidate import Candidate, Tuned, Tuner, adapted, cases_of, tuned
from claimcheck.training.learn.card import card
from claimcheck.training.learn.gate import Compared, compare
from claimcheck.training.learn.house import House, taught
from claimcheck.training.learn.judging import Bench, Case, case_of
from claimcheck.training.learn.learned import Learned, Outcome
from claimcheck.training.learn.remember import clashes, memory_of
from claimcheck.training.learn.reviews import Review, Snapshot, SpanReview, freeze
from claimcheck.training.learn.versions import Versions
from claimcheck.training.pairs import Pair
from claimcheck.verification import Verifier
from claimcheck.verification.memory import FOLDER, ClaimMemory

__all__ = ["Frozen", "Learned", "Outcome", "frozen_sets", "learn", "rehearse"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """What judges: ``guard`` may steer the choice of thresholds, the ``sets`` never do."""

    guard: tuple[Case, ...] = ()
    sets: Mapping[str, tuple[Case, ...]] = field(default_factory=dict)
    gold: tuple[Case, ...] = ()


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
    reviews: Iterable[Review],
    verifier: Verifier,
    frozen: Frozen,
    *,
    spans: Iterable[SpanReview] = (),
    trust: bool = False,
    tuner: Tuner | None = None,
) -> Learned:
    """All of learning but the writing.

    :param reviews: settled claims.
    :param verifier: the present one.
    :param frozen: what judges, beside the held-out reviews.
    :param spans: settled promotional phrases.
    :param trust: learn even where the reviews look wrong.
    :param tuner: trains weights further; they stay as they are if ``None``.
    :returns: the candidate and whether it passed.
    """
    snapshot = freeze(reviews, spans)
    memory = memory_of(snapshot)
    doubts = () if trust else _doubts(snapshot, verifier)
    candidate = Candidate(verifier=verifier, notes=(_STAY,))
    compared: tuple[Compared, ...] = ()
    if not doubts:
        candidate, compared = _passed(snapshot, verifier, frozen, tuner)
    wrong = (*doubts, *clashes(memory, frozen.gold), *(f for item in compared for f in item.falls))
    return Learned(
        outcome=Outcome.REFUSED if wrong else Outcome.PROMOTED,
        reasons=wrong or ("nothing falls on any frozen set",),
        snapshot=snapshot,
        now=verifier.calibration,
        candidate=candidate,
        changed=candidate.differs(verifier),
        present=verifier.aggregator,
        memory=memory,
        house=House(own={}) if doubts else taught(snapshot),
        compared=compared,
    )


_STAY = "thresholds, aggregator and weights stay: reviews look wrong"


def _passed(
    snapshot: Snapshot, verifier: Verifier, frozen: Frozen, tuner: Tuner | None
) -> tuple[Candidate, tuple[Compared, ...]]:
    """The candidate with new weights if it passes the gate, else that with the present ones."""
    sets = {**frozen.sets, "held-out reviews": cases_of(snapshot.held)}
    benches = {name: Bench(verifier, held) for name, held in sets.items()}
    notes: tuple[str, ...] = ()
    if tuner is not None:
        found = tuned(verifier, snapshot, frozen.guard, tuner)
        if isinstance(found, Candidate):
            compared = compare(benches, found.verifier)
            falls = [fall for item in compared for fall in item.falls]
            if not falls:
                return found, compared
            found = f"weights stay: {'; '.join(falls)}"
        notes = (found,)
    made = adapted(verifier, snapshot.learnt, frozen.guard)
    compared = compare(benches, made.verifier) if made.differs(verifier) else ()
    return replace(made, notes=(*notes, *made.notes)), compared


def learn(
    reviews: Iterable[Review],
    verifier: Verifier,
    *,
    models: Mapping[str, Path],
    output: Path,
    frozen: Frozen,
    at: str,
    spans: Iterable[SpanReview] = (),
    trust: bool = False,
    fine_tune: bool | None = None,
) -> Learned:
    """Learn from reviews, and turn `output` to the result where nothing falls.

    :param reviews: settled claims.
    :param verifier: the present one; with a judge, the judge decides and is recalibrated.
    :param models: the folder of each model by name, as it is now.
    :param output: the folder of versions; made if need be.
    :param frozen: what judges, beside the held-out reviews.
    :param at: when, ISO 8601.
    :param spans: settled promotional phrases.
    :param trust: learn even where the reviews look wrong.
    :param fine_tune: whether to train the weights too; ``None`` where reviews are many enough and
        the packages of the extra `train` are installed.
    :returns: what was done; ``version`` is the folder made, or ``None``.
    :raises UsageError: if `output` holds something else.
    :raises MissingExtraError: if weights are to be trained and the packages are not installed.
    """
    versions = Versions(output)
    base = versions.begin(models)
    with tempfile.TemporaryDirectory() as home:
        snapshot = freeze(reviews, spans)
        deciding = models[deciding_in(models)]
        tuner = _tuner(deciding, Path(home)) if _tunes(snapshot, asked=fine_tune) else None
        done = rehearse(
            snapshot.reviews, verifier, frozen, spans=snapshot.spans, trust=trust, tuner=tuner
        )
        return _written(replace(done, at=at), versions, base, deciding=deciding_in(models))


def _written(done: Learned, versions: Versions, base: Path, *, deciding: str) -> Learned:
    output, name = versions.folder, done.snapshot.hash[:12]
    write_atomic(output / "snapshots" / f"{name}.jsonl", done.snapshot.data)
    if done.outcome is Outcome.REFUSED:
        write_atomic(output / "refused" / f"{name}.md", card(done))
        return done
    if not done.changed and _remembers(base) == done.snapshot.hash:
        return replace(done, outcome=Outcome.UNCHANGED, reasons=("nothing new was reviewed",))
    about = {"parent": base.name, "snapshot": done.snapshot.hash, "at": done.at, "why": done.why}
    version = versions.add(builder(base, done, deciding=deciding), about)
    return replace(done, version=version)


def _tunes(snapshot: Snapshot, *, asked: bool | None) -> bool:
    """Whether weights are to be trained: asked for, or reviews enough and the packages there."""
    there = find_spec("torch") is not None and find_spec("transformers") is not None
    if asked and not there:
        raise MissingExtraError(
            "Training weights needs the packages torch and transformers; "
            "install them with: pip install 'claimcheck-health[train]'"
        )
    many = len(snapshot.trained) + len(snapshot.kept) >= tuning.DEFAULT_FROM
    return there and (many if asked is None else asked)


def _tuner(folder: Path, home: Path) -> Tuner:
    def tune(pairs: Sequence[Pair]) -> Tuned:
        made = tuning.tune(folder, pairs, home / "weights")
        return Tuned(model=PairClassifier.load(made), folder=made)

    return tune


def _doubts(snapshot: Snapshot, verifier: Verifier) -> tuple[str, ...]:
    drawn = [review for review in snapshot.claims if review.random]
    chosen = [review for review in snapshot.claims if not review.random]
    return suspicions(Bench(verifier, cases_of(drawn)), Bench(verifier, cases_of(chosen)))


def deciding_in(models: Mapping[str, Path]) -> str:
    """The name of the model that decides."""
    return "judge" if "judge" in models else "verifier"


def _remembers(base: Path) -> str:
    """The snapshot that the memory of a version comes from, or that of no reviews."""
    folder = base / FOLDER
    known = (folder / "memory.json").is_file()
    return ClaimMemory.open(folder).snapshot if known else freeze(()).hash
