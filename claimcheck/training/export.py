"""From a trained or downloaded model to the folder that ships."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file

from claimcheck.runtime.folder import FORMAT, digest
from claimcheck.runtime.protocol import LABELS
from claimcheck.training import graph as graphs

__all__ = ["export_encoder", "export_verifier"]


def export_encoder(
    model: Path, output: Path, *, base: str, max_tokens: int, bits: int = 8, block: int = 64
) -> Path:
    """Write a BERT-family sentence encoder: mean pooling and L2 norm are inside the graph.

    :param model: a folder with `config.json`, `model.safetensors` and `tokenizer.json`.
    :param output: the model folder to write; other files in it are left alone.
    :param base: name of the base model, for the record.
    :param max_tokens: where longer input is cut.
    :param bits: 32, or 8 for a quarter of the size.
    :param block: columns that share one scale.
    :returns: `output`.
    """
    config, weights = _read(model)
    graph = graphs.Graph(shape=_shape(config), bits=bits, block=block)
    graphs.mean_head(graph, graphs.bert_body(graph, weights))
    width = config["hidden_size"]
    _write_model(graphs.finish(graph, "embedding", width), output)
    return _describe(model, output, kind="encoder", base=base, max_tokens=max_tokens, width=width)


def export_verifier(
    model: Path,
    output: Path,
    *,
    base: str,
    max_tokens: int,
    bits: int = 8,
    block: int = 64,
    shift: tuple[float, ...] = (0.0, 0.0, 0.0),
) -> Path:
    """Write a three-way cross-encoder; its output is logits in the order of `LABELS`.

    `shift` is added to the bias of the three logits.
    """
    config, weights = _read(model)
    bias = weights["classifier.bias"]
    weights["classifier.bias"] = bias + np.asarray(shift, dtype=bias.dtype)
    graph = graphs.Graph(shape=_shape(config), bits=bits, block=block)
    graphs.classifier_head(graph, weights, graphs.bert_body(graph, weights))
    _write_model(graphs.finish(graph, "logits", len(LABELS)), output)
    return _describe(
        model, output, kind="verifier", base=base, max_tokens=max_tokens, width=len(LABELS)
    )


def _read(model: Path) -> tuple[dict[str, Any], dict[str, graphs.Array]]:
    config: dict[str, Any] = json.loads((model / "config.json").read_text(encoding="utf-8"))
    weights = load_file(model / "model.safetensors")
    return config, {name.removeprefix("bert."): value for name, value in weights.items()}


def _shape(config: dict[str, Any]) -> graphs.Shape:
    return graphs.Shape(
        layers=config["num_hidden_layers"],
        heads=config["num_attention_heads"],
        epsilon=config["layer_norm_eps"],
    )


def _write_model(model: Any, output: Path) -> None:
    output.mkdir(parents=True, exist_ok=True)
    (output / "model.onnx").write_bytes(model.SerializeToString(deterministic=True))


def _describe(
    model: Path, output: Path, *, kind: str, base: str, max_tokens: int, width: int
) -> Path:
    shutil.copyfile(model / "tokenizer.json", output / "tokenizer.json")
    config = {
        "format": FORMAT,
        "kind": kind,
        "base": base,
        "max_tokens": max_tokens,
        "width": width,
        "labels": list(LABELS) if kind == "verifier" else [],
        "files": {name: digest(output / name) for name in ("model.onnx", "tokenizer.json")},
    }
    (output / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    return output
