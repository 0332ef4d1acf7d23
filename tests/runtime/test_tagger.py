"""The tagger as it runs, on tiny random weights."""

from __future__ import annotations

import random

import numpy as np
import pytest

from claimcheck.errors import ModelError
from claimcheck.runtime.strength import StrengthClassifier
from claimcheck.runtime.tagger import Tagger

WIDTH = 5
TEXTS = [
    "Ginger eases nausea.",
    "In a trial of 200 adults no effect of vitamin C was seen.",
    "Kratom — “ginger” 🌿 is\u00a0not\tapproved",
    "",
    "Ginger eases nausea in mice. " * 30,
]


@pytest.fixture(scope="session")
def tagger_folder(weights_folder, tmp_path_factory):
    from safetensors.numpy import load_file, save_file

    from claimcheck.training.export import export_tagger

    source = tmp_path_factory.mktemp("five")
    for name in ("config.json", "tokenizer.json"):
        (source / name).write_bytes((weights_folder / name).read_bytes())
    weights = load_file(weights_folder / "model.safetensors")
    numbers = np.random.default_rng(9)
    weights["classifier.weight"] = numbers.standard_normal((WIDTH, 64)).astype(np.float32)
    weights["classifier.bias"] = numbers.standard_normal(WIDTH).astype(np.float32)
    save_file(weights, source / "model.safetensors")
    return export_tagger(
        source, tmp_path_factory.mktemp("models") / "promo", base="tiny", max_tokens=32
    )


def test_tokens_are_slices_of_the_text_and_rows_are_probabilities(tagger_folder):
    tagged = Tagger.load(tagger_folder, threads=1).tag(TEXTS)
    assert len(tagged) == len(TEXTS)
    assert [TEXTS[0][a:b] for a, b in tagged[0].offsets] == ["Ginger", "eases", "nausea", "."]
    assert [TEXTS[2][a:b] for a, b in tagged[2].offsets][-3:] == ["is", "not", "approved"]
    for tokens in tagged:
        assert tokens.rows.shape == (len(tokens.offsets), WIDTH)
        np.testing.assert_allclose(tokens.rows.sum(axis=1), 1, atol=1e-6)
    assert Tagger.load(tagger_folder, threads=1).tag([]) == []


def test_a_text_does_not_depend_on_its_neighbours(tagger_folder):
    tagger = Tagger.load(tagger_folder, threads=1)
    rows = tagger.tag(TEXTS)
    order = list(range(len(TEXTS)))
    random.Random(5).shuffle(order)
    for place, tokens in zip(order, tagger.tag([TEXTS[n] for n in order]), strict=True):
        np.testing.assert_allclose(tokens.rows, rows[place].rows, atol=5e-5)
    for text, tokens in zip(TEXTS, rows, strict=True):
        np.testing.assert_allclose(tagger.tag([text])[0].rows, tokens.rows, atol=5e-5)


def test_a_tagger_is_not_taken_for_another_model(tagger_folder):
    with pytest.raises(ModelError, match="of kind 'tagger', but a strength is needed"):
        StrengthClassifier.load(tagger_folder)
