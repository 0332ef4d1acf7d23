"""The index: built once, whole or not at all, built again when damaged, safe from rivals."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from claimcheck.corpus import Corpus, add_passages, create
from claimcheck.errors import CorpusError
from claimcheck.retrieve import existing_indexes, index_folder, open_index, verify_index
from claimcheck.retrieve.words import TableWords
from claimcheck.runtime.fakes import WordEncoder
from claimcheck.runtime.protocol import Floats, Progress
from claimcheck.types import Passage


def _passages(count: int, *, first: int = 0) -> list[Passage]:
    return [
        Passage(id=f"p{n}", doc_id=f"p{n}", text=f"Statement {n} says that yarrow is a plant.")
        for n in range(first, first + count)
    ]


class _Counting(WordEncoder):
    """Remembers the passages it was asked to encode."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Floats:
        # Passages end in a full stop; the queries an index is checked with do not.
        self.asked += [text for text in texts if text.endswith(".")]
        return super().encode(texts, progress=progress)


@pytest.fixture
def corpus() -> Corpus:
    return Corpus.from_passages(_passages(90), name="plants")


def _built(corpus: Corpus, cache: Path) -> Path:
    open_index(corpus, encoder=WordEncoder(), cache_dir=cache)
    return index_folder(corpus, encoder=WordEncoder(), cache_dir=cache)


def test_an_index_is_built_once(corpus: Corpus, tmp_path: Path) -> None:
    encoder = _Counting()
    told: list[tuple[int, int]] = []
    first = open_index(
        corpus, encoder=encoder, cache_dir=tmp_path, progress=lambda *at: told.append(at)
    )
    assert len(encoder.asked) == 90
    assert told[-1] == (90, 90)
    assert told == sorted(told)
    second = open_index(corpus, encoder=encoder, cache_dir=tmp_path)
    assert len(encoder.asked) == 90
    assert first.search(["yarrow 7"], k=5) == second.search(["yarrow 7"], k=5)


def test_the_cache_of_the_settings_is_used(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(tmp_path / "elsewhere"))
    retriever = open_index(corpus, encoder=WordEncoder())
    assert (tmp_path / "elsewhere") in retriever.folder.parents
    ((folder, stamp),) = existing_indexes(corpus)
    assert folder == retriever.folder
    assert stamp.rows == 90


def test_nothing_but_the_index_and_its_lock_is_left(corpus: Corpus, tmp_path: Path) -> None:
    folder = _built(corpus, tmp_path)
    assert {path.name for path in folder.parent.iterdir()} == {
        folder.name, f".{folder.name}.lock",
    }  # fmt: skip


def test_another_corpus_or_encoder_gets_an_index_of_its_own(corpus: Corpus, tmp_path: Path) -> None:
    class Other(WordEncoder):
        hash = "f" * 64

    more = Corpus.from_passages(_passages(91), name="plants")
    folders = {
        open_index(one, encoder=encoder, cache_dir=tmp_path).folder
        for one in (corpus, more)
        for encoder in (WordEncoder(), Other())
    }
    assert len(folders) == 4


def test_only_what_changed_is_embedded_again(corpus: Corpus, tmp_path: Path) -> None:
    _built(corpus, tmp_path)
    encoder = _Counting()
    more = Corpus.from_passages([*_passages(90)[5:], *_passages(3, first=200)], name="plants")
    retriever = open_index(more, encoder=encoder, cache_dir=tmp_path)
    assert sorted(encoder.asked) == sorted(passage.text for passage in _passages(3, first=200))
    (found,) = retriever.search([_passages(1, first=201)[0].text], k=1)
    assert found[0].passage.id == "p201"


def test_a_fresh_build_embeds_all_again(corpus: Corpus, tmp_path: Path) -> None:
    folder = _built(corpus, tmp_path)
    encoder = _Counting()
    open_index(corpus, encoder=encoder, cache_dir=tmp_path, fresh=True)
    assert len(encoder.asked) == 90
    assert {path.name for path in folder.parent.iterdir()} == {
        folder.name, f".{folder.name}.lock",
    }  # fmt: skip


def _no_stamp(folder: Path) -> None:
    (folder / "index.json").unlink()


def _broken_stamp(folder: Path) -> None:
    (folder / "index.json").write_text('{"form": 1')


def _stamp_of_another(folder: Path) -> None:
    stamp = json.loads((folder / "index.json").read_text())
    (folder / "index.json").write_text(json.dumps({**stamp, "corpus_hash": "0" * 64}))


def _no_table(folder: Path) -> None:
    shutil.rmtree(folder / "passages.lance")


