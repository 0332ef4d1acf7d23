"""One ONNX Runtime session with its tokenizer: texts in, one row of numbers a text out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Encoding, Tokenizer

from claimcheck.errors import ModelError
from claimcheck.runtime.folder import ModelFolder, read_weights
from claimcheck.runtime.protocol import Floats, Progress, TokenRows

__all__ = ["Session"]

# A batch is bounded by padded tokens, so that long rows come in small batches. Of 512, 1,024, 2,048
# and 4,096 the first is fastest or as fast: a layer's activations stay in a core's own cache.
_BATCH_TOKENS = 512


class Session:
    """Runs a model on texts, longest first, in batches of about equal work.

    :param folder: a checked model folder.
    :param threads: how many threads to use; None for one a physical core.
    :raises ModelError: the file is no ONNX model or tokenizer that can be run here.
    """

    def __init__(self, folder: ModelFolder, *, threads: int | None = None) -> None:
        self.max_tokens = folder.max_tokens
        self.width = folder.width
        self._tokenizer = _tokenizer(folder.tokenizer)
        self._session = _session(folder.weights, threads)
        self._inputs = frozenset(item.name for item in self._session.get_inputs())

    def run(
        self, texts: Sequence[str | tuple[str, str]], progress: Progress | None = None
    ) -> Floats:
        """One row a text or pair, *shape* (n, width), in input order."""
        rows = np.zeros((len(texts), self.width), dtype=np.float32)
        encodings = self._encode(texts)
        order = sorted(range(len(texts)), key=lambda place: (-len(encodings[place].ids), place))
        done = 0
        for places in self._batches(order, encodings):
            rows[places] = self._run_batch([encodings[place] for place in places])
            done += len(places)
            if progress is not None:
                progress(done, len(texts))
        return rows

    def run_tokens(self, texts: Sequence[str]) -> list[TokenRows]:
        """One row a token that is there in the text, for each text in input order.

        :param texts: single texts; what is beyond `max_tokens` has no rows.
        :returns: for each text its tokens' places and rows.
        """
        encodings = self._encode(texts)
        order = sorted(range(len(texts)), key=lambda place: (-len(encodings[place].ids), place))
        found: dict[int, TokenRows] = {}
        for places in self._batches(order, encodings):
            batch = self._run_batch([encodings[place] for place in places])
            for place, rows in zip(places, batch, strict=True):
                found[place] = _token_rows(encodings[place], rows)
        return [found[place] for place in range(len(texts))]

    def _encode(self, texts: Sequence[str | tuple[str, str]]) -> list[Encoding]:
        encodings: list[Encoding] = self._tokenizer.encode_batch(
            [_clean(text) if isinstance(text, str) else tuple(map(_clean, text)) for text in texts]
        )
        return [
            self._cut(text) if len(encoding.ids) > self.max_tokens else encoding
            for text, encoding in zip(texts, encodings, strict=True)
        ]

    def _cut(self, text: str | tuple[str, str]) -> Encoding:
        """The text within `max_tokens`: evidence gives way before the claim does."""
        parts = (text,) if isinstance(text, str) else text
        pieces = [self._tokenizer.encode(_clean(part), add_special_tokens=False) for part in parts]
        paired = len(pieces) == 2
        room = self.max_tokens - self._tokenizer.num_special_tokens_to_add(paired)
        if paired:
            pieces[1].truncate(max(room // 2, room - len(pieces[0].ids)))
            room -= len(pieces[1].ids)
        pieces[0].truncate(room)
        encoding: Encoding = self._tokenizer.post_process(pieces[0], pieces[1] if paired else None)
        return encoding

    def _batches(self, order: Sequence[int], encodings: Sequence[Encoding]) -> list[list[int]]:
        batches: list[list[int]] = []
        for place in order:
            longest = len(encodings[batches[-1][0]].ids) if batches else 0
            if not batches or (len(batches[-1]) + 1) * longest > _BATCH_TOKENS:
                batches.append([])
            batches[-1].append(place)
        return batches

    def _run_batch(self, encodings: Sequence[Encoding]) -> Floats:
        size = max(len(encoding.ids) for encoding in encodings)
        feeds = {
            name: np.zeros((len(encodings), size), dtype=np.int64)
            for name in ("input_ids", "attention_mask", "token_type_ids")
        }
        for row, encoding in enumerate(encodings):
            used = len(encoding.ids)
            feeds["input_ids"][row, :used] = encoding.ids
            feeds["attention_mask"][row, :used] = 1
            feeds["token_type_ids"][row, :used] = encoding.type_ids
        wanted = {name: value for name, value in feeds.items() if name in self._inputs}
        result: Floats = self._session.run(None, wanted)[0]
        if not np.isfinite(result).all():
            raise ModelError(
                "The model answered with something that is no number; please report the article.",
                code="E402",
            )
        return result


def _token_rows(encoding: Encoding, rows: Floats) -> TokenRows:
    kept = [at for at, (start, end) in enumerate(encoding.offsets) if end > start]
    return TokenRows(offsets=tuple(encoding.offsets[at] for at in kept), rows=rows[kept])


def _clean(text: str) -> str:
    # Lone surrogates, which broken files can hold, have no UTF-8 form and stop the tokenizer.
    return text.encode("utf-8", "replace").decode("utf-8")


def _tokenizer(path: Path) -> Tokenizer:
    try:
        tokenizer = Tokenizer.from_str(path.read_text(encoding="utf-8"))
    except Exception as error:
        # The library raises bare Exception for whatever it cannot parse.
        raise ModelError(f"The tokenizer {path} cannot be read: {error}.") from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _session(path: Path, threads: int | None) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or 0
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Threads that spin between batches would take the cores the rest of a run needs.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        # Read here, so that the bytes come from the checked file and from no file beside it.
        return onnxruntime.InferenceSession(
            read_weights(path), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:
        # ONNX Runtime has no public base class for its errors.
        raise ModelError(f"The model {path} cannot be run here: {error}.") from error
