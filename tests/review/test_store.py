from __future__ import annotations

import pytest

from claimcheck.errors import UsageError
from claimcheck.review import (
    Action,
    Choice,
    Filters,
    Item,
    Kind,
    Result,
    ReviewStore,
    Source,
    Status,
)
from claimcheck.types import Label
from tests.review.samples import many, quoted, report, say

TWO = ("Fernwort 🌿 ends insomnia.", "Fernwort is free of risks.")


def first(store: ReviewStore, kind: Kind = Kind.CLAIM) -> Item:
    return store.items(Filters(kind=kind)).items[0]


def rows(store: ReviewStore) -> list[object]:
    """All that the views hold."""
    found: list[object] = list(store.items(limit=10_000).items)
    return [*found, *store.snapshot(), store.progress()]


def test_a_run_is_taken_in_once(store: ReviewStore) -> None:
    run = report(TWO, promo=["ends insomnia"])
    added = store.add([run])
    assert (added.documents, added.items) == (1, 3)
    again = store.add([run])
    assert (again.documents, again.items, again.changed, again.known) == (0, 0, 0, 3)
    assert [item.kind for item in store.items().items] == ["claim", "promo", "claim"]


def test_an_item_shows_the_machine_and_its_exact_place(store: ReviewStore) -> None:
    run = report(TWO, labels=[Label.CONTRADICTORY])
    store.add(run)
    item = first(store)
    assert item.machine is not None
    assert item.machine.claim == run.claims[0]
    part = item.parts[0]
    assert run.article.text[part.start : part.end] == part.quote == item.text
    assert (part.prefix, part.suffix[:9]) == ("", " Fernwort")
    assert store.document(item.document_id).text == run.article.text


def test_text_with_nul_and_lone_surrogates_survives(store: ReviewStore) -> None:
    run = report(["Fern\x00wort \ud800 heals.", "A\r\nb 👩‍⚕️ heals."])
    store.add(run)
    document = store.document(run.article.id)
    assert document.text == run.article.text
    assert [item.text for item in document.items] == [c.text for c in run.claims]


def test_the_same_article_id_with_another_text_is_refused(sqlite: ReviewStore) -> None:
    from dataclasses import replace

    run = report(TWO)
    sqlite.add(run)
    with pytest.raises(UsageError, match="another text"):
        sqlite.add(replace(run, article=replace(run.article, text=run.article.text + "!")))


def test_an_answer_settles_an_item(store: ReviewStore) -> None:
    store.add(report(TWO))
    done = store.label(first(store).id, "contradictory", actor="ana", note="see the trial")
    assert done.result is Result.ACCEPTED
    item = store.item(done.event.item)
    assert (item.status, item.label, item.source) == ("settled", "contradictory", "single")
    (answer,) = item.answers
    assert (answer.actor, answer.note, answer.event) == ("ana", "see the trial", done.event.id)


def test_accept_keeps_the_label_that_the_reviewer_saw(store: ReviewStore) -> None:
    store.add(report(TWO, labels=[Label.SUPPORTED], run="1"))
    item = first(store)
    store.record([say("ana", "accept", item.id, base_version=item.version)])
    store.add(report(TWO, labels=[Label.CONTRADICTORY], run="2"))
    after = store.item(item.id)
    assert after.label is Choice.SUPPORTED
    assert after.machine is not None
    assert after.machine.claim is not None
    assert after.machine.claim.label is Label.CONTRADICTORY


def test_an_event_that_is_sent_again_changes_nothing(store: ReviewStore) -> None:
    store.add(report(TWO))
    item = first(store)
    event = say("ana", "label", item.id, base_version=1, new={"label": "supported"})
    (one,) = store.record([event])
    before = rows(store)
    again = store.record([event, event])
    assert [r.result for r in again] == [Result.DUPLICATE, Result.DUPLICATE]
    assert again[0].version == one.version
    assert rows(store) == before
    other = say("ana", "label", item.id, id=event.id, new={"label": "unsupported"})
    assert store.record([other])[0].result is Result.REFUSED


