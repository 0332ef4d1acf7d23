"""Opening a corpus: by name or path, validated, named by the hash of its passages."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from claimcheck import config
from claimcheck.corpus import Corpus, bundled_corpora, user_corpora
from claimcheck.errors import CorpusError
from claimcheck.types import Design, Standing
from tests.corpus import samples


def test_a_folder_opens_with_all_it_says(tmp_path: Path) -> None:
    corpus = Corpus.open(samples.folder(tmp_path / "made-up"))
    assert (corpus.name, corpus.title, corpus.version) == ("made-up", "Made up", "2")
    assert (corpus.language, corpus.licence) == ("en", "CC0-1.0")
    assert [item.id for item in corpus.passages] == [row["id"] for row in samples.ROWS]
    assert corpus.passages[0] == samples.PASSAGES[0]
    assert corpus.passages[1].doc_id == "fennel-1"
    assert corpus.passages[3].standing is Standing.RETRACTED
    assert corpus.passages[5].design is Design.REGULATOR
    assert corpus.size == len(corpus.passages) == 6


def test_the_hash_is_what_sha256sum_shows(tmp_path: Path) -> None:
    folder = samples.folder(tmp_path / "made-up")
    data = (folder / "passages.jsonl").read_bytes()
    assert Corpus.open(folder).hash == hashlib.sha256(data).hexdigest()


def test_the_manifest_does_not_change_the_hash(tmp_path: Path) -> None:
    first = Corpus.open(samples.folder(tmp_path / "a"))
    second = Corpus.open(samples.folder(tmp_path / "b"))
    assert first.hash == second.hash
    assert first.name != second.name


def test_an_empty_corpus_opens(tmp_path: Path) -> None:
    corpus = Corpus.open(samples.folder(tmp_path / "empty", []))
    assert corpus.passages == ()
    assert corpus.size == 0


def test_a_name_is_looked_up_among_the_users_own_first() -> None:
    home = config.user_corpora_dir()
    samples.folder(home / "looked-up")
    assert "looked-up" in user_corpora()
    assert Corpus.open("looked-up").path == home / "looked-up"


def test_the_bundled_corpus_opens_by_name() -> None:
    assert "health-basics" in bundled_corpora()
    assert len(Corpus.open("health-basics").passages) >= 150


def test_an_unknown_name_says_what_there_is() -> None:
    with pytest.raises(CorpusError, match=r"'helth-basics'.*Did you mean health-basics\?"):
        Corpus.open("helth-basics")


@pytest.mark.parametrize("given", ["", "  ", "..", "no/such/folder", "a\0b", "x" * 5000])
def test_no_name_makes_a_traceback(given: str) -> None:
    with pytest.raises(CorpusError):
        Corpus.open(given)


def test_a_folder_without_manifest_is_refused_kindly(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"is no folder with a manifest\.toml"):
        Corpus.open(tmp_path)


def test_a_corpus_without_passages_file_is_refused(tmp_path: Path) -> None:
    folder = samples.folder(tmp_path / "made-up")
    folder.joinpath("passages.jsonl").unlink()
    with pytest.raises(CorpusError, match=r"has no passages\.jsonl"):
        Corpus.open(folder)


@pytest.mark.parametrize(
    ("manifest", "problem"),
    [
        ("name = ", "cannot be read as TOML"),
        ('title = "T"\n', "lacks name"),
        ('name = "x"\n', "lacks title"),
        ('name = "Big Name"\ntitle = "T"\n', "cannot be the name"),
        ('name = "x"\ntitle = "T"\nversion = 2\n', "version must be text in quotes, not 2"),
    ],
)
def test_a_broken_manifest_is_named(tmp_path: Path, manifest: str, problem: str) -> None:
    folder = samples.folder(tmp_path / "made-up")
    folder.joinpath("manifest.toml").write_text(manifest, encoding="utf-8")
    with pytest.raises(CorpusError, match=problem):
        Corpus.open(folder)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"{", "line 2 is not valid JSON"),
        (b"[1]", "line 2 holds a list"),
        (b'{"id": "\xff"}', "line 2 is not UTF-8"),
        (b'{"id": "a", "text": "b", "desing": "trial"}', "Did you mean design?"),
        (b'{"id": "a", "text": "b", "design": "blog"}', "design must be one of guideline"),
        (b'{"id": "a", "text": " "}', "text must hold at least one word"),
        (b'{"text": "b"}', "id must be text, not None"),
        (b'{"id": "fennel-1", "text": "b"}', "stands already in line 1"),
        (b'{"id": "a", "text": "b", "year": "2020"}', "year must be a whole number from 1500"),
        (b'{"id": "a", "text": "b", "year": 20}', "year must be a whole number from 1500"),
        (b'{"id": "a", "text": "b", "topics": "fennel"}', "topics must be a list"),
        (b'{"id": "a", "text": "b", "doi": "fennel"}', "doi must be a DOI"),
        (b'{"id": "a", "text": "b", "pmid": "PMC12"}', "pmid must be digits"),
        (b'{"id": "a", "text": "b", "url": "javascript:1"}', "url must be a link"),
        (b'{"id": "a", "text": "b", "looked_up": "May"}', "looked_up must be a date"),
        (b'{"id": "a\\n", "text": "b"}', "id must be a short printable name"),
        (b'{"id": "a", "text": "\\ud800"}', "text must be text without broken characters"),
        (b'{"id": "a", "text": "' + b"b " * 700_000 + b'"}', "line 2 is longer than"),
    ],
)
def test_a_malformed_line_is_named_with_its_number(
    tmp_path: Path, line: bytes, problem: str
) -> None:
    folder = samples.folder(tmp_path / "made-up", samples.ROWS[:1])
    with folder.joinpath("passages.jsonl").open("ab") as stream:
        stream.write(line + b"\n")
    with pytest.raises(CorpusError, match=r"passages\.jsonl") as caught:
        Corpus.open(folder)
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 600


def test_blank_lines_and_a_missing_last_line_end_are_allowed(tmp_path: Path) -> None:
    folder = samples.folder(tmp_path / "made-up")
    text = "\n" + samples.lines(samples.ROWS).replace("\n", "\n\n").rstrip("\n")
    folder.joinpath("passages.jsonl").write_text(text, encoding="utf-8")
    assert len(Corpus.open(folder).passages) == 6


def test_a_doi_is_kept_without_its_resolver(tmp_path: Path) -> None:
    row = {"id": "a", "text": "b", "doi": "https://doi.org/10.1000/xyz", "pmid": 42}
    (passage,) = Corpus.open(samples.folder(tmp_path / "made-up", [row])).passages
    assert (passage.doi, passage.pmid) == ("10.1000/xyz", "42")


def test_a_file_changed_while_it_is_read_is_noticed(tmp_path: Path) -> None:
    folder = samples.folder(tmp_path / "made-up")
    corpus = Corpus.open(folder)
    with folder.joinpath("passages.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(json.dumps({"id": "late", "text": "Late."}) + "\n")
    with pytest.raises(CorpusError, match="changed while it was being read"):
        list(corpus.stream())


def test_a_corpus_in_memory_has_a_hash_of_its_own() -> None:
    first = Corpus.from_passages(samples.PASSAGES, name="one")
    assert first.passages == tuple(first.stream()) == samples.PASSAGES
    assert first.path is None
    assert first.hash == Corpus.from_passages(samples.PASSAGES, name="two").hash
    assert first.hash != Corpus.from_passages([], name="one").hash
    with pytest.raises(CorpusError, match="stands twice"):
        Corpus.from_passages(samples.PASSAGES * 2)
