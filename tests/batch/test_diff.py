from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from claimcheck import codec
from claimcheck.batch.diff import Kind, diff
from claimcheck.cli import app
from claimcheck.errors import RunError
from claimcheck.types import CheckedClaim, Label, Report
from tests import builders

SAME = {"corpus_hash": "1", "verifier": "1", "rules": "1", "profile": "fast", "code": "1"}


def one(
    source: str = "tea.txt",
    text: str = "Zinc cures colds.",
    label: Label | None = Label.CONTRADICTORY,
    **provenance: str,
) -> Report:
    made = builders.report(text, start=0, end=len(text))
    (said,) = made.claims
    return replace(
        made,
        article=replace(made.article, id=f"id-{text}", source=source),
        claims=(CheckedClaim(claim=said.claim, verdict=builders.verdict(label)),),
        promo=(),
        provenance={**SAME, **provenance},
    )


Runs = Callable[[list[Report], list[Report]], tuple[Path, Path]]


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    def write(*both: list[Report]) -> tuple[Path, Path]:
        for name, reports in zip(("one", "two"), both, strict=True):
            (tmp_path / name).mkdir()
            text = "".join(codec.dumps(codec.report_to_json(r)) + "\n" for r in reports)
            (tmp_path / name / "reports.jsonl").write_text(text, encoding="utf-8")
        return tmp_path / "one", tmp_path / "two"

    return write


def test_runs_that_agree_have_no_difference(runs: Runs) -> None:
    assert list(diff(*runs([one()], [one(corpus_hash="2")]))) == []


@pytest.mark.parametrize(
    ("provenance", "why"),
    [
        ({"corpus_hash": "2"}, ("corpus",)),
        ({"verifier": "2"}, ("model",)),
        ({"profile": "careful", "judge": "7"}, ("model", "settings")),
        ({"code": "2"}, ("version",)),
        ({"rules": "2"}, ("rules",)),
    ],
)
def test_a_changed_verdict_says_what_changed_behind_it(
    runs: Runs, provenance: dict[str, str], why: tuple[str, ...]
) -> None:
    (change,) = diff(*runs([one()], [one(label=Label.SUPPORTED, **provenance)]))
    assert (change.kind, change.before, change.after) == (
        Kind.CHANGED, "contradictory", "supported",
    )  # fmt: skip
    assert (change.source, change.text, change.why) == ("tea.txt", "Zinc cures colds.", why)


def test_a_claim_that_is_new_in_a_changed_article(runs: Runs) -> None:
    found = list(diff(*runs([one()], [one(text="Zinc ends colds.", label=None)])))
    assert [(c.kind, c.before, c.after, c.text) for c in found] == [
        (Kind.ADDED, "", "not checked", "Zinc ends colds."),
        (Kind.REMOVED, "contradictory", "", "Zinc cures colds."),
    ]
    assert {c.why for c in found} == {("article",)}


def test_an_article_that_one_run_alone_has(runs: Runs) -> None:
    found = list(diff(*runs([one("old.txt"), one()], [one(), one("new.txt")])))
    assert [(c.source, c.kind, c.why) for c in found] == [
        ("new.txt", Kind.ADDED, ("inputs",)),
        ("old.txt", Kind.REMOVED, ("inputs",)),
    ]


def test_a_claim_said_twice_is_compared_with_its_own_place(runs: Runs) -> None:
    def twice(second: Label) -> Report:
        first = one()
        (said,) = first.claims
        again = replace(said.claim, id="c-again")
        other = CheckedClaim(claim=again, verdict=builders.verdict(second))
        return replace(first, claims=(said, other))

    (change,) = diff(*runs([twice(Label.SUPPORTED)], [twice(Label.UNSUPPORTED)]))
    assert (change.before, change.after) == ("supported", "unsupported")


def test_a_folder_without_a_run_is_refused(runs: Runs, tmp_path: Path) -> None:
    first, _ = runs([one()], [])
    with pytest.raises(RunError, match="no finished run"):
        list(diff(first, tmp_path))


def call(*words: object) -> Result:
    return CliRunner().invoke(app, ["diff", *map(str, words)])


def test_the_command_writes_what_changed_and_counts_it(runs: Runs) -> None:
    both = runs([one()], [one(label=Label.SUPPORTED, corpus_hash="2")])
    done = call(*both)
    assert done.exit_code == 0
    assert "tea.txt: changed: contradictory → supported [corpus]" in done.stdout
    assert "1 changed" in done.stderr
    assert call(*both, "--fail-on-change").exit_code == 1
    assert call(both[0], both[0], "--fail-on-change").exit_code == 0
    (line,) = call(*both, "-f", "jsonl").stdout.splitlines()
    assert json.loads(line)["why"] == ["corpus"]
    (row,) = csv.DictReader(io.StringIO(call(*both, "-f", "csv").stdout))
    assert (row["after"], row["why"]) == ("supported", "corpus")
