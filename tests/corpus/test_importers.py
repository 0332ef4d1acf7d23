"""Other people's files become passages, or one sentence that says which line is wrong."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.corpus import ImportOptions, read_passages
from claimcheck.corpus.importers.split import chunked
from claimcheck.errors import CorpusError
from claimcheck.types import Design, Standing
from tests.corpus import samples

ABSTRACT = {
    "doc_id": 7,
    "title": "Fennel and bloating",
    "abstract": [f"Sentence {n} on fennel." for n in range(1, 8)],
    "structured": False,
}


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_own_lines_are_read_plain_and_packed(tmp_path: Path) -> None:
    plain = _write(tmp_path / "a.jsonl", samples.lines(samples.ROWS))
    packed = tmp_path / "a.jsonl.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert list(read_passages(plain)) == list(read_passages(packed))
    assert next(iter(read_passages(plain))) == samples.PASSAGES[0]


def test_a_map_names_keys_and_leaves_others_out(tmp_path: Path) -> None:
    row = {"Finding": "Moss did nothing.", "Year": "2020", "colour": "green", "title": "Moss"}
    path = _write(tmp_path / "a.jsonl", samples.lines([row]))
    options = ImportOptions(columns={"text": "Finding", "year": "Year"})
    (passage,) = read_passages(path, options=options)
    assert (passage.text, passage.year, passage.title) == ("Moss did nothing.", 2020, "Moss")
    assert passage.id.startswith("p")


def test_a_generated_id_depends_on_the_words_alone(tmp_path: Path) -> None:
    one = _write(tmp_path / "a.jsonl", '{"text": "Moss did nothing."}\n')
    two = _write(tmp_path / "b.jsonl", '\n{"text": "Moss did nothing.", "year": 2020}\n')
    assert next(read_passages(one)).id == next(read_passages(two)).id


def test_a_table_is_read_by_its_headers(tmp_path: Path) -> None:
    path = _write(
        tmp_path / "a.csv",
        "\ufeffID,Text,Year,Topics,Design,Notes\r\n"
        'm1,"Moss, in a trial,\nmade no ""difference"".",2020,moss; trials,Observational,x\r\n'
        "m2,Moss grew.,,,In vitro,\r\n\r\n",
    )
    first, second = read_passages(path)
    assert first.text == 'Moss, in a trial,\nmade no "difference".'
    assert (first.year, first.topics, first.design) == (2020, ("moss", "trials"), "observational")
    assert (second.year, second.topics, second.design) == (None, (), Design.IN_VITRO)


def test_a_tab_table_and_a_map(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.tsv", "Finding\tWhere\nMoss grew.\tJournal of Moss\n")
    options = ImportOptions(columns={"text": "finding", "publisher": "Where"})
    (passage,) = read_passages(path, options=options)
    assert (passage.text, passage.publisher) == ("Moss grew.", "Journal of Moss")


def test_defaults_fill_what_a_file_lacks(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.csv", "text,design\nMoss grew.,\nMoss died.,trial\n")
    options = ImportOptions(
        defaults={"design": "case", "topics": "moss;peat", "standing": "Preprint"}
    )
    first, second = read_passages(path, options=options)
    assert (first.design, second.design) == (Design.CASE, Design.TRIAL)
    assert first.topics == ("moss", "peat")
    assert first.standing is Standing.PREPRINT


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("a.csv", "Finding\nMoss.\n", "no column text; it has Finding"),
        ("a.csv", "", "no column text; it has no header"),
        ("a.csv", "text,year\nMoss.,soon\n", "line 2: year must be a whole number"),
        ("a.csv", "text\nMoss.,2\n", "line 2 has 2 cells"),
        ("a.csv", "text,year\n,2020\n", "line 2: the text is empty"),
        ("a.csv", 'text\n"Moss\n', "cannot be read as a table"),
        ("a.jsonl", '{"id": "a", "text": 5}\n', "line 1: text must be text, not 5"),
        ("a.jsonl", '{"_id": "a", "text": 5}\n', "line 1: text must be text"),
        ("a.jsonl", '{"doc_id": "a", "abstract": [5]}\n', "abstract must be a list of sentences"),
        ("a.jsonl", '{"doc_id": null, "abstract": ["S."]}\n', "the document has no id"),
        ("a.bin", "x", "of no kind that is read on sight"),
        ("a.jsonl.gz", "x", "not valid JSON"),
    ],
)
def test_a_wrong_file_is_one_sentence(tmp_path: Path, name: str, text: str, problem: str) -> None:
    with pytest.raises(CorpusError) as caught:
        list(read_passages(_write(tmp_path / name, text)))
    assert problem in str(caught.value)
    assert name in str(caught.value)


def test_a_cut_gzip_and_other_encodings_are_one_sentence(tmp_path: Path) -> None:
    packed = tmp_path / "a.jsonl.gz"
    packed.write_bytes(gzip.compress(samples.lines(samples.ROWS).encode() * 50)[:-20])
    latin = tmp_path / "a.csv"
    latin.write_bytes("text\nSmörgås\n".encode("latin-1"))
    for path, problem in ((packed, "cannot be read to its end"), (latin, "is not UTF-8")):
        with pytest.raises(CorpusError, match=problem):
            list(read_passages(path))


def test_missing_files_and_unknown_forms_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="There is no file or folder"):
        list(read_passages(tmp_path / "none.csv"))
    with pytest.raises(CorpusError, match="format 'marc' is not known"):
        list(read_passages(tmp_path, form="marc"))
    with pytest.raises(CorpusError, match="no field 'colour'"):
        ImportOptions(defaults={"colour": "green"})
    with pytest.raises(CorpusError, match="sentences must be 0 or more"):
        ImportOptions(sentences=-1)


def test_abstracts_become_even_passages_of_one_document(tmp_path: Path) -> None:
    path = _write(tmp_path / "corpus.jsonl", samples.lines([ABSTRACT]))
    found = list(read_passages(path))
    assert [item.id for item in found] == ["7.1", "7.2", "7.3"]
    assert {item.doc_id for item in found} == {"7"}
    assert [item.text.count("Sentence") for item in found] == [3, 2, 2]
    assert " ".join(item.text for item in found) == " ".join(ABSTRACT["abstract"])
    whole = list(read_passages(path, options=ImportOptions(sentences=0)))
    assert len(whole) == 1


def test_a_document_of_a_title_alone_is_kept(tmp_path: Path) -> None:
    rows = [{"doc_id": 1, "title": "Only a title", "abstract": []}, ABSTRACT]
    path = _write(tmp_path / "corpus.jsonl", samples.lines(rows))
    assert next(read_passages(path)).text == "Only a title"


def test_beir_documents_keep_their_link(tmp_path: Path) -> None:
    row = {
        "_id": "d1",
        "title": "Naps",
        "text": "Naps are short. They vary. Some help. Some do not.",
        "metadata": {"url": "https://example.org/naps"},
    }
    path = _write(tmp_path / "corpus.jsonl", samples.lines([row]))
    found = list(read_passages(path))
    assert [item.text for item in found] == [
        "Naps are short. They vary.",
        "Some help. Some do not.",
    ]
    assert {item.url for item in found} == {"https://example.org/naps"}


def test_a_folder_of_documents_gives_a_passage_a_paragraph(tmp_path: Path) -> None:
    (tmp_path / "docs" / "deep").mkdir(parents=True)
    _write(
        tmp_path / "docs" / "fennel.md",
        "# Fennel\n\nFennel tea was given to forty adults.\n\n## Harms\n\n"
        "- Two adults had a rash\n  after it.\n- Short one.\n",
    )
    _write(tmp_path / "docs" / "deep" / "moss.txt", "Peat moss is not a medicine for people.\n")
    _write(tmp_path / "docs" / ".hidden.txt", "This one is hidden from all readers.")
    options = ImportOptions(defaults={"design": "guideline"})
    found = list(read_passages(tmp_path / "docs", options=options))
    assert [(item.id, item.text) for item in found] == [
        ("deep/moss.txt#1", "Peat moss is not a medicine for people."),
        ("fennel.md#1", "Fennel tea was given to forty adults."),
        ("fennel.md#2", "Two adults had a rash after it."),
    ]
    assert found[2].title == "Fennel – Harms"
    assert "fennel.md" in found[2].citation
    assert {item.design for item in found} == {Design.GUIDELINE}


def test_a_long_paragraph_is_cut_into_runs_of_sentences(tmp_path: Path) -> None:
    text = " ".join(
        f"Sentence {n} says that fennel tea is a drink of some kind." for n in range(40)
    )
    found = list(read_passages(_write(tmp_path / "a.txt", text)))
    assert len(found) == 14
    assert " ".join(item.text for item in found) == text


def test_an_empty_folder_of_documents_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="holds no document"):
        list(read_passages(tmp_path))


@settings(max_examples=50)
@given(st.lists(st.sampled_from(["One.", " Two. ", "", "  "]), max_size=12), st.integers(0, 5))
def test_chunks_hold_every_sentence_once_and_are_even(parts: list[str], size: int) -> None:
    kept = [part.strip() for part in parts if part.strip()]
    runs = chunked(parts, size=size)
    assert " ".join(runs) == " ".join(kept)
    lengths = [len(run.split()) for run in runs]
    assert not lengths or max(lengths) - min(lengths) <= 1
    assert size == 0 or all(length <= size for length in lengths)