def test_a_conflict_gives_both_versions_and_writes_nothing(store: ReviewStore) -> None:
    store.add(report(TWO))
    item = first(store)
    store.record([say("ana", "label", item.id, base_version=1, new={"label": "supported"})])
    late = say("ben", "label", item.id, base_version=1, new={"label": "contradictory"})
    (found,) = store.record([late])
    assert found.result is Result.CONFLICT
    assert found.event.new == {"label": "contradictory"}
    assert found.item is not None
    assert (found.item.label, found.item.version) == (Choice.SUPPORTED, 2)
    assert [(entry.actor, entry.new["label"]) for entry in found.since] == [("ana", "supported")]
    assert store.item(item.id).version == 2
    # Having seen it, Ben may say so all the same: then they disagree in the open.
    again = say("ben", "label", item.id, base_version=2, new={"label": "contradictory"})
    assert store.record([again])[0].result is Result.ACCEPTED
    assert store.item(item.id).status is Status.DISPUTED


def test_two_reviewers_at_once_are_no_conflict_where_two_are_wanted(store: ReviewStore) -> None:
    store.add(report(TWO), overlap=2)
    item = first(store)
    found = store.record(
        say(name, "label", item.id, base_version=1, new={"label": "supported"})
        for name in ("ana", "ben")
    )
    assert [one.result for one in found] == [Result.ACCEPTED] * 2
    assert store.item(item.id).source is Source.UNANIMOUS


def test_an_outbox_of_one_reviewer_replays(store: ReviewStore) -> None:
    store.add(report(TWO))
    item = first(store)
    one = say("ana", "label", item.id, base_version=1, new={"label": "supported"})
    two = say("ana", "undo", item.id, base_version=1, after=one.id, new={"event": one.id})
    three = say("ana", "label", item.id, base_version=1, after=two.id, new={"label": "unsupported"})
    for _ in range(2):
        store.record([one, two, three])
    assert store.item(item.id).label is Choice.UNSUPPORTED
    assert len(store.history(item.id)) == 4


def test_undo_and_undo_of_undo(store: ReviewStore) -> None:
    store.add(report(TWO))
    item = first(store).id
    store.label(item, "supported", actor="ana")
    taken = store.undo("ana")
    assert taken is not None
    assert store.item(item).status is Status.OPEN
    assert [entry.standing for entry in store.history(item)] == [True, False, True]
    store.undo("ana", event=taken.event.id)
    assert store.item(item).label is Choice.SUPPORTED
    assert store.undo("ben") is None


def test_nobody_undoes_what_somebody_else_did(store: ReviewStore) -> None:
    store.add(report(TWO))
    done = store.label(first(store).id, "supported", actor="ana")
    assert store.undo("ben", event=done.event.id).result is Result.REFUSED  # type: ignore[union-attr]
    store.add_person("eve", role="adjudicator")
    assert store.undo("eve", event=done.event.id).result is Result.ACCEPTED  # type: ignore[union-attr]


def test_boundaries_after_an_emoji_hold_to_the_quote(store: ReviewStore) -> None:
    run = report(TWO)
    store.add(run)
    item, text = first(store), run.article.text
    good = quoted(text, "ends insomnia")
    shifted = {**good, "start": good["start"] + 1, "end": good["end"] + 1}  # UTF-16 units
    found = store.record(
        say("ana", "bounds", item.id, new={"parts": [span]}) for span in (shifted, good)
    )
    assert [one.result for one in found] == [Result.REFUSED, Result.ACCEPTED]
    assert "code points" in found[0].message
    store.record([say("ana", "accept", item.id)])
    assert store.item(item.id).text == "ends insomnia"


def test_a_missed_claim_becomes_an_item(store: ReviewStore) -> None:
    run = report(TWO)
    store.add(run)
    span = quoted(run.article.text, "is free of risks")
    new = {"parts": [span], "label": "unsupported"}
    event = say("ana", "missed", document=run.article.id, new=new)
    (found,) = store.record([event])
    assert found.result is Result.ACCEPTED
    item = store.item(found.made[0])
    assert (item.origin, item.text, item.label) == ("person", "is free of risks", "unsupported")
    # The same span found by somebody else is an answer to the same item.
    (other,) = store.record([say("ben", "missed", document=run.article.id, new=new)])
    assert other.made == ()
    assert store.item(item.id).finished == 2
    store.undo("ana", event=event.id)
    assert store.item(item.id).status is Status.WITHDRAWN


