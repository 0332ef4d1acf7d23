"""Eight-bit arithmetic whose scales are fixed when a model is exported.

Activations are quantised with scales observed beforehand, so that a row's result cannot depend on
the rows beside it. Weights keep seven bits of the eight: the products of two neighbours then fit
sixteen bits, and processors without the dot-product instruction give the same integers as those
with it. Channels of large activations hand part of their size to the weights first (Xiao et al.,
SmoothQuant, ICML 2023).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx

__all__ = ["Range", "activation", "columns", "observe", "samples", "smoothing"]

Array = npt.NDArray[Any]
#: Largest code of a weight: 2 * 255 * 64 is the last product that sixteen bits hold twice.
TOP = 64
_BATCH = 8
# Of .3, .5, .65, .75, .8, .85 and 1 this share, of the room 1, 1.1, 1.25 and 1.5 times, and neither
# with ranges cut below what was seen, gave the logits nearest to those in float.
_SHARE = 0.8
_ROOM = 1.1
_LEAST = 1e-5


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The least and the greatest value of every channel of an activation, each *shape* (width,)."""

    low: Array
    high: Array


def smoothing(seen: Range, weight: Array) -> Array:
    """What to divide each channel by, *shape* (width,); the weights are multiplied by it."""
    size = np.maximum(np.maximum(-seen.low, seen.high), _LEAST)
    heavy = np.maximum(np.abs(weight).max(axis=0), _LEAST)
    factor = size**_SHARE / heavy ** (1 - _SHARE)
    result: Array = (factor / np.exp(np.log(factor).mean())).astype(np.float32)
    return result


def activation(seen: Range, factor: Array) -> tuple[Array, Array]:
    """Scale and zero point of an activation once divided by `factor`, both scalars."""
    low = _ROOM * min(0.0, float((seen.low / factor).min()))
    high = _ROOM * max(0.0, float((seen.high / factor).max()))
    scale = max((high - low) / 255, _LEAST)
    return np.array(scale, dtype=np.float32), np.array(round(-low / scale), dtype=np.uint8)


def columns(weight: Array) -> tuple[Array, Array]:
    """Codes of a matrix, *shape* (out, in), int8, and a scale a row of it, *shape* (out,)."""
    scale = np.maximum(np.abs(weight).max(axis=1), _LEAST * 1e-3) / TOP
    codes = np.clip(np.rint(weight / scale[:, None]), -TOP, TOP).astype(np.int8)
    return codes, scale.astype(np.float32)


def samples() -> list[tuple[str, str]]:
    """Pairs of passage and statement from the bundled corpus: prose like that a model will read."""
    from claimcheck.corpus import Corpus

    passages = Corpus.open("health-basics").passages[::3]
    pairs = []
    for place, passage in enumerate(passages):
        other = passages[(place + place % 3) % len(passages)]
        pairs.append((f"{passage.title}. {passage.text}", other.text.split(". ")[0]))
    return pairs


def observe(
    model: onnx.ModelProto, sources: Mapping[str, str], tokenizer: Path, *, max_tokens: int
) -> dict[str, Range]:
    """The range of every activation that enters a matrix.

    :param model: the model in float, whose outputs hold all `sources`.
    :param sources: the activation each matrix reads, by the name of the matrix.
    :param tokenizer: `tokenizer.json`.
    :param max_tokens: where longer input is cut.
    :returns: ranges by the name of the matrix.
    """
    import onnxruntime

    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    known = {item.name for item in session.get_inputs()}
    names = sorted(set(sources.values()))
    low: dict[str, Array] = {}
    high: dict[str, Array] = {}
    for feeds in _feeds(tokenizer, max_tokens):
        real = feeds["attention_mask"].astype(bool)
        wanted = {name: value for name, value in feeds.items() if name in known}
        for name, value in zip(names, session.run(names, wanted), strict=True):
            rows = value[real]
            low[name] = np.minimum(low.get(name, np.inf), rows.min(axis=0))
            high[name] = np.maximum(high.get(name, -np.inf), rows.max(axis=0))
    return {name: Range(low=low[of], high=high[of]) for name, of in sources.items()}


def _feeds(path: Path, max_tokens: int) -> Iterator[dict[str, Array]]:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_tokens)
    encodings = sorted(tokenizer.encode_batch(samples()), key=lambda one: len(one.ids))
    for start in range(0, len(encodings), _BATCH):
        yield _padded(encodings[start : start + _BATCH])


def _padded(encodings: Sequence[Any]) -> dict[str, Array]:
    size = max(len(encoding.ids) for encoding in encodings)

    def filled(lists: list[Sequence[int]]) -> Array:
        return np.array([[*row, *[0] * (size - len(row))] for row in lists], dtype=np.int64)

    return {
        "input_ids": filled([encoding.ids for encoding in encodings]),
        "attention_mask": filled([encoding.attention_mask for encoding in encodings]),
        "token_type_ids": filled([encoding.type_ids for encoding in encodings]),
    }
