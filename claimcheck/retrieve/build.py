"""Building the table of an index in a folder nobody else looks at."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from claimcheck import codec
from claimcheck.corpus import Corpus, passage_to_record
from claimcheck.errors import CorpusError
from claimcheck.retrieve.lance import TABLE, connect
from claimcheck.retrieve.protocol import Progress
from claimcheck.retrieve.rows import EXACT_BELOW
from claimcheck.retrieve.stamp import FORM, Stamp, write_stamp
from claimcheck.retrieve.text import dense_query, indexed_text
from claimcheck.types import Passage

if TYPE_CHECKING:
    from claimcheck.runtime import TextEncoder

__all__ = ["build", "digest"]

# A chunk is sorted by length and cut into batches, so that little of a batch is padding;
# it is also what is written at once, and so bounds memory.
_CHUNK = 8_192
_BATCH = 64

Floats = npt.NDArray[np.float32]


def build(
    folder: Path,
    corpus: Corpus,
    *,
    encoder: TextEncoder,
    known: Mapping[bytes, Floats],
    progress: Progress | None,
    exact_below: int = EXACT_BELOW,
) -> Stamp:
    """Embed a corpus, write its table and its indexes, and stamp it last.

    :param folder: an empty folder.
    :param corpus: what to index, one passage or more.
    :param encoder: makes the vectors.
    :param known: vectors made before, by :func:`digest` of the indexed text.
    :param progress: told ``(done, total)`` after each batch.
    :param exact_below: rows from which an approximate vector index is built.
    :returns: the stamp that was written.
    :raises CorpusError: if the corpus is malformed or the encoder's vectors do not fit.
    """
    begun = time.monotonic()
    embedder = _Embedder(encoder, known=known, total=corpus.size, progress=progress)
    seal = hashlib.sha256()
    database = connect(folder)
    table: Any = None
    # Embedded here, not in a generator handed to LanceDB: it would run, and fail, inside
    # LanceDB's own event loop, which an interrupt then stops for good.
    for rows in _chunks(corpus, embedder, seal=seal):
        if table is None:
            table = database.create_table(TABLE, rows)
        else:
            table.add(rows)
    from lancedb.index import FTS, IvfRq

    table.create_index("body", config=FTS(with_position=False))
    exact = corpus.size < exact_below
    if not exact:
        table.create_index("vector", config=IvfRq(distance_type="cosine"))
    stamp = Stamp(
        form=FORM,
        corpus=corpus.name,
        corpus_hash=corpus.hash,
        encoder_hash=encoder.hash,
        rows=table.count_rows(),
        dimensions=embedder.width,
        vectors=seal.hexdigest() if exact else "",
        seconds=round(time.monotonic() - begun, 3),
    )
    write_stamp(folder, stamp)
    return stamp


def digest(body: str) -> bytes:
    """Sixteen bytes that name an indexed text.

    :param body: the indexed text of a passage.
    :returns: 16 bytes.
    """
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).digest()[:16]


class _Embedder:
    """Vectors for passages, each made once; tells how far it is."""

    def __init__(
        self,
        encoder: TextEncoder,
        *,
        known: Mapping[bytes, Floats],
        total: int,
        progress: Progress | None,
    ) -> None:
        self._encoder = encoder
        self._known = known
        self._total = total
        self._done = 0
        self._progress = progress
        self.width = encoder.width

    def vectors(self, bodies: Sequence[str]) -> Floats:
        """*Shape:* ``(len(bodies), width)``, in the order of the bodies."""
        out = np.zeros((len(bodies), self.width), dtype=np.float32)
        missing = []
        for place, body in enumerate(bodies):
            vector = self._known.get(digest(body))
            if vector is None:
                missing.append(place)
            else:
                out[place] = vector
        self._tell(len(bodies) - len(missing))
        missing.sort(key=lambda place: (len(bodies[place]), place))
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            out[batch] = self._encode([dense_query(bodies[place]) for place in batch])
            self._tell(len(batch))
        return out

    def _encode(self, texts: list[str]) -> Floats:
        vectors = np.asarray(self._encoder.encode(texts), dtype=np.float32)
        if vectors.shape != (len(texts), self.width) or not np.isfinite(vectors).all():
            raise CorpusError(
                f"The text encoder gave vectors of shape {vectors.shape} for {len(texts)} texts."
            )
        return vectors

    def _tell(self, count: int) -> None:
        self._done += count
        if self._progress is not None and count:
            self._progress(self._done, self._total)


def _schema(width: int) -> Any:
    import pyarrow as pa

    return pa.schema(
        [
            ("id", pa.string()),
            ("doc_id", pa.string()),
            ("body", pa.string()),
            ("record", pa.string()),
            ("year", pa.int32()),
            ("design", pa.string()),
            ("standing", pa.string()),
            ("topics", pa.list_(pa.string())),
            ("digest", pa.binary(16)),
            ("vector", pa.list_(pa.float32(), width)),
        ]
    )


def _chunks(corpus: Corpus, embedder: _Embedder, *, seal: Any) -> Iterator[Any]:
    import pyarrow as pa

    schema = _schema(embedder.width)
    passages = corpus.stream()
    while chunk := list(islice(passages, _CHUNK)):
        bodies = [indexed_text(passage) for passage in chunk]
        vectors = embedder.vectors(bodies)
        seal.update(vectors.tobytes())
        flat = pa.array(vectors.reshape(-1), type=pa.float32())
        column = pa.FixedSizeListArray.from_arrays(flat, embedder.width)
        yield pa.Table.from_arrays([*_columns(chunk, bodies), column], schema=schema)


def _columns(chunk: Sequence[Passage], bodies: Sequence[str]) -> list[Any]:
    import pyarrow as pa

    return [
        pa.array([passage.id for passage in chunk]),
        pa.array([passage.doc_id for passage in chunk]),
        pa.array(bodies),
        pa.array([codec.dumps(passage_to_record(passage)) for passage in chunk]),
        pa.array([passage.year for passage in chunk], type=pa.int32()),
        pa.array([str(passage.design) for passage in chunk]),
        pa.array([str(passage.standing) for passage in chunk]),
        pa.array([list(passage.topics) for passage in chunk], type=pa.list_(pa.string())),
        pa.array([digest(body) for body in bodies], type=pa.binary(16)),
    ]
