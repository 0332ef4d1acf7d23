"""Build and search an index over synthetic passages: seconds, disk, memory, p50 and p95.

    python tests/bench/retrieval.py --rows 100000

Passages are 25 to 60 made-up words, drawn with a Zipf law; vectors are drawn round one
of 1,000 centres, so that an approximate index has something to go by. No model is run:
embedding costs what the encoder costs and is left out. Queries are ten words of a passage.
What share of the ten nearest passages the search by vectors finds is counted against all vectors.
Then a thousand passages are added, ten retracted and ten removed, and the index is brought up
to date.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from claimcheck.corpus import Corpus, add_passages, remove_documents, set_standing
from claimcheck.corpus.store import to_line
from claimcheck.retrieve import HybridRetriever, Mode, open_index
from claimcheck.retrieve.lance import TABLE, connect
from claimcheck.retrieve.parquet import batches_of
from claimcheck.types import Passage, Standing

WORDS = 30_000
CENTRES = 1_000


class Drawn:
    """An encoder that draws a vector from the hash of a text's first word and the text."""

    hash = "0" * 64

    def __init__(self, width: int) -> None:
        self.width = width
        self._centres = np.random.default_rng(1).normal(size=(CENTRES, width)).astype(np.float32)

    def encode(self, texts: Sequence[str], *, progress: object = None) -> np.ndarray:
        rows = np.empty((len(texts), self.width), dtype=np.float32)
        for row, text in enumerate(texts):
            first = int(hashlib.blake2b(text.split()[0].encode(), digest_size=4).hexdigest(), 16)
            seed = int(hashlib.blake2b(text.encode(), digest_size=6).hexdigest(), 16)
            noise = np.random.Generator(np.random.SFC64(seed)).standard_normal(
                self.width, dtype=np.float32
            )
            rows[row] = self._centres[first % CENTRES] + noise
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def texts(rows: int) -> Iterator[str]:
    random = np.random.default_rng(2)
    names = [f"w{number}" for number in range(WORDS)]
    for _ in range(0, rows, 1000):
        drawn = random.zipf(1.3, size=(1000, 60)) % WORDS
        lengths = random.integers(25, 61, size=1000)
        for words, length in zip(drawn.tolist(), lengths.tolist(), strict=True):
            yield " ".join([names[word] for word in words[:length]])


def write(folder: Path, rows: int) -> None:
    (folder / "manifest.toml").write_text('name = "synthetic"\ntitle = "Synthetic"\n')
    with (folder / "passages.jsonl").open("w") as stream:
        for number, text in zip(range(rows), texts(rows), strict=False):
            key = f"p{number:09}"
            stream.write(to_line(Passage(id=key, doc_id=key, text=text)))


def timed(retriever: HybridRetriever, queries: Sequence[str], mode: Mode) -> dict[str, float]:
    spent = []
    used = time.process_time()
    for query in queries:
        begun = time.perf_counter()
        retriever.search([query], k=10, mode=mode)
        spent.append(1000 * (time.perf_counter() - begun))
    # On a busy machine the processor time says more than the clock.
    cpu = 1000 * (time.process_time() - used) / len(queries)
    return {f"p{q}": round(float(np.percentile(spent, q)), 2) for q in (50, 95)} | {
        "cpu_mean": round(cpu, 2)
    }


def megabytes(folder: Path) -> float:
    return round(sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6, 1)


def queries_of(rows: int, count: int) -> list[str]:
    chosen = set(np.random.default_rng(3).integers(0, rows, size=count).tolist())
    drawn = (
        text for number, text in zip(range(rows), texts(rows), strict=False) if number in chosen
    )
    return [" ".join(text.split()[:10]) for text in drawn]


def exact(folder: Path, vectors: np.ndarray, k: int) -> list[set[str]]:
    """The ids of the ``k`` passages nearest to each vector, all compared."""
    ids = np.empty((len(vectors), 0), dtype=object)
    scores = np.empty((len(vectors), 0), dtype=np.float32)
    for batch in batches_of(connect(folder).open_table(TABLE), ["id", "vector"]):
        held = batch["vector"].flatten().to_numpy().reshape(len(batch), -1)
        scores = np.hstack([scores, vectors @ held.T])
        ids = np.hstack([ids, np.tile(batch["id"].to_numpy(zero_copy_only=False), (len(ids), 1))])
        best = np.argsort(-scores, axis=1)[:, :k]
        ids, scores = np.take_along_axis(ids, best, 1), np.take_along_axis(scores, best, 1)
    return [set(row) for row in ids]


def recall(retriever: HybridRetriever, queries: Sequence[str], *, width: int, k: int = 10) -> float:
    """The share of the ``k`` nearest passages that the search by vectors finds."""
    nearest = exact(Path(retriever.folder), Drawn(width).encode(queries), k)
    found = retriever.search(queries, k=k, mode=Mode.DENSE)
    hits = sum(
        hit.passage.id in known for known, hits in zip(nearest, found, strict=True) for hit in hits
    )
    return round(hits / (k * len(queries)), 3)


def build(folder: Path, cache: Path, width: int) -> None:
    """Run in a process of its own, so that its memory is told apart from that of searching."""
    open_index(Corpus.open(folder), encoder=Drawn(width), cache_dir=cache)


def change(folder: Path, rows: int) -> None:
    """What a day may bring: a thousand new passages, ten retracted, ten gone."""
    new = [Passage(id=f"new{n}", doc_id=f"new{n}", text=f"w{n} w1 w2 is new.") for n in range(1000)]
    add_passages(folder, new)
    set_standing(folder, [f"p{n:09}" for n in range(10)], standing=Standing.RETRACTED)
    remove_documents(folder, [f"p{rows - n - 1:09}" for n in range(10)])


def apart(function: Callable[..., None], *given: object) -> float:
    """Run a function in a process of its own; how many seconds it took."""
    begun = time.perf_counter()
    child = multiprocessing.get_context("spawn").Process(target=function, args=given)
    child.start()
    child.join()
    if child.exitcode:
        raise SystemExit(f"{function.__name__} failed")
    return round(time.perf_counter() - begun, 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--width", type=int, default=384)
    parser.add_argument("--queries", type=int, default=200)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder, cache = Path(place) / "synthetic", Path(place) / "cache"
        folder.mkdir()
        write(folder, given.rows)
        built = apart(build, folder, cache, given.width)
        build_peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        begun = time.perf_counter()
        corpus = Corpus.open(folder)
        opened = time.perf_counter() - begun
        begun = time.perf_counter()
        retriever = open_index(corpus, encoder=Drawn(given.width), cache_dir=cache)
        reopened = time.perf_counter() - begun
        queries = queries_of(given.rows, given.queries)
        timed(retriever, queries[:10], Mode.HYBRID)
        figures = {
            "rows": given.rows,
            "width": given.width,
            "load": round(os.getloadavg()[0], 1),
            "build_seconds": built,
            "build_peak_mb": round(build_peak / 1e3),
            "corpus_open_seconds": round(opened, 2),
            "index_open_seconds": round(reopened, 2),
            "index_mb": megabytes(retriever.folder),
            "ms": {str(mode): timed(retriever, queries, mode) for mode in Mode},
            "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3),
        }
        figures["recall_at_10"] = recall(retriever, queries, width=given.width)
        print(json.dumps(figures, indent=1), flush=True)
        change(folder, given.rows)
        print(json.dumps({"update_seconds": apart(build, folder, cache, given.width)}))


if __name__ == "__main__":
    main()