def test_a_promotional_span_is_added_confirmed_and_rejected(store: ReviewStore) -> None:
    run = report(TWO, promo=["ends insomnia"])
    store.add(run)
    store.record([say("ana", "accept", first(store, Kind.PROMO).id)])
    assert first(store, Kind.PROMO).label is Choice.PROMOTIONAL
    span = quoted(run.article.text, "free of risks")
    new = {"parts": [span], "category": "safety_assurance"}
    (found,) = store.record([say("ana", "add_promo", document=run.article.id, new=new)])
    assert store.item(found.made[0]).label is Choice.PROMOTIONAL
    assert store.label(found.made[0], "supported", actor="ana").result is Result.REFUSED


def test_split_and_merge_and_their_undo(store: ReviewStore) -> None:
    run = report(TWO)
    store.add(run)
    text, (one, two) = run.article.text, store.items().items
    parts = [[quoted(text, "Fernwort 🌿")], [quoted(text, "ends insomnia")]]
    (found,) = store.record([say("ana", "split", one.id, new={"parts": parts})])
    assert store.item(one.id).replaced_by == found.made
    assert [store.item(key).text for key in found.made] == ["Fernwort 🌿", "ends insomnia"]
    assert store.label(one.id, "supported", actor="ana").result is Result.REFUSED
    store.undo("ana")
    assert [store.item(key).status for key in found.made] == ["withdrawn"] * 2
    whole = {"start": 0, "end": len(text), "quote": text}
    (merged,) = store.record(
        [say("ana", "merge", one.id, new={"with": [two.id], "parts": [whole]})]
    )
    assert merged.result is Result.ACCEPTED, merged.message
    assert store.item(one.id).text == text
    assert store.item(two.id).replaced_by == (one.id,)
    store.undo("ana")
    assert store.item(two.id).status is Status.OPEN


def test_evidence_is_added_marked_and_dropped(store: ReviewStore) -> None:
    from claimcheck import codec
    from claimcheck.types import Evidence, Passage

    store.add(report(TWO, labels=[Label.SUPPORTED]))
    item = first(store)
    own = Evidence(passage=Passage(id="p9", doc_id="d9", text="Nobody slept."), rank=1, score=0.0)
    spans = [{"start": 0, "end": 6, "quote": "Nobody"}]
    found = store.record(
        [
            say("ana", "evidence", item.id, new={"evidence": codec.evidence_to_json(own)}),
            say("ana", "rationale", item.id, new={"passage_id": "p9", "spans": spans}),
            say("ana", "drop_evidence", item.id, new={"passage_id": "fernwort-1"}),
            say("ana", "label", item.id, new={"label": "contradictory"}),
            say("ana", "rationale", item.id, new={"passage_id": "none", "spans": spans}),
        ]
    )
    assert [one.result for one in found] == ["accepted"] * 4 + ["refused"]
    (decision,) = store.snapshot()
    assert [e.passage.id for e in decision.evidence] == ["p9"]
    assert [(s.start, s.end) for s in decision.evidence[0].rationale] == [(0, 6)]


