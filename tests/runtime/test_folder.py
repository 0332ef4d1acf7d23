"""A model folder is used whole and unaltered, or refused with one sentence."""

from __future__ import annotations

import json
import pickle

import pytest

from claimcheck.errors import ModelError
from claimcheck.runtime import Encoder, PairClassifier, open_folder


def rewrite(folder, **changes):
    path = folder / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_altered_weights_are_refused(verifier_folder):
    with (verifier_folder / "model.onnx").open("ab") as stream:
        stream.write(b"\0")
    with pytest.raises(ModelError, match=r"model\.onnx was altered"):
        PairClassifier.load(verifier_folder)


def test_altered_tokenizer_is_refused(verifier_folder):
    path = verifier_folder / "tokenizer.json"
    path.write_text(path.read_text().replace("ginger", "garlic"))
    with pytest.raises(ModelError, match=r"tokenizer\.json was altered"):
        PairClassifier.load(verifier_folder)


@pytest.mark.parametrize("name", ["pytorch_model.bin", "model.pkl", "custom_ops.so", "model.py"])
def test_a_file_that_could_hold_code_is_refused(verifier_folder, name):
    (verifier_folder / name).write_bytes(pickle.dumps({"weights": 1}))
    with pytest.raises(ModelError, match="does not belong there"):
        PairClassifier.load(verifier_folder)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_missing_file_is_named(verifier_folder, name):
    (verifier_folder / name).unlink()
    with pytest.raises(ModelError, match=name):
        PairClassifier.load(verifier_folder)


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(ModelError, match="no model folder"):
        PairClassifier.load(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"auto_map": "x"}, "unknown key 'auto_map'"),
        ({"format": 2}, "format 2"),
        ({"max_tokens": 0}, "max_tokens is 0"),
        ({"max_tokens": True}, "max_tokens is True"),
        ({"files": []}, "not an object"),
    ],
)
def test_a_config_beyond_the_known_is_refused(verifier_folder, changes, complaint):
    rewrite(verifier_folder, **changes)
    with pytest.raises(ModelError, match=complaint):
        PairClassifier.load(verifier_folder)


@pytest.mark.parametrize("text", ["", "[]", "{", "{}"])
def test_a_broken_config_is_refused(verifier_folder, text):
    (verifier_folder / "config.json").write_text(text)
    with pytest.raises(ModelError, match="cannot be used"):
        PairClassifier.load(verifier_folder)


def test_a_verifier_is_not_taken_for_an_encoder(verifier_folder):
    with pytest.raises(ModelError, match="encoder is needed"):
        Encoder.load(verifier_folder)


def test_the_hash_follows_settings_that_change_a_score(verifier_folder):
    before = open_folder(verifier_folder, kind="verifier").hash
    rewrite(verifier_folder, base="renamed")
    assert open_folder(verifier_folder, kind="verifier").hash == before
    rewrite(verifier_folder, max_tokens=16)
    assert open_folder(verifier_folder, kind="verifier").hash != before
