"""Making and adding: whole or not at all, again without harm, and through a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from claimcheck import config
from claimcheck.corpus import Corpus, OnConflict, add_passages, create
from claimcheck.errors import CorpusError
from claimcheck.types import Passage
from tests.corpus import samples


def _passages(count: int, *, first: int = 0) -> list[Passage]:
    return [
        Passage(id=f"p{n}", doc_id=f"p{n}", text=f"Statement number {n} on fennel.")
        for n in range(first, first + count)
    ]


def test_a_new_corpus_is_empty_and_opens(tmp_path: Path) -> None:
    folder = create(tmp_path / "mine", title='A "quoted" title', licence="CC0-1.0")
    corpus = Corpus.open(folder)
    assert corpus.title == 'A "quoted" title'
    assert corpus.licence == "CC0-1.0"
    assert corpus.passages == ()


def test_a_name_makes_a_corpus_in_the_users_folder() -> None:
    folder = create("by-name")
    assert folder == config.user_corpora_dir() / "by-name"
    assert Corpus.open("by-name").name == "by-name"


def test_a_corpus_is_not_made_twice(tmp_path: Path) -> None:
    create(tmp_path / "mine")
    with pytest.raises(CorpusError, match="already"):
        create(tmp_path / "mine")


@pytest.mark.parametrize("name", ["Upper", "with space", "", "health-basics", ".hidden", "a" * 65])
def test_a_name_that_cannot_be_is_refused(name: str) -> None:
    with pytest.raises(CorpusError):
        create(name)


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(CorpusError, match="holds other files"):
        create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_additions_follow_one_another(tmp_path: Path) -> None:
    folder = create(tmp_path / "mine")
    first = add_passages(folder, _passages(3))
    second = add_passages(folder, _passages(2, first=3))
    assert (first.added, first.total) == (3, 3)
    assert (second.added, second.total) == (2, 5)
    assert list(Corpus.open(folder).passages) == _passages(5)


def test_adding_the_same_again_changes_nothing(tmp_path: Path) -> None:
    folder = create(tmp_path / "mine")
    add_passages(folder, _passages(3))
    before = (folder / "passages.jsonl").read_bytes()
    again = add_passages(folder, _passages(3))
    assert (again.added, again.unchanged, again.total) == (0, 3, 3)
    assert (folder / "passages.jsonl").read_bytes() == before


def test_other_content_under_the_same_id_needs_replace(tmp_path: Path) -> None:
    folder = create(tmp_path / "mine")
    add_passages(folder, _passages(3))
    changed = replace(_passages(3)[1], text="The statement was retracted.")
    before = (folder / "passages.jsonl").read_bytes()
    with pytest.raises(CorpusError, match="Use --replace"):
        add_passages(folder, [*_passages(1, first=9), changed])
    assert (folder / "passages.jsonl").read_bytes() == before
    result = add_passages(folder, [changed], on_conflict=OnConflict.REPLACE)
    assert (result.added, result.replaced, result.total) == (0, 1, 3)
    held = {item.id: item.text for item in Corpus.open(folder).passages}
    assert held["p1"] == "The statement was retracted."
    assert len(held) == 3


def test_a_repeated_id_adds_nothing(tmp_path: Path) -> None:
    folder = create(tmp_path / "mine")
    with pytest.raises(CorpusError, match="stands twice"):
        add_passages(folder, [*_passages(2), *_passages(1)])
    assert Corpus.open(folder).passages == ()
    assert not list(folder.glob(".*"))


def test_an_importer_that_fails_midway_adds_nothing(tmp_path: Path) -> None:
    def broken() -> Iterator[Passage]:
        yield from _passages(2)
        raise CorpusError("line 3 is broken.")

    folder = create(tmp_path / "mine")
    with pytest.raises(CorpusError, match="line 3"):
        add_passages(folder, broken())
    assert Corpus.open(folder).passages == ()


def test_a_file_without_last_line_end_is_not_run_together(tmp_path: Path) -> None:
    folder = samples.folder(tmp_path / "made-up", samples.ROWS[:2])
    path = folder / "passages.jsonl"
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    add_passages(folder, _passages(1))
    assert [item.id for item in Corpus.open(folder).passages] == ["fennel-1", "fennel-2", "p0"]


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    folder = create(tmp_path / "mine")
    threads = [
        threading.Thread(target=add_passages, args=(folder, _passages(20, first=20 * n)))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Corpus.open(folder).passages) == 80


_ADDING = """
import sys
from pathlib import Path
from claimcheck.corpus import add_passages
from claimcheck.types import Passage

folder = Path(sys.argv[1])
for batch in range(10_000):
    add_passages(folder, [
        Passage(id=f"b{batch}-{n}", doc_id="b", text=f"Statement {n} of batch {batch}.")
        for n in range(50)
    ])
    print(batch, flush=True)
"""


def test_a_kill_while_adding_loses_nothing_acknowledged(tmp_path: Path) -> None:
    folder = create(tmp_path / "mine")
    with subprocess.Popen(
        [sys.executable, "-c", _ADDING, str(folder)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if int(line) >= 5:
                break
        time.sleep(0.003)
        os.kill(child.pid, signal.SIGKILL)
        last = max((int(line) for line in child.stdout if line.strip()), default=5)
    held = [item.id for item in Corpus.open(folder).passages]
    assert len(held) >= 50 * (last + 1)
    assert len(held) % 50 == 0
    # The next writer clears away what the killed one left.
    add_passages(folder, _passages(1))
    assert not list(folder.glob(".*"))
