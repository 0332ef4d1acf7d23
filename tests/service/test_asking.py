"""What the service answers to those who ask as they should."""

from __future__ import annotations

import jsonschema
import pytest
from fastapi.testclient import TestClient

from claimcheck import codec
from tests.faults import corpus

TEXT = "Zinc 💊 cures every cold.\r\nIt is a miracle remedy!"


def test_a_text_gives_the_report_that_the_command_would_write(client: TestClient) -> None:
    asked = {"text": TEXT, "title": "Zinc", "source": "desk/zinc.txt"}
    answer = client.post("/v1/check", json=asked)
    assert answer.status_code == 200
    report = answer.json()
    jsonschema.validate(report, codec.report_schema())
    assert report["article"]["text"] == TEXT
    assert (report["article"]["title"], report["article"]["source"]) == ("Zinc", "desk/zinc.txt")
    for item in [*report["units"], *report["claims"], *report["promo"]]:
        assert TEXT[item["start"] : item["end"]] == item["text"]


@pytest.mark.parametrize(
    ("name", "kind", "data"),
    [
        ("notes.txt", "text/plain; charset=utf-8", corpus.PROSE.encode()),
        ("notes.html", "text/html", corpus.article_page()),
        ("notes", "application/octet-stream", corpus.docx()),
        ("notes.pdf", "application/pdf", corpus.good_pdf()),
    ],
)
def test_a_file_is_read_by_what_it_holds(
    client: TestClient, name: str, kind: str, data: bytes
) -> None:
    answer = client.post(
        "/v1/file", params={"name": name}, content=data, headers={"Content-Type": kind}
    )
    assert answer.status_code == 200, answer.text
    article = answer.json()["article"]
    assert article["source"] == name
    assert "ennel tea was given" in article["text"]


def test_a_character_that_stands_alone_costs_nothing(client: TestClient) -> None:
    body = b'{"text": "Tea \\ud83d is warm."}'
    answer = client.post("/v1/check", content=body, headers={"Content-Type": "application/json"})
    assert answer.json()["article"]["text"] == "Tea \ud83d is warm."


def test_promotional_language_alone(client: TestClient) -> None:
    spans = client.post("/v1/promo", json={"text": TEXT}).json()["promo"]
    assert {span["category"] for span in spans} >= {"cure_claim"}
    for span in spans:
        assert TEXT[span["start"] : span["end"]] == span["text"]


def test_the_corpus_can_be_searched(client: TestClient) -> None:
    (found,) = client.post("/v1/search", json={"query": "zinc", "limit": 3}).json()["passages"]
    assert found["passage_id"] == "zinc-colds"


def test_health_and_counts(client: TestClient) -> None:
    health = client.get("/v1/health").json()
    assert health == {"status": "ok", "provenance": {"claimcheck": "0"}}
    client.post("/v1/check", json={"text": TEXT})
    client.get("/nowhere/at/all")
    lines = client.get("/metrics").text.splitlines()
    assert 'claimcheck_requests_total{path="/v1/check",status="200"} 1' in lines
    assert 'claimcheck_requests_total{path="other",status="404"} 1' in lines
    assert 'claimcheck_claims_total{label="contradictory"} 1' in lines
    assert "claimcheck_articles_total 1" in lines


def test_answers_carry_the_headers_that_keep_browsers_safe(client: TestClient) -> None:
    headers = client.post("/v1/check", json={"text": TEXT}).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert "default-src 'none'" in headers["content-security-policy"]
