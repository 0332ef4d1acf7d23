from __future__ import annotations

import pytest

from claimcheck.findings import find
from claimcheck.segment import segment
from claimcheck.types import Article, CheckedClaim, Report
from claimcheck.verification import not_checked


def report(text: str) -> Report:
    article = Article(id="a", text=text)
    units, claims = segment(article)
    checked = tuple(CheckedClaim(claim=claim, verdict=not_checked()) for claim in claims)
    return Report(article=article, units=units, claims=checked, promo=())


def conflicts(text: str) -> list[tuple[str, ...]]:
    return [
        tuple(text[span.start : span.end] for span in finding.spans)
        for finding in find(report(text))
        if finding.kind == "contradicts_itself"
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kava is addictive", "Kava is not addictive"),
        ("Coffee raises blood pressure", "Coffee lowers blood pressure"),
        ("Each cup contains 35 mg of caffeine", "Each cup contains 50 mg of caffeine"),
        ("Kava has no side effects", "Kava can cause liver damage"),
        ("Kava is completely safe", "Kava may lead to liver failure"),
    ],
)
def test_two_statements_that_cannot_both_hold_are_found(one: str, other: str) -> None:
    assert conflicts(f"{one}. Some grow it at home.\n\n{other}.") == [(one, other)]


@pytest.mark.parametrize(
    "text",
    [
        "Sellers say that kava has no side effects. Kava can cause liver damage.",
        "It is a myth that kava is completely safe. Kava may lead to liver failure.",
        "Kava is safe for healthy adults. Kava is not safe for children.",
        "In 2019 the ban covered 12 states. In 2021 the ban covered 12 states.",
        "Coffee may raise blood pressure. Coffee raises blood pressure.",
        "Ginger has no side effects. Kava can cause liver damage.",
        "Kava is not addictive. Kava is not addictive.",
    ],
)
def test_what_others_say_and_other_conditions_are_no_contradiction(text: str) -> None:
    assert conflicts(text) == []


def test_a_pair_that_is_repeated_is_reported_once() -> None:
    assert len(conflicts("Kava is addictive. Kava is not addictive. Kava is addictive.")) == 1
