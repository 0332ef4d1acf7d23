from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

import claimcheck
from claimcheck.cli import app
from tests.review.samples import many, report


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A command in a folder that holds a run; gives the exit code and what was printed."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "run").mkdir()
    reports = [report(["It heals 💊.", "It heals 💊.", "It calms."]), *many(4)]
    claimcheck.write(reports, tmp_path / "run" / "reports.jsonl")

    def call(*arguments: str) -> tuple[int, Any]:
        done = CliRunner().invoke(app, ["review", *arguments, "--json"])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, json.loads(done.stdout)

    return call


def test_a_session_from_the_command_line(run: Any) -> None:
    code, added = run("add", "run")
    assert (code, added["documents"], added["items"]) == (0, 2, 7)
    assert run("add", "run/reports.jsonl")[1]["known"] == 7
    assert run("set", "overlap", "2") == (0, {"overlap": "2"})
    _, found = run("next", "--reviewer", "ana", "--limit", "7")
    item = next(t["item"] for t in found["tasks"] if t["item"]["text"] == "It heals 💊.")
    code, done = run("label", item["id"], "supported", "-r", "ana", "--repeats", "--note", "Yes.")
    assert (code, done["result"], done["item"]["status"]) == (0, "accepted", "settled")
    code, late = run("label", item["id"], "contradictory", "-r", "ben")
    assert late["item"]["status"] == "disputed"
    _, disputes = run("disputes")
    assert [one["id"] for one in disputes["items"]] == [item["id"]]
    assert run("adjudicate", item["id"], "answer", "--chosen", "ben", "-r", "ben")[0] == 1
    _, person = run("person", "eve", "--role", "adjudicator")
    assert len(person["token"]) > 30
    code, done = run("adjudicate", item["id"], "answer", "--chosen", "ben", "-r", "eve")
    assert (code, done["item"]["label"]) == (0, "contradictory")
    assert run("undo", "-r", "eve")[1]["item"]["status"] == "disputed"
    actions = [event["action"] for event in run("history", item["id"])[1]["events"]]
    assert actions == ["suggest", "label", "label", "adjudicate", "undo"]
    _, progress = run("progress")
    assert (progress["items"], progress["done"]) == (7, {"ana": 1, "ben": 1})
    _, agreement = run("agreement", "--resamples", "10", "--plot", "agreement.svg")
    drawn = ElementTree.parse("agreement.svg").getroot()
    assert "κ, ana and ben" in "".join(drawn.itertext())
    assert (agreement["items"], agreement["pairs"][0]["observed"]["value"]) == (1, 0.0)
    assert run("erase", "ben")[1]["erased"]
    assert {one["name"] for one in run("people")[1]["people"]} >= {"ana", "eve"}
    code, made = run("backup", "copy.sqlite")
    assert Path(made["path"]).stat().st_size == made["bytes"]
    assert run("verify", "--rebuild", "--store", "copy.sqlite") == (
        0,
        {"broken_at": None, "rebuilt": 7},
    )


def test_what_people_read_is_printed_too(run: Any) -> None:
    run("add", "run")
    for verb in (["next", "-r", "ana"], ["progress"], ["agreement"], ["disputes"], ["people"]):
        done = CliRunner().invoke(app, ["review", *verb])
        assert done.exit_code == 0, done.output
        assert done.output.strip()


@pytest.mark.parametrize(
    "arguments",
    [
        ["next", "-r", "ana", "--store", "none.sqlite"],
        ["label", "x", "maybe", "-r", "ana"],
        ["person", "ana", "--role", "king"],
        ["next", "-r", "ana", "--kind", "all of it"],
    ],
)
def test_wrong_use_says_so_and_makes_nothing(
    run: Any, tmp_path: Path, arguments: list[str]
) -> None:
    with pytest.raises(claimcheck.ClaimcheckError):
        run(*arguments)
    assert not list(tmp_path.glob("*.sqlite"))
