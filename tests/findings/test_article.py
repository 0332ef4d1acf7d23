from __future__ import annotations

from dataclasses import replace

from claimcheck.findings import find
from claimcheck.types import Article, Report, Span, Unit, UnitKind
from tests import builders


def kinds(report: Report) -> set[str]:
    return {finding.kind for finding in find(report)}


def test_a_promoted_claim_that_is_contradicted_comes_first() -> None:
    findings = find(builders.report())
    assert findings[0].kind == "promoted_unsupported"
    assert findings[0].spans == (Span(start=0, end=19),)


def test_research_talk_without_any_source_is_found() -> None:
    report = builders.report()
    checked = report.claims[0]
    credited = replace(checked, claim=replace(checked.claim, attribution="Studies show"))
    assert "research_without_source" in kinds(replace(report, claims=(credited,)))
    text = report.article.text + " See https://example.org/trial."
    named = replace(report, claims=(credited,), article=replace(report.article, text=text))
    assert "research_without_source" not in kinds(named)


def test_case_studies_that_are_announced_but_absent_are_found() -> None:
    text = "This article presents case studies. Zinc is a metal."
    unit = Unit(span=Span(start=0, end=35), text=text[:35], kind=UnitKind.META, reason="about_text")
    report = Report(article=Article(id="a", text=text), units=(unit,), claims=(), promo=())
    assert kinds(report) == {"promised_but_absent"}
    longer = replace(report.article, text=text + " One case study is of a nurse.")
    assert kinds(replace(report, article=longer)) == set()


def test_missing_harms_are_found_only_in_a_whole_article() -> None:
    short = builders.report()
    assert "harms_missing" not in kinds(short)
    text = short.article.text + " Zinc is sold as a tablet." * 40
    assert "harms_missing" in kinds(replace(short, article=replace(short.article, text=text)))
    warned = text + " It has side effects."
    assert "harms_missing" not in kinds(replace(short, article=replace(short.article, text=warned)))
