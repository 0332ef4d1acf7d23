from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from claimcheck.cli import app
from claimcheck.cli.defaults import command_defaults
from claimcheck.errors import ConfigError

ROOT = typer.main.get_command(app)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "claimcheck.toml"


def check(*words: str) -> Result:
    (Path.cwd() / "tea.txt").write_text("")
    return CliRunner().invoke(app, ["check", "tea.txt", *words])


def test_an_option_comes_from_flag_over_environment_over_file(
    settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.write_text('[check]\nformat = "md"\n')
    assert check().stdout.startswith("# ")
    monkeypatch.setenv("CLAIMCHECK_CHECK_FORMAT", "json")
    assert check().stdout.startswith("{")
    assert check("--format", "csv").stdout.startswith("source,title")


def test_options_of_commands_within_commands_are_found(settings: Path) -> None:
    settings.write_text('[review.next]\nreviewer = "ana"\n[batch]\nmax-mb = 5\nfail_on = ["never"]')
    assert command_defaults(ROOT) == {
        "review": {"next": {"reviewer": "ana"}},
        "batch": {"max_mb": 5, "fail_on": ["never"]},
    }


def test_the_environment_counts_more_than_a_table_for_the_settings_too(
    settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.write_text("[batch]\npassages = 3\njobs = 1\n")
    monkeypatch.setenv("CLAIMCHECK_PASSAGES", "4")
    assert command_defaults(ROOT) == {"batch": {"jobs": 1}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[bach]\njobs = 1", "Did you mean batch"),
        ("[batch]\njobz = 1", "Did you mean jobs"),
        ("[review.nxt]\nlimit = 1", "Did you mean next"),
        ("batch = 3", "The setting 'batch' is not known"),
        ("[review]\nnext = 3", "belongs to no command"),
    ],
)
def test_an_unknown_table_or_option_is_refused_with_the_likely_one(
    settings: Path, text: str, said: str
) -> None:
    settings.write_text(text)
    done = check()
    assert isinstance(done.exception, ConfigError)
    assert said in str(done.exception)


def test_a_settings_file_can_be_named(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMCHECK_CONFIG", "")
    other = settings.with_name("mine.toml")
    other.write_text('[check]\nformat = "json"\n')
    (settings.parent / "tea.txt").write_text("")
    done = CliRunner().invoke(app, ["--config", str(other), "check", "tea.txt"])
    assert done.stdout.startswith("{"), done.output
