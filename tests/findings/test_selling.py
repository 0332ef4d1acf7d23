"""How an article sells, seen as a whole; the articles are written for these tests."""

from __future__ import annotations

import pytest

from claimcheck import ingest
from claimcheck.findings.selling import selling
from claimcheck.promo import highlight
from claimcheck.segment import segment
from claimcheck.types import Report

ADVERT = (
    "Lumo drops cure arthritis and reverse type 2 diabetes. They boost your immunity and detox "
    "your body. Completely safe, with no side effects. Order now while supplies last! Every "
    "capsule is clinically proven. "
)
PADDING = "The bottle is brown and has a screw cap. " * 20
DISCLAIMER = "This product is not intended to diagnose, treat, cure or prevent any disease. "


def kinds(text: str) -> dict[str, str]:
    article = ingest.article_from_text(text)
    units, claims = segment(article)
    promo = highlight(article, units, claims)
    report = Report(article=article, units=units, claims=(), promo=promo)
    found = list(selling(report))
    for finding in found:
        assert all(0 <= s.start < s.end <= len(article.text) for s in finding.spans)
    return {finding.kind: finding.message for finding in found}


def test_an_advertisement_is_called_one_with_its_figures() -> None:
    message = kinds(ADVERT)["promotional_density"]
    assert "error" in message
    assert "advertisement" in message


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("", "interest_undisclosed"),
        ("I earn a commission if you buy.", "interest_disclosed"),
        ("This is a sponsored post.", "interest_disclosed"),
    ],
)
def test_who_profits_is_asked_where_something_is_sold(sentence: str, kind: str) -> None:
    found = kinds(ADVERT + sentence)
    assert kind in found
    assert len({"interest_undisclosed", "interest_disclosed"} & found.keys()) == 1


def test_a_supplement_without_disclaimer_and_one_that_contradicts_it() -> None:
    assert "disclaimer_missing" in kinds(ADVERT)
    contradicted = kinds(ADVERT + DISCLAIMER)
    assert "disclaimer_contradicted" in contradicted
    assert "disclaimer_missing" not in contradicted


def test_disease_claims_are_counted_apart_from_claims_about_functions() -> None:
    assert "disclaimer" in kinds(ADVERT)["disease_claims"]
    assert "disease_claims" not in kinds("The tea boosts your immunity. Order now!")


def test_what_is_left_out_is_named_and_what_is_told_is_not() -> None:
    silent = kinds(ADVERT + PADDING)
    assert {"costs_missing", "alternatives_missing", "benefit_unmeasured"} <= silent.keys()
    told = kinds(
        ADVERT + PADDING + "It costs 30 euros. Exercise is the usual treatment. Pain fell by 4 "
        "points in a trial of 90 people."
    )
    assert not {"costs_missing", "alternatives_missing", "benefit_unmeasured"} & told.keys()


def test_a_sober_text_has_no_such_finding() -> None:
    text = (
        "Lumo drops have not been shown to treat arthritis. In a trial of 90 people pain did not "
        "differ from placebo. Nausea was the commonest side effect. Ask your pharmacist. "
    )
    assert kinds(text + PADDING) == {}


def test_comments_that_would_switch_the_checker_off_are_told() -> None:
    found = kinds("<!-- claimcheck off --> Lumo drops cure arthritis.")
    assert "not obeyed" in found["inline_controls"]
    assert "disease_claims" in found
