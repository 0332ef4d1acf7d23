"""What the page's script asks for and sends."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest

from claimcheck.review import ReviewStore
from claimcheck.review.web import WebSettings
from tests.review.web import samples
from tests.review.web.clients import Client, event, label, span


def of(client: Client, text: str) -> dict[str, object]:
    """The item that says this."""
    return next(t["item"] for t in client.tasks(limit=20) if t["item"]["text"] == text)


def test_tasks_come_with_claim_evidence_and_the_machines_view(ana: Client) -> None:
    item = of(ana, "Drinking three cups a day replaces iron tablets")
    assert item["machine"]["label"] == "contradictory"
    assert item["machine"]["percent"] == 90
    (found,) = item["evidence"]
    assert found["text"] == samples.IRON.text
    assert found["rationale"] == [{"start": 0, "end": samples.IRON.text.index(".") + 1}]


def test_an_answer_is_recorded_and_the_item_leaves_the_queue(
    ana: Client, store: ReviewStore
) -> None:
    item = ana.tasks(limit=1)[0]["item"]
    answer = ana.send(label(item, "supported", seconds=3.5))
    assert answer.status_code == 200
    (result,) = answer.json()["results"]
    assert result["result"] == "accepted"
    assert result["item"]["mine"]["label"] == "supported"
    assert store.item(item["id"]).label == "supported"
    assert item["id"] not in {t["item"]["id"] for t in ana.tasks(limit=20)}


def test_an_event_sent_twice_is_stored_once(ana: Client, store: ReviewStore) -> None:
    sent = label(ana.tasks(limit=1)[0]["item"], "supported")
    results = [ana.send(sent).json()["results"][0]["result"] for _ in range(3)]
    assert results == ["accepted", "duplicate", "duplicate"]
    assert len(store.history(sent["item"])) == 2


def test_a_replayed_outbox_builds_on_its_own_events(ana: Client, store: ReviewStore) -> None:
    item = of(ana, "it lowers blood sugar in everyone")
    start = item["parts"][0]["start"]
    parts = [span(samples.TEA, start, start + len("it lowers blood sugar"))]
    moved = event("bounds", item, new={"parts": parts})
    said = label(item, "contradictory", after=moved["id"])
    noted = event("note", item, new={"text": "Rats only."}, after=said["id"])
    results = ana.send(moved, said, noted).json()["results"]
    assert [r["result"] for r in results] == ["accepted"] * 3
    (answer,) = store.item(item["id"]).answers
    assert answer.parts is not None
    assert answer.parts[0].quote == "it lowers blood sugar"
    assert answer.note == "Rats only."


@pytest.mark.parametrize("shift", [-1, 1, 4])
def test_a_span_that_is_not_its_quote_is_refused(ana: Client, shift: int) -> None:
    item = of(ana, "A cup holds no caffeine")
    part = item["parts"][0]
    wrong = {**part, "start": part["start"] + shift, "end": part["end"] + shift}
    answer = ana.send(event("bounds", item, new={"parts": [wrong]}))
    assert answer.status_code == 422
    (result,) = answer.json()["results"]
    assert result["result"] == "refused"
    assert "code points" in result["message"]


def test_utf16_offsets_are_refused_after_an_emoji(ana: Client) -> None:
    item = of(ana, "A cup holds no caffeine")
    part = item["parts"][0]
    units = len(samples.TEA[: part["start"]].encode("utf-16-le")) // 2
    assert units > part["start"]
    wrong = {"start": units, "end": units + len(part["quote"]), "quote": part["quote"]}
    answer = ana.send(event("missed", new={"parts": [wrong]}, document=item["document"]))
    assert answer.status_code == 422


def test_a_missed_claim_becomes_an_item_of_the_document(ana: Client) -> None:
    document = ana.tasks(limit=1, document=None)[0]["item"]["document"]
    text = ana.document(document)["text"]
    start = text.index("It ")
    new = {"parts": [span(text, start, start + 8)], "label": "unsupported"}
    (result,) = ana.send(event("missed", new=new, document=document)).json()["results"]
    (made,) = result["made"]
    assert made in {i["id"] for i in ana.document(document)["items"]}
    assert ana.item(made)["mine"]["label"] == "unsupported"


def test_a_change_that_was_not_seen_is_a_conflict_with_both_versions(
    enter: Callable[..., Client], store: ReviewStore
) -> None:
    ana, ben = enter("ana"), enter("ben")
    item = ana.tasks(limit=1)[0]["item"]
    assert ben.send(label(ben.item(item["id"]), "contradictory")).status_code == 200
    sent = label(item, "supported")
    answer = ana.send(sent)
    assert answer.status_code == 409
    (result,) = answer.json()["results"]
    assert result["result"] == "conflict"
    assert result["item"]["label"] == "contradictory"
    assert [e["words"] for e in result["since"]] == ["answered: Contradictory"]
    assert [a.actor for a in store.item(item["id"]).answers] == ["ben"]
    again = label(result["item"], "supported")
    assert ana.send(again).status_code == 200


def test_one_conflict_does_not_stop_the_other_events(enter: Callable[..., Client]) -> None:
    ana, ben = enter("ana"), enter("ben")
    first, second = (t["item"] for t in ana.tasks(limit=2))
    ben.send(label(ben.item(first["id"]), "contradictory"))
    results = ana.send(label(first, "supported"), label(second, "supported")).json()["results"]
    assert [r["result"] for r in results] == ["conflict", "accepted"]


def test_an_answer_settles_its_repeats_and_its_undo_frees_them(
    ana: Client, store: ReviewStore
) -> None:
    item = of(ana, "Fennel tea cures bloating overnight")
    assert item["repeats"] == 2
    sent = label(item, "contradictory", new={"label": "contradictory", "repeats": True})
    ana.send(sent)
    others = ana.get(f"/api/item/{item['id']}/repeats").json()["repeats"]
    assert [o["status"] for o in others] == ["settled", "settled"]
    assert len({item["document"], *(o["document"] for o in others)}) == 2
    ana.send(event("undo", new={"event": sent["id"]}))
    others = ana.get(f"/api/item/{item['id']}/repeats").json()["repeats"]
    assert [o["status"] for o in others] == ["open", "open"]


def test_blind_mode_sends_no_label_until_the_answer_is_in(enter: Callable[..., Client]) -> None:
    ana = enter("ana", settings=WebSettings(hosts=("review.test",), blind=True))
    item = of(ana, "Drinking three cups a day replaces iron tablets")
    assert item["blind"]
    assert item["machine"] is None
    (found,) = item["evidence"]
    assert (found["stance"], found["rationale"], found["wire"]["probs"]) == (None, [], None)
    (result,) = ana.send(label(item, "supported")).json()["results"]
    assert result["item"]["machine"]["label"] == "contradictory"


def test_others_answers_are_hidden_until_ones_own_is_in(
    enter: Callable[..., Client], store: ReviewStore
) -> None:
    store.add([samples.plants(3)], overlap=2)
    ana, ben = enter("ana"), enter("ben")
    item = of(ana, "Sample plant number 1 eases ailment number 1")
    ana.send(label(item, "supported", note="my own words"))
    seen = ben.item(item["id"])
    assert seen["others"] == []
    history = ben.get(f"/api/item/{item['id']}/history")
    assert "my own words" not in history.text
    assert "ana" not in history.text
    (result,) = ben.send(label(seen, "contradictory")).json()["results"]
    assert [a["actor"] for a in result["item"]["others"]] in (["ana"], [])


def test_evidence_is_found_added_and_marked(ana: Client, store: ReviewStore) -> None:
    item = of(ana, "A cup holds no caffeine")
    found = ana.get("/api/search?q=herbal tannins").json()["passages"][0]
    text = found["text"]
    assert text == samples.IRON.text
    added = event("evidence", item, new={"evidence": found["wire"]})
    marks = {"passage_id": found["id"], "spans": [span(text, 0, 11)]}
    marked = event("rationale", item, new=marks, after=added["id"])
    assert ana.send(added, marked).status_code == 200
    (answer,) = store.item(item["id"]).answers
    assert answer.evidence[0].passage.text == text
    assert [(s.start, s.end) for s in answer.rationales[found["id"]]] == [(0, 11)]


def test_a_rationale_must_be_in_its_passage(ana: Client) -> None:
    item = of(ana, "Drinking three cups a day replaces iron tablets")
    spans = [{"start": 0, "end": 4, "quote": "Nope"}]
    answer = ana.send(event("rationale", item, new={"passage_id": "iron", "spans": spans}))
    assert answer.status_code == 422


def test_a_lone_surrogate_survives_the_way_there_and_back(ana: Client, store: ReviewStore) -> None:
    text = "Odd \ud800 sign. Mint tea cures hiccups.\r\n"
    start = text.index("Mint")
    said = samples.verdict(samples.Label.UNSUPPORTED, 0.5)
    store.add([samples.of_claims(text, [samples.claim(text, samples.at(text, "Mint tea"), said)])])
    item = of(ana, "Mint tea")
    assert ana.document(item["document"])["text"] == text
    parts = [span(text, 0, start)]
    assert ana.send(event("bounds", item, new={"parts": parts})).status_code == 200


def test_tasks_can_be_given_back(ana: Client, enter: Callable[..., Client]) -> None:
    lent = {t["item"]["id"] for t in ana.tasks(limit=20)}
    assert ana.post("/api/release", {}).json()["released"] == len(lent)
    assert {t["item"]["id"] for t in enter("ben").tasks(limit=20)} == lent


def test_items_still_in_an_outbox_are_not_lent_again(ana: Client) -> None:
    first = ana.tasks(limit=1)[0]["item"]["id"]
    assert first not in {t["item"]["id"] for t in ana.tasks(limit=20, exclude=[first])}


@pytest.mark.parametrize("wanted", [{"limit": 0}, {"limit": 999}, {"strategy": "x"}, {"more": 1}])
def test_unknown_wishes_are_refused(ana: Client, wanted: dict[str, object]) -> None:
    assert ana.post("/api/next", wanted).status_code == 422


def test_what_is_not_there_is_said_to_be_missing(ana: Client) -> None:
    for path in ("/api/item/none", "/api/document/none", "/api/item/none/history"):
        assert ana.get(path).status_code == 404


def test_an_event_of_an_unknown_item_is_refused(ana: Client) -> None:
    sent = {"id": str(uuid.uuid4()), "action": "label", "item": "none", "new": {"label": "x"}}
    assert ana.send(sent).json()["results"][0]["result"] == "refused"
