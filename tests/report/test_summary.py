from __future__ import annotations

from dataclasses import replace

from claimcheck.report.summary import count, overlaps, risk, risk_parts, worst_first
from claimcheck.types import Label, Report, Severity
from tests.report.samples import moonroot


def _order(report: Report) -> list[str]:
    items = worst_first(report, overlaps(report))
    claims, promo = report.claims, report.promo
    return [(claims if item.is_claim else promo)[item.index].text for item in items]


def test_counts_add_up() -> None:
    counts = count(moonroot())
    assert counts.claims == 10
    assert (counts.contradictory, counts.unsupported, counts.supported) == (4, 3, 2)
    assert counts.not_checked == 1
    assert counts.needs_review == 2
    assert (counts.promo_errors, counts.promo_warnings, counts.promo_suggestions) == (3, 3, 2)


def test_what_is_sold_hard_and_contradicted_comes_first() -> None:
    order = _order(moonroot())
    assert order[:3] == [
        "it is completely safe because it is natural",
        "Moonroot cures insomnia in three nights",
        "moonroot, even in large doses, has no side effects",
    ]


def test_a_repeated_claim_does_not_crowd_the_top() -> None:
    order = _order(moonroot())
    first = order.index("Moonroot cures insomnia in three nights")
    again = order.index("Moonroot cures insomnia in three nights", first + 1)
    assert again > order.index("Taking 400 mg a day prevents kidney stones")


def test_every_claim_is_listed_and_only_phrases_that_touch_none() -> None:
    report = moonroot()
    found = overlaps(report)
    items = worst_first(report, found)
    assert sorted(i.index for i in items if i.is_claim) == list(range(len(report.claims)))
    alone = {i for i in range(len(report.promo)) if not found.claims_of[i]}
    assert {i.index for i in items if not i.is_claim} == alone


def test_a_phrase_between_the_parts_of_a_claim_does_not_touch_it() -> None:
    report = moonroot()
    found = overlaps(report)
    split = next(i for i, c in enumerate(report.claims) if c.text.startswith("moonroot, even"))
    assert found.promo_of[split] == ()


def test_risk_grows_with_contradiction_and_with_hard_selling() -> None:
    report = moonroot()
    nothing = replace(report, claims=(), promo=())
    backed = replace(
        report,
        promo=(),
        claims=tuple(c for c in report.claims if c.verdict.label == Label.SUPPORTED),
    )
    soft = replace(report, promo=tuple(p for p in report.promo if p.severity != Severity.ERROR))
    assert risk(nothing) == 0
    assert risk(backed) == 0
    assert 0 < risk(soft) < risk(report) < 100


def test_the_parts_of_the_risk_say_what_made_it_heaviest_first() -> None:
    parts = risk_parts(moonroot())
    assert parts[0].points == max(part.points for part in parts)
    assert all(part.count > 0 for part in parts)
    assert {part.what for part in parts} >= {"contradicted claims", "promotional errors"}
    assert risk_parts(replace(moonroot(), claims=(), promo=())) == ()
