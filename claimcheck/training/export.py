"""From a trained or downloaded model to the folder that ships."""

from __future__ import annotations

import json
import shutil
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file

from claimcheck.runtime.folder import FORMAT, PACKED, TOKENIZER, WEIGHTS, digest, weights_in
from claimcheck.runtime.protocol import LABELS
from claimcheck.training import graph as graphs
from claimcheck.training import mpnet, quantise

__all__ = [
    "export_encoder",
    "export_reranker",
    "export_strength",
    "export_tagger",
    "export_verifier",
]


def export_encoder(model: Path, output: Path, *, base: str, max_tokens: int, bits: int = 8) -> Path:
    """Write a BERT-family sentence encoder: mean pooling and L2 norm are inside the graph.

    :param model: a folder with `config.json`, `model.safetensors` and `tokenizer.json`.
    :param output: the model folder to write; other files in it are left alone.
    :param base: name of the base model, for the record.
    :param max_tokens: where longer input is cut.
    :param bits: 32, or 8 for a quarter of the size.
    :returns: `output`.
    """
    config, weights = _read(model)
    width = config["hidden_size"]

    def draw(graph: graphs.Graph) -> None:
        graphs.mean_head(graph, graphs.bert_body(graph, weights))

    plan = _Plan(draw=draw, shape=_shape(config, max_tokens), output="embedding", width=width)
    _write_model(_made(plan, model, bits=bits), output)
    return _describe(model, output, kind="encoder", base=base, max_tokens=max_tokens, width=width)


def export_verifier(
    model: Path,
    output: Path,
    *,
    base: str,
    max_tokens: int,
    bits: int = 8,
    packed: bool = False,
    shift: tuple[float, ...] = (0.0, 0.0, 0.0),
) -> Path:
    """Write a three-way cross-encoder of the BERT or MPNet family.

    Its output is logits in the order of `LABELS`.

    :param model: a folder with `config.json`, `model.safetensors` and `tokenizer.json`.
    :param output: the model folder to write; other files in it are left alone.
    :param base: name of the base model, for the record.
    :param max_tokens: where longer pairs are cut.
    :param bits: 32, or 8 for a quarter of the size.
    :param packed: whether to write `model.onnx.gz`: a quarter less, a second more to load.
    :param shift: added to the three logits.
    :returns: `output`.
    """
    config, weights = _read(model)
    relative = config.get("model_type") == "mpnet"
    last = "classifier.out_proj.bias" if relative else "classifier.bias"
    weights[last] = weights[last] + np.asarray(shift, dtype=weights[last].dtype)
    body, head = (
        (mpnet.mpnet_body, mpnet.mpnet_head)
        if relative
        else (graphs.bert_body, graphs.classifier_head)
    )

    def draw(graph: graphs.Graph) -> None:
        head(graph, weights, body(graph, weights))

    plan = _Plan(
        draw=draw,
        shape=_shape(config, max_tokens),
        output="logits",
        width=len(LABELS),
        inputs=mpnet.INPUTS if relative else graphs.BERT_INPUTS,
    )
    _write_model(_made(plan, model, bits=bits), output, packed=packed)
    return _describe(
        model, output, kind="verifier", base=base, max_tokens=max_tokens, width=len(LABELS)
    )


def export_strength(
    model: Path, output: Path, *, base: str, max_tokens: int, bits: int = 8
) -> Path:
    """Write a claim-strength classifier; its output is logits of the levels 0 to 3.

    :param model: a folder with `config.json`, `model.safetensors` and `tokenizer.json`.
    :param output: the model folder to write; other files in it are left alone.
    :param base: name of the base model, for the record.
    :param max_tokens: where longer input is cut.
    :param bits: 32, or 8 for a quarter of the size.
    :returns: `output`.
    """
    width = _write_classifier(
        model, output, head=graphs.classifier_head, max_tokens=max_tokens, bits=bits
    )
    return _describe(model, output, kind="strength", base=base, max_tokens=max_tokens, width=width)


def export_tagger(model: Path, output: Path, *, base: str, max_tokens: int, bits: int = 8) -> Path:
    """Write a token classifier; its output is logits, a row a token.

    :param model: a folder with `config.json`, `model.safetensors` and `tokenizer.json`.
    :param output: the model folder to write; other files in it are left alone.
    :param base: name of the base model, for the record.
    :param max_tokens: where longer input is cut.
    :param bits: 32, or 8 for a quarter of the size.
    :returns: `output`.
    """
    width = _write_classifier(
        model, output, head=graphs.token_head, max_tokens=max_tokens, bits=bits, tokens=True
    )
    return _describe(model, output, kind="tagger", base=base, max_tokens=max_tokens, width=width)


