"""Weights are trained on reviews apart from those that judge them, and kept only if they gain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from claimcheck.errors import MissingExtraError
from claimcheck.training.learn import Frozen, Outcome, Versions, freeze, learn, rehearse
from claimcheck.training.learn.candidate import Tuned
from claimcheck.training.learn.judging import Bench, changed
from claimcheck.training.learn.tuning import Plan, pairs_of
from claimcheck.training.pairs import Pair
from claimcheck.types import Label
from claimcheck.verification import Calibration, Verifier
from claimcheck.verification.screening import Screen
from tests.training.learn.reviewing import HERBS, Model, case, model_folders, review, verifier
from tests.training.learn.test_learn import FROZEN

MANY = [review(number) for number in range(180)]
WORDS = [("no trial", "placebo treats"), ("trial placebo", "cures"), ("not", "treats trial")]


class Blurred(Model):
    """Right about every other herb, and unsure of the rest."""

    def _row(self, evidence: str) -> tuple[float, float, float]:
        known = any(herb in evidence for herb in HERBS[::2])
        return super()._row(evidence) if known else (0.3, 0.4, 0.3)


class Scripted:
    """In place of training: gives a model and remembers what it was to be trained on."""

    def __init__(self, model: Model, home: Path) -> None:
        self.model, self.folder = model, home / "tuned"
        self.pairs: list[Pair] = []

    def __call__(self, pairs: Sequence[Pair]) -> Tuned:
        self.pairs = list(pairs)
        self.folder.mkdir(parents=True)
        (self.folder / "model.onnx").write_bytes(b"other weights")
        return Tuned(model=self.model, folder=self.folder)


def blurred():
    return changed(verifier(), model=Blurred())


def test_better_weights_are_kept_and_judged_by_reviews_they_never_saw(tmp_path: Path) -> None:
    tuner = Scripted(Model(), tmp_path)
    done = rehearse(MANY, blurred(), FROZEN, tuner=tuner)
    assert done.outcome is Outcome.PROMOTED
    assert done.candidate.weights == tuner.folder
    snapshot = freeze(MANY)
    apart = {r.reading for r in (*snapshot.held, *snapshot.kept)}
    assert tuner.pairs
    assert not apart & {pair.claim for pair in tuner.pairs}
    assert done.compared[0].then["macro_f1"] > done.compared[0].now["macro_f1"]


def test_worse_weights_are_dropped_and_the_rest_is_learnt(tmp_path: Path) -> None:
    done = rehearse(MANY, verifier(), FROZEN, tuner=Scripted(Blurred(), tmp_path))
    assert done.outcome is Outcome.PROMOTED
    assert done.candidate.weights is None
    assert any(note.startswith("weights stay: loss") for note in done.candidate.notes)
    assert done.then.contradictory < done.now.contradictory


def test_weights_that_fall_on_a_frozen_set_are_dropped(tmp_path: Path) -> None:
    against = tuple(case(n) for n in range(180, 190))
    opposite = {Label.SUPPORTED: Label.CONTRADICTORY, Label.CONTRADICTORY: Label.SUPPORTED}
    gold = tuple(replace(one, label=opposite.get(one.label, one.label)) for one in against)
    done = rehearse(MANY, blurred(), Frozen(sets={"gold": gold}), tuner=Scripted(Model(), tmp_path))
    assert done.candidate.weights is None
    assert any("gold:" in note for note in done.candidate.notes)


def test_few_reviews_train_nothing(tmp_path: Path) -> None:
    tuner = Scripted(Model(), tmp_path)
    done = rehearse(MANY[:60], blurred(), FROZEN, tuner=tuner)
    assert not tuner.pairs
    assert "weights stay" in done.why


def test_pairs_are_what_was_cited_or_came_nearest() -> None:
    settled, still = review(0), review(1)
    reviews = [settled, still]
    bench = Bench(verifier(), [case(0), case(1)])
    found = pairs_of(reviews, bench.scored(verifier().calibration))
    assert {(pair.claim, pair.label) for pair in found} == {
        (settled.reading, "supported"),
        (still.reading, "unsupported"),
    }
    assert all(pair.evidence in {r.evidence[0].passage.text for r in reviews} for pair in found)


def test_trained_weights_take_the_place_of_the_old_ones_and_go_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from claimcheck.training.learn import run

    scripted = Scripted(Model(), tmp_path)
    monkeypatch.setattr(run, "_tuner", lambda folder, home: scripted)
    learn(
        MANY,
        blurred(),
        models=model_folders(tmp_path / "models"),
        output=tmp_path / "out",
        frozen=FROZEN,
        at="2026-03-05T00:00:00+00:00",
        fine_tune=True,
    )
    weights = tmp_path / "out" / "verifier" / "model.onnx"
    assert weights.read_bytes() == b"other weights"
    assert (tmp_path / "models" / "verifier" / "model.onnx").read_bytes() == b"weights"
    assert "Weights trained on" in (tmp_path / "out" / "card.md").read_text("utf-8")
    Versions(tmp_path / "out").rollback()
    assert weights.read_bytes() == b"weights"


def test_training_without_the_extra_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from claimcheck.training.learn import run

    monkeypatch.setattr(run, "find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match="train"):
        learn(
            MANY,
            blurred(),
            models=model_folders(tmp_path / "models"),
            output=tmp_path / "out",
            frozen=FROZEN,
            at="2026-03-05T00:00:00+00:00",
            fine_tune=True,
        )


@pytest.fixture
def small(tiny_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model folder of one tiny layer, as `claimcheck train` exports it."""
    torch = pytest.importorskip("torch")
    from transformers import BertConfig, BertForSequenceClassification

    from claimcheck.training import export, quantise

    # The words of the tiny model, since it knows none of the corpus.
    monkeypatch.setattr(quantise, "samples", lambda: WORDS)
    torch.manual_seed(1)
    config = BertConfig.from_pretrained(tiny_base, num_labels=3)
    source = tmp_path / "source"
    BertForSequenceClassification(config).save_pretrained(source)
    (source / "tokenizer.json").write_text((tiny_base / "tokenizer.json").read_text())
    return export.export_verifier(source, tmp_path / "verifier", base="tiny", max_tokens=64)


