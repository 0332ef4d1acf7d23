from __future__ import annotations

import gzip
import io
import json
import os
import socket
import sys
from pathlib import Path

import pytest

from claimcheck.errors import IngestError
from claimcheck.ingest import Limits, Source, iter_inputs, read_article
from claimcheck.ingest.files import read_file
from tests.faults import corpus


def outcome(source: Source) -> str:
    try:
        return source.read().text
    except IngestError as error:
        return error.code


def outcomes(*paths: Path | str, **options: object) -> dict[str, str]:
    return {s.name: outcome(s) for s in iter_inputs(paths, **options)}  # type: ignore[arg-type]


def write_records(path: Path, *rows: object) -> Path:
    text = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)
    data = text.encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def test_a_folder_gives_its_files_in_sorted_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/B.txt", "a.txt", ".hidden", "a/.git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    assert list(outcomes(tmp_path)) == ["a/B.txt", "a/z.md", "a.txt", "b.txt"]
    assert list(outcomes(str(tmp_path) + "/")) == list(outcomes(tmp_path))


def test_names_stay_distinct_when_paths_meet(tmp_path: Path) -> None:
    for folder in ("one/x", "two/x"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "t.txt").write_text(folder)
    found = outcomes(tmp_path / "one" / "x", tmp_path / "two" / "x")
    assert found == {"x/t.txt": "one/x", "x/t.txt~2": "two/x"}


def test_the_run_directory_is_not_an_input(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("tea")
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "manifest.txt").write_text("no")
    assert list(outcomes(tmp_path, exclude=[tmp_path / "run"])) == ["a.txt"]


@pytest.mark.parametrize("name", ["r.jsonl", "r.jsonl.gz"])
def test_each_record_is_an_input(tmp_path: Path, name: str) -> None:
    path = write_records(
        tmp_path / name,
        {"id": "one", "title": "First", "text": "Tea \u2028 is warm."},
        "",
        {"id": "one", "text": "Twice."},
        {"id": 7, "text": "A number."},
        {"text": "No id."},
        {"id": "bad"},
        "{not json",
        "[1]",
    )
    assert outcomes(path) == {
        f"{name}#one": "Tea \u2028 is warm.",
        f"{name}#one~2": "Twice.",
        f"{name}#7": "A number.",
        f"{name}#line-5": "No id.",
        f"{name}#line-6": "E203",
        f"{name}#line-7": "E203",
        f"{name}#line-8": "E203",
    }
    first = next(iter_inputs([path])).read()
    assert (first.title, first.source) == ("First", f"{name}#one")


def test_records_before_a_damaged_end_are_kept(tmp_path: Path) -> None:
    rows = [json.dumps({"id": i, "text": f"{corpus.noise(400, seed=i).hex()}"}) for i in range(20)]
    whole = gzip.compress("\n".join(rows).encode())
    path = tmp_path / "r.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])
    found = outcomes(path)
    assert list(found.values())[-1] == "E205"
    assert len(found) > 3


def test_a_bomb_of_one_line_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"id": 1, "text": "' + b"a" * 4_000_000))
    found = outcomes(path, limits=Limits(max_bytes=100_000))
    assert found == {"r.jsonl.gz#line-1": "E313"}


def test_one_record_can_be_read_as_a_file(tmp_path: Path) -> None:
    path = write_records(tmp_path / "r.jsonl", {"id": "one", "text": "Tea."})
    assert read_article(path).text == "Tea."
    write_records(path, {"text": "Tea."}, {"text": "More."})
    with pytest.raises(IngestError, match="several records") as caught:
        read_article(path)
    assert caught.value.code == "E203"


def test_a_web_address_is_refused_kindly() -> None:
    for url in ("https://example.org/tea", Path("http://example.org/tea")):
        (found,) = outcomes(url).values()
        assert found == "E204"
        with pytest.raises(IngestError, match="save it as HTML"):
            read_article(Path(url))


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(b"Tea is warm.")

    monkeypatch.setattr(sys, "stdin", Stdin())
    assert outcomes("-") == {"<stdin>": "Tea is warm."}


def test_what_is_no_ordinary_file_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s.sock"))
        (tmp_path / "loop").symlink_to(tmp_path)
        (tmp_path / "zero.txt").symlink_to("/dev/zero")
        (tmp_path / "picture.png").write_bytes(b"\x89PNG....")
        assert outcomes(tmp_path) == {
            "loop": "E304", "picture.png": "E206", "pipe.txt": "E303", "s.sock": "E303",
            "zero.txt": "E304",
        }  # fmt: skip
    assert list(outcomes(tmp_path / "zero.txt").values()) == ["E303"]
    assert list(outcomes(tmp_path / "gone.txt").values()) == ["E306"]
    assert list(outcomes(tmp_path / ("x" * 300)).values()) == ["E306"]
    assert list(outcomes("a\0b").values()) == ["E306"]


def test_a_link_that_loops_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert list(outcomes(tmp_path / "a").values()) == ["E304"]


def test_a_file_that_vanishes_after_the_walk(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("tea")
    (source,) = iter_inputs([tmp_path])
    path.unlink()
    assert outcome(source) == "E306"


def test_no_permission_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("tea")

    def refuse(*args: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(IngestError) as caught:
        read_file(path, limits=Limits())
    assert caught.value.code == "E305"


def test_too_large_is_known_before_reading(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.truncate(2_000_000_000)
    with pytest.raises(IngestError, match=r"2\.0 GB") as caught:
        read_article(path)
    assert caught.value.code == "E301"


def test_a_file_that_grows_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("tea")
    real = os.fdopen

    def grow(*args: object, **options: object) -> object:
        with path.open("a") as stream:
            stream.write("!")
        return real(*args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "fdopen", grow)
    with pytest.raises(IngestError) as caught:
        read_file(path, limits=Limits())
    assert caught.value.code == "E302"


@pytest.mark.parametrize(
    "name", [b"new\nline.txt", b'quo"te.txt', b"\xff\xfe.txt", b"-rf.txt", b"x" * 251 + b".txt"]
)
def test_odd_names_are_read(tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_text("tea")
    (source,) = iter_inputs([tmp_path])
    assert source.read().text == "tea"
    assert source.name.encode("utf-8")


def test_parents_in_a_name_are_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "a.txt").write_text("tea")
    monkeypatch.chdir(tmp_path / "in")
    assert list(outcomes("../a.txt")) == ["a.txt"]
    assert list(outcomes(tmp_path / "a.txt")) == ["a.txt"]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in" / "b.txt").write_text("tea")
    assert list(outcomes("in/b.txt", "a.txt")) == ["in/b.txt", "a.txt"]
