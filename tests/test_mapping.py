"""Data sets of articles, with real stages but no models: a corpus of nothing needs none."""

from __future__ import annotations

from pathlib import Path

import pytest
from datasets import Dataset, IterableDataset

from claimcheck.config import Settings
from claimcheck.errors import UsageError
from claimcheck.pipeline import Checker
from tests.test_pipeline import write_corpus

TEXTS = ["", "Zinc 💊 cures every cold. It is a miracle remedy!", "Tea is warm.", None]


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    return Checker(Settings(corpus=str(write_corpus(tmp_path_factory.mktemp("c") / "empty"))))


def test_a_data_set_gets_its_claims_and_promotional_phrases(checker: Checker) -> None:
    data = Dataset.from_dict({"n": [0, 1, 2, 3], "text": TEXTS})
    found = checker.map(data, batch_size=1)
    assert found.column_names == ["n", "text", "claims", "promo"]
    row = found[1]
    assert row["claims"]
    assert {claim["reason"] for claim in row["claims"]} == {"not_checked"}
    for item in [*row["claims"], *row["promo"]]:
        assert row["text"][item["start"] : item["end"]] == item["text"]
    assert found[0]["claims"] == found[3]["claims"] == []
    assert "cure_claim" in {span["category"] for span in row["promo"]}


def test_batches_and_streams_give_the_same(checker: Checker) -> None:
    data = Dataset.from_dict({"text": TEXTS})
    whole = checker.map(data).to_list()
    assert checker.map(data, batch_size=3).to_list() == whole
    stream = IterableDataset.from_generator(lambda: iter([{"text": text} for text in TEXTS]))
    assert list(checker.map(stream)) == whole


def test_a_stored_data_set_is_not_checked_again(checker: Checker, tmp_path: Path) -> None:
    Dataset.from_dict({"text": TEXTS}).save_to_disk(tmp_path / "data")
    first = checker.map(Dataset.load_from_disk(tmp_path / "data"))
    again = Checker(checker.settings).map(Dataset.load_from_disk(tmp_path / "data"))
    assert first.cache_files
    assert again.cache_files == first.cache_files


def test_a_wrong_column_is_refused(checker: Checker) -> None:
    with pytest.raises(UsageError, match="no column 'text'"):
        checker.map(Dataset.from_dict({"body": ["x"]}))
    with pytest.raises(UsageError, match="'claims' already"):
        checker.map(Dataset.from_dict({"text": ["x"], "claims": [1]}))
