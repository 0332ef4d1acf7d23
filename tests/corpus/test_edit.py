"""Updating, retracting and removing documents changes them and nothing beside."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from claimcheck.corpus import (
    Corpus,
    OnConflict,
    add_passages,
    create,
    read_changes,
    read_passages,
    remove_documents,
    set_standing,
)
from claimcheck.errors import CorpusError
from claimcheck.types import Passage, Standing
from tests.corpus import medline, samples


def _document(name: str, *texts: str) -> list[Passage]:
    return [
        Passage(id=f"{name}.{number}", doc_id=name, text=text)
        for number, text in enumerate(texts, start=1)
    ]


def _texts(folder: Path) -> dict[str, str]:
    return {item.id: item.text for item in Corpus.open(folder).passages}


def test_an_update_replaces_documents_whole(tmp_path: Path) -> None:
    folder = create(tmp_path / "mine")
    add_passages(folder, [*_document("a", "One.", "Two.", "Three."), *_document("b", "Four.")])
    result = add_passages(
        folder,
        [*_document("a", "One.", "Two, corrected."), *_document("c", "Five.")],
        on_conflict=OnConflict.UPDATE,
    )
    assert (result.added, result.replaced, result.removed, result.unchanged) == (1, 1, 1, 1)
    assert result.total == 4
    assert _texts(folder) == {
        "a.1": "One.", "b.1": "Four.", "a.2": "Two, corrected.", "c.1": "Five.",
    }  # fmt: skip


def test_of_a_document_that_comes_twice_the_last_stands(tmp_path: Path) -> None:
    folder = create(tmp_path / "mine")
    add_passages(folder, _document("a", "First."))
    twice = [*_document("a", "First.", "Old."), *_document("b", "Else."), *_document("a", "New.")]
    result = add_passages(folder, twice, on_conflict=OnConflict.UPDATE)
    assert (result.added, result.replaced, result.removed) == (1, 1, 0)
    assert _texts(folder) == {"a.1": "New.", "b.1": "Else."}
    again = add_passages(folder, twice, on_conflict=OnConflict.UPDATE)
    assert (again.added, again.replaced, again.removed, again.unchanged) == (0, 0, 0, 2)


def test_an_update_file_marks_what_was_retracted_since(tmp_path: Path) -> None:
    folder = create(tmp_path / "mine")
    said = ("Fennel tea eased bloating in forty adults.",)
    for day, links in (("1", ""), ("2", medline.link("RetractionIn"))):
        records = (medline.record(7, title="Fennel tea.", abstract=said, links=links),)
        path = medline.write(tmp_path / f"{day}.xml", records)
        add_passages(folder, read_passages(path), on_conflict=OnConflict.UPDATE)
    (held,) = Corpus.open(folder).passages
    assert held.standing is Standing.RETRACTED


def test_an_update_file_takes_back_what_was_deleted_since(tmp_path: Path) -> None:
    folder = create(tmp_path / "mine")
    one, two, three = (
        medline.record(n, title="Fennel tea.", abstract=(f"Fennel eased {n} aches.",))
        for n in (1, 2, 3)
    )
    medline.write(tmp_path / "all.xml", (one, two))
    add_passages(folder, read_passages(tmp_path / "all.xml"))
    days = tmp_path / "days"
    days.mkdir()
    # What a day brings and a later one deletes goes; what is deleted and brought again stays.
    medline.write(days / "1.xml", (three, medline.taken_back(1, 2)))
    medline.write(days / "2.xml", (one, medline.taken_back(3, 99)))
    changes = read_changes(days, form="pubmed")
    result = add_passages(folder, changes, on_conflict=OnConflict.UPDATE)
    assert (result.added, result.removed, result.unchanged, result.total) == (0, 1, 1, 1)
    assert _texts(folder) == {"pmid:1.1": "Fennel eased 1 aches."}


def test_documents_and_passages_are_removed_by_id(tmp_path: Path) -> None:
    folder = samples.folder(tmp_path / "made-up")
    before = (folder / "passages.jsonl").read_bytes().splitlines(keepends=True)
    assert remove_documents(folder, ["fennel-1", "moss-2"]) == 3
    after = (folder / "passages.jsonl").read_bytes().splitlines(keepends=True)
    # What stays is left as it was, to the byte.
    assert after == [before[2], before[4], before[5]]


def test_a_document_is_retracted_and_taken_back(tmp_path: Path) -> None:
    folder = samples.folder(tmp_path / "made-up")
    before = Corpus.open(folder).passages
    assert set_standing(folder, ["fennel-1"], standing=Standing.RETRACTED) == 2
    after = Corpus.open(folder).passages
    assert after == tuple(
        replace(item, standing=Standing.RETRACTED) if item.doc_id == "fennel-1" else item
        for item in before
    )
    assert set_standing(folder, ["fennel-1"], standing=Standing.RETRACTED) == 0
    set_standing(folder, ["fennel-1"], standing=Standing.CURRENT)
    assert Corpus.open(folder).passages == before


def test_an_id_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    folder = samples.folder(tmp_path / "made-up")
    before = (folder / "passages.jsonl").read_bytes()
    with pytest.raises(CorpusError, match="no document or passage nettle"):
        remove_documents(folder, ["moss-1", "nettle"])
    with pytest.raises(CorpusError, match="no document or passage nettle"):
        set_standing(folder, ["moss-1", "nettle"], standing=Standing.CONCERN)
    assert (folder / "passages.jsonl").read_bytes() == before
    assert not list(folder.glob(".*"))