@pytest.mark.parametrize(
    ("action", "new"),
    [
        ("label", {}),
        ("label", {"label": "promotional"}),
        ("label", {"label": ["supported"]}),
        ("bounds", {"parts": []}),
        ("bounds", {"parts": [{"start": 0, "end": 10**9, "quote": ""}]}),
        ("bounds", {"parts": [{"start": "0", "end": 2, "quote": "Fe"}]}),
        ("split", {"parts": [[{"start": 0, "end": 2, "quote": "Fe"}]]}),
        ("merge", {"with": ["nothing"], "parts": []}),
        ("undo", {"event": "a\x00b"}),
        ("undo", {}),
        ("note", {"text": "x" * 20_000}),
        ("target", {"target": 3}),
        ("adjudicate", {"outcome": "other", "label": "supported"}),
        ("suggest", {"label": "supported"}),
        ("repeat", {"label": "supported"}),
        ("evidence", {"evidence": {"passage_id": "x"}}),
    ],
)
def test_what_cannot_be_is_refused_and_the_rest_goes_on(
    store: ReviewStore, action: str, new: dict[str, object]
) -> None:
    store.add(report(TWO))
    item = first(store)
    bad = say("ana", action, item.id, new=new)
    if action != "suggest":
        bad = say("ana", Action(action), item.id, new=new)
    good = say("ana", "label", item.id, new={"label": "supported"})
    found = store.record([bad, good])
    assert [one.result for one in found] == [Result.REFUSED, Result.ACCEPTED]
    assert found[0].message
    assert store.item(item.id).version == 2
    assert store.verify() is None


def test_the_rebuilt_views_equal_the_live_ones(store: ReviewStore) -> None:
    run = report(TWO, promo=["ends insomnia"])
    store.add([run, *many(12)], overlap=2)
    busy(store, run.article.text, run.article.id)
    before, history = rows(store), list(store.annotations())
    assert store.rebuild() == len(store.items(limit=1000).items)
    assert rows(store) == before
    assert list(store.annotations()) == history
    assert store.verify() is None


def busy(store: ReviewStore, text: str, document: str) -> None:
    """A little of everything."""
    items = store.items().items
    store.add_person("eve", role="owner")
    store.record(
        [
            say("ana", "label", items[0].id, new={"label": "supported"}, seconds=3.5),
            say("ben", "label", items[0].id, new={"label": "contradictory"}),
            say("ana", "skip", items[2].id),
            say("ana", "note", items[2].id, new={"text": "look again"}),
            say("ana", "missed", document=document, new={"parts": [quoted(text, "risks")]}),
            say("eve", "target", items[3].id, new={"target": 1}),
            say("ben", "accept", items[3].id, new={"repeats": True}),
        ]
    )
    store.undo("ana")
    store.adjudicate(items[0].id, actor="eve", outcome="answer", chosen="ben", confidence=0.8)


def test_the_chain_shows_a_changed_event(sqlite: ReviewStore) -> None:
    sqlite.add(many(3))
    sqlite.label(first(sqlite).id, "supported", actor="ana")
    assert sqlite.verify() is None
    with sqlite._database.write() as connection:
        connection.exec_driver_sql(
            "UPDATE events SET new = replace(new, 'supported', 'x') WHERE seq = 4"
        )
    assert sqlite.verify() == 4


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE documents SET body = (SELECT body FROM documents WHERE number = 2)",
        "UPDATE suggestions SET value = (SELECT value FROM suggestions LIMIT 1)",
        "DELETE FROM suggestions",
        "DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)",
    ],
)
def test_whatever_was_changed_behind_the_store_is_found(sqlite: ReviewStore, change: str) -> None:
    sqlite.add(many(20))
    assert sqlite.verify() is None
    with sqlite._database.write() as connection:
        connection.exec_driver_sql(change)
    assert sqlite.verify() is not None


def test_items_are_paged_by_key_and_filtered(store: ReviewStore) -> None:
    store.add(many(25))
    found, after = [], None
    while True:
        page = store.items(after=after, limit=10)
        found += [item.position for item in page.items]
        after = page.next
        if after is None:
            break
    assert found == sorted(set(found))
    assert len(found) == 25
    store.label(first(store).id, "supported", actor="ana")
    settled = store.items(Filters(status=Status.SETTLED, label=Choice.SUPPORTED)).items
    assert [item.id for item in settled] == [first(store).id]


def test_unknown_items_and_documents_say_so(sqlite: ReviewStore) -> None:
    with pytest.raises(UsageError, match="no item"):
        sqlite.item("c0")
    with pytest.raises(UsageError, match="no document"):
        sqlite.document("d0")
    with pytest.raises(UsageError, match="no id"):
        sqlite.items(Filters(document="a\x00"))
    assert sqlite.label("c0", "supported", actor="ana").result is Result.REFUSED
