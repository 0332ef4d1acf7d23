"""SARIF: places and levels as a viewer reads them."""

from __future__ import annotations

import json

from claimcheck.report import render_many
from claimcheck.types import Severity
from tests.report.samples import hostile, moonroot


def _run(*reports) -> dict:
    log = json.loads(render_many(reports, "sarif"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return run


def test_every_region_is_the_slice_it_quotes_by_offset_and_by_line() -> None:
    for report in (moonroot(), hostile()):
        text, lines = report.article.text, report.article.text.split("\n")
        for result in _run(report)["results"]:
            for place in (*result["locations"], *result.get("relatedLocations", ())):
                region = place["physicalLocation"].get("region")
                if region is None:
                    continue
                start = region["charOffset"]
                quoted = region["snippet"]["text"]
                assert text[start : start + region["charLength"]] == quoted
                first = lines[region["startLine"] - 1][region["startColumn"] - 1 :]
                assert first.startswith(quoted.split("\n")[0])


def test_severity_becomes_level_and_every_result_names_its_rule() -> None:
    report = moonroot()
    run = _run(report)
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    levels = {"error": Severity.ERROR, "warning": Severity.WARNING, "note": Severity.SUGGESTION}
    said = [levels[r["level"]] for r in run["results"] if "properties" in r]
    assert said == [promo.severity for promo in report.promo]
    contradicted = sum(claim.verdict.label == "contradictory" for claim in report.claims)
    assert sum(r["ruleId"] == "claim.contradictory" for r in run["results"]) == contradicted


def test_reports_share_one_run_and_rules_are_listed_once() -> None:
    run = _run(moonroot(), moonroot())
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(ids) == len(set(ids))
    assert run["columnKind"] == "unicodeCodePoints"
