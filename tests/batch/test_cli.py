from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import claimcheck
from claimcheck.batch.lock import run_lock
from claimcheck.cli import app
from claimcheck.errors import RunError
from tests.batch.fakes import FakeChecker
from tests.batch.helpers import make_articles, manifest, snapshot


@pytest.fixture
def checker(monkeypatch: pytest.MonkeyPatch) -> FakeChecker:
    made = FakeChecker()
    monkeypatch.setattr(claimcheck, "load", lambda **_: made)
    return made


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return make_articles(tmp_path / "in", 6)


def call(*words: object) -> Result:
    return CliRunner().invoke(app, ["batch", *map(str, words)])


@pytest.mark.usefixtures("checker")
def test_a_clean_run_says_what_it_did_and_where_to_look(articles: Path, tmp_path: Path) -> None:
    done = call(articles, "-o", tmp_path / "run")
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    assert "6 inputs: 6 ok" in done.stderr
    assert "articles a minute" in done.stderr
    assert str(tmp_path / "run" / "index.html") in done.stderr
    again = call(articles, "-o", tmp_path / "run")
    assert "6 unchanged since the last run" in again.stderr


@pytest.mark.usefixtures("checker")
@pytest.mark.parametrize(
    ("name", "code"), [("contradictory", 1), ("promo-error", 1), ("unsupported", 0), ("never", 0)]
)
def test_a_finding_counts_only_when_it_was_named(
    articles: Path, tmp_path: Path, name: str, code: int
) -> None:
    assert call(articles, "-o", tmp_path / "run", "--fail-on", name).exit_code == code


@pytest.mark.usefixtures("checker")
def test_lost_inputs_weigh_more_than_findings(articles: Path, tmp_path: Path) -> None:
    (articles / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    done = call(articles, "-o", tmp_path / "run", "--fail-on", "contradictory")
    assert done.exit_code == 3
    assert "1 could not be read" in done.stderr
    assert manifest(tmp_path / "run")["bad.pdf"]["code"] == "E331"


@pytest.mark.usefixtures("checker")
def test_nothing_read_is_said(tmp_path: Path) -> None:
    assert call(tmp_path / "gone", "-o", tmp_path / "run").exit_code == 4
    assert call("https://example.org/tea", "-o", tmp_path / "run").exit_code == 4


@pytest.mark.usefixtures("checker")
def test_an_empty_file_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    done = call(tmp_path / "empty.txt", "-o", tmp_path / "run")
    assert done.exit_code == 0
    assert "1 empty" in done.stderr


@pytest.mark.usefixtures("checker")
def test_a_locked_folder_is_a_wrong_use(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    with run_lock(tmp_path / "run"):
        done = call(articles, "-o", tmp_path / "run")
    assert isinstance(done.exception, RunError)


def test_ctrl_c_leaves_a_run_that_can_go_on(
    articles: Path, tmp_path: Path, checker: FakeChecker, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_articles(articles, 20)
    real = checker.check_articles

    def interrupt(group: object) -> object:
        os.kill(os.getpid(), signal.SIGINT)
        return real(group)  # type: ignore[arg-type]

    monkeypatch.setattr(checker, "check_articles", interrupt)
    done = call(articles, "-o", tmp_path / "run")
    assert done.exit_code == 130
    assert "same command" in done.stderr
    monkeypatch.setattr(checker, "check_articles", real)
    assert call(articles, "-o", tmp_path / "run").exit_code == 0
    assert call(articles, "-o", tmp_path / "fresh").exit_code == 0
    assert snapshot(tmp_path / "run") == snapshot(tmp_path / "fresh")


def told(stderr: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in stderr.splitlines()]


@pytest.mark.usefixtures("checker")
def test_progress_can_be_read_by_a_program(articles: Path, tmp_path: Path) -> None:
    *events, last = told(call(articles, "-o", tmp_path / "run", "--progress", "json").stderr)
    assert [event["done"] for event in events] == [1, 2, 3, 4, 5, 6]
    assert {event["event"] for event in events} == {"input"}
    assert events[0]["name"] == "a/001.txt"
    assert (last["event"], last["inputs"], last["statuses"]) == ("summary", 6, {"ok": 6})


@pytest.mark.usefixtures("checker")
def test_shards_from_the_command_line_can_be_merged(articles: Path, tmp_path: Path) -> None:
    for number in (1, 2):
        part = tmp_path / f"part-{number}"
        assert call(articles, "-o", part, "--shard", f"{number}/2").exit_code == 0
    call(articles, "-o", tmp_path / "whole")
    parts = [str(tmp_path / "part-1"), str(tmp_path / "part-2")]
    done = CliRunner().invoke(app, ["merge", *parts, "-o", str(tmp_path / "run")])
    assert done.exit_code == 0, done.output
    assert "6 inputs" in done.stderr
    assert snapshot(tmp_path / "run") == snapshot(tmp_path / "whole")


@pytest.mark.parametrize(
    ("flags", "file", "profile"),
    [
        ((), "", "fast"),
        ((), 'profile = "careful"', "careful"),
        (("--fast",), 'profile = "careful"', "fast"),
        (("--careful",), 'profile = "fast"', "careful"),
    ],
)
def test_a_batch_is_fast_unless_a_flag_or_the_settings_say_otherwise(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    flags: tuple[str, ...], file: str, profile: str,
) -> None:  # fmt: skip
    asked: list[object] = []
    monkeypatch.setattr(
        claimcheck, "load", lambda **named: asked.append(named["profile"]) or FakeChecker()
    )
    monkeypatch.chdir(tmp_path)
    (tmp_path / "claimcheck.toml").write_text(file)
    assert call(articles, "-o", tmp_path / "run", *flags).exit_code == 0
    assert asked == [profile]
