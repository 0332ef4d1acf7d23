"""The whole way through with real stages, a corpus of three passages and a scripted verifier."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from claimcheck import codec, ingest
from claimcheck.config import Settings
from claimcheck.pipeline import Checker
from claimcheck.types import (
    Article,
    Claim,
    Evidence,
    Failure,
    Label,
    Reason,
    Report,
    Verdict,
)

MANIFEST = """
name = "tiny"
title = "Tiny"
version = "1"
language = "en"
licence = "CC0-1.0"
topics = ["zinc"]
"""


def write_corpus(folder: Path, *texts: str) -> Path:
    folder.mkdir()
    (folder / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    rows = [
        {
            "id": f"p{i}", "doc_id": f"d{i}", "text": text, "title": "On zinc", "year": 2024,
            "citation": "A review. 2024.", "topics": ["zinc"], "population": "adults",
            "design": "review", "standing": "current", "url": "https://example.org",
        }
        for i, text in enumerate(texts)
    ]  # fmt: skip
    (folder / "passages.jsonl").write_text(
        "".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8"
    )
    return folder


class FirstPassage:
    """A verifier that marks the first passage found; counts its calls."""

    def __init__(self) -> None:
        self.calls = 0

    def verify(
        self, claims: Sequence[Claim], evidence: Sequence[Sequence[Evidence]]
    ) -> tuple[Verdict, ...]:
        self.calls += 1
        return tuple(
            Verdict(label=Label.UNSUPPORTED, confidence=0.5, probs=None, reason=Reason.TOO_WEAK,
                    evidence=tuple(found[:1]))
            for found in evidence
        )  # fmt: skip


class ByWords:
    """A retriever over the corpus by shared words."""

    def __init__(self, checker: Checker) -> None:
        self.passages = checker.corpus.passages

    def search(self, queries: Sequence[str], *, k: int) -> tuple[tuple[Evidence, ...], ...]:
        return tuple(self._one(query, k) for query in queries)

    def _one(self, query: str, k: int) -> tuple[Evidence, ...]:
        words = set(query.lower().split())
        order = sorted(
            self.passages, key=lambda p: (-len(words & set(p.text.lower().split())), p.id)
        )
        return tuple(
            Evidence(passage=p, rank=i, score=1 / i) for i, p in enumerate(order[:k], start=1)
        )


@pytest.fixture
def checker(tmp_path: Path) -> Checker:
    folder = write_corpus(
        tmp_path / "tiny", "Zinc does not cure colds.", "Iron carries oxygen in blood."
    )
    checker = Checker(Settings(corpus=str(folder)))
    checker.__dict__["retriever"] = ByWords(checker)
    checker.__dict__["verifier"] = FirstPassage()
    return checker


TEXT = (
    "# Zinc 💊\r\n\r\nZinc cures colds. It boosts immunity and ends fatigue.\r\n\r\nIs it safe?\r\n"
)


def slices_match(report: Report) -> bool:
    text = report.article.text
    parts = [*report.units, *(c.claim for c in report.claims), *report.promo]
    return all(text[p.span.start : p.span.end] == p.text for p in parts)


def test_every_span_equals_its_slice_and_every_claim_has_a_verdict(checker: Checker) -> None:
    report = checker.check_text(TEXT)
    assert report.article.text == TEXT
    assert report.claims
    assert slices_match(report)
    assert all(claim.verdict.reason for claim in report.claims)


def test_a_report_does_not_depend_on_what_shares_its_batch(checker: Checker) -> None:
    texts = [TEXT, "Iron carries oxygen.", "", "Zinc is a metal. Zinc prevents every cold."]
    articles = [ingest.article_from_text(text, source=str(i)) for i, text in enumerate(texts)]
    together = [
        codec.report_to_json(r) for r in checker.check_articles(articles) if isinstance(r, Report)
    ]
    alone = [codec.report_to_json(checker.check_article(article)) for article in articles]
    assert together == alone


def test_claims_of_a_chunk_are_verified_in_one_call(checker: Checker) -> None:
    articles = [ingest.article_from_text(TEXT, source=str(i)) for i in range(5)]
    list(checker.check_articles(articles))
    assert checker.verifier.calls == 1  # type: ignore[attr-defined]


def test_failures_pass_through_in_input_order(checker: Checker) -> None:
    broken = Failure(source="b.pdf", stage="ingest", error="The file is broken.", code="E331")
    first = ingest.article_from_text("Zinc cures colds.", source="a.txt")
    last = replace(first, source="c.txt")
    results = list(checker.check_articles([first, broken, last]))
    assert results[1] is broken
    assert [r.article.source for r in results if isinstance(r, Report)] == ["a.txt", "c.txt"]


def test_an_empty_corpus_passes_nothing(tmp_path: Path) -> None:
    checker = Checker(Settings(corpus=str(write_corpus(tmp_path / "none"))))
    verdict = checker.check_claim("Zinc cures colds.").verdict
    assert verdict.label is None
    assert verdict.reason is Reason.NOT_CHECKED
    assert verdict.confidence is None


def test_another_language_is_not_checked_rather_than_unsupported(checker: Checker) -> None:
    article = Article(id="a", text="Zinc cures colds.", language="de")
    report = checker.check_article(article)
    assert [claim.verdict.label for claim in report.claims] == [None]


def test_the_fingerprint_follows_settings_and_corpus(checker: Checker, tmp_path: Path) -> None:
    again = Checker(checker.settings)
    assert again.fingerprint == checker.fingerprint
    assert Checker(replace(checker.settings, passages=3)).fingerprint != checker.fingerprint
    other = write_corpus(tmp_path / "other", "Zinc does not cure colds!")
    assert Checker(replace(checker.settings, corpus=str(other))).fingerprint != checker.fingerprint


def test_a_blank_claim_is_refused(checker: Checker) -> None:
    with pytest.raises(ValueError, match="needs some text"):
        checker.check_claim(" \n")


def test_a_claim_is_taken_as_it_stands(checker: Checker) -> None:
    checked = checker.check_claim("  Zinc cures colds, and iron too. ")
    assert checked.text == "Zinc cures colds, and iron too."
    assert checked.label is checked.verdict.label
