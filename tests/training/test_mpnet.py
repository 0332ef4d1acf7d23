"""The written-out MPNet gives what transformers gives."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

PAIRS = [
    ("no trial not placebo treats", "cures"),
    ("trial " * 40, "placebo treats not cures no"),
    ("placebo", "treats no"),
]


@pytest.fixture(scope="module")
def trained(tiny_base, tmp_path_factory):
    from transformers import MPNetConfig, MPNetForSequenceClassification

    folder = tmp_path_factory.mktemp("mpnet")
    torch.manual_seed(3)
    config = MPNetConfig(
        vocab_size=10,
        hidden_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=80,
        num_labels=3,
        pad_token_id=1,
    )
    model = MPNetForSequenceClassification(config)
    with torch.no_grad():
        # Biases start at nought, so that a graph that left them out would pass.
        for parameter in model.parameters():
            parameter.add_(0.2 * torch.randn_like(parameter))
    model.save_pretrained(folder)
    (folder / "tokenizer.json").write_text((tiny_base / "tokenizer.json").read_text())
    return folder


def expected(folder):
    from tokenizers import Tokenizer
    from transformers import MPNetForSequenceClassification

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    model = MPNetForSequenceClassification.from_pretrained(folder).eval()
    # Token 0 is padding in this vocabulary and never 1, so give positions outright.
    rows = []
    for pair in PAIRS:
        ids = torch.tensor([tokenizer.encode(*pair).ids])
        places = torch.arange(ids.shape[1])[None] + 2
        with torch.no_grad():
            rows.append(model(input_ids=ids, position_ids=places).logits.numpy()[0])
    return np.array(rows)


def scores(trained, folder, **options):
    from claimcheck.runtime import PairClassifier
    from claimcheck.training.export import export_verifier

    export_verifier(trained, folder, base="tiny", max_tokens=64, **options)
    return PairClassifier.load(folder, threads=1)


def test_a_graph_in_float_gives_the_same_logits(trained, tmp_path):
    model = scores(trained, tmp_path / "m", bits=32)
    np.testing.assert_allclose(model.logits(PAIRS), expected(trained), atol=1e-4)


def test_the_shift_lands_on_the_logits(trained, tmp_path):
    shifted = scores(trained, tmp_path / "m", bits=32, shift=(0.5, 0.0, -1.0))
    difference = shifted.logits(PAIRS) - expected(trained)
    np.testing.assert_allclose(difference, [[0.5, 0.0, -1.0]] * 3, atol=1e-4)


@pytest.mark.parametrize("packed", [False, True])
def test_eight_bits_stay_near_and_rows_stay_apart(trained, tmp_path, monkeypatch, packed):
    from claimcheck.training import quantise

    # The words of the tiny model, since it knows none of the corpus.
    monkeypatch.setattr(quantise, "samples", lambda: PAIRS)
    model = scores(trained, tmp_path / "m", bits=8, packed=packed)
    together = model.logits(PAIRS)
    assert np.abs(together - expected(trained)).max() < 0.2
    again = scores(trained, tmp_path / "m", bits=8, packed=packed)
    for place, pair in enumerate(PAIRS):
        np.testing.assert_array_equal(again.logits([pair])[0], together[place])


def test_products_of_codes_fit_where_there_is_no_dot_product_instruction():
    from claimcheck.training import quantise

    codes, scales = quantise.columns(np.random.default_rng(2).normal(size=(8, 64)))
    assert np.abs(codes.astype(int)).max() * 255 * 2 <= np.iinfo(np.int16).max
    assert scales.shape == (8,)


def test_only_what_is_not_frozen_is_trained(trained):
    from transformers import MPNetForSequenceClassification

    from claimcheck.training.verifier import freeze

    model = MPNetForSequenceClassification.from_pretrained(trained)
    freeze(model, 1)
    still = {name for name, p in model.named_parameters() if not p.requires_grad}
    assert any("embeddings" in name for name in still)
    assert any("layer.0." in name for name in still)
    assert not any("layer.1." in name or "classifier" in name for name in still)
