"""A feed of fact-checks answers the claims it is about, and no others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from claimcheck.config import Settings
from claimcheck.corpus import create
from claimcheck.errors import CorpusError
from claimcheck.pipeline import Checker
from claimcheck.types import Label, Reason
from claimcheck.verification.claimreview import add_reviews, read_reviews
from tests.corpus import samples

CLAIM = "Fennel tea cures bloating in adults."


def _review(claim: str = CLAIM, **rating: Any) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://example.org/fennel",
        "datePublished": "2024-05-06T10:00:00Z",
        "claimReviewed": claim,
        "author": {"@type": "Organization", "name": "Made Up Checks"},
        "reviewRating": {"@type": "Rating", **(rating or {"alternateName": "False"})},
        "reviewBody": "No trial shows <b>this</b>.",
    }


def _feed(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value))
    return path


@pytest.mark.parametrize(
    ("rating", "label"),
    [
        ({"alternateName": "False"}, Label.CONTRADICTORY),
        ({"alternateName": "Pants on fire!"}, Label.CONTRADICTORY),
        ({"alternateName": "True."}, Label.SUPPORTED),
        ({"name": "Unproven"}, Label.UNSUPPORTED),
        ({"ratingValue": "1", "worstRating": 1, "bestRating": 5}, Label.CONTRADICTORY),
        ({"ratingValue": 5, "worstRating": 1, "bestRating": 5}, Label.SUPPORTED),
        ({"ratingValue": 3, "worstRating": 1, "bestRating": 5}, None),
        ({"ratingValue": -1, "alternateName": "Incorrect"}, Label.CONTRADICTORY),
        ({"alternateName": "Mostly true"}, None),
        ({"alternateName": "Half true", "ratingValue": 5, "worstRating": 1, "bestRating": 5}, None),
        ({"alternateName": "True", "ratingValue": 1, "worstRating": 1, "bestRating": 5}, None),
        ({"alternateName": "Satire"}, None),
        ({"@type": "Rating"}, None),
    ],
)
def test_only_plain_ratings_decide(
    tmp_path: Path, rating: dict[str, Any], label: Label | None
) -> None:
    (found,) = read_reviews(_feed(tmp_path / "a.json", _review(**rating)))
    assert (found and found.label) == label


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda one: one,
        lambda one: [one],
        lambda one: {"@graph": [{"@type": "WebPage"}, one]},
        lambda one: {"@type": "DataFeed", "dataFeedElement": [{"item": [one]}]},
    ],
)
def test_reviews_are_found_at_any_depth(tmp_path: Path, wrapped: Any) -> None:
    (found,) = read_reviews(_feed(tmp_path / "a.json", wrapped(_review())))
    assert found is not None
    passage = found.evidence[0].passage
    assert (found.reading, found.by, found.at) == (CLAIM, ("Made Up Checks",), "2024-05-06")
    assert passage.text == "Made Up Checks rated this claim “False”. No trial shows this ."
    assert passage.url == "https://example.org/fennel"
    span = found.evidence[0].rationale[0]
    assert passage.text[span.start : span.end] == passage.text


def test_json_lines_and_repeats(tmp_path: Path) -> None:
    folder = create(tmp_path / "mine")
    feed = tmp_path / "a.jsonl"
    rows = [_review(), _review("Moss heals burns.", alternateName="Partly true"), _review()]
    feed.write_text("".join(json.dumps(row) + "\n" for row in rows))
    kept = add_reviews(folder, feed)
    assert (kept.taken, kept.left_out, kept.total) == (2, 1, 1)
    more = add_reviews(folder, _feed(tmp_path / "b.json", _review("Moss heals burns.")))
    assert more.total == 2


@pytest.mark.parametrize("text", ["", "{", "[]", '{"@type": "Article"}', "\x00"])
def test_what_is_no_feed_is_one_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(CorpusError, match=r"a\.json"):
        list(read_reviews(tmp_path / "a.json"))


@pytest.mark.models
def test_a_corpus_with_checked_claims_answers_them_and_no_others(tmp_path: Path) -> None:
    folder = samples.folder(tmp_path / "made-up")
    settings = Settings(corpus=str(folder), profile="fast", threads=1)
    before = Checker(settings).provenance
    add_reviews(folder, _feed(tmp_path / "a.json", _review()))
    checker = Checker(settings)
    assert checker.provenance != before
    same = checker.check_claim("Fennel tea cures bloating in adults").verdict
    assert (same.label, same.reason) == (Label.CONTRADICTORY, Reason.REVIEWED)
    assert same.evidence[0].passage.publisher == "Made Up Checks"
    for other in ("Fennel tea does not cure bloating in adults.", "Fennel tea cures asthma."):
        assert checker.check_claim(other).verdict.reason is not Reason.REVIEWED
