"""What the runtime promises of every row, on tiny models."""

from __future__ import annotations

import random

import numpy as np
import pytest

from claimcheck.runtime import LABELS, Encoder, PairCache, PairClassifier, softmax

PAIRS = [
    ("Ginger eases nausea.", "Ginger eases nausea."),
    ("Kratom is not approved for opioid withdrawal.", "Kratom is approved."),
    ("In a trial of 200 adults no effect of vitamin C was seen.", "Vitamin C does prevent colds."),
    ("In mice ginger eases nausea. " * 20, "Ginger eases nausea in adults."),
    ("", "Ginger eases nausea."),
    ("Ginger eases nausea.", ""),
]


@pytest.fixture
def model(verifier_folder):
    return PairClassifier.load(verifier_folder, threads=1)


def fresh(folder, pairs):
    return PairClassifier.load(folder, threads=1).predict(pairs)


def test_rows_are_probabilities_in_input_order(model):
    rows = model.predict(PAIRS)
    assert rows.shape == (len(PAIRS), len(LABELS))
    assert rows.dtype == np.float32
    np.testing.assert_allclose(rows.sum(axis=1), 1, atol=1e-6)


def test_no_pairs_give_no_rows(model):
    assert model.predict([]).shape == (0, 3)


def test_a_row_does_not_depend_on_its_neighbours(verifier_folder):
    rows = fresh(verifier_folder, PAIRS)
    order = list(range(len(PAIRS)))
    random.Random(3).shuffle(order)
    shuffled = fresh(verifier_folder, [PAIRS[place] for place in order])
    np.testing.assert_allclose(shuffled, rows[order], atol=5e-5)
    alone = np.concatenate([fresh(verifier_folder, [pair]) for pair in PAIRS])
    np.testing.assert_allclose(alone, rows, atol=5e-5)


def test_long_evidence_is_cut_and_the_claim_kept(verifier_folder):
    long = "In mice ginger eases nausea. " * 20
    first, second = fresh(
        verifier_folder, [(long, "Ginger eases nausea."), (long, "Vitamin C is not approved.")]
    )
    assert abs(first - second).max() > 1e-4
    third = fresh(verifier_folder, [(long + "Kratom is approved.", "Ginger eases nausea.")])[0]
    np.testing.assert_allclose(third, first, atol=5e-5)


def test_a_claim_longer_than_the_model_reads_still_leaves_room_for_evidence(verifier_folder):
    claim = "Ginger eases nausea in a trial of adults. " * 30
    first, second = fresh(
        verifier_folder, [("Kratom is approved.", claim), ("No effect was seen.", claim)]
    )
    assert abs(first - second).max() > 1e-4


def test_text_that_has_no_utf8_form_is_scored(model):
    assert np.isfinite(model.predict([("ginger \ud800 eases", "nausea \udfff")])).all()


def test_repeated_pairs_are_scored_once(model, monkeypatch):
    seen = []
    run = model._session.run
    monkeypatch.setattr(
        model._session, "run", lambda texts, progress: seen.extend(texts) or run(texts, progress)
    )
    rows = model.predict([PAIRS[0], PAIRS[1], PAIRS[0]])
    model.predict([PAIRS[1]])
    assert seen == [PAIRS[0], PAIRS[1]]
    assert (rows[0] == rows[2]).all()


def test_progress_ends_at_the_number_of_new_pairs(model):
    calls = []
    model.predict(PAIRS, progress=lambda done, total: calls.append((done, total)))
    assert calls[-1] == (len(PAIRS), len(PAIRS))


def test_scores_survive_in_a_file(verifier_folder, tmp_path):
    path = tmp_path / "cache" / "pairs.sqlite"
    with PairCache(path) as cache:
        rows = PairClassifier.load(verifier_folder, cache=cache).predict(PAIRS)
    with PairCache(path) as cache:
        model = PairClassifier.load(verifier_folder, cache=cache)
        model._session = None
        assert (model.predict(PAIRS) == rows).all()


def test_softmax_cools_with_temperature():
    logits = np.array([[2.0, 0.0, -1.0]], dtype=np.float32)
    assert softmax(logits, temperature=2).max() < softmax(logits).max()
    assert softmax(logits, temperature=2).argmax() == 0


def test_vectors_are_of_unit_length_whatever_else_is_asked(encoder_folder):
    encoder = Encoder.load(encoder_folder, threads=1)
    texts = ["Ginger eases nausea.", "", "Kratom " * 60, "Ginger eases nausea."]
    rows = encoder.encode(texts)
    assert rows.shape == (4, encoder.width)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(
        np.concatenate([encoder.encode([text]) for text in texts]), rows, atol=5e-5
    )
    assert encoder.encode([]).shape == (0, encoder.width)
