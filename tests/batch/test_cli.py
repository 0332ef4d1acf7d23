from __future__ import annotations

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
