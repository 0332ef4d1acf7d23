"""Validation lists every problem; a summary counts."""

from __future__ import annotations

from pathlib import Path

from claimcheck.corpus import Corpus, problems, summarise
from tests.corpus import samples


def test_a_sound_corpus_has_no_problem(tmp_path: Path) -> None:
    rows = [{**row, "citation": "Some source."} for row in samples.ROWS]
    assert list(problems(samples.folder(tmp_path / "made-up", rows))) == []


def test_every_problem_is_named(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "text": "Moss grew.", "citation": "Moss 2020."},
        {"id": "a", "text": "Moss died.", "citation": "Moss 2020."},
        {"id": "b", "text": "moss  GREW.", "citation": "Moss 2020."},
        {"id": "c", "text": "Nobody says so."},
        {"id": "d", "text": "Old.", "title": "RETRACTED: moss", "pmid": "1"},
        {"id": "e", "text": "New.", "year": "2020"},
    ]
    found = list(problems(samples.folder(tmp_path / "made-up", rows)))
    assert [text.partition(": ")[2][:40] for text in found] == [
        "the id 'a' stands already in line 1.",
        "the text of 'b' stands already in line 1"[:40],
        "'c' names no source: no citation, DOI, P"[:40],
        "the title of 'd' says it was retracted, b"[:40],
        "year must be a whole number from 1500 to"[:40],
    ]


def test_a_broken_manifest_and_a_missing_file_are_problems(tmp_path: Path) -> None:
    folder = samples.folder(tmp_path / "made-up")
    folder.joinpath("manifest.toml").write_text("name = 5\n", encoding="utf-8")
    folder.joinpath("passages.jsonl").unlink()
    assert len(list(problems(folder))) == 2


def test_a_summary_counts_passages_documents_and_years(tmp_path: Path) -> None:
    summary = summarise(Corpus.open(samples.folder(tmp_path / "made-up")).passages)
    assert (summary.passages, summary.documents, summary.cited) == (6, 5, 3)
    assert (summary.first_year, summary.last_year) == (2015, 2021)
    assert summary.designs[0] == ("trial", 3)
    assert summary.topics == (
        ("fennel", 2), ("moss", 2), ("bloating", 1), ("regulation", 1), ("sleep", 1),
    )  # fmt: skip
    assert summary.standings == (("current", 5), ("retracted", 1))
    assert summary.says == (("harm", 1),)
