"""What the encoder and the reranker learn from, and what they never see."""

from __future__ import annotations

import pytest

from claimcheck.runtime.fakes import WordEncoder
from claimcheck.training.mining import mine
from claimcheck.training.relevance import documents, matches, whole
from tests.training.retrieval_data import claim, data_folder

LIMITS = {"scifact": 99, "check-covid": 99, "titles": 99, "cloze": 99, "facts": 99}


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return data_folder(tmp_path_factory.mktemp("data"))


def test_what_only_dev_claims_cite_takes_no_part(data):
    texts = documents(data)
    hidden = {f"scifact:{n}" for n in range(40, 44)} | {f"check_covid:x{n}" for n in range(64, 68)}
    assert not hidden & texts.keys()
    assert "scifact:0" in texts  # a claim to train on cites it too
    found = matches(data, LIMITS, seed=1)
    assert not {match.document for match in found} & hidden
    assert claim(0) not in {match.query for match in found}


def test_a_seed_fixes_the_matches_and_limits_hold(data):
    assert matches(data, LIMITS, seed=1) == matches(data, LIMITS, seed=1)
    assert len(matches(data, {"titles": 7, "facts": 3}, seed=1)) == 10
    with pytest.raises(KeyError):
        matches(data, {"nfcorpus": 5}, seed=1)


def test_a_set_without_a_stated_licence_is_not_read(data):
    found = matches(data, {"facts": 10_000}, seed=1)
    assert len(found) == 24  # each herb and place once, though the file holds them twice


def test_negatives_are_other_documents_in_the_form_of_the_match(data, tmp_path):
    chosen = matches(data, {"scifact": 99}, seed=1)
    found = mine(
        data,
        chosen,
        encoder=WordEncoder(),
        cache_dir=tmp_path,
        sources={"scifact": 1},
        depth=8,
        take=3,
        seed=1,
    )
    texts = {key: whole(text) for key, text in documents(data).items()}
    assert any(match.full for match in chosen)
    assert not all(match.full for match in chosen)
    for match, negatives in zip(chosen, found, strict=True):
        assert len(negatives) == 3
        assert match.document not in {item.document for item in negatives}
        for item in negatives:
            assert (item.passage == texts[item.document]) == match.full
