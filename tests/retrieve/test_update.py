"""An index follows its corpus: only what changed is touched, and it finds what a new one finds."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from claimcheck.corpus import Corpus, add_passages, create
from claimcheck.corpus.store import PASSAGES, to_line
from claimcheck.errors import CorpusError
from claimcheck.retrieve import export_index, open_index, verify_index
from claimcheck.retrieve.stamp import STAMP, read_stamp
from claimcheck.runtime.fakes import WordEncoder
from claimcheck.runtime.protocol import Floats, Progress
from claimcheck.types import Evidence, Passage, Standing

PLANTS = ("yarrow", "sorrel", "sedge", "bracken", "hawkbit", "bedstraw", "moss", "fern")
QUERIES = ("yarrow 7", "sorrel tea for sleep", "moss 12 statement", "fern", "sedge 401")


class _Counting(WordEncoder):
    """Remembers the passages it was asked to encode; they end in a full stop."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Floats:
        self.asked += [text for text in texts if text.endswith(".")]
        return super().encode(texts, progress=progress)


def _passages(count: int, *, first: int = 0) -> list[Passage]:
    return [
        Passage(
            id=f"p{n}",
            doc_id=f"d{n // 3}",
            text=f"Statement {n} on {PLANTS[n % 8]} and {PLANTS[n // 8 % 8]} for {n % 17} days.",
            year=1990 + n % 30,
        )
        for n in range(first, first + count)
    ]


def _corpus(passages: Sequence[Passage]) -> Corpus:
    return Corpus.from_passages(passages, name="plants")


def _found(
    corpus: Corpus, cache: Path, *, exact_below: int = 50_000, **named: Path
) -> tuple[tuple[Evidence, ...], ...]:
    index = open_index(
        corpus, encoder=WordEncoder(), cache_dir=cache, exact_below=exact_below, **named
    )
    return index.search(QUERIES, k=10)


def _changed(passages: list[Passage]) -> list[Passage]:
    """Some removed, some retracted, some reworded, some new, and all in another order."""
    kept = passages[20:]
    kept[:5] = [replace(item, standing=Standing.RETRACTED) for item in kept[:5]]
    kept[5:8] = [replace(item, text=f"{item.text[:-1]} again.") for item in kept[5:8]]
    return [*_passages(40, first=400), *reversed(kept)]


@pytest.mark.parametrize("exact_below", [50_000, 100])
def test_an_index_brought_up_to_date_finds_what_a_new_one_finds(
    tmp_path: Path, exact_below: int
) -> None:
    before = _passages(400)
    _found(_corpus(before), tmp_path / "kept", exact_below=exact_below)
    after = _corpus(_changed(before))
    updated = _found(after, tmp_path / "kept", exact_below=exact_below)
    assert updated == _found(after, tmp_path / "new", exact_below=exact_below)
    assert all(len(hits) == 10 for hits in updated)


def test_only_new_words_are_embedded(tmp_path: Path) -> None:
    before = _passages(400)
    _found(_corpus(before), tmp_path)
    encoder = _Counting()
    after = _corpus(_changed(before))
    told: list[tuple[int, int]] = []
    open_index(after, encoder=encoder, cache_dir=tmp_path, progress=lambda *at: told.append(at))
    new = {item.text for item in after.passages} - {item.text for item in before}
    assert sorted(encoder.asked) == sorted(new)
    assert told[-1] == (after.size, after.size)


def test_a_retraction_shows_without_embedding_anything(tmp_path: Path) -> None:
    before = _passages(30)
    _found(_corpus(before), tmp_path)
    encoder = _Counting()
    after = _corpus([replace(before[0], standing=Standing.RETRACTED), *before[1:]])
    index = open_index(after, encoder=encoder, cache_dir=tmp_path)
    ((first,),) = index.search([before[0].text[:-1]], k=1)
    assert (first.passage.id, first.passage.standing) == ("p0", Standing.RETRACTED)
    assert encoder.asked == []


