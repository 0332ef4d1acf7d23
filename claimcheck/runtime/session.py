"""One ONNX Runtime session with its tokenizer: texts in, one row of numbers a text out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Encoding, Tokenizer

from claimcheck.errors import ModelError
from claimcheck.runtime.cores import cores
from claimcheck.runtime.folder import ModelFolder, read_weights
from claimcheck.runtime.protocol import Floats, Progress, TokenRows

__all__ = ["Session"]

# A batch is bounded by tokens, so that long rows come in small batches. Of 512, 1,024, 2,048
# and 4,096 the first is fastest or as fast: a layer's activations stay in a core's own cache.
_BATCH_TOKENS = 512


class Session:
    """Runs a model on texts, longest first, in batches of one length each.

    Nothing is padded: no work is wasted, and no row's last bits depend on what is read beside it.
    Each batch keeps to one core, and as many run at once as there are threads: the cores of one
    batch would wait for one another after every layer.

    :param folder: a checked model folder.
    :param threads: how many batches run at once; None for one a core.
    :param least: rows a batch at least; a row that is alone is read so often.
    :raises ModelError: the file is no ONNX model or tokenizer that can be run here.
    """

    def __init__(self, folder: ModelFolder, *, threads: int | None = None, least: int = 1) -> None:
        self.max_tokens = folder.max_tokens
        self.width = folder.width
        self._tokenizer = _tokenizer(folder.tokenizer)
        self._session = _session(folder.weights)
        self._threads = threads or cores()
        self._least = least
        self._inputs = frozenset(item.name for item in self._session.get_inputs())

    def run(
        self, texts: Sequence[str | tuple[str, str]], progress: Progress | None = None
    ) -> Floats:
        """One row a text or pair, *shape* (n, width), in input order."""
        rows = np.zeros((len(texts), self.width), dtype=np.float32)
        done = 0
        for places, batch in self._answers(self._encode(texts)):
            rows[places] = batch
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
        found: dict[int, TokenRows] = {}
        for places, batch in self._answers(encodings):
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

    def _answers(self, encodings: Sequence[Encoding]) -> Iterator[tuple[list[int], Floats]]:
        """Each batch, as the places of its texts, with what the model says of it."""
        batches = self._batches(encodings)

        def answer(places: list[int]) -> Floats:
            return self._run_batch([encodings[place] for place in places])

        if self._threads == 1 or len(batches) < 2:
            yield from zip(batches, map(answer, batches), strict=True)
            return
        # Made anew each time: a process that was forked from this one has none of its threads.
        with ThreadPoolExecutor(self._threads, thread_name_prefix="claimcheck-model") as pool:
            yield from zip(batches, pool.map(answer, batches), strict=True)

    def _batches(self, encodings: Sequence[Encoding]) -> list[list[int]]:
        lengths = [len(encoding.ids) for encoding in encodings]
        # A few texts are shared out among the threads.
        room = min(_BATCH_TOKENS, -(-sum(lengths) // self._threads))
        batches: list[list[int]] = []
        for place in sorted(range(len(lengths)), key=lambda place: (-lengths[place], place)):
            size = lengths[place]
            last = batches[-1] if batches and lengths[batches[-1][0]] == size else []
            if not last or (len(last) + 1) * size > room:
                batches.append([])
            batches[-1].append(place)
        return batches

    def _run_batch(self, encodings: Sequence[Encoding]) -> Floats:
        """What the model says of texts of one length."""
        read = [*encodings, *[encodings[0]] * (self._least - len(encodings))]
        feeds = {
            "input_ids": np.array([encoding.ids for encoding in read], dtype=np.int64),
            "token_type_ids": np.array([encoding.type_ids for encoding in read], dtype=np.int64),
        }
        feeds["attention_mask"] = np.ones_like(feeds["input_ids"])
        wanted = {name: value for name, value in feeds.items() if name in self._inputs}
        result: Floats = self._session.run(None, wanted)[0][: len(encodings)]
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


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        # Read here, so that the bytes come from the checked file and from no file beside it.
        return onnxruntime.InferenceSession(
            read_weights(path), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:
        # ONNX Runtime has no public base class for its errors.
        raise ModelError(f"The model {path} cannot be run here: {error}.") from error
