"""Measures against published worked examples: facts and figures only."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from claimcheck.review import Kind, ReviewStore
from claimcheck.review.agreement import matched
from claimcheck.review.measures import alpha, kappa
from tests.review.samples import many, quoted, report, say

BOOT = {"resamples": 200, "seed": 0}

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: four observers, twelve units.
FOUR = ["123321412...", "1233224125.3", ".3332342251.", "1233244125 1.".replace(" ", "")]


def units(raters: list[str]) -> list[list[str]]:
    return [[v for v in values if v != "."] for values in zip(*raters, strict=True)]


def test_alpha_equals_krippendorffs_worked_examples() -> None:
    assert alpha(units(FOUR), **BOOT).value == pytest.approx(0.743, abs=5e-4)
    binary = ["0100000010", "1110010000"]
    assert alpha(units(binary), **BOOT).value == pytest.approx(0.095, abs=5e-4)
    nominal = ["aabbdcccedda", "babbbcccedd d".replace(" ", "")]
    assert alpha(units(nominal), **BOOT).value == pytest.approx(0.692, abs=5e-4)


def test_kappa_equals_a_worked_example() -> None:
    # Fifty proposals, two readers: 20 yes and yes, 15 no and no, 5 and 10 between.
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    found = kappa(pairs, **BOOT)
    assert found.value == pytest.approx(0.4)
    assert found.n == 50
    assert found.low is not None
    assert found.high is not None
    assert 0.0 < found.low < 0.4 < found.high < 0.8


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
def test_kappa_equals_scikit_learns(pairs: list[tuple[str, str]]) -> None:
    found = kappa(pairs, resamples=1, seed=0)
    if len({label for pair in pairs for label in pair}) == 1:
        assert found.value is None
    else:
        first, second = zip(*pairs, strict=True)
        assert found.value == pytest.approx(cohen_kappa_score(first, second))


def test_without_a_shared_item_alpha_is_not_defined() -> None:
    found = alpha([["a"], ["b"], ["a"]], **BOOT)
    assert (found.value, found.n) == (None, 0)
    assert "shares" in found.why
    assert alpha([["a", "a"], ["a", "a"]], **BOOT).value is None


def test_alpha_of_many_units_is_quick() -> None:
    # In the form of pairs of raters over pairs of units this would never end.
    found = alpha((["a", "ab"[n % 2], "abc"[n % 3]] for n in range(200_000)), **BOOT)
    assert found.n == 200_000


def test_spans_pair_up_once_each() -> None:
    def span(start: int, end: int) -> list[dict[str, int]]:
        return [{"start": start, "end": end}]

    one, two = [span(0, 10), span(20, 30)], [span(0, 9), span(0, 10), span(26, 40)]
    assert matched(one, two, least=0.5) == 1
    assert matched(one, two, least=1.0) == 1
    assert matched(one, [span(2, 10), span(20, 30)], least=0.5) == 2


def test_figures_of_a_store_count_only_what_two_finished(store: ReviewStore) -> None:
    store.add(many(10), overlap=2)
    items = [item.id for item in store.items().items]
    for n, item in enumerate(items[:6]):
        store.label(item, "supported" if n % 2 else "contradictory", actor="ana", seconds=4)
    assert store.agreement().alpha[Kind.CLAIM].value is None
    for n, item in enumerate(items[2:8]):
        store.label(item, "supported" if n % 2 else "unsupported", actor="ben", seconds=8)
    found = store.agreement(resamples=100)
    assert found.items == 4
    (pair,) = found.pairs
    assert (pair.first, pair.second, pair.kappa.n) == ("ana", "ben", 4)
    assert pair.observed.value == 0.5
    assert pair.span_f1.value == 1.0
    assert found.confusion == {("contradictory", "unsupported"): 2, ("supported", "supported"): 2}
    assert {row.name: (row.finished, row.seconds) for row in found.reviewers} == {
        "ana": (6, 4.0), "ben": (6, 8.0),
    }  # fmt: skip
    assert {row.label for row in found.classes} == {"supported", "unsupported", "contradictory"}


def test_span_f1_counts_a_missed_claim_against_the_other(store: ReviewStore) -> None:
    run = report(["Fernwort ends insomnia.", "Fernwort is free of risks."])
    store.add(run, overlap=2)
    for item in store.items().items:
        for name in ("ana", "ben"):
            store.label(item.id, "supported", actor=name)
    missed = {"parts": [quoted(run.article.text, "risks")], "label": "supported"}
    store.record([say("ana", "missed", document=run.article.id, new=missed)])
    (pair,) = store.agreement().pairs
    assert pair.span_f1.value == pytest.approx(2 * 2 / (3 + 2))


def test_an_answer_that_only_repeats_is_no_second_opinion(store: ReviewStore) -> None:
    store.add([report(["It heals.", "It heals."])], overlap=2)
    one, two = store.items().items
    store.label(one.id, "supported", actor="ana", repeats=True)
    store.label(two.id, "supported", actor="ben")
    assert store.item(two.id).finished == 2
    assert store.agreement().items == 0


def test_adjudication_settles_a_dispute_in_the_open(store: ReviewStore) -> None:
    store.add(many(3), overlap=2)
    items = [item.id for item in store.items().items]
    for item in items:
        store.label(item, "supported", actor="ana")
        store.label(item, "unsupported", actor="ben")
    assert [item.id for item in store.disagreements().items] == items
    store.add_person("eve", role="adjudicator")
    assert store.adjudicate(items[0], actor="ana", outcome="answer", chosen="ana").message
    store.adjudicate(items[0], actor="eve", outcome="answer", chosen="ben", errors=["slip"])
    wrong = store.adjudicate(items[1], actor="eve", outcome="all_wrong")
    assert "note" in wrong.message
    store.adjudicate(items[1], actor="eve", outcome="all_wrong", note="The text says neither.")
    store.adjudicate(
        items[2], actor="eve", outcome="other", label="contradictory", note="See the trial."
    )
    first, second, third = (store.item(item) for item in items)
    assert (first.label, first.source) == ("unsupported", "adjudicated")
    assert first.adjudication is not None
    assert (first.adjudication["by"], first.adjudication["actor"]) == ("eve", "ben")
    assert (second.status, second.label) == ("settled", None)
    assert third.label == "contradictory"
    assert store.disagreements().items == ()
    # What nobody got right teaches nothing.
    assert [d.item for d in store.snapshot()] == [items[0], items[2]]
    assert next(iter(store.snapshot())).actors == ("ana", "ben", "eve")
    rows = {row.name: row.agrees.value for row in store.agreement().reviewers}
    assert rows == {"ana": 0.0, "ben": 0.5}


def test_an_adjudication_on_an_old_version_conflicts(store: ReviewStore) -> None:
    store.add(many(1), overlap=2)
    item = store.items().items[0].id
    store.add_person("eve", role="adjudicator")
    store.label(item, "supported", actor="ana")
    seen = store.label(item, "unsupported", actor="ben").version
    store.undo("ben")
    late = store.adjudicate(item, actor="eve", outcome="answer", chosen="ben", base_version=seen)
    assert late.result == "conflict"


def test_other_boundaries_are_a_dispute_too(store: ReviewStore) -> None:
    run = report(["Fernwort ends insomnia.", "It is safe."])
    store.add(run, overlap=2)
    item = store.items().items[0].id
    parts = [quoted(run.article.text, "ends insomnia")]
    store.record(
        [
            say("ana", "bounds", item, new={"parts": parts}),
            say("ana", "label", item, new={"label": "supported"}),
            say("ben", "label", item, new={"label": "supported"}),
        ]
    )
    assert store.item(item).status == "disputed"
    store.add_person("eve", role="adjudicator")
    own = [quoted(run.article.text, "Fernwort ends")]
    new = {"outcome": "other", "label": "supported", "parts": own}
    (done,) = store.record([say("eve", "adjudicate", item, new=new, note="Between the two.")])
    assert done.result == "accepted", done.message
    assert store.item(item).text == "Fernwort ends"


def test_one_decision_settles_all_repeats_visibly_and_reversibly(store: ReviewStore) -> None:
    store.add([report(["It heals.", "It heals.", "It rests."]), report(["It heals.", "Or not."])])
    one = store.items().items[0]
    assert one.repeats == 2
    done = store.label(one.id, "contradictory", actor="ana", repeats=True)
    others = store.repeats(one.id)
    assert {(o.label, o.source, o.answers[0].via) for o in others} == {
        ("contradictory", "repeat", done.event.id)
    }
    assert store.history(others[1].id)[-1].new["item"] == one.id
    # A run that comes later follows the decision, too.
    store.add(report(["It heals.", "Later on."]))
    assert len([i for i in store.repeats(one.id) if i.label == "contradictory"]) == 3
    # One of them can be taken back alone, and then all.
    store.undo("ana", event=store.history(others[0].id)[-1].id)
    assert store.item(others[0].id).status == "open"
    store.undo("ana", event=done.event.id)
    assert {item.status for item in store.repeats(one.id)} == {"open"}
    redo = store.undo("ana", event=store.history(one.id)[-1].id)
    assert redo is not None
    assert redo.result == "accepted"
    assert [i.status for i in store.repeats(one.id)].count("settled") == 2
    before = store.items()
    store.rebuild()
    assert store.items() == before
    assert store.verify() is None


def test_repeats_are_no_random_sample(store: ReviewStore) -> None:
    store.add(report(["It heals."] * 8))
    (task,) = store.next("ana")
    store.label(task.item.id, "supported", actor="ana", repeats=True)
    found = list(store.snapshot())
    assert len(found) == 8
    assert sum(decision.random for decision in found) <= 1
    progress = store.progress()
    assert progress.repeats_settled == 7
    assert progress.done == {"ana": 1}