def test_a_damaged_index_is_no_beginning(tmp_path: Path) -> None:
    old = open_index(_corpus(_passages(60)), encoder=WordEncoder(), cache_dir=tmp_path).folder
    (data,) = (old / "passages.lance" / "data").iterdir()
    content = bytearray(data.read_bytes())
    content[: len(content) // 2] = bytes(len(content) // 2)
    data.write_bytes(content)
    after = _corpus(_passages(61))
    assert _found(after, tmp_path) == _found(after, tmp_path / "new")


def test_the_index_before_is_left_whole(tmp_path: Path) -> None:
    before = _corpus(_passages(60))
    expected = _found(before, tmp_path)
    _found(_corpus(_changed(_passages(60))), tmp_path)
    assert list(verify_index(before, encoder=WordEncoder(), cache_dir=tmp_path)) == []
    assert _found(before, tmp_path) == expected


def test_only_the_last_version_is_kept(tmp_path: Path) -> None:
    _found(_corpus(_passages(60)), tmp_path)
    after = _corpus(_changed(_passages(60)))
    folder = open_index(after, encoder=WordEncoder(), cache_dir=tmp_path).folder
    table = folder / "passages.lance"
    assert len(list((table / "_versions").glob("*.manifest"))) == 1
    assert len(list((table / "_indices").iterdir())) == 1
    assert len(list((table / "data").iterdir())) == 1


def test_an_index_nothing_opened_for_a_month_is_removed(tmp_path: Path) -> None:
    folders = [
        open_index(_corpus(_passages(n)), encoder=WordEncoder(), cache_dir=tmp_path).folder
        for n in (10, 11)
    ]
    long_ago = time.time() - 40 * 24 * 3600
    for folder in folders:
        os.utime(folder / STAMP, (long_ago, long_ago))
        os.utime(folder, (long_ago, long_ago))
    _found(_corpus(_passages(10)), tmp_path)  # opens the first
    _found(_corpus(_passages(12)), tmp_path)
    assert [folder.exists() for folder in folders] == [True, False]


def test_a_rebuild_from_parquet_finds_the_same_and_embeds_nothing(tmp_path: Path) -> None:
    corpus = _corpus(_passages(200))
    expected = _found(corpus, tmp_path)
    file = tmp_path / "plants.parquet"
    assert export_index(corpus, file, encoder=WordEncoder(), cache_dir=tmp_path) == 200
    encoder = _Counting()
    rebuilt = open_index(
        corpus, encoder=encoder, cache_dir=tmp_path / "elsewhere", vectors_from=file
    )
    assert rebuilt.search(QUERIES, k=10) == expected
    assert encoder.asked == []
    more = _corpus([*_passages(200)[:150], *_passages(5, first=900)])
    assert _found(more, tmp_path / "c", vectors_from=file) == _found(more, tmp_path / "d")


def test_parquet_of_another_encoder_is_refused(tmp_path: Path) -> None:
    class Other(WordEncoder):
        hash = "f" * 64

    corpus = _corpus(_passages(20))
    with pytest.raises(CorpusError, match="no index of plants yet"):
        export_index(corpus, tmp_path / "a", encoder=WordEncoder(), cache_dir=tmp_path)
    _found(corpus, tmp_path)
    file = tmp_path / "plants.parquet"
    export_index(corpus, file, encoder=WordEncoder(), cache_dir=tmp_path)
    with pytest.raises(CorpusError, match="another encoder"):
        open_index(corpus, encoder=Other(), cache_dir=tmp_path, vectors_from=file)
    file.write_text("no parquet")
    with pytest.raises(CorpusError, match="cannot be read as passages with vectors"):
        _found(corpus, tmp_path, vectors_from=file)


@pytest.mark.parametrize("exact_below", [50_000, 100])
def test_a_whole_index_verifies(tmp_path: Path, exact_below: int) -> None:
    corpus = _corpus(_passages(300))
    _found(corpus, tmp_path, exact_below=exact_below)
    assert list(verify_index(corpus, encoder=WordEncoder(), cache_dir=tmp_path)) == []


def _altered(folder: Path, **values: object) -> None:
    stamp = read_stamp(folder)
    assert stamp is not None
    from claimcheck.retrieve.stamp import write_stamp

    write_stamp(folder, replace(stamp, **values))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"rows": 299}, "has lost rows"),
        ({"ids": "0" * 64}, "ids in the index are not those"),
        ({"vectors": "0" * 64}, "was altered"),
        ({"corpus_hash": "0" * 64}, "made with another corpus"),
        ({"encoder_hash": "0" * 64}, "made with another encoder"),
        ({"form": 1}, "is of form 1"),
    ],
)
def test_what_does_not_fit_is_one_sentence(
    tmp_path: Path, values: dict[str, object], problem: str
) -> None:
    corpus = _corpus(_passages(300))
    folder = open_index(corpus, encoder=WordEncoder(), cache_dir=tmp_path).folder
    _altered(folder, **values)
    (said,) = verify_index(corpus, encoder=WordEncoder(), cache_dir=tmp_path)
    assert problem in said


