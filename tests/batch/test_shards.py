from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from claimcheck.batch import Shard, merge, run
from claimcheck.errors import RunError, UsageError
from claimcheck.ingest import Limits
from tests.batch.fakes import FakeChecker
from tests.batch.helpers import make_articles, manifest, snapshot

HERE = Limits(isolate=False)


def go(articles: Path, out: Path, shard: str = "1/1", fingerprint: str = "one") -> FakeChecker:
    checker = FakeChecker(fingerprint=fingerprint)
    run([articles], out, checker=checker, limits=HERE, shard=Shard.parse(shard))
    return checker


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = make_articles(tmp_path / "in", 12)
    # Two names that meet on some file systems: which page is whose must not hang on the shard.
    (folder / "a" / "TEA.txt").write_text("Tea is warm.")
    (folder / "a" / "tea.txt").write_text("Tea is cold.")
    (folder / "empty.txt").write_text("")
    (folder / "noise.txt").write_bytes(b"\x89PNG\r\n\x1a\n nothing")
    return folder


@pytest.fixture
def parts(articles: Path, tmp_path: Path) -> list[Path]:
    for number in (1, 2, 3):
        go(articles, tmp_path / f"part-{number}", f"{number}/3")
    return [tmp_path / f"part-{number}" for number in (3, 1, 2)]


def test_shards_put_together_are_the_run_of_one_machine(
    articles: Path, parts: list[Path], tmp_path: Path
) -> None:
    go(articles, tmp_path / "whole")
    assert merge(parts, tmp_path / "merged") == 16
    assert snapshot(tmp_path / "merged") == snapshot(tmp_path / "whole")
    # A merged folder is a run folder: nothing needs to be checked again.
    assert go(articles, tmp_path / "merged").calls == []


def test_every_input_falls_to_one_shard(parts: list[Path]) -> None:
    counts = Counter(name for part in parts for name in manifest(part))
    assert len(counts) == 16
    assert set(counts.values()) == {1}


def test_merging_again_changes_nothing(parts: list[Path], tmp_path: Path) -> None:
    merge(parts, tmp_path / "merged")
    before = snapshot(tmp_path / "merged")
    merge(parts, tmp_path / "merged")
    assert snapshot(tmp_path / "merged") == before


def test_shards_that_do_not_fit_are_refused(
    articles: Path, parts: list[Path], tmp_path: Path
) -> None:
    third, first, second = parts

    def refused(runs: list[Path], said: str) -> None:
        with pytest.raises(RunError, match=said) as caught:
            merge(runs, tmp_path / "merged")
        assert caught.value.code == "E604"

    refused([first, third], "2/3")
    refused([first, second, third, third.with_name("none")], "no run folder")
    twice = Path(shutil.copytree(first, tmp_path / "twice"))
    refused([first, twice, second, third], "given twice")
    go(articles, second, "2/3", fingerprint="two")
    refused([first, second, third], "other settings")
    go(articles, second, "2/3")
    (articles / "late.txt").write_text("Late tea.")
    go(articles, third, "3/3")
    refused([first, second, third], "17 inputs")


def test_an_unfinished_shard_is_refused(articles: Path, tmp_path: Path) -> None:
    class Stops(FakeChecker):
        def check_articles(self, articles: object) -> object:  # type: ignore[override]
            raise KeyboardInterrupt

    out = tmp_path / "part"
    with pytest.raises(KeyboardInterrupt):
        run([articles], out, checker=Stops(), limits=HERE, shard=Shard.parse("1/1"))
    with pytest.raises(RunError, match="not finished"):
        merge([out], tmp_path / "merged")


@pytest.mark.parametrize("text", ["", "3", "0/3", "4/3", "1/0", "a/b", "1/3/5", "-1/3", "1/3x"])
def test_what_is_no_shard_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="3/40"):
        Shard.parse(text)
