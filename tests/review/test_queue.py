from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from claimcheck.review import ReviewStore, Status, Strategy
from claimcheck.types import Label
from tests.review.samples import many, report, say


def served(store: ReviewStore, count: int, name: str = "ana", **options: object) -> Iterator[bool]:
    """Answer so many tasks, one at a time; yields whether each was drawn."""
    for _ in range(count):
        (task,) = store.next(name, **options)  # type: ignore[arg-type]
        store.label(task.item.id, "supported", actor=name)
        yield task.random


def test_the_most_uncertain_come_first_except_for_the_drawn(store: ReviewStore) -> None:
    store.add(many(40, confidences=[0.35 + n / 100 for n in range(40)]))
    tasks = store.next("ana", limit=20)
    scores = [task.item.uncertainty for task in tasks if not task.random]
    assert scores == sorted(scores, reverse=True)
    assert {task.item.random for task in tasks if not task.random} == {False}


@pytest.mark.parametrize("strategy", list(Strategy))
def test_at_least_a_fifth_is_drawn_at_random_to_the_end(
    sqlite: ReviewStore, strategy: Strategy
) -> None:
    sqlite.add(many(40))
    drawn = list(served(sqlite, 40, strategy=strategy))
    assert all(sum(drawn[:n]) >= 0.2 * n for n in range(1, 41))
    assert sqlite.next("ana") == ()


def test_only_drawn_items_are_marked_as_a_random_sample(store: ReviewStore) -> None:
    store.add(many(20))
    drawn = list(served(store, 10))
    picked = store.items().items[-1]
    store.label(picked.id, "supported", actor="ana")  # of one's own choice
    found = list(store.snapshot())
    assert sum(decision.random for decision in found) == sum(drawn)
    assert len(found) in (10, 11)


def test_the_random_part_does_not_depend_on_what_is_said(sqlite: ReviewStore) -> None:
    sqlite.add(many(400, confidences=[0.4, 0.9], labels=[Label.SUPPORTED, Label.CONTRADICTORY]))
    items = sqlite.items(limit=1000).items
    part = [item for item in items if item.random]
    assert len(part) == 100
    sure = sum(item.uncertainty < 0.5 for item in part)
    assert 30 <= sure <= 70


@pytest.mark.parametrize(
    ("strategy", "first"),
    [("disagreement", "It splits."), ("promotional", "It is magic."), ("newest", "It is late.")],
)
def test_strategies_put_first_what_they_name(
    sqlite: ReviewStore, strategy: str, first: str
) -> None:
    sqlite.add([report(["Plain it is."] * 1, source="a"), *many(8)])
    sqlite.add([report(["It splits.", "So it does.", "It does so.", "Does it so."], source="b")])
    sqlite.add([report(["It is magic.", "We saw.", "They saw.", "All saw."], promo=["magic"])])
    sqlite.add([report(["It is late.", "Very late.", "Most late.", "Too late."], source="c")])
    if strategy == "disagreement":
        item = next(i for i in sqlite.items(limit=50).items if i.text == first)
        owner = sqlite.add_person("eve", role="owner")[0]
        sqlite.record([say(owner.name, "target", item.id, new={"target": 2})])
        sqlite.label(item.id, "contradictory", actor="ben")
    tasks = sqlite.next("ana", strategy=strategy, limit=5)
    chosen = [task.item for task in tasks if not task.random]
    drawn = {item.text for item in sqlite.items(limit=50).items if item.random}
    assert chosen[0].text == first or first in drawn


def test_by_document_goes_down_the_page_and_can_stay_in_one(store: ReviewStore) -> None:
    store.add(many(30))
    wanted = store.items().items[0].document_id
    tasks = store.next("ana", strategy="document", limit=10, document=wanted)
    assert {task.item.document_id for task in tasks} == {wanted}
    starts = [task.item.parts[0].start for task in tasks if not task.random]
    assert starts == sorted(starts)


def test_a_lease_keeps_others_away_until_it_expires(store: ReviewStore) -> None:
    store.add(many(3))
    held = store.next("ana", limit=3)
    assert store.next("ben", limit=3) == ()
    assert [t.item.id for t in store.next("ana", limit=3)] == [t.item.id for t in held]
    assert store.release("ana", [held[0].item.id]) == 1
    assert [t.item.id for t in store.next("ben", limit=3)] == [held[0].item.id]


def test_an_abandoned_lease_goes_back(store: ReviewStore) -> None:
    store.add(many(3))
    store.next("ana", limit=3, lease=-1.0)
    assert len(store.next("ben", limit=3)) == 3


