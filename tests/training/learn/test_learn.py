from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from claimcheck.errors import UsageError
from claimcheck.training.learn import Frozen, Learned, Outcome, Versions, freeze, learn, rehearse
from claimcheck.types import Label
from claimcheck.verification import Calibration
from claimcheck.verification.memory import ClaimMemory
from tests.training.learn.reviewing import case, model_folders, review, swapped, verifier

AT = "2026-03-05T00:00:00+00:00"
MANY = [review(number) for number in range(75)]
FROZEN = Frozen(
    guard=tuple(case(n) for n in range(100, 109)),
    sets={"challenge": tuple(case(n) for n in range(120, 138))},
)


def learnt(reviews: list, home: Path, frozen: Frozen = FROZEN, **options: bool) -> Learned:
    folders = {"verifier": home / "models" / "verifier"}
    if not folders["verifier"].exists():
        folders = model_folders(home / "models")
    return learn(reviews, verifier(), models=folders, output=home / "out", frozen=frozen, at=AT,
                 **options)  # fmt: skip


def test_better_thresholds_are_promoted_with_the_memory(tmp_path: Path) -> None:
    done = learnt(MANY, tmp_path)
    assert done.outcome is Outcome.PROMOTED
    assert done.then.contradictory < done.now.contradictory
    assert done.then.supported > done.now.supported
    assert [item.name for item in done.compared] == ["challenge", "held-out reviews"]
    after = done.compared[0].then
    assert after["macro_f1"] > done.compared[0].now["macro_f1"]
    assert after["false_support"] == 0
    used = Calibration.load(tmp_path / "out" / "verifier" / "calibration.json")
    assert used.contradictory == done.then.contradictory
    assert len(ClaimMemory.open(tmp_path / "out" / "memory")) == 75
    stored = json.loads((tmp_path / "out" / "verifier" / "calibration.json").read_text("utf-8"))
    assert stored["chosen"] == {"by": "hand"}
    assert done.snapshot.hash in (tmp_path / "out" / "card.md").read_text("utf-8")


def test_few_reviews_only_feed_the_memory(tmp_path: Path) -> None:
    done = learnt(MANY[:6], tmp_path)
    assert done.outcome is Outcome.PROMOTED
    assert done.then == done.now
    assert len(done.memory) == 6


def test_reviews_of_the_queue_move_no_threshold(tmp_path: Path) -> None:
    done = rehearse([replace(r, random=False) for r in MANY], verifier(), FROZEN)
    assert done.then == done.now
    assert len(done.memory) == len(MANY)


def test_swapped_labels_are_refused_and_nothing_is_used(tmp_path: Path) -> None:
    done = learnt([swapped(r) for r in MANY], tmp_path)
    assert done.outcome is Outcome.REFUSED
    assert "by lot" in " ".join(done.reasons)
    assert not (tmp_path / "out" / "memory").exists()
    assert list((tmp_path / "out" / "refused").glob("*.md"))
    assert Calibration.load(tmp_path / "out" / "verifier" / "calibration.json").contradictory == 0.9


def test_everything_called_supported_is_refused() -> None:
    sure = replace(verifier().calibration, supported=0.6, repeated=0.6, contradictory=0.6)
    present = verifier()
    present.calibration = sure
    done = rehearse([review(n, label=Label.SUPPORTED) for n in range(60)], present, FROZEN)
    assert done.outcome is Outcome.REFUSED
    assert "reviewed as supported" in done.reasons[0]


def test_what_falls_on_gold_data_is_refused() -> None:
    wrong = tuple(replace(case(n), label=Label.UNSUPPORTED) for n in range(140, 200) if n % 3 != 1)
    done = rehearse(MANY, verifier(), Frozen(sets={"gold": wrong}, gold=()))
    assert done.outcome is Outcome.REFUSED
    assert any(reason.startswith("gold: macro_f1") for reason in done.reasons)


def test_a_memory_against_gold_data_is_refused() -> None:
    gold = (replace(case(0), label=Label.CONTRADICTORY),)
    done = rehearse(MANY[:3], verifier(), Frozen(gold=gold))
    assert done.outcome is Outcome.REFUSED
    assert "ana reviewed" in done.reasons[0]


def test_the_guard_keeps_thresholds_that_would_hurt_elsewhere() -> None:
    hurt = tuple(replace(case(n), label=Label.UNSUPPORTED) for n in range(100, 112))
    done = rehearse(MANY, verifier(), Frozen(guard=hurt))
    assert done.then == done.now


def test_a_third_of_the_random_reviews_only_judges() -> None:
    many = [review(number) for number in range(144)]
    snapshot = freeze(many)
    learnt_from = {r.reading for r in snapshot.learnt}
    held = {r.reading for r in snapshot.held}
    assert not learnt_from & held
    assert learnt_from | held == {r.reading for r in many}
    assert 0.2 < len(held) / len(many) < 0.4


def test_the_snapshot_does_not_depend_on_the_order_of_reviews() -> None:
    one, two = freeze(MANY), freeze(MANY[::-1])
    assert (one.hash, one.data) == (two.hash, two.data)


def test_rollback_goes_back_step_by_step(tmp_path: Path) -> None:
    first = learnt(MANY[:6], tmp_path)
    second = learnt(MANY[:12], tmp_path)
    versions = Versions(tmp_path / "out")
    assert versions.current == second.version
    assert versions.rollback().name == first.version.name
    assert len(ClaimMemory.open(tmp_path / "out" / "memory")) == 6
    versions.rollback()
    assert not (tmp_path / "out" / "memory").exists()
    with pytest.raises(UsageError, match="none before"):
        versions.rollback()


def test_the_same_reviews_again_change_nothing(tmp_path: Path) -> None:
    learnt(MANY[:6], tmp_path)
    again = learnt(MANY[:6], tmp_path)
    assert again.outcome is Outcome.UNCHANGED
    assert again.version is None


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="not empty"):
        learnt(MANY[:6], tmp_path)


def test_a_claim_found_to_be_none_is_not_remembered() -> None:
    done = rehearse([review(0, label=None), review(1)], verifier(), Frozen())
    assert len(done.memory) == 1