def export_reranker(
    model: Path,
    output: Path,
    *,
    base: str,
    max_tokens: int,
    bits: int = 8,
    scale: float = 1.0,
    shift: float = 0.0,
) -> Path:
    """Write a BERT-family cross-encoder with one logit, `scale` times its own plus `shift`.

    :param model: a folder with `config.json`, `model.safetensors` and `tokenizer.json`.
    :param output: the model folder to write; other files in it are left alone.
    :param base: name of the base model, for the record.
    :param max_tokens: where longer pairs are cut.
    :param bits: 32, or 8 for a quarter of the size.
    :param scale: makes the logistic function of the logit a probability, with `shift`.
    :param shift: see `scale`.
    :returns: `output`.
    """
    config, weights = _read(model)
    weights["classifier.weight"] = weights["classifier.weight"] * np.float32(scale)
    weights["classifier.bias"] = weights["classifier.bias"] * np.float32(scale) + np.float32(shift)

    def draw(graph: graphs.Graph) -> None:
        graphs.classifier_head(graph, weights, graphs.bert_body(graph, weights))

    plan = _Plan(draw=draw, shape=_shape(config, max_tokens), output="logits", width=1)
    _write_model(_made(plan, model, bits=bits), output)
    return _describe(model, output, kind="reranker", base=base, max_tokens=max_tokens, width=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What is drawn into a graph, and what the graph takes and gives."""

    draw: Callable[[graphs.Graph], None]
    shape: graphs.Shape
    output: str
    width: int
    inputs: tuple[str, ...] = graphs.BERT_INPUTS
    tokens: bool = False

    def finished(self, graph: graphs.Graph, also: Iterable[str] = ()) -> Any:
        """The model, once drawn."""
        self.draw(graph)
        return graphs.finish(
            graph, self.output, self.width, inputs=self.inputs, also=also, tokens=self.tokens
        )


def _write_classifier(
    model: Path,
    output: Path,
    *,
    head: Callable[[graphs.Graph, dict[str, graphs.Array], str], str],
    max_tokens: int,
    bits: int,
    tokens: bool = False,
) -> int:
    """Write a BERT-family model that ends in `head`; returns how many logits it gives."""
    config, weights = _read(model)
    width = len(weights["classifier.bias"])

    def draw(graph: graphs.Graph) -> None:
        head(graph, weights, graphs.bert_body(graph, weights))

    plan = _Plan(
        draw=draw, shape=_shape(config, max_tokens), output="logits", width=width, tokens=tokens
    )
    _write_model(_made(plan, model, bits=bits), output)
    return width


def _made(plan: _Plan, model: Path, *, bits: int) -> Any:
    """The model; for integers it is drawn in float first, to see how large its activations are."""
    if bits == 32:
        return plan.finished(graphs.Graph(shape=plan.shape, bits=32))
    plain = graphs.Graph(shape=plan.shape, bits=32)
    plan.draw(plain)
    sources = dict(plain.sources)
    seen = plan.finished(
        graphs.Graph(shape=plan.shape, bits=32), also=sorted(set(sources.values()))
    )
    ranges = quantise.observe(seen, sources, model / TOKENIZER, max_tokens=plan.shape.max_tokens)
    return plan.finished(graphs.Graph(shape=plan.shape, bits=bits, ranges=ranges))


def _read(model: Path) -> tuple[dict[str, Any], dict[str, graphs.Array]]:
    config: dict[str, Any] = json.loads((model / "config.json").read_text(encoding="utf-8"))
    weights = load_file(model / "model.safetensors")
    prefix = f"{config.get('model_type', 'bert')}."
    return config, {name.removeprefix(prefix): value for name, value in weights.items()}


def _shape(config: dict[str, Any], max_tokens: int = 512) -> graphs.Shape:
    return graphs.Shape(
        layers=config["num_hidden_layers"],
        heads=config["num_attention_heads"],
        epsilon=config["layer_norm_eps"],
        max_tokens=max_tokens,
    )


def _write_model(model: Any, output: Path, *, packed: bool = False) -> None:
    output.mkdir(parents=True, exist_ok=True)
    for name in (WEIGHTS, PACKED):
        (output / name).unlink(missing_ok=True)
    content = model.SerializeToString(deterministic=True)
    if packed:
        (output / PACKED).write_bytes(_packed(content))
    else:
        (output / WEIGHTS).write_bytes(content)


def _packed(content: bytes) -> bytes:
    """As gzip: codes of weights repeat in no order, so that only how often each occurs saves room.

    Looking for repeats would take longer, both ways, and give a larger file.
    """
    engine = zlib.compressobj(wbits=31, strategy=zlib.Z_HUFFMAN_ONLY)
    return engine.compress(content) + engine.flush()


def _describe(
    model: Path, output: Path, *, kind: str, base: str, max_tokens: int, width: int
) -> Path:
    shutil.copyfile(model / TOKENIZER, output / TOKENIZER)
    config = {
        "format": FORMAT,
        "kind": kind,
        "base": base,
        "max_tokens": max_tokens,
        "width": width,
        "labels": list(LABELS) if kind == "verifier" else [],
        "files": {path.name: digest(path) for path in (weights_in(output), output / TOKENIZER)},
    }
    (output / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    return output
