"""``claimcheck corpus``: what a user types and sees, without the bundled models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from claimcheck import runtime
from claimcheck.cli.corpus import app
from claimcheck.errors import ClaimcheckError
from claimcheck.runtime.fakes import WordEncoder
from tests.corpus import samples


@pytest.fixture(autouse=True)
def _small_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        runtime.Encoder, "load", classmethod(lambda cls, folder, *, threads=None: WordEncoder())
    )


def _run(*words: object) -> Result:
    result = CliRunner().invoke(app, [str(word) for word in words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def _json(*words: object) -> Any:
    result = _run(*words, "--json")
    assert result.exit_code == 0
    return json.loads(result.stdout)


def test_from_nothing_to_a_search(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    rows = tmp_path / "rows.jsonl"
    rows.write_text(samples.lines(samples.ROWS), encoding="utf-8")
    assert _run("new", folder, "--title", "Mine").exit_code == 0
    assert "6 added" in _run("add", folder, rows).stdout
    assert _json("add", folder, rows)["unchanged"] == 6
    assert "6 passages" in _run("build", folder).stdout
    shown = _run("search", folder, "fennel tea for bloating", "--limit", 1).stdout
    assert shown.startswith(" 1. fennel-1  [trial, 2019]  score 0.")
    assert "Fennel tea did not ease bloating" in shown
    assert "https://doi.org/10.1234/fennel" in shown


def test_documents_are_updated_retracted_and_removed(tmp_path: Path) -> None:
    folder = samples.folder(tmp_path / "made-up")
    rows = tmp_path / "rows.jsonl"
    rows.write_text(samples.lines([{**samples.ROWS[0], "text": "Fennel tea did nothing."}]))
    with pytest.raises(ClaimcheckError, match="--replace"):
        _run("add", folder, rows)
    assert "0 added, 1 replaced, 1 removed" in _run("add", folder, rows, "--update").stdout
    assert "1 passages are retracted now" in _run("retract", folder, "moss-1").stdout
    assert _json("retract", folder, "moss-1", "--standing", "concern")["changed"] == 1
    assert _json("remove", folder, "moss-1", "moss-2")["removed"] == 2
    assert _json("info", folder)["passages"] == 3


def test_fact_checks_are_taken_as_checked_claims(tmp_path: Path) -> None:
    folder = samples.folder(tmp_path / "made-up")
    review = {
        "@type": "ClaimReview", "claimReviewed": "Moss heals burns.", "datePublished": "2024-05-06",
        "reviewRating": {"alternateName": "False"},
    }  # fmt: skip
    feed = tmp_path / "feed.json"
    feed.write_text(json.dumps([review, {**review, "reviewRating": {}}]))
    shown = _run("add", folder, feed, "--format", "claimreview").stdout
    assert shown.startswith("1 checked claims taken, 1 left out")
    assert _json("info", folder)["passages"] == 6


def test_search_as_json_holds_the_whole_passage(tmp_path: Path) -> None:
    folder = samples.folder(tmp_path / "made-up")
    found = _json("search", folder, "moss extract tumours", "-n", 2)
    assert found["query"] == "moss extract tumours"
    assert [one["rank"] for one in found["results"]] == [1, 2]
    assert {one["passage"]["standing"] for one in found["results"]} == {"current", "retracted"}


def test_a_retracted_passage_is_marked_on_the_screen(tmp_path: Path) -> None:
    folder = samples.folder(tmp_path / "made-up")
    shown = _run("search", folder, "moss", "--standing", "retracted").stdout
    assert "[trial, 2016, RETRACTED]" in shown


def test_filters_narrow_a_search(tmp_path: Path) -> None:
    folder = samples.folder(tmp_path / "made-up")
    found = _json("search", folder, "moss", "--design", "animal", "--topic", "moss")
    assert [one["passage"]["id"] for one in found["results"]] == ["moss-1"]
    assert _json("search", folder, "moss", "--year-from", 2030)["results"] == []


def test_info_counts_and_says_where_the_index_is(tmp_path: Path) -> None:
    folder = samples.folder(tmp_path / "counted")
    assert "none yet" in _run("info", folder).stdout
    _run("build", folder)
    record = _json("info", folder)
    assert record["passages"] == 6
    assert record["designs"]["trial"] == 3
    assert record["index"][0]["rows"] == 6
    assert Path(record["index"][0]["path"]).is_dir()


def test_an_index_is_verified_exported_and_rebuilt(tmp_path: Path) -> None:
    folder = samples.folder(tmp_path / "kept")
    file = tmp_path / "kept.parquet"
    missing = _run("verify", folder)
    assert missing.exit_code == 1
    assert "There is no index" in missing.stdout
    _run("build", folder)
    assert "is whole: 6 passages" in _run("verify", folder).stdout
    assert "6 passages written" in _run("export", folder, file).stdout
    assert _json("build", folder, "--from", file)["index"][0]["rows"] == 6
    assert _json("verify", folder)["problems"] == []


def test_a_published_index_is_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = samples.folder(tmp_path / "shared-out")
    _run("build", folder)
    shown = _run("publish", folder, tmp_path / "indexes").stdout
    assert str(tmp_path / "indexes") in shown
    monkeypatch.setenv("CLAIMCHECK_INDEX", str(tmp_path / "indexes"))
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(tmp_path / "an-empty-cache"))
    assert "moss-1" in _run("search", folder, "peat moss slowed tumours in mice").stdout
    assert not (tmp_path / "an-empty-cache").exists()


@pytest.mark.models
def test_coverage_lists_the_claims_that_met_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # what is near enough is a matter of the bundled encoder
    folder = samples.folder(tmp_path / "made-up")
    for number in (1, 2):
        (tmp_path / f"{number}.txt").write_text(
            "Fennel tea did not ease bloating in a trial of forty adults. "
            f"Copper bracelets relieve joint pain in {number}0 days."
        )
    words = (tmp_path / "1.txt", tmp_path / "2.txt", tmp_path / "none.txt", "--corpus", folder)
    found = _json("coverage", *words)
    assert (found["articles"], found["claims"], found["without_coverage"]) == (2, 4, 2)
    for gap in found["gaps"]:
        text = (tmp_path / gap["article"]).read_text()
        assert gap["text"] == text[gap["start"] : gap["end"]]
        assert gap["text"].startswith("Copper bracelets")
    assert {"text": "copper bracelets", "articles": 2, "claims": 2} in found["terms"]
    shown = _run("coverage", *words, "--limit", 1)
    assert "has nothing on 2 (50 %)" in shown.stdout
    assert "1 more" in shown.stdout
    assert "none.txt" in shown.stderr


def test_info_without_a_name_lists_corpora() -> None:
    names = [one["name"] for one in _json("info")["corpora"]]
    assert "health-basics" in names


def test_validate_tells_by_its_exit_code(tmp_path: Path) -> None:
    bad = samples.folder(tmp_path / "bad", [{"id": "a", "text": "Nobody says so."}])
    result = _run("validate", bad)
    assert result.exit_code == 1
    assert "names no source" in result.stdout
    good = samples.folder(tmp_path / "good", samples.ROWS[:1])
    assert _run("validate", good).exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("search", "no-such-corpus", "moss"),
        ("info", "no-such-corpus"),
        ("add", "health-basics", "x.jsonl"),
        ("add", "no-such-corpus", "x.jsonl"),
        ("add", "no-such-corpus", "x.jsonl", "--map", "text"),
        ("add", "no-such-corpus", "x.jsonl", "--set", "colour=green"),
        ("search", "health-basics", "moss", "--design", "blog"),
        ("new", "Not A Name"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(words: tuple[str, ...]) -> None:
    with pytest.raises(ClaimcheckError) as caught:
        _run(*words)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    "verb",
    [
        "new",
        "add",
        "fetch",
        "remove",
        "retract",
        "build",
        "search",
        "info",
        "validate",
        "verify",
        "export",
        "publish",
        "coverage",
    ],
)
def test_help_shows_an_example(verb: str) -> None:
    assert f"claimcheck corpus {verb}" in _run(verb, "--help").stdout