def _cut_data(folder: Path) -> None:
    for file in (folder / "passages.lance" / "data").iterdir():
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _flipped_vectors(folder: Path) -> None:
    for file in (folder / "passages.lance" / "data").iterdir():
        data = bytearray(file.read_bytes())
        data[: len(data) // 2] = bytes(len(data) // 2)
        file.write_bytes(data)


def _no_word_index(folder: Path) -> None:
    shutil.rmtree(folder / "passages.lance" / "_indices")


def _no_memory(folder: Path) -> None:
    (folder / "memory.npz").unlink()


def _flipped_memory(folder: Path) -> None:
    data = bytearray((folder / "memory.npz").read_bytes())
    data[len(data) // 2] ^= 1
    (folder / "memory.npz").write_bytes(data)


def _stamp_of_an_earlier_version(folder: Path) -> None:
    stamp = json.loads((folder / "index.json").read_text())
    del stamp["memory"]
    (folder / "index.json").write_text(json.dumps(stamp))


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


@pytest.mark.parametrize(
    "harm",
    [
        _no_stamp, _broken_stamp, _stamp_of_another, _stamp_of_an_earlier_version, _no_memory,
        _flipped_memory, _empty,
    ],
)  # fmt: skip
def test_a_damaged_index_is_built_again(
    corpus: Corpus, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    before = open_index(corpus, encoder=WordEncoder(), cache_dir=tmp_path)
    expected = before.search(["yarrow statement 7"], k=5)
    harm(before.folder)
    after = open_index(corpus, encoder=WordEncoder(), cache_dir=tmp_path)
    assert after.search(["yarrow statement 7"], k=5) == expected
    assert list(verify_index(corpus, encoder=WordEncoder(), cache_dir=tmp_path)) == []


@pytest.mark.parametrize("harm", [_no_table, _cut_data, _flipped_vectors, _no_word_index])
def test_damage_to_the_table_alone_is_told_by_verifying(
    corpus: Corpus, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    before = open_index(corpus, encoder=WordEncoder(), cache_dir=tmp_path)
    expected = before.search(["yarrow statement 7"], k=5)
    harm(before.folder)
    (said,) = verify_index(corpus, encoder=WordEncoder(), cache_dir=tmp_path)
    assert str(before.folder) in said
    after = open_index(corpus, encoder=WordEncoder(), cache_dir=tmp_path, fresh=True)
    assert after.search(["yarrow statement 7"], k=5) == expected
    assert list(verify_index(corpus, encoder=WordEncoder(), cache_dir=tmp_path)) == []


def test_damage_met_while_searching_is_one_sentence(corpus: Corpus, tmp_path: Path) -> None:
    retriever = open_index(corpus, encoder=WordEncoder(), cache_dir=tmp_path, exact_below=1)

    class Gone:
        def search(self, *given: object, **named: object) -> object:
            raise RuntimeError("lance error: not found\n  at line 1")

    retriever._words = TableWords(Gone())
    with pytest.raises(CorpusError, match=r"cannot be read \(lance error: not found\).*--fresh"):
        retriever.search(["yarrow"], k=1)


def test_a_cache_that_cannot_be_written_is_one_sentence(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(CorpusError, match="CLAIMCHECK_CACHE"):
        open_index(corpus, encoder=WordEncoder(), cache_dir=tmp_path / "file")


def test_an_encoder_that_breaks_its_word_is_refused(corpus: Corpus, tmp_path: Path) -> None:
    class Short(WordEncoder):
        def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Floats:
            return super().encode(texts)[:, :3]

    with pytest.raises(CorpusError, match="shape"):
        open_index(corpus, encoder=Short(), cache_dir=tmp_path)
    assert not [path for path in (tmp_path / "index").iterdir() if path.is_dir()]


def test_a_failing_encoder_fails_under_its_own_name(corpus: Corpus, tmp_path: Path) -> None:
    class Failing(WordEncoder):
        def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Floats:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_index(corpus, encoder=Failing(), cache_dir=tmp_path)
    assert not [path for path in (tmp_path / "index").iterdir() if path.is_dir()]


def test_builders_at_once_share_one_index(corpus: Corpus, tmp_path: Path) -> None:
    encoder = _Counting()
    found: list[object] = []

    def work() -> None:
        retriever = open_index(corpus, encoder=encoder, cache_dir=tmp_path)
        found.append(retriever.search(["yarrow 7"], k=3))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert all(one == found[0] for one in found)
    assert len([text for text in encoder.asked if text.startswith("Statement")]) == 90


_BUILDING = """
import sys, time
from pathlib import Path
from claimcheck.corpus import Corpus
from claimcheck.retrieve import open_index
from claimcheck.runtime.fakes import WordEncoder

class Slow(WordEncoder):
    def encode(self, texts, *, progress=None):
        print("encoding", flush=True)
        time.sleep(0.2)
        return super().encode(texts)

open_index(Corpus.open(sys.argv[1]), encoder=Slow(), cache_dir=Path(sys.argv[2]))
"""


def test_a_kill_while_building_leaves_no_index_and_the_next_build_works(tmp_path: Path) -> None:
    folder = create(tmp_path / "mine")
    add_passages(folder, _passages(300))
    with subprocess.Popen(
        [sys.executable, "-c", _BUILDING, str(folder), str(tmp_path / "cache")],
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        child.stdout.readline()
        os.kill(child.pid, signal.SIGKILL)
    corpus = Corpus.open(folder)
    assert existing_indexes(corpus, cache_dir=tmp_path / "cache") == ()
    home = tmp_path / "cache" / "index"
    (part,) = home.glob(".*.part")
    old = time.time() - 2 * 24 * 3600
    os.utime(part, (old, old))
    retriever = open_index(corpus, encoder=WordEncoder(), cache_dir=tmp_path / "cache")
    assert retriever.search(["statement 250"], k=1)[0][0].passage.id == "p250"
    assert not part.exists()
