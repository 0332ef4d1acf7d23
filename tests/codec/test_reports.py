from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck import codec
from claimcheck.errors import CodecError
from tests import builders

TRICKY = st.text(
    alphabet=st.sampled_from("ab \r\n\u00a0’“\u0301👩‍⚕️💊\u202e\x00\ud800é"), min_size=2, max_size=30
)


@settings(max_examples=50, deadline=None)
@given(text=TRICKY, data=st.data())
def test_a_report_comes_back_equal_from_its_stored_form(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    report = builders.report(text, start=start, end=end)
    stored = codec.dumps(codec.report_to_json(report))
    stored.encode("utf-8")
    assert codec.report_from_json(json.loads(stored)) == report


def test_the_stored_form_meets_the_published_schema() -> None:
    jsonschema.validate(codec.report_to_json(builders.report()), codec.report_schema())


def test_a_null_verdict_survives(tmp_path: Path) -> None:
    value = codec.report_to_json(builders.report())
    value["claims"][0]["verdict"] |= {
        "label": None, "confidence": None, "probs": None, "reason": "not_checked", "evidence": []
    }  # fmt: skip
    checked = codec.report_from_json(value).claims[0]
    assert checked.verdict.label is None
    assert checked.verdict.citation == ""


def test_a_span_that_does_not_match_its_quote_is_refused() -> None:
    value = codec.report_to_json(builders.report())
    value["claims"][0]["start"] += 1
    with pytest.raises(CodecError, match="code points"):
        codec.report_from_json(value)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"schema_version": 9}, "schema_version"),
        ({"claims": None}, "claims"),
        ({"article": 3}, "article"),
    ],
)
def test_a_wrong_field_is_named(change: dict[str, object], named: str) -> None:
    value = {**codec.report_to_json(builders.report()), **change}
    with pytest.raises(CodecError, match=named):
        codec.report_from_json(value)


def test_reports_are_read_from_json_jsonl_and_gzip(tmp_path: Path) -> None:
    import gzip

    report = builders.report()
    line = codec.dumps(codec.report_to_json(report))
    (tmp_path / "one.json").write_text(line, encoding="utf-8")
    (tmp_path / "two.json").write_text(f"[{line},{line}]", encoding="utf-8")
    (tmp_path / "two.jsonl").write_text(f"{line}\n\n{line}\n", encoding="utf-8")
    (tmp_path / "two.jsonl.gz").write_bytes(gzip.compress(f"{line}\n{line}\n".encode()))
    counts = {p.name: list(codec.read_reports(p)) for p in sorted(tmp_path.iterdir())}
    assert {name: len(found) for name, found in counts.items()} == {
        "one.json": 1, "two.json": 2, "two.jsonl": 2, "two.jsonl.gz": 2
    }  # fmt: skip
    assert counts["two.jsonl.gz"] == [report, report]


def test_a_half_written_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    path.write_text('{"schema_version": 1}\n{"schema_ver', encoding="utf-8")
    with pytest.raises(CodecError, match="line 2"):
        list(codec.read_jsonl(path))


def test_not_a_number_is_never_written() -> None:
    with pytest.raises(CodecError):
        codec.dumps({"score": float("nan")})


def test_web_annotations_quote_the_text_with_its_context() -> None:
    report = builders.report(start=7, end=18)
    page = codec.report_to_annotations(report)
    position, quote = page["items"][0]["target"]["selector"]
    text = report.article.text
    assert text[position["start"] : position["end"]] == quote["exact"] == "cures colds"
    assert text.startswith(quote["prefix"] + quote["exact"] + quote["suffix"])


def test_parquet_holds_one_row_a_claim(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    count = codec.write_parquet([builders.report(), builders.report()], tmp_path / "claims.parquet")
    rows = pq.read_table(tmp_path / "claims.parquet").to_pylist()
    assert count == len(rows) == 2
    assert rows[0]["label"] == "contradictory"
    assert rows[0]["citation"] == "A review of zinc. 2024."


def test_a_failed_write_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.html"
    codec.write_atomic(path, "old")

    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        codec.write_atomic(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]
