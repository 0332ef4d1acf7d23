"""Tiny models with random weights, built once a session."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

WORDS = [
    "ginger",
    "eases",
    "nausea",
    "kratom",
    "is",
    "not",
    "approved",
    "for",
    "opioid",
    "withdrawal",
    "in",
    "a",
    "trial",
    "of",
    "adults",
    "no",
    "effect",
    "was",
    "seen",
    "vitamin",
    "c",
    "does",
    "prevent",
    "colds",
    ".",
    ",",
    "mg",
    "100",
    "200",
    "placebo",
    "children",
    "mice",
]


@pytest.fixture(scope="session")
def weights_folder(tmp_path_factory):
    """A BERT of two layers and 32 columns as transformers would save it, without transformers."""
    from safetensors.numpy import save_file

    folder = tmp_path_factory.mktemp("tiny")
    config = {
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "hidden_size": 64,
        "intermediate_size": 128,
        "layer_norm_eps": 1e-12,
    }
    (folder / "config.json").write_text(json.dumps(config))
    save_file(_weights(len(WORDS) + 4), folder / "model.safetensors")
    _tokenizer().save(str(folder / "tokenizer.json"))
    return folder


@pytest.fixture(scope="session")
def _verifier(weights_folder, tmp_path_factory):
    from claimcheck.training.export import export_verifier

    output = tmp_path_factory.mktemp("models") / "verifier"
    return export_verifier(weights_folder, output, base="tiny", max_tokens=32)


@pytest.fixture
def verifier_folder(_verifier, tmp_path) -> Path:
    """A copy that a test may damage."""
    return Path(shutil.copytree(_verifier, tmp_path / "verifier"))


@pytest.fixture
def encoder_folder(weights_folder, tmp_path) -> Path:
    from claimcheck.training.export import export_encoder

    return export_encoder(weights_folder, tmp_path / "encoder", base="tiny", max_tokens=32)


def _tokenizer() -> Tokenizer:
    vocabulary = {
        word: place for place, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS])
    }
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    return tokenizer


def _weights(words: int) -> dict[str, np.ndarray]:
    random = np.random.default_rng(5)
    width, inner = 64, 128

    def matrix(*size: int) -> np.ndarray:
        return (random.standard_normal(size) * 0.4).astype(np.float32)

    def norm(name: str) -> dict[str, np.ndarray]:
        return {f"{name}.weight": np.ones(width, np.float32), f"{name}.bias": matrix(width)}

    def dense(name: str, out: int, into: int) -> dict[str, np.ndarray]:
        return {f"{name}.weight": matrix(out, into), f"{name}.bias": matrix(out)}

    weights = {
        "bert.embeddings.word_embeddings.weight": matrix(words, width),
        "bert.embeddings.position_embeddings.weight": matrix(64, width),
        "bert.embeddings.token_type_embeddings.weight": matrix(2, width),
        **norm("bert.embeddings.LayerNorm"),
        **dense("bert.pooler.dense", width, width),
        **dense("classifier", 3, width),
    }
    for layer in range(2):
        name = f"bert.encoder.layer.{layer}"
        for part in ("query", "key", "value"):
            weights |= dense(f"{name}.attention.self.{part}", width, width)
        weights |= dense(f"{name}.attention.output.dense", width, width)
        weights |= norm(f"{name}.attention.output.LayerNorm")
        weights |= dense(f"{name}.intermediate.dense", inner, width)
        weights |= dense(f"{name}.output.dense", width, inner)
        weights |= norm(f"{name}.output.LayerNorm")
    return weights
