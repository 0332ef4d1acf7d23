"""``kill -9`` while a corpus is added to and its index brought up to date."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from claimcheck.corpus import Corpus, create
from claimcheck.retrieve import open_index, verify_index
from claimcheck.runtime.fakes import WordEncoder

_WORKING = """
import sys
from pathlib import Path
from claimcheck.corpus import Corpus, add_passages, set_standing
from claimcheck.retrieve import open_index
from claimcheck.runtime.fakes import WordEncoder
from claimcheck.types import Passage, Standing

folder, cache, first = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
for batch in range(first, first + 1000):
    add_passages(folder, [
        Passage(id=f"b{batch}-{n}", doc_id=f"b{batch}", text=f"Statement s{n} of batch b{batch}.")
        for n in range(20)
    ])
    print("added", batch, flush=True)
    set_standing(folder, [f"b{batch}"], standing=Standing.RETRACTED)
    open_index(Corpus.open(folder), encoder=WordEncoder(), cache_dir=cache)
    print("indexed", batch, flush=True)
"""


def _killed(folder: Path, cache: Path, first: int, *, after: float) -> int:
    """Work on a corpus and die ``after`` some seconds; the last batch that was acknowledged."""
    words = [sys.executable, "-c", _WORKING, str(folder), str(cache), str(first)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        said = [child.stdout.readline()]  # the first addition; importing takes a while
        time.sleep(after)
        os.kill(child.pid, signal.SIGKILL)
        said += child.stdout.readlines()
    return max(int(line.split()[1]) for line in said if line.startswith("added"))


def _holds(folder: Path, cache: Path, last: int) -> int:
    """Nothing acknowledged is lost and the index opens; the number of the next batch."""
    corpus = Corpus.open(folder)
    held = {passage.doc_id for passage in corpus.passages}
    assert {f"b{batch}" for batch in range(last + 1)} <= held
    assert len(corpus.passages) == 20 * len(held)
    index = open_index(corpus, encoder=WordEncoder(), cache_dir=cache)
    assert index.size == len(corpus.passages)
    assert index.search([f"statement s7 batch b{last}"], k=1)[0][0].passage.id == f"b{last}-7"
    assert list(verify_index(corpus, encoder=WordEncoder(), cache_dir=cache)) == []
    return len(held)


def _soak(tmp_path: Path, *, kills: int, longest: float) -> None:
    folder, cache = create(tmp_path / "mine"), tmp_path / "cache"
    chance = random.Random(5)
    following = 0
    for _ in range(kills):
        last = _killed(folder, cache, following, after=chance.uniform(0, longest))
        following = _holds(folder, cache, last)


def test_kills_lose_nothing_and_leave_an_index_that_opens(tmp_path: Path) -> None:
    _soak(tmp_path, kills=2, longest=0.6)


@pytest.mark.soak
def test_many_kills_lose_nothing_and_leave_an_index_that_opens(tmp_path: Path) -> None:
    _soak(tmp_path, kills=50, longest=1.5)
