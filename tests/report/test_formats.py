from __future__ import annotations

import csv
import io
import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from claimcheck import codec
from claimcheck.errors import UsageError
from claimcheck.report import FORMATS, render, render_many
from claimcheck.report.table import COLUMNS, guard
from claimcheck.types import Label
from claimcheck.verification.memory import Decision, Recall
from claimcheck.verification.remembering import reviewed_verdict
from tests.report.samples import hostile, moonroot

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("fmt", ["text", "md", "csv"])
def test_small_report_reads_as_agreed(fmt: str) -> None:
    """Change on purpose with UPDATE_GOLDEN=1, then read the difference."""
    path = GOLDEN / f"moonroot{FORMATS[fmt].suffix}"
    written = render(moonroot(), fmt)
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(written.encode())
    assert written == path.read_bytes().decode()


@pytest.mark.parametrize("fmt", list(FORMATS))
def test_the_same_report_gives_the_same_bytes(fmt: str) -> None:
    assert render(moonroot(), fmt).encode() == render(moonroot(), fmt).encode()


@pytest.mark.parametrize("fmt", list(FORMATS))
def test_every_format_survives_hostile_text(fmt: str) -> None:
    written = render(hostile(), fmt)
    written.encode("utf-8")
    assert "\x1b" not in written or fmt in ("csv", "html")


@pytest.mark.parametrize("fmt", ["text", "md", "csv", "html"])
def test_unsupported_is_never_left_unexplained(fmt: str) -> None:
    assert re.search(r"not mean (it is )?false", render(moonroot(), fmt))


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="'pdf'; use one of html, text"):
        render(moonroot(), "pdf")


def test_json_is_an_object_for_one_and_an_array_otherwise() -> None:
    one, two = moonroot(), hostile()
    assert json.loads(render(one, "json")) == codec.report_to_json(one)
    assert [r["article"]["id"] for r in json.loads(render_many([one, two], "json"))] == [
        one.article.id,
        two.article.id,
    ]
    assert json.loads(render_many([], "json")) == []


def test_jsonl_is_one_line_a_report() -> None:
    lines = render_many([moonroot(), hostile()], "jsonl").split("\n")
    assert lines[-1] == ""
    assert [codec.report_from_json(json.loads(line)) for line in lines[:-1]] == [
        codec.report_from_json(codec.report_to_json(r)) for r in (moonroot(), hostile())
    ]


def test_html_holds_one_article_only() -> None:
    with pytest.raises(UsageError, match="2 were given"):
        render_many([moonroot(), hostile()], "html")


def test_colour_is_for_the_terminal_only() -> None:
    plain, colored = render(moonroot(), "text"), render(moonroot(), "text", color=True)
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain
    assert render(moonroot(), "md", color=True) == render(moonroot(), "md")


def test_no_colour_of_the_article_reaches_a_terminal() -> None:
    colored = render(hostile(), "text", color=True)
    assert set(re.findall(r"\x1b\[[^m]*m", colored)) <= {
        f"\x1b[{code}m" for code in ("0", "1", "2", "1;31", "1;33", "1;32", "1;37", "1;35", "35")
    }


def test_markdown_shows_markup_as_text() -> None:
    written = render(hostile(), "md")
    assert not re.search(r"(?<!\\)<(?!br>|https?://)", written)
    assert "\\<script\\>" in written


def test_csv_has_one_row_a_claim_and_a_phrase_under_one_header() -> None:
    reports = [moonroot(), hostile()]
    rows = list(csv.DictReader(io.StringIO(render_many(reports, "csv"))))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == sum(len(r.claims) + len(r.promo) for r in reports)
    starts = [int(r["start"]) for r in rows if r["article_id"] == reports[0].article.id]
    assert starts == sorted(starts)


def test_no_cell_of_a_table_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(render(hostile(), "csv"))))
    cells = [cell for row in rows for cell in row]
    assert not [c for c in cells if c.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert any(c.startswith("'=SUM(A1)") for c in cells)


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1", "  =1"])
def test_cells_that_a_spreadsheet_would_run_get_an_apostrophe(cell: str) -> None:
    assert guard(cell) == "'" + cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [("zinc", "zinc"), ("", ""), (None, ""), (-3, -3), (True, "yes"), ("a=b", "a=b")],
)
def test_other_cells_pass(value: object, cell: object) -> None:
    assert guard(value) == cell


@pytest.mark.parametrize("fmt", ["text", "md", "html"])
def test_a_remembered_verdict_says_who_reviewed_it_and_when(fmt: str) -> None:
    made = moonroot()
    decision = Decision(
        reading=made.claims[0].reading,
        label=Label.UNSUPPORTED,
        by=("Ana Ruiz", "Ben Cole"),
        at="2026-03-04T10:00:00+00:00",
    )
    known = reviewed_verdict(Recall(decision=decision, kind="exact"))
    first = replace(made.claims[0], verdict=known)
    written = render(replace(made, claims=(first, *made.claims[1:])), fmt)
    assert "Reviewed by Ana Ruiz, Ben Cole on 2026-03-04." in " ".join(written.split())
    assert "Reviewed by" not in render(made, fmt)