def test_an_answer_after_the_lease_is_kept_all_the_same(store: ReviewStore) -> None:
    store.add(many(3))
    (task,) = store.next("ana", lease=-1.0)
    (found,) = store.record(
        [say("ana", "label", task.item.id, base_version=1, new={"label": "supported"})]
    )
    assert found.result == "accepted"
    assert next(iter(store.snapshot())).random == task.random


def test_overlap_gives_an_item_to_as_many_people_as_wanted(store: ReviewStore) -> None:
    store.add(many(4), overlap=2)
    for name in ("ana", "ben"):
        assert len({task.item.id for task in store.next(name, limit=9)}) == 4
    assert store.next("cyd", limit=9) == ()
    list(served(store, 4, "ana"))
    list(served(store, 4, "ben"))
    assert store.progress().statuses == {"settled": 4}


def test_what_one_finished_waits_for_the_other(store: ReviewStore) -> None:
    store.add(many(4), overlap=2)
    list(served(store, 4, "ana"))
    assert store.next("ana") == ()
    assert len(store.next("ben", limit=9)) == 4


def test_what_was_skipped_comes_again_at_the_end(store: ReviewStore) -> None:
    store.add(many(6))
    (task,) = store.next("ana")
    store.record([say("ana", "skip", task.item.id)])
    seen = []
    for _ in range(6):
        (now,) = store.next("ana")
        seen.append(now.item.id)
        store.label(now.item.id, "supported", actor="ana")
    assert seen[-1] == task.item.id
    assert len(set(seen)) == 6


def test_items_in_an_outbox_are_not_lent_again(store: ReviewStore) -> None:
    store.add(many(3))
    (task,) = store.next("ana")
    others = store.next("ana", limit=3, exclude=[task.item.id])
    assert task.item.id not in {other.item.id for other in others}
    assert len(others) == 2


def test_promotional_spans_have_a_queue_of_their_own(sqlite: ReviewStore) -> None:
    sqlite.add(report(["It is magic.", "It is not."], promo=["magic"]))
    assert {task.item.kind for task in sqlite.next("ana", limit=5)} == {"claim"}
    assert [task.item.text for task in sqlite.next("ana", limit=5, kind="promo")] == ["magic"]
    assert len(sqlite.next("ben", limit=5, kind=None)) == 0


def test_blind_hides_the_machine_until_the_reviewer_has_answered(store: ReviewStore) -> None:
    store.add(report(["It heals."], labels=[Label.SUPPORTED]))
    store.setting("blind", "yes")
    (task,) = store.next("ana")
    assert task.item.hidden
    shown = task.item.machine
    assert shown is not None
    assert shown.claim is not None
    assert shown.claim.label is None
    (evidence,) = shown.claim.verdict.evidence
    assert (evidence.stance, evidence.probs, evidence.rationale) == (None, None, ())
    assert store.history(task.item.id, viewer="ana") == ()
    (done,) = store.record([say("ana", "label", task.item.id, new={"label": "supported"})])
    assert done.item is not None
    assert done.item.machine is not None
    assert done.item.machine.claim is not None
    assert done.item.machine.claim.label is Label.SUPPORTED


def test_others_answers_are_hidden_until_ones_own(store: ReviewStore) -> None:
    store.add(report(["It heals."]), overlap=2)
    (task,) = store.next("ana")
    store.label(task.item.id, "contradictory", actor="ana")
    (other,) = store.next("ben")
    assert other.item.answers == ()
    assert other.item.machine is not None
    assert store.item(task.item.id, viewer="ben").answers == ()
    store.label(task.item.id, "supported", actor="ben")
    assert len(store.item(task.item.id, viewer="ben").answers) == 2


def test_two_at_once_never_get_the_same_item(address: str) -> None:
    found: list[str] = []

    def work(name: str) -> None:
        with ReviewStore.open(address) as store:
            for _ in range(5):
                found.extend(task.item.id for task in store.next(name, limit=2))
                store.release(name, [])
                for task in store.next(name, limit=2):
                    store.label(task.item.id, "supported", actor=name)

    with ReviewStore.open(address) as store:
        store.add(many(40))
        threads = [threading.Thread(target=work, args=(name,)) for name in ("ana", "ben", "cyd")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == len(set(found)) == 30
        assert store.progress().statuses == {"open": 10, "settled": 30}
        assert {item.finished for item in store.items(limit=100).items} == {0, 1}
        assert all(i.status in (Status.OPEN, Status.SETTLED) for i in store.items().items)
        assert store.verify() is None
