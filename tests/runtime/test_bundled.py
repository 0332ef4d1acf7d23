"""The models that travel with claimcheck, end to end. All sentences are written for the test."""

from __future__ import annotations

import json
import random

import numpy as np
import pytest

from claimcheck.config import load_settings
from claimcheck.runtime import LABELS, Encoder, PairClassifier
from claimcheck.runtime.folder import digest

pytestmark = pytest.mark.models
MODELS = load_settings().models_path

PAIRS = [
    ("Trials found no benefit of zinc for colds.", "Zinc cures colds."),
    ("Smoking causes lung cancer, heart disease and stroke.", "Cigarettes cause lung cancer."),
    ("Kratom.", "Kratom is not approved by the FDA."),
    ("Ginger reduced nausea in several small trials. " * 12, "Ginger eases nausea."),
    ("It fell by 12.5 % (95 % CI 3.1 to 21.9; p = 0.01).", "It fell by about an eighth."),
    ("Ibuprofen 400 mg relieved tension headache within two hours.", "Ibuprofen relieves pain."),
    # Of one length, so that they are read together.
    ("Trials found no benefit for colds of zinc.", "Zinc cures colds."),
    ("Of zinc trials found no benefit for colds.", "Colds zinc cures."),
]


@pytest.fixture(scope="module")
def verifier():
    return PairClassifier.load(MODELS / "verifier")


@pytest.fixture(scope="module")
def encoder():
    return Encoder.load(MODELS / "encoder")


@pytest.mark.parametrize("name", ["verifier", "encoder"])
def test_a_folder_is_small_and_its_card_names_the_file(name):
    weights = MODELS / name / "model.onnx"
    assert weights.stat().st_size < 95_000_000
    assert digest(weights) in (MODELS / name / "card.md").read_text()


def test_the_calibration_fits_its_model():
    found = json.loads((MODELS / "verifier" / "calibration.json").read_text())
    assert 0.5 <= found["temperature"] <= 4
    assert all(0 < found["thresholds"][label] < 1 for label in ("supported", "contradictory"))


def test_a_row_depends_on_its_own_pair_only(verifier):
    rows = verifier.predict(PAIRS)
    order = list(range(len(PAIRS)))
    random.Random(4).shuffle(order)
    shuffled = PairClassifier.load(MODELS / "verifier").predict([PAIRS[place] for place in order])
    np.testing.assert_array_equal(shuffled, rows[order])
    alone = PairClassifier.load(MODELS / "verifier")
    for pair, row in zip(PAIRS, rows, strict=True):
        np.testing.assert_array_equal(alone.predict([pair])[0], row)


def test_a_vector_depends_on_its_own_text_only(encoder):
    texts = [text for pair in PAIRS for text in pair]
    rows = encoder.encode(texts)
    np.testing.assert_array_equal(encoder.encode(texts[::-1]), rows[::-1])
    for text, row in zip(texts, rows, strict=True):
        np.testing.assert_array_equal(encoder.encode([text])[0], row)


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_the_number_of_threads_changes_nothing(verifier, threads):
    other = PairClassifier.load(MODELS / "verifier", threads=threads)
    np.testing.assert_array_equal(other.predict(PAIRS), verifier.predict(PAIRS))


@pytest.mark.parametrize(
    ("evidence", "claim", "label"),
    [
        (
            "Kratom. The FDA has not approved kratom for any medical use.",
            "Kratom is approved by the FDA to treat opioid withdrawal.",
            "contradictory",
        ),
        (
            "Research on kratom in people is limited; most reports come from surveys.",
            "Research on kratom is extensive.",
            "contradictory",
        ),
        (
            "No randomised trial has tested kratom for opioid withdrawal.",
            "Kratom cures opioid addiction.",
            "unsupported",
        ),
        (
            "The measles vaccine does not cause autism; large studies found no link.",
            "The measles vaccine causes autism.",
            "contradictory",
        ),
        (
            "Smoking causes lung cancer, heart disease and stroke.",
            "Cigarettes cause lung cancer.",
            "supported",
        ),
        (
            "Ginger reduced nausea in pregnancy compared with placebo in several small trials.",
            "Ginger can ease nausea in pregnancy.",
            "supported",
        ),
        (
            "In mice, curcumin slowed the growth of tumours. There are no trials in people.",
            "Turmeric cures cancer.",
            "unsupported",
        ),
    ],
)
def test_plain_cases_come_out_as_an_editor_would_say(verifier, evidence, claim, label):
    assert LABELS[int(verifier.predict([(evidence, claim)]).argmax())] == label


def test_missing_evidence_never_supports_a_cure(verifier):
    lacking = [
        "No randomised trial has tested {} for {}.",
        "There is not enough evidence to say whether {} helps {}.",
        "Studies of {} in people with {} are lacking.",
        "Trials found {} no better than placebo for {}.",
    ]
    pairs = [
        (text.format(what, which), f"{what.capitalize()} {verb} {which}.")
        for text in lacking
        for what, which in (("kratom", "chronic pain"), ("reishi", "cancer"), ("honey", "asthma"))
        for verb in ("cures", "treats", "relieves")
    ]
    assert verifier.predict(pairs)[:, 0].max() < 0.5


def test_likeness_puts_the_right_passage_first(encoder):
    passages = [
        "Kratom has been linked to liver injury and seizures.",
        "Vitamin C does not prevent colds in the general population.",
        "Regular exercise lowers blood pressure.",
    ]
    claims = [
        "Kratom can damage the liver.",
        "Vitamin C prevents colds.",
        "Exercise is good for the heart.",
    ]
    likeness = encoder.encode(claims) @ encoder.encode(passages).T
    assert likeness.argmax(axis=1).tolist() == [0, 1, 2]
