"""A BERT or MPNet model as an ONNX graph of ONNX Runtime's own fused operators.

Written out by hand rather than traced: the graph stays the same whatever exporter is at hand, and
arithmetic is in eight bits where a row's result cannot depend on its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from claimcheck.training import quantise

Array = npt.NDArray[Any]
_CONTRIB = "com.microsoft"
BERT_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_OPSET = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What the graph needs of a model's configuration."""

    layers: int
    heads: int
    epsilon: float
    max_tokens: int = 512


@dataclass(slots=True, kw_only=True)
class Graph:
    """Nodes and constants under construction.

    `bits` is 32 for float weights, 8 for integer ones. `ranges` are those of the activation that
    each matrix reads, needed in 8 bits; `sources` names these activations, in a graph of 32.
    """

    shape: Shape
    bits: int
    ranges: Mapping[str, quantise.Range] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, name: str, value: Array) -> str:
        """Store an array under `name` and return the name."""
        self.constants.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def node(
        self, kind: str, inputs: list[str], output: str, *, domain: str = "", **attributes: Any
    ) -> str:
        """Append one operator and return the name of its output."""
        self.nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **attributes))
        return output

    def linear(self, source: str, weight: Array, bias: Array | None, name: str) -> str:
        """`source @ weight.T + bias`; weight *shape* (out, in)."""
        if self.bits != 32:
            return self._integer(source, weight, bias, name)
        self.sources[name] = source
        product = self.node(
            "MatMul", [source, self.constant(f"{name}.weight", weight.T)], f"{name}.product"
        )
        if bias is None:
            return product
        return self.node("Add", [product, self.constant(f"{name}.bias", bias)], f"{name}.out")

    def _integer(self, source: str, weight: Array, bias: Array | None, name: str) -> str:
        factor = quantise.smoothing(self.ranges[name], weight)
        scale, zero = quantise.activation(self.ranges[name], factor)
        smooth = self.node(
            "Mul", [source, self.constant(f"{name}.smooth", 1 / factor)], f"{name}.smoothed"
        )
        unit, nought = self.constant(f"{name}.unit", scale), self.constant(f"{name}.zero", zero)
        codes = self.node("QuantizeLinear", [smooth, unit, nought], f"{name}.read")
        matrix, scales = quantise.columns(weight * factor)
        parts = [
            codes,
            self.constant(f"{name}.codes", matrix.T),
            unit,
            self.constant(f"{name}.scales", scales),
            nought,
        ]
        if bias is not None:
            parts += ["", self.constant(f"{name}.bias", bias)]
        return self.node("MatMulIntegerToFloat", parts, f"{name}.out", domain=_CONTRIB)

    def attention(
        self,
        hidden: str,
        weights: list[Array],
        biases: list[Array],
        name: str,
        *,
        extra: list[str] | None = None,
    ) -> str:
        """Attention of `hidden` to itself; `weights` and `biases` are of query, key and value.

        `extra` may name what is added to the scores. The input named `mask` hides the padding.
        """
        joined = self.linear(hidden, np.concatenate(weights), None, f"{name}.qkv")
        bias = self.constant(f"{name}.qkv.bias", np.concatenate(biases))
        pieces = [f"{name}.{part}" for part in "qkv"]
        self.nodes.append(helper.make_node("Split", [joined], pieces, axis=-1, num_outputs=3))
        return self.node(
            "MultiHeadAttention",
            [*pieces, bias, "mask", *(extra or [])],
            f"{name}.attended",
            domain=_CONTRIB,
            num_heads=self.shape.heads,
        )

    def table(self, ids: str, weight: Array, name: str) -> str:
        """Rows of a table, *shape* (batch, tokens, width); eight bits and a scale a row."""
        if self.bits == 32:
            return self.node(
                "Gather", [self.constant(f"{name}.weight", weight), ids], f"{name}.rows"
            )
        scale = np.maximum(np.abs(weight).max(axis=1, keepdims=True), 1e-12) / 127
        codes = np.clip(np.rint(weight / scale), -127, 127).astype(np.int8)
        rows = self.node("Gather", [self.constant(f"{name}.codes", codes), ids], f"{name}.picked")
        wide = self.node("Cast", [rows], f"{name}.wide", to=TensorProto.FLOAT)
        scales = self.constant(f"{name}.scales", scale.astype(np.float32))
        picked = self.node("Gather", [scales, ids], f"{name}.scale")
        return self.node("Mul", [wide, picked], f"{name}.rows")


def bert_body(graph: Graph, weights: Mapping[str, Array]) -> str:
    """Embeddings and layers; returns the name of the last hidden states, (batch, tokens, width).

    Graph inputs: `input_ids`, `attention_mask`, `token_type_ids`, each int64 (batch, tokens).
    """
    hidden = _embed(graph, weights)
    graph.node("Cast", ["attention_mask"], "mask", to=TensorProto.INT32)
    for layer in range(graph.shape.layers):
        hidden = _layer(graph, weights, f"encoder.layer.{layer}", hidden)
    return hidden


