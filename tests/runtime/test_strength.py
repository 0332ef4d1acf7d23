"""The claim-strength model as it runs, on tiny random weights."""

from __future__ import annotations

import random

import numpy as np
import pytest

from claimcheck.errors import ModelError
from claimcheck.runtime.strength import LEVELS, StrengthClassifier, tidy

TEXTS = [
    "Ginger eases nausea.",
    "In a trial of 200 adults no effect of vitamin C was seen.",
    "Kratom",
    "",
    "Ginger eases nausea in mice. " * 30,
]


@pytest.fixture(scope="session")
def strength_folder(weights_folder, tmp_path_factory):
    from safetensors.numpy import load_file, save_file

    from claimcheck.training.export import export_strength

    source = tmp_path_factory.mktemp("four")
    for name in ("config.json", "tokenizer.json"):
        (source / name).write_bytes((weights_folder / name).read_bytes())
    weights = load_file(weights_folder / "model.safetensors")
    numbers = np.random.default_rng(8)
    weights["classifier.weight"] = numbers.standard_normal((LEVELS, 64)).astype(np.float32)
    weights["classifier.bias"] = numbers.standard_normal(LEVELS).astype(np.float32)
    save_file(weights, source / "model.safetensors")
    output = tmp_path_factory.mktemp("models") / "strength"
    return export_strength(source, output, base="tiny", max_tokens=32)


def test_rows_are_probabilities_of_four_levels_in_input_order(strength_folder):
    model = StrengthClassifier.load(strength_folder, threads=1)
    rows = model.predict(TEXTS)
    assert rows.shape == (len(TEXTS), LEVELS)
    np.testing.assert_allclose(rows.sum(axis=1), 1, atol=1e-6)
    assert model.predict([]).shape == (0, LEVELS)


def test_a_row_does_not_depend_on_its_neighbours(strength_folder):
    rows = StrengthClassifier.load(strength_folder, threads=1).predict(TEXTS)
    order = list(range(len(TEXTS)))
    random.Random(5).shuffle(order)
    other = StrengthClassifier.load(strength_folder, threads=1)
    np.testing.assert_allclose(other.predict([TEXTS[n] for n in order]), rows[order], atol=5e-5)
    for text, row in zip(TEXTS, rows, strict=True):
        alone = StrengthClassifier.load(strength_folder, threads=1).predict([text])[0]
        np.testing.assert_allclose(alone, row, atol=5e-5)


def test_a_sentence_is_scored_once(strength_folder, monkeypatch):
    model = StrengthClassifier.load(strength_folder, threads=1)
    seen: list[str] = []
    run = model._session.run
    monkeypatch.setattr(
        model._session, "run", lambda texts, progress: seen.extend(texts) or run(texts, progress)
    )
    first = model.predict(["Ginger eases nausea.", "Kratom", "Ginger  eases nausea."])
    again = model.predict(["Kratom"])
    assert seen == ["Ginger eases nausea.", "Kratom"]
    assert (first[0] == first[2]).all()
    assert (again[0] == first[1]).all()


def test_a_folder_of_another_kind_is_refused(verifier_folder):
    with pytest.raises(ModelError, match="a strength is needed"):
        StrengthClassifier.load(verifier_folder)


@pytest.mark.parametrize(
    ("found", "read"),
    [
        ("“It  may\nhelp.”", "It may help."),
        ("Tea &amp; honey", "Tea & honey"),
        ("a\\xa0trial", "a trial"),
        ("It’s plain.", "It's plain."),
    ],
)
def test_sentences_are_read_without_the_marks_of_their_source(found, read):
    assert tidy(found) == read
    assert tidy(tidy(found)) == tidy(found)
