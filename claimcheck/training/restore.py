"""From a model folder that ships back to weights that can be trained further.

Only the file of the graph ships, with weights in eight bits. Read back, they are those weights to
within the rounding of their codes, 64 steps to the largest of a row, so that a user can go on
training without the checkpoint that the folder was exported from.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import numpy_helper
from safetensors.numpy import save_file

from claimcheck.errors import ModelError
from claimcheck.runtime.folder import TOKENIZER, open_folder, read_weights
from claimcheck.runtime.protocol import LABELS
from claimcheck.training import mpnet
from claimcheck.training.graph import Array

__all__ = ["disagreement", "restore"]

_BUCKETS = 32
_BERT = {"pad": "[PAD]", "unk": "[UNK]", "cls": "[CLS]", "sep": "[SEP]", "mask": "[MASK]"}
_MPNET = {"pad": "<pad>", "unk": "[UNK]", "cls": "<s>", "sep": "</s>", "mask": "<mask>"}


def restore(folder: Path, output: Path, *, kind: str = "verifier") -> Path:
    """Write the weights of an exported cross-encoder as transformers reads them.

    A shift of the logits that was folded in at export stays in the last bias.

    :param folder: a model folder, of 8 or 32 bits, of the BERT or MPNet family.
    :param output: the folder to write: `config.json`, `model.safetensors` and the tokenizer.
    :param kind: `verifier`, `strength` or `reranker`.
    :returns: `output`; `AutoModelForSequenceClassification` and `export_verifier` read it.
    :raises ModelError: the folder is altered, or was not written by `claimcheck.training.export`.
    """
    found = open_folder(folder, kind=kind)
    stored = _Stored.of(onnx.load_from_string(read_weights(found.weights)))
    try:
        config, weights = _restored(stored, longest=found.max_tokens)
    except (KeyError, ValueError) as error:
        raise ModelError(
            f"The weights in {folder} cannot be read back: it lacks or miscounts {error}. Give the "
            "folder of a model that ships with claimcheck, or that `claimcheck learn` has made."
        ) from error
    output.mkdir(parents=True, exist_ok=True)
    save_file(weights, output / "model.safetensors", metadata={"format": "pt"})
    _write(output / "config.json", config)
    shutil.copyfile(found.tokenizer, output / TOKENIZER)
    _write(output / "tokenizer_config.json", _tokenizer(config["model_type"]))
    return output


def disagreement(folder: Path, restored: Path, pairs: Sequence[tuple[str, str]]) -> float:
    """How far the logits of both lie apart: the mean of the absolute differences.

    :param folder: the model folder.
    :param restored: what `restore` wrote of it.
    :param pairs: (evidence, claim).
    :returns: in logits; what activations in eight bits cost, about .1 for the models that ship.
    """
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    from claimcheck.runtime import PairClassifier
    from claimcheck.training.verifier import logits_of

    model = AutoModelForSequenceClassification.from_pretrained(restored)
    exact = logits_of(model, AutoTokenizer.from_pretrained(restored), pairs)
    return float(np.abs(exact - PairClassifier.load(folder).logits(pairs)).mean())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stored:
    """The constants of a graph by name, and what its nodes say of the shape."""

    constants: dict[str, Array]
    inputs: frozenset[str]
    heads: int
    epsilon: float

    @classmethod
    def of(cls, model: onnx.ModelProto) -> _Stored:
        attributes = {
            item.name: onnx.helper.get_attribute_value(item)
            for node in model.graph.node
            for item in node.attribute
        }
        return cls(
            constants={c.name: numpy_helper.to_array(c) for c in model.graph.initializer},
            inputs=frozenset(item.name for item in model.graph.input),
            heads=int(attributes.get("num_heads", 0)),
            epsilon=float(attributes.get("epsilon", 0.0)),
        )

    @property
    def layers(self) -> int:
        return sum(name.endswith(".qkv.bias") for name in self.constants)

    def matrix(self, name: str) -> Array:
        """A layer's weight, *shape* (out, in): as it is, or from codes, scales and smoothing."""
        if f"{name}.codes" not in self.constants:
            return self.constants[f"{name}.weight"].T
        codes = self.constants[f"{name}.codes"].T.astype(np.float32)
        scaled = codes * self.constants[f"{name}.scales"][:, None]
        return np.asarray(scaled * self.constants[f"{name}.smooth"])

    def table(self, name: str) -> Array:
        """A table of rows, *shape* (rows, width)."""
        if f"{name}.codes" not in self.constants:
            return self.constants[f"{name}.weight"]
        codes = self.constants[f"{name}.codes"].astype(np.float32)
        return np.asarray(codes * self.constants[f"{name}.scales"])

    def dense(self, name: str) -> dict[str, Array]:
        return {f"{name}.weight": self.matrix(name), f"{name}.bias": self.constants[f"{name}.bias"]}

    def norm(self, name: str) -> dict[str, Array]:
        gamma, beta = self.constants[f"{name}.gamma"], self.constants[f"{name}.beta"]
        return {f"{name}.weight": gamma, f"{name}.bias": beta}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Family:
    """Where the two families differ in the names of a layer's parts, and of the head's."""

    name: str
    queries: tuple[str, str, str]
    out: str
    after: str
    head: tuple[str, str]