def _embed(graph: Graph, weights: Mapping[str, Array]) -> str:
    words = graph.table("input_ids", weights["embeddings.word_embeddings.weight"], "words")
    kinds = graph.node(
        "Gather",
        [
            graph.constant("kinds", weights["embeddings.token_type_embeddings.weight"]),
            "token_type_ids",
        ],
        "kinds.rows",
    )
    graph.node("Shape", ["input_ids"], "size", start=1, end=2)
    places = graph.node(
        "Slice",
        [
            graph.constant("places", weights["embeddings.position_embeddings.weight"]),
            graph.constant("zero", np.array([0], dtype=np.int64)),
            "size",
            graph.constant("axis", np.array([0], dtype=np.int64)),
        ],
        "places.rows",
    )
    total = graph.node("Add", [graph.node("Add", [words, kinds], "embed.a"), places], "embed.b")
    return norm(graph, weights, "embeddings.LayerNorm", [total])


def _layer(graph: Graph, weights: Mapping[str, Array], name: str, hidden: str) -> str:
    parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
    attended = graph.attention(
        hidden,
        [weights[f"{part}.weight"] for part in parts],
        [weights[f"{part}.bias"] for part in parts],
        name,
    )
    out = dense(graph, weights, f"{name}.attention.output.dense", attended)
    hidden = norm(graph, weights, f"{name}.attention.output.LayerNorm", [out, hidden])
    return feed_forward(graph, weights, name, hidden)


def feed_forward(graph: Graph, weights: Mapping[str, Array], name: str, hidden: str) -> str:
    """The second half of a layer, alike in both families."""
    up = dense(graph, weights, f"{name}.intermediate.dense", hidden)
    active = graph.node("Gelu", [up], f"{name}.active", domain=_CONTRIB)
    down = dense(graph, weights, f"{name}.output.dense", active)
    return norm(graph, weights, f"{name}.output.LayerNorm", [down, hidden])


def dense(graph: Graph, weights: Mapping[str, Array], name: str, source: str) -> str:
    """The layer of that name, applied to every token."""
    return graph.linear(source, weights[f"{name}.weight"], weights[f"{name}.bias"], name)


def norm(graph: Graph, weights: Mapping[str, Array], name: str, sources: list[str]) -> str:
    """Layer normalisation of one source, or of the sum of two."""
    gamma = graph.constant(f"{name}.gamma", weights[f"{name}.weight"])
    beta = graph.constant(f"{name}.beta", weights[f"{name}.bias"])
    epsilon = graph.shape.epsilon
    if len(sources) == 1:
        return graph.node(
            "LayerNormalization", [*sources, gamma, beta], f"{name}.out", axis=-1, epsilon=epsilon
        )
    return graph.node(
        "SkipLayerNormalization",
        [*sources, gamma, beta],
        f"{name}.out",
        domain=_CONTRIB,
        epsilon=epsilon,
    )


def classifier_head(graph: Graph, weights: Mapping[str, Array], hidden: str) -> str:
    """First token → pooler → three logits, *shape* (batch, 3), in float: small, and it decides."""
    first = graph.node(
        "Gather",
        [hidden, graph.constant("first", np.array(0, dtype=np.int64))],
        "first.row",
        axis=1,
    )
    pooled = graph.node("Tanh", [affine(graph, weights, "pooler.dense", first, "pooler")], "pooled")
    return affine(graph, weights, "classifier", pooled, "logits")


def token_head(graph: Graph, weights: Mapping[str, Array], hidden: str) -> str:
    """Every token → its logits, *shape* (batch, tokens, out), in float."""
    weight = graph.constant("classifier.weight", weights["classifier.weight"].T)
    bias = graph.constant("classifier.bias", weights["classifier.bias"])
    return graph.node("Add", [graph.node("MatMul", [hidden, weight], "scores"), bias], "logits")


def affine(graph: Graph, weights: Mapping[str, Array], name: str, source: str, output: str) -> str:
    """A float layer of the head: `source @ weight.T + bias`, *shape* (batch, out)."""
    weight = graph.constant(f"{name}.weight", weights[f"{name}.weight"].T)
    bias = graph.constant(f"{name}.bias", weights[f"{name}.bias"])
    return graph.node("Gemm", [source, weight, bias], output)


def mean_head(graph: Graph, hidden: str) -> str:
    """Mean over real tokens, then L2 norm: `embedding`, *shape* (batch, width)."""
    graph.node("Cast", ["attention_mask"], "mask.float", to=TensorProto.FLOAT)
    axis = graph.constant("last", np.array([-1], dtype=np.int64))
    weights = graph.node("Unsqueeze", ["mask.float", axis], "mask.wide")
    masked = graph.node("Mul", [hidden, weights], "masked")
    total = graph.node(
        "ReduceSum",
        [masked, graph.constant("one", np.array([1], dtype=np.int64))],
        "total",
        keepdims=0,
    )
    return graph.node("LpNormalization", [total], "embedding", axis=-1, p=2)


def finish(
    graph: Graph,
    output: str,
    width: int,
    *,
    inputs: tuple[str, ...] = BERT_INPUTS,
    also: Iterable[str] = (),
    tokens: bool = False,
) -> onnx.ModelProto:
    """The model, with dynamic batch and token axes; `also` names further outputs.

    `output` has a row a text, or a row a token if `tokens`.
    """
    given = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
        for name in inputs
    ]
    axes = ["batch", "tokens", width] if tokens else ["batch", width]
    outputs = [helper.make_tensor_value_info(output, TensorProto.FLOAT, axes)]
    outputs += [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in also]
    body = helper.make_graph(graph.nodes, "model", given, outputs, graph.constants)
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_CONTRIB, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=8, producer_name="claimcheck")
