"""MPNet in the same operators: positions that start at two, and a bias by distance in every layer.

Distances and their buckets are those of Song et al., "MPNet: Masked and Permuted Pre-training for
Language Understanding" (NeurIPS 2020), whose buckets are those of T5.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from onnx import TensorProto

from claimcheck.training.graph import Array, Graph, affine, dense, feed_forward, norm

__all__ = ["FIRST_PLACE", "INPUTS", "distance_bias", "mpnet_body", "mpnet_head"]

INPUTS = ("input_ids", "attention_mask")
FIRST_PLACE = 2
_FAR = 128


def mpnet_body(graph: Graph, weights: Mapping[str, Array]) -> str:
    """Embeddings and layers; returns the name of the last hidden states, (batch, tokens, width).

    Graph inputs: `input_ids`, `attention_mask`, each int64 (batch, tokens), padded on the right.
    """
    graph.node("Cast", ["attention_mask"], "mask", to=TensorProto.INT32)
    hidden = _embed(graph, weights)
    bias = _bias(graph, weights["encoder.relative_attention_bias.weight"])
    for layer in range(graph.shape.layers):
        hidden = _layer(graph, weights, f"encoder.layer.{layer}", hidden, bias)
    return hidden


def mpnet_head(graph: Graph, weights: Mapping[str, Array], hidden: str) -> str:
    """First token → dense → three logits, *shape* (batch, 3), in float."""
    first = graph.node(
        "Gather",
        [hidden, graph.constant("first", np.array(0, dtype=np.int64))],
        "first.row",
        axis=1,
    )
    pooled = affine(graph, weights, "classifier.dense", first, "pooler")
    active = graph.node("Tanh", [pooled], "pooled")
    return affine(graph, weights, "classifier.out_proj", active, "logits")


def distance_bias(weight: Array, longest: int) -> Array:
    """The bias for every distance from `-(longest - 1)` to `longest - 1`.

    :param weight: one row a bucket, *shape* (buckets, heads).
    :param longest: the most tokens a row may have.
    :returns: *shape* (2 * longest - 1, heads); positive distances are to the right.
    """
    half = len(weight) // 2
    near = half // 2
    rows = []
    for distance in range(-(longest - 1), longest):
        size = abs(distance)
        if size >= near:
            grown = math.log(size / near) / math.log(_FAR / near) * (half - near)
            size = min(near + int(np.float32(grown)), half - 1)
        rows.append(size + (half if distance > 0 else 0))
    return weight[rows]


def _embed(graph: Graph, weights: Mapping[str, Array]) -> str:
    words = graph.table("input_ids", weights["embeddings.word_embeddings.weight"], "words")
    graph.node("Shape", ["input_ids"], "size", start=1, end=2)
    table = weights["embeddings.position_embeddings.weight"][FIRST_PLACE:]
    zero = graph.constant("zero", np.array([0], dtype=np.int64))
    places = graph.node(
        "Slice", [graph.constant("places", table), zero, "size", zero], "places.rows"
    )
    total = graph.node("Add", [words, places], "embed.sum")
    return norm(graph, weights, "embeddings.LayerNorm", [total])


def _bias(graph: Graph, weight: Array) -> str:
    """What every layer adds to its attention scores, *shape* (1, heads, tokens, tokens)."""
    longest = graph.shape.max_tokens
    table = graph.constant("distances", distance_bias(weight, longest))
    start = graph.constant("range.start", np.array(0, dtype=np.int64))
    step = graph.constant("range.step", np.array(1, dtype=np.int64))
    end = graph.node("Squeeze", ["size"], "range.end")
    steps = graph.node("Range", [start, end, step], "steps")
    across = graph.node(
        "Unsqueeze", [steps, graph.constant("axis.0", np.array([0], dtype=np.int64))], "across"
    )
    down = graph.node(
        "Unsqueeze", [steps, graph.constant("axis.1", np.array([1], dtype=np.int64))], "down"
    )
    apart = graph.node("Sub", [across, down], "apart")
    middle = graph.constant("middle", np.array(longest - 1, dtype=np.int64))
    rows = graph.node(
        "Gather", [table, graph.node("Add", [apart, middle], "apart.row")], "bias.rows"
    )
    turned = graph.node("Transpose", [rows], "bias.turned", perm=[2, 0, 1])
    return graph.node("Unsqueeze", [turned, "axis.0"], "bias")


def _layer(graph: Graph, weights: Mapping[str, Array], name: str, hidden: str, bias: str) -> str:
    parts = [f"{name}.attention.attn.{part}" for part in "qkv"]
    attended = graph.attention(
        hidden,
        [weights[f"{part}.weight"] for part in parts],
        [weights[f"{part}.bias"] for part in parts],
        name,
        extra=[bias],
    )
    out = dense(graph, weights, f"{name}.attention.attn.o", attended)
    hidden = norm(graph, weights, f"{name}.attention.LayerNorm", [out, hidden])
    return feed_forward(graph, weights, name, hidden)
