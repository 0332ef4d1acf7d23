"""The health-basics corpus is well formed and cited; every topic states a harm and a gap."""

import collections
import json
import re
import tomllib
import unicodedata
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "corpora" / "health-basics"
FIELDS = (
    "id", "doc_id", "text", "title", "citation", "publisher", "doi", "pmid", "url", "year",
    "topics", "population", "design", "standing", "looked_up", "says",
)  # fmt: skip
SOURCE_FIELDS = (
    "doc_id", "title", "publisher", "year", "doi", "pmid", "url",
    "found_at", "found_on", "statement",
)  # fmt: skip
DESIGNS = {
    "guideline",
    "review",
    "trial",
    "observational",
    "animal",
    "in_vitro",
    "case",
    "regulator",
    "reference",
}
STANDINGS = {"current", "preprint", "concern", "retracted"}
SAYS = {"effect", "no_effect", "harm", "missing_evidence", "mechanism", "regulation", "background"}
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
DOI = re.compile(r"10\.\d{4,9}/\S+")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
STOP = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def records(name):
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


def sentences(text):
    return STOP.split(text.replace("St. John", "St John"))


PASSAGES = records("passages.jsonl")
SOURCES = {source["doc_id"]: source for source in records("sources.jsonl")}
MANIFEST = tomllib.loads((FOLDER / "manifest.toml").read_text(encoding="utf-8"))
BY_TOPIC = collections.defaultdict(list)
for _passage in PASSAGES:
    for _topic in _passage["topics"]:
        BY_TOPIC[_topic].append(_passage)


def test_manifest_names_the_corpus():
    assert MANIFEST["name"] == FOLDER.name
    assert MANIFEST["language"] == "en"
    assert MANIFEST["licence"] == "CC-BY-4.0"
    assert re.fullmatch(r"\d+\.\d+\.\d+", MANIFEST["version"])
    assert all(MANIFEST[key] for key in ("title", "description", "created"))
    assert MANIFEST["topics"] == sorted(set(MANIFEST["topics"]))


def test_enough_passages_and_topics():
    assert len(PASSAGES) >= 600
    assert len(MANIFEST["topics"]) >= 80
    assert len(BY_TOPIC["kratom"]) >= 60


def test_ids_are_unique():
    for key in ("id", "text"):
        counts = collections.Counter(passage[key].casefold() for passage in PASSAGES)
        assert [value for value, count in counts.items() if count > 1] == []
    assert len(SOURCES) == len(records("sources.jsonl"))


def test_nobody_is_cited_who_sells_it_or_whom_anyone_may_edit():
    """The card says who is cited; these marks of a publisher show that it was forgotten."""
    weak = re.compile(r"seller|maker of|wiki|forum|encyclopa?edia (?:text|article|summary)", re.I)
    assert sorted({p["publisher"] for p in PASSAGES if weak.search(p["publisher"])}) == []


def test_no_sentence_appears_twice():
    counts = collections.Counter(
        s.casefold() for passage in PASSAGES for s in sentences(passage["text"])
    )
    assert [sentence for sentence, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["id"])
def test_passage_is_well_formed(passage):
    assert tuple(passage) == FIELDS
    assert SLUG.fullmatch(passage["id"])
    assert SLUG.fullmatch(passage["doc_id"])
    assert passage["design"] in DESIGNS
    assert passage["standing"] in STANDINGS
    assert passage["says"]
    assert set(passage["says"]) <= SAYS
    assert passage["topics"]
    assert set(passage["topics"]) <= set(MANIFEST["topics"])
    assert len(set(passage["topics"])) == len(passage["topics"])
    if passage["year"] is not None:
        assert 1980 <= passage["year"] <= int(passage["looked_up"][:4])
    assert DAY.fullmatch(passage["looked_up"])
    assert all(
        isinstance(passage[key], str) and passage[key]
        for key in ("title", "citation", "publisher", "population")
    )
    assert 1 <= len(sentences(passage["text"])) <= 4
    assert passage["text"].endswith(".")
    assert 30 <= len(passage["text"]) <= 700


@pytest.mark.parametrize(
    "record", [*PASSAGES, *SOURCES.values()], ids=lambda r: r.get("id", "source-" + r["doc_id"])
)
def test_identifiers_and_characters(record):
    assert record["doi"] or record["pmid"] or record["url"]
    assert record["doi"] is None or DOI.fullmatch(record["doi"])
    assert record["pmid"] is None or re.fullmatch(r"\d{5,9}", record["pmid"])
    assert record["url"] is None or re.fullmatch(r"https?://\S+", record["url"])
    for value in record.values():
        if isinstance(value, str):
            assert value == value.strip() == unicodedata.normalize("NFC", value)
            assert not any(
                c != " " and (c.isspace() or unicodedata.category(c) in {"Cc", "Cf", "Zs"})
                for c in value
            )
            assert "  " not in value


@pytest.mark.parametrize("source", SOURCES.values(), ids=lambda source: source["doc_id"])
def test_source_is_well_formed_and_used(source):
    assert tuple(source) == SOURCE_FIELDS
    assert re.fullmatch(r"https?://\S+", re.sub(r"^https:///", "https://", source["found_at"]))
    assert DAY.fullmatch(source["found_on"])
    assert source["statement"]
    assert (source["year"] is None) == ("Year not shown" in source["statement"])
    assert any(passage["doc_id"] == source["doc_id"] for passage in PASSAGES)


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["id"])
def test_passage_agrees_with_its_source(passage):
    source = SOURCES[passage["doc_id"]]
    for key in ("title", "publisher", "year", "doi", "pmid", "url"):
        assert passage[key] == source[key]


@pytest.mark.parametrize("topic", MANIFEST["topics"])
def test_topic_states_a_harm_and_a_gap(topic):
    assert len(BY_TOPIC[topic]) >= 2
    said = {value for passage in BY_TOPIC[topic] for value in passage["says"]}
    assert {"harm", "missing_evidence"} <= said


def test_card_counts_are_true():
    card = (FOLDER / "card.md").read_text(encoding="utf-8")
    topics = MANIFEST["topics"]
    assert f"{len(PASSAGES)} passages over {len(topics)} topics" in card
    assert f"from {len(SOURCES)} sources" in card
    for topic in topics:
        assert f"| {topic} | {len(BY_TOPIC[topic])} |" in card