def test_canaries_notice_an_index_that_answers_otherwise(tmp_path: Path) -> None:
    corpus = _corpus(_passages(300))
    folder = open_index(corpus, encoder=WordEncoder(), cache_dir=tmp_path).folder
    stamp = read_stamp(folder)
    assert stamp is not None
    assert len(stamp.canaries) == 5
    _altered(folder, canaries=(replace(stamp.canaries[0], found=("p9", "p1")),))
    (said,) = verify_index(corpus, encoder=WordEncoder(), cache_dir=tmp_path)
    assert "found p9, p1 when the index was made" in said


def test_without_an_index_there_is_nothing_to_verify(tmp_path: Path) -> None:
    corpus = _corpus(_passages(3))
    (said,) = verify_index(corpus, encoder=WordEncoder(), cache_dir=tmp_path)
    assert "There is no index of plants" in said


def _folder(place: Path, passages: Sequence[Passage]) -> Path:
    create(place / "plants", title="Plants")
    add_passages(place / "plants", passages)
    return place / "plants"


def test_a_line_written_otherwise_is_the_passage_it_was(tmp_path: Path) -> None:
    folder = _folder(tmp_path, _passages(40))
    open_index(Corpus.open(folder), encoder=WordEncoder(), cache_dir=tmp_path)
    lines = (folder / PASSAGES).read_text().splitlines()
    lines[3] = json.dumps(json.loads(lines[3]), sort_keys=True, separators=(",", ":"))
    lines[5] = json.dumps({"id": "by-hand", "text": "Fern was steeped by hand."})
    (folder / PASSAGES).write_text("\n".join(lines))
    encoder = _Counting()
    index = open_index(Corpus.open(folder), encoder=encoder, cache_dir=tmp_path)
    assert encoder.asked == ["Fern was steeped by hand."]
    found = index.search(["fern", "Statement"], k=40)
    ids = {item.passage.id for hits in found for item in hits}
    assert ids == {"by-hand", *(f"p{n}" for n in range(40))} - {"p5"}


@pytest.mark.parametrize("text", ["Statement 7 on moss.", None])
def test_an_id_that_repeats_is_refused_in_an_update_too(
    tmp_path: Path, text: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claimcheck.corpus.store._EAGER_BYTES", 0)
    folder = _folder(tmp_path, _passages(40))
    open_index(Corpus.open(folder), encoder=WordEncoder(), cache_dir=tmp_path)
    with (folder / PASSAGES).open("a") as stream:
        item = _passages(40)[7]
        stream.write(to_line(item if text is None else replace(item, text=text)))
    with pytest.raises(CorpusError, match=r"line 41: the id 'p7' stands already in line 8"):
        open_index(Corpus.open(folder), encoder=WordEncoder(), cache_dir=tmp_path)
