from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimcheck.errors import IngestError
from claimcheck.ingest import Limits, child, read_bytes
from claimcheck.ingest.child import ParserPool
from claimcheck.ingest.detect import HTML
from tests.faults import corpus

# A stand-in for the parser: what the page says decides what happens to the process.
FAKE = """
import os, sys, time
from claimcheck.ingest import worker, parse
from claimcheck.ingest.article import article_from_text
def fake(data, *, source, media_type, limits):
    word = data.decode()
    if word.startswith("once "):
        path = word[5:]
        if not os.path.exists(path):
            os.close(os.open(path, os.O_CREAT))
            os._exit(3)
    if word == "segfault": os.kill(os.getpid(), 11)
    if word == "exit": os._exit(0)
    if word == "hang": time.sleep(60)
    if word == "memory": held = [bytearray(50_000_000) for _ in range(1000)]
    if word == "killed": os.kill(os.getpid(), 9)
    if word == "raise": raise KeyError("x")
    if word == "pid": return article_from_text(str(os.getpid()))
    if word == "print": print("noise"); sys.stdout.flush()
    return article_from_text("read " + word)
parse.parse_here = fake
worker.main(int(sys.argv[1]))
"""


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[ParserPool]:
    monkeypatch.setattr(child, "_START", FAKE)
    pool = ParserPool()
    yield pool
    pool.close()


def parse(pool: ParserPool, word: str, *, timeout: float = 20.0) -> str:
    limits = Limits(timeout=timeout, memory=600_000_000)
    try:
        found = pool.parse(word.encode(), media_type=HTML, source="x.html", limits=limits)
    except IngestError as error:
        return error.code
    return found.text


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("segfault", "E314"),
        ("exit", "E314"),
        ("memory", "E312"),
        ("killed", "E312"),
        ("raise", "E315"),
    ],
)
def test_a_parser_that_dies_is_one_failed_input(pool: ParserPool, word: str, code: str) -> None:
    assert parse(pool, word) == code
    assert parse(pool, "tea") == "read tea"


def test_a_parser_that_hangs_is_killed_at_the_limit(pool: ParserPool) -> None:
    assert parse(pool, "tea") == "read tea"
    begun = time.monotonic()
    assert parse(pool, "hang", timeout=0.5) == "E311"
    assert time.monotonic() - begun < 20


def test_an_input_that_crashed_once_is_tried_again(pool: ParserPool, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    assert parse(pool, f"once {mark}") == f"read once {mark}"
    assert mark.exists()


def test_one_process_serves_many_files(pool: ParserPool) -> None:
    assert parse(pool, "pid") == parse(pool, "pid")


def test_a_process_that_died_between_two_files_is_replaced(pool: ParserPool) -> None:
    # The command line lets SIGPIPE end it, so a write to the dead process must not raise one.
    before = signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        os.kill(int(parse(pool, "pid")), signal.SIGKILL)
        time.sleep(0.2)
        assert parse(pool, "tea" * 100_000).startswith("read tea")
    finally:
        signal.signal(signal.SIGPIPE, before)


def test_a_parser_that_prints_does_not_spoil_its_answer(pool: ParserPool) -> None:
    assert parse(pool, "print") == "read print"
    assert parse(pool, "tea") == "read tea"


def test_the_real_parser_answers_as_it_does_in_this_process() -> None:
    for name, data in (
        ("page.html", corpus.article_page()),
        ("paper.pdf", corpus.good_pdf()),
        ("notes.docx", corpus.docx()),
    ):
        here = read_bytes(data, source=name, limits=Limits(isolate=False))
        assert read_bytes(data, source=name) == here


def test_a_refusal_comes_through_the_pipe() -> None:
    with pytest.raises(IngestError) as caught:
        read_bytes(corpus.truncated_pdf(), source="paper.pdf")
    assert caught.value.code == "E331"
    assert "paper.pdf" in str(caught.value)


def test_reading_plain_text_starts_no_process_and_loads_no_parser(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Tea is warm.")
    program = f"""
        import sys
        from pathlib import Path
        from claimcheck.ingest import read_article
        read_article(Path({str(path)!r}))
        heavy = {{"lxml", "docx", "trafilatura", "pypdfium2", "charset_normalizer", "numpy"}}
        print(sorted(heavy & set(sys.modules)))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