_FAMILIES = {
    "bert": _Family(
        name="bert",
        queries=("attention.self.query", "attention.self.key", "attention.self.value"),
        out="attention.output.dense",
        after="attention.output.LayerNorm",
        head=("bert.pooler.dense", "classifier"),
    ),
    "mpnet": _Family(
        name="mpnet",
        queries=("attention.attn.q", "attention.attn.k", "attention.attn.v"),
        out="attention.attn.o",
        after="attention.LayerNorm",
        head=("classifier.dense", "classifier.out_proj"),
    ),
}


def _restored(stored: _Stored, *, longest: int) -> tuple[dict[str, Any], dict[str, Array]]:
    family = _FAMILIES["bert" if "token_type_ids" in stored.inputs else "mpnet"]
    body = _embeddings(stored, family, longest=longest)
    for layer in range(stored.layers):
        body |= _layer(stored, family, f"encoder.layer.{layer}")
    weights = {f"{family.name}.{name}": value for name, value in body.items()}
    for name in family.head:
        for part, value in stored.dense(name.removeprefix("bert.")).items():
            weights[f"{name}.{part.rpartition('.')[2]}"] = value
    weights = {name: np.array(value, np.float32, order="C") for name, value in weights.items()}
    return _config(stored, family, body, width=len(weights[f"{family.head[1]}.bias"])), weights


def _embeddings(stored: _Stored, family: _Family, *, longest: int) -> dict[str, Array]:
    places = stored.constants["places"]
    parts = {"embeddings.word_embeddings.weight": stored.table("words")}
    parts |= stored.norm("embeddings.LayerNorm")
    if family.name == "bert":
        parts["embeddings.token_type_embeddings.weight"] = stored.constants["kinds"]
    else:
        # The places before the first are those of padding, which nothing reads.
        places = np.concatenate([np.zeros_like(places[: mpnet.FIRST_PLACE]), places])
        name = "encoder.relative_attention_bias.weight"
        parts[name] = _buckets(stored.constants["distances"], longest)
    return parts | {"embeddings.position_embeddings.weight": places}


def _buckets(rows: Array, longest: int) -> Array:
    """One row a bucket again; a bucket that no distance falls into is nought."""
    bucket = mpnet.distance_bias(np.arange(_BUCKETS)[:, None], longest)[:, 0]
    weight = np.zeros((_BUCKETS, rows.shape[1]), dtype=np.float32)
    weight[bucket] = rows
    return weight


def _layer(stored: _Stored, family: _Family, name: str) -> dict[str, Array]:
    joined, bias = stored.matrix(f"{name}.qkv"), stored.constants[f"{name}.qkv.bias"]
    parts: dict[str, Array] = {}
    for place, part in enumerate(family.queries):
        parts[f"{name}.{part}.weight"] = np.split(joined, 3)[place]
        parts[f"{name}.{part}.bias"] = np.split(bias, 3)[place]
    for part in (family.out, "intermediate.dense", "output.dense"):
        parts |= stored.dense(f"{name}.{part}")
    for part in (family.after, "output.LayerNorm"):
        parts |= stored.norm(f"{name}.{part}")
    return parts


def _config(
    stored: _Stored, family: _Family, body: dict[str, Array], *, width: int
) -> dict[str, Any]:
    words = body["embeddings.word_embeddings.weight"]
    labels = LABELS if width == len(LABELS) else tuple(map(str, range(width)))
    common = {
        "model_type": family.name,
        "vocab_size": len(words),
        "hidden_size": words.shape[1],
        "num_hidden_layers": stored.layers,
        "num_attention_heads": stored.heads,
        "intermediate_size": len(body["encoder.layer.0.intermediate.dense.bias"]),
        "max_position_embeddings": len(body["embeddings.position_embeddings.weight"]),
        "layer_norm_eps": stored.epsilon,
        "hidden_act": "gelu",
        "id2label": {str(place): label for place, label in enumerate(labels)},
        "label2id": {label: place for place, label in enumerate(labels)},
    }
    if family.name == "bert":
        kinds = len(body["embeddings.token_type_embeddings.weight"])
        own = {"architectures": ["BertForSequenceClassification"], "type_vocab_size": kinds,
               "pad_token_id": 0}  # fmt: skip
    else:
        own = {"architectures": ["MPNetForSequenceClassification"],
               "relative_attention_num_buckets": _BUCKETS, "bos_token_id": 0, "pad_token_id": 1,
               "eos_token_id": 2}  # fmt: skip
    return common | own


def _tokenizer(family: str) -> dict[str, Any]:
    tokens, inputs = (_BERT, ["input_ids", "token_type_ids", "attention_mask"])
    if family == "mpnet":
        tokens, inputs = _MPNET, list(mpnet.INPUTS)
    named = {f"{name}_token": token for name, token in tokens.items()}
    return named | {"tokenizer_class": "PreTrainedTokenizerFast", "model_input_names": inputs}


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
