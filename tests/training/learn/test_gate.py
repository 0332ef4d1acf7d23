from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from claimcheck.training.learn.audit import suspicions
from claimcheck.training.learn.gate import falls
from claimcheck.training.learn.judging import Bench, Case
from claimcheck.training.learn.recalibrate import recalibrate
from claimcheck.training.learn.reviews import agreement, cited, freeze
from claimcheck.types import Evidence, Label, Passage, Span
from tests.training.learn.reviewing import case, review, verifier

NOW = {"n": 400.0, "macro_f1": 0.6, "false_support": 0.02, "calibration_error": 0.1,
       "f1_supported": 0.5, "f1_contradictory": 0.5}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "falling"),
    [
        ("macro_f1", 0.595, False),
        ("macro_f1", 0.58, True),
        ("macro_f1", 0.9, False),
        ("false_support", 0.0201, True),
        ("false_support", 0.0, False),
        ("calibration_error", 0.12, False),
        ("calibration_error", 0.14, True),
        ("f1_contradictory", 0.48, False),
        ("f1_contradictory", 0.4, True),
    ],
)
def test_a_figure_falls_beyond_its_slack(name: str, value: float, *, falling: bool) -> None:
    assert bool(falls("gold", NOW, {**NOW, name: value})) is falling


def test_one_claim_of_a_small_set_is_no_fall_but_in_false_support() -> None:
    small = {**NOW, "n": 20.0}
    assert not falls("gold", small, {**small, "macro_f1": 0.56, "f1_supported": 0.41})
    assert falls("gold", small, {**small, "false_support": 0.07})


def test_a_label_must_fall_surely_but_what_learning_is_for_may_not_fall_at_all() -> None:
    noise = dict.fromkeys(NOW, 0.05)
    worse = {**NOW, "f1_supported": 0.4, "calibration_error": 0.2}
    assert falls("gold", NOW, worse)
    assert not falls("gold", NOW, worse, noise)
    assert falls("gold", NOW, {**NOW, "f1_supported": 0.3}, noise)
    for name, value in (("macro_f1", 0.58), ("false_support", 0.03)):
        assert falls("gold", NOW, {**NOW, name: value}, noise)


def test_too_few_reviews_raise_no_suspicion() -> None:
    assert suspicions(*benches(10, 10)) == ()


def test_honest_reviews_raise_no_suspicion() -> None:
    assert suspicions(*benches(60, 60)) == ()


def test_what_the_model_is_unsure_of_may_be_reviewed_otherwise() -> None:
    """The queue chooses such claims; only its sure answers speak against a reviewer."""
    drawn, _ = benches(0, 0)
    unsure = Bench(verifier(), [swap(case(n)) for n in range(60)])
    assert suspicions(drawn, unsure) == ()


def benches(drawn: int, chosen: int) -> tuple[Bench, Bench]:
    return (
        Bench(verifier(), [case(n) for n in range(drawn)]),
        Bench(verifier(), [case(n) for n in range(100, 100 + chosen)]),
    )


def swap(found: Case) -> Case:
    other = {Label.SUPPORTED: Label.CONTRADICTORY, Label.CONTRADICTORY: Label.SUPPORTED}
    return replace(found, label=other.get(found.label, found.label))


def test_present_thresholds_stay_where_they_are_as_good() -> None:
    present = verifier()
    found = recalibrate(Bench(present, [case(n) for n in range(60)]))
    assert found.changed
    present.calibration = found.calibration
    assert not recalibrate(Bench(present, [case(n) for n in range(60)])).changed


def test_agreement_starts_at_nine_of_ten() -> None:
    assert agreement([]) == 0.9
    assert agreement([review(n, agreed=False) for n in range(10)]) == 0.45


def test_a_decision_cites_what_people_marked_before_what_the_machine_found() -> None:
    def found(number: int, stance: Label | None) -> Evidence:
        passage = Passage(id=f"p{number}", doc_id="d", text="Zinc shortens colds.")
        span = (Span(start=0, end=4),) if stance else ()
        return Evidence(passage=passage, rank=number, score=1.0, stance=stance, rationale=span)

    seen = [found(1, None), found(2, Label.SUPPORTED), found(3, Label.CONTRADICTORY)]
    marked = {"p3": (Span(start=5, end=13),)}
    by_people = cited(seen, Label.SUPPORTED, marked=marked)
    by_machine = cited(seen, Label.SUPPORTED, marked={})
    whole = cited(seen[:1], Label.SUPPORTED, marked={})
    assert [(e.passage.id, e.stance) for e in by_people] == [("p3", Label.SUPPORTED)]
    assert [e.passage.id for e in by_machine] == ["p2"]
    assert whole[0].rationale == (Span(start=0, end=20),)
    assert cited(seen, Label.UNSUPPORTED, marked=marked) == ()


def test_a_snapshot_is_named_by_what_it_holds() -> None:
    one = freeze([review(1)])
    assert one.hash != freeze([review(2)]).hash
    assert b'"held_out"' in one.data


def test_the_aggregator_is_asked_once_about_each_claim_whatever_the_thresholds() -> None:
    class Counting:
        def __init__(self) -> None:
            self.asked = 0

        def stances(self, _: str, scored: Sequence[object]) -> tuple[Label, ...]:
            self.asked += 1
            return tuple(Label.UNSUPPORTED for _ in scored)

    present = verifier()
    counting = Counting()
    present.aggregator = counting  # type: ignore[assignment]
    several = [
        replace(one, evidence=(*one.evidence, *other.evidence))
        for one, other in zip(map(case, range(6)), map(case, range(6, 12)), strict=True)
    ]
    bench = Bench(present, several)
    for bar in (0.6, 0.7, 0.8):
        bench.verdicts(replace(present.calibration, supported=bar))
    assert counting.asked == 6
