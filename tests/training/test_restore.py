"""What ships can be trained further: weights read back give the logits that the file gives."""

from __future__ import annotations

import json

import numpy as np
import pytest

from claimcheck.errors import ModelError
from claimcheck.runtime import PairClassifier

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

PAIRS = [
    ("no trial not placebo treats", "cures"),
    ("trial " * 40, "placebo treats not cures no"),
    ("placebo", "treats no"),
]
UNREAD = ("relative_attention_bias.weight", "mpnet.embeddings.position_embeddings.weight")


def model_of(family, folder):
    import transformers

    torch.manual_seed(3)
    common = {
        "vocab_size": 10,
        "hidden_size": 64,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "intermediate_size": 96,
        "max_position_embeddings": 80,
        "num_labels": 3,
    }
    own = {"pad_token_id": 1} if family == "MPNet" else {}
    config = getattr(transformers, f"{family}Config")(**common, **own)
    model = getattr(transformers, f"{family}ForSequenceClassification")(config)
    with torch.no_grad():
        # Biases start at nought, so that one left out would not be missed.
        for parameter in model.parameters():
            parameter.add_(0.2 * torch.randn_like(parameter))
    model.save_pretrained(folder)


@pytest.fixture(scope="module", params=["Bert", "MPNet"])
def trained(request, tiny_base, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    model_of(request.param, folder)
    tokens = json.loads((tiny_base / "tokenizer.json").read_text())
    if request.param == "MPNet":
        # Its padding is token 1, which here is the unknown word and stands in no pair.
        tokens["model"]["vocab"] |= {"<pad>": 1, "[UNK]": 0}
        del tokens["model"]["vocab"]["[PAD]"]
        tokens["added_tokens"] = [
            entry | {"content": {0: "[UNK]", 1: "<pad>"}.get(entry["id"], entry["content"])}
            for entry in tokens["added_tokens"]
        ]
    (folder / "tokenizer.json").write_text(json.dumps(tokens))
    return folder


@pytest.fixture(autouse=True)
def known_words(monkeypatch):
    """The tiny models know no word of the bundled corpus, on which scales are observed."""
    from claimcheck.training import quantise

    monkeypatch.setattr(quantise, "samples", lambda: PAIRS)


def export(trained, folder, **options):
    from claimcheck.training.export import export_verifier

    return export_verifier(trained, folder, base="tiny", max_tokens=64, **options)


def restore(shipped, folder):
    from claimcheck.training import restore

    return restore.restore(shipped, folder)


def weights(folder):
    from safetensors.numpy import load_file

    return load_file(folder / "model.safetensors")


def test_weights_of_32_bits_come_back_as_they_were(trained, tmp_path):
    shipped = export(trained, tmp_path / "m", bits=32)
    found, expected = weights(restore(shipped, tmp_path / "r")), weights(trained)
    for name, value in found.items():
        # Nothing reads the places of padding, nor distances beyond the longest row.
        rows = (value != 0).any(axis=-1) if name.endswith(UNREAD) else slice(None)
        np.testing.assert_array_equal(value[rows], expected[name][rows], err_msg=name)
    assert set(expected) <= set(found)


@pytest.mark.parametrize("packed", [False, True])
def test_eight_bits_come_back_to_within_their_rounding(trained, tmp_path, packed):
    from claimcheck.training.restore import disagreement

    shipped = export(trained, tmp_path / "m", packed=packed)
    restored = restore(shipped, tmp_path / "r")
    name = next(key for key in weights(trained) if key.endswith("1.output.dense.weight"))
    before, after = weights(trained)[name], weights(restored)[name]
    assert np.linalg.norm(after - before) < 0.15 * np.linalg.norm(before)
    assert disagreement(shipped, restored, PAIRS) < 0.1


def test_exported_again_it_scores_as_it_did(trained, tmp_path):
    shift = (0.5, 0.0, -1.0)
    shipped = export(trained, tmp_path / "m", shift=shift)
    restored = restore(shipped, tmp_path / "r")
    again = export(restored, tmp_path / "a")
    rows = [PairClassifier.load(folder, threads=1).logits(PAIRS) for folder in (shipped, again)]
    assert np.abs(rows[0] - rows[1]).mean() < 0.1


def test_a_graph_of_other_hands_is_refused_with_a_word(trained, tmp_path):
    import onnx

    from claimcheck.runtime.folder import digest

    shipped = export(trained, tmp_path / "m", bits=32)
    model = onnx.load(shipped / "model.onnx")
    lost = next(c for c in model.graph.initializer if c.name.endswith("qkv.weight"))
    lost.name = "other"
    onnx.save(model, shipped / "model.onnx")
    config = json.loads((shipped / "config.json").read_text())
    config["files"]["model.onnx"] = digest(shipped / "model.onnx")
    (shipped / "config.json").write_text(json.dumps(config))
    with pytest.raises(ModelError, match="cannot be read back"):
        restore(shipped, tmp_path / "r")