@pytest.mark.filterwarnings("ignore")
def test_real_weights_learn_what_reviews_say(small: Path, tmp_path: Path) -> None:
    from claimcheck.runtime import PairClassifier
    from claimcheck.training.learn.tuning import tune

    labels = ("contradictory", "supported", "unsupported")
    pairs = [
        Pair(evidence=evidence, claim=claim, label=label, source="reviews")
        for (evidence, claim), label in zip(WORDS, labels, strict=True)
    ] * 8
    plan = Plan(epochs=6, learning_rate=2e-2, batch_size=8, max_tokens=64)
    made = tune(small, pairs, tmp_path / "tuned", plan=plan)
    truth = np.array([2, 0, 1])
    before, after = (
        PairClassifier.load(folder, threads=1).predict(WORDS)[np.arange(3), truth].mean()
        for folder in (small, made)
    )
    assert after > before


def test_with_a_judge_the_judge_is_what_learns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from claimcheck.training.learn import run

    small = verifier()
    judge = Verifier(
        Blurred(),
        small.calibration,
        screen=Screen(model=small.model, calibration=small.calibration),
    )
    folders = model_folders(tmp_path / "models")
    folders["judge"] = model_folders(tmp_path / "other")["verifier"]
    scripted = Scripted(Model(), tmp_path)
    asked = []
    monkeypatch.setattr(run, "_tuner", lambda folder, home: asked.append(folder) or scripted)
    done = learn(
        MANY,
        judge,
        models=folders,
        output=tmp_path / "out",
        frozen=FROZEN,
        at="2026-03-05T00:00:00+00:00",
        fine_tune=True,
    )
    assert asked == [folders["judge"]]
    assert done.candidate.verifier.screen is judge.screen
    out = tmp_path / "out"
    assert (out / "judge" / "model.onnx").read_bytes() == b"other weights"
    assert (out / "verifier" / "model.onnx").read_bytes() == b"weights"
    kept = (out / "verifier" / "calibration.json").read_text("utf-8")
    assert kept == (folders["verifier"] / "calibration.json").read_text("utf-8")
    used = Calibration.load(out / "judge" / "calibration.json")
    assert used.contradictory == done.then.contradictory < done.now.contradictory
