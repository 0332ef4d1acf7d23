from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import claimcheck
from claimcheck.cli import app
from claimcheck.codes import all_codes, explain
from claimcheck.errors import UsageError

SOURCES = Path(claimcheck.__file__).parent


def test_every_code_of_the_program_is_explained_and_no_other() -> None:
    used: set[str] = set()
    for path in SOURCES.rglob("*.py"):
        used |= set(re.findall(r'"([EW]\d{3})"', path.read_text(encoding="utf-8")))
    assert used == set(all_codes())


@pytest.mark.parametrize("code", all_codes().values(), ids=lambda code: code.name)
def test_an_explanation_is_whole_sentences(code: object) -> None:
    for said in (code.means, code.do):  # type: ignore[attr-defined]
        assert said.endswith((".", "“not checked”."))
        assert "|" not in said


def test_a_code_can_be_asked_for_without_a_command() -> None:
    done = CliRunner().invoke(app, ["--explain", "w107"])
    assert done.exit_code == 0
    assert "W107" in done.stdout
    assert "OCR" in done.stdout


def test_an_unknown_code_is_refused_with_the_likely_one() -> None:
    with pytest.raises(UsageError, match="Did you mean E322"):
        explain("E3222")
