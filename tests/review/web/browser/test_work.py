"""Whole sessions in a real Chromium, by keyboard, against a real server."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from claimcheck.review import ReviewStore, Role
from claimcheck.review.exchange import pieces, sheets_of
from tests.review.web import samples
from tests.review.web.browser.browsing import Site, claim_of, found, go_to, keys, saved
from tests.waiting import until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

CURES = "Fennel tea cures bloating overnight"


def test_every_decision_has_one_key_and_can_be_taken_back(
    store: ReviewStore, serve: Callable[..., Site], enter: Callable[..., Page]
) -> None:
    store.add(samples.plants(30))
    page = enter(serve())
    said = []
    for key, label in (("1", "supported"), ("2", "unsupported"), ("3", "contradictory")):
        said.append((claim_of(page), label))
        keys(page, key)
    said.append((claim_of(page), "not_a_claim"))
    keys(page, "x")
    accepted = claim_of(page)
    keys(page, "a")
    skipped = claim_of(page)
    keys(page, "Space")
    saved(page)
    for text, label in said:
        assert [item.label for item in found(store, text)] == [label]
    (item,) = found(store, accepted)
    assert item.label == item.machine.claim.label
    (item,) = found(store, skipped)
    assert (item.label, item.answers[0].skipped) == (None, True)
    keys(page, "u", "u", "u")
    saved(page)
    until(lambda: page.locator("#panel .card").count())
    assert claim_of(page) == said[-1][0]
    assert [item.label for item in found(store, said[-1][0])] == [None]
    assert [item.label for item in found(store, said[0][0])] == ["supported"]


def test_thirty_claims_are_answered_by_keyboard_alone(
    store: ReviewStore, serve: Callable[..., Site], enter: Callable[..., Page]
) -> None:
    store.add(samples.plants(30))
    page = enter(serve())
    for n in range(30):
        until(lambda: page.locator("h2#claim").count())
        keys(page, "123"[n % 3])
    page.get_by_text("Nothing is left in this queue.").wait_for()
    saved(page)
    progress = store.progress()
    assert progress.statuses["settled"] == 30
    assert progress.done == {"ana": 30}
    events = [e for e in store.events() if e.action == "label"]
    assert len({e.id for e in events}) == 30


def test_boundaries_move_by_word_and_character_after_an_emoji(
    store: ReviewStore, serve: Callable[..., Site], enter: Callable[..., Page]
) -> None:
    store.add(samples.tea())
    page = enter(serve())
    go_to(page, "it lowers blood sugar in everyone")
    keys(page, "[", "[", "b", "]", "}", "{", "Enter")
    saved(page)
    assert claim_of(page) == "lowers blood sugar"
    (item,) = found(store, "it lowers blood sugar in everyone")
    (answer,) = item.answers
    (part,) = answer.parts
    assert samples.TEA[part.start : part.end] == part.quote == "lowers blood sugar"
    keys(page, "3")
    saved(page)
    (item,) = (i for i in store.items().items if i.label == "contradictory")
    assert item.text == "lowers blood sugar"


def test_boundaries_are_taken_from_a_selection(
    store: ReviewStore, serve: Callable[..., Site], enter: Callable[..., Page]
) -> None:
    store.add(samples.tea())
    page = enter(serve())
    go_to(page, "A cup holds no caffeine")
    word = page.locator("#article .now")
    box = word.bounding_box()
    assert box is not None
    page.mouse.dblclick(box["x"] + box["width"] - 20, box["y"] + box["height"] / 2)
    page.locator("#pick").wait_for()
    keys(page, "b", "Enter")
    saved(page)
    assert claim_of(page) == "caffeine"


def test_a_missed_claim_is_added_by_keyboard_and_comes_next(
    store: ReviewStore, serve: Callable[..., Site], enter: Callable[..., Page]
) -> None:
    store.add(samples.tea())
    page = enter(serve())
    go_to(page, "Drinking three cups a day replaces iron tablets")
    keys(page, "i")
    page.locator("#article .draft").first.wait_for()
    if "Nursing" not in "".join(page.locator("#article .draft").all_inner_texts()):
        keys(page, "ArrowDown")
    keys(page, "{", "Enter")
    saved(page)
    (item,) = found(store, "Nursing mothers can take any amount")
    assert item.origin == "person"
    keys(page, "2")
    until(lambda: claim_of(page) == "Nursing mothers can take any amount")
    keys(page, "3")
    saved(page)
    assert store.item(item.id).label == "contradictory"


def test_split_merge_and_their_undo(
    store: ReviewStore, serve: Callable[..., Site], enter: Callable[..., Page]
) -> None:
    store.add(samples.tea())
    page = enter(serve())
    whole = "Drinking three cups a day replaces iron tablets"
    go_to(page, whole)
    keys(page, "c", "Enter")
    saved(page)
    (item,) = found(store, whole)
    assert item.status == "replaced"
    halves = [store.item(key).text for key in item.replaced_by]
    assert " ".join(halves) == whole
    until(lambda: claim_of(page) in halves)
    keys(page, "u")
    saved(page)
    assert store.item(item.id).status == "open"
    go_to(page, "it lowers blood sugar in everyone")
    keys(page, "m", "Enter")
    saved(page)
    assert claim_of(page).startswith("it lowers blood sugar in everyone … A cup holds")


def test_promotional_spans_are_confirmed_rejected_and_added(
    store: ReviewStore, serve: Callable[..., Site], enter: Callable[..., Page]
) -> None:
    store.add(samples.tea())
    page = enter(serve())
    keys(page, "q")
    page.locator("#kind").select_option("promo")
    until(lambda: claim_of(page) == "This miracle brew")
    assert page.locator(".promo-only").is_visible()
    keys(page, "a")
    saved(page)
    assert [item.label for item in found(store, "This miracle brew")] == ["promotional"]
    keys(page, "u")
    until(lambda: page.locator("h2#claim").count())
    keys(page, "x")
    saved(page)
    assert [item.label for item in found(store, "This miracle brew")] == ["not_promotional"]
    keys(page, "u", "o", "Enter")
    saved(page)
    added = [i for i in store.items().items if i.kind == "promo" and i.origin == "person"]
    assert [item.category for item in added] == ["hype_puffery"]


def test_evidence_is_looked_up_added_marked_and_dropped(
    store: ReviewStore, serve: Callable[..., Site], enter: Callable[..., Page]
) -> None:
    store.add(samples.tea())
    page = enter(serve())
    go_to(page, "Drinking three cups a day replaces iron tablets")
    assert page.locator("blockquote b").count() == 0
    keys(page, "e")
    page.locator("#search-words").fill("blood sugar")
    keys(page, "Enter")
    page.locator(".found").first.wait_for()
    keys(page, "Enter")
    page.get_by_text("Added by you").wait_for()
    keys(page, "Escape", "r", "ArrowDown", "Enter")
    page.get_by_text("rationale marked by you").wait_for()
    keys(page, "t")
    page.locator("#words").fill("Tannins matter.")
    keys(page, "Enter", "n", "d")
    saved(page)
    (item,) = found(store, "Drinking three cups a day replaces iron tablets")
    (answer,) = item.answers
    assert [e.passage.id for e in answer.evidence] == ["fennel-sugar"]
    (spans,) = answer.rationales.values()
    assert [samples.SUGAR.text[s.start : s.end] for s in spans] == [
        "In rats, an extract lowered it."
    ]
    assert answer.note == "Tannins matter."
    assert answer.dropped == ("iron",)


def test_repeats_are_settled_unless_they_are_left_out(
    store: ReviewStore, serve: Callable[..., Site], enter: Callable[..., Page]
) -> None:
    store.add([samples.tea(), samples.soup()])
    page = enter(serve())
    page.locator("#strategy").select_option("document")
    until(lambda: page.locator("h2#claim").count())
    for _ in range(10):
        if claim_of(page) == CURES:
            break
        keys(page, "Space")
        page.wait_for_timeout(200)
    keys(page, "3")
    saved(page)
    assert [item.label for item in found(store, CURES)] == ["contradictory"] * 3
    keys(page, "u")
    saved(page)
    assert [item.label for item in found(store, CURES)] == [None] * 3
    keys(page, "g", "3")
    saved(page)
    assert sorted(str(item.label) for item in found(store, CURES)) == [
        "None",
        "None",
        "contradictory",
    ]


def test_work_goes_on_while_the_server_is_away_and_nothing_is_lost_or_doubled(
    store: ReviewStore, serve: Callable[..., Site], enter: Callable[..., Page]
) -> None:
    store.add(samples.plants(12))
    site = serve()
    page = enter(site)
    until(lambda: page.locator("#progress").inner_text())
    keys(page, "1")
    saved(page)
    site.stop()
    said = []
    for _ in range(4):
        said.append(claim_of(page))
        keys(page, "3")
    page.locator('#sync[data-state="offline"]').wait_for()
    assert "kept here" in page.locator("#sync").inner_text()
    assert store.progress().statuses["settled"] == 1
    site.start()
    saved(page)
    for text in said:
        assert [item.label for item in found(store, text)] == ["contradictory"]
    assert len([e for e in store.events() if e.action == "label"]) == 5


def test_what_waits_in_the_outbox_survives_a_reload(
    store: ReviewStore, serve: Callable[..., Site], enter: Callable[..., Page]
) -> None:
    store.add(samples.plants(6))
    page = enter(serve())
    said = claim_of(page)
    page.route("**/api/events", lambda route: route.abort())
    keys(page, "2")
    page.locator('#sync[data-state="offline"]').wait_for()
    page.unroute("**/api/events")
    page.reload()
    saved(page)
    until(lambda: [item.label for item in found(store, said)] == ["unsupported"])


def test_a_reload_while_the_server_is_away_goes_on_and_loses_nothing(
    store: ReviewStore, serve: Callable[..., Site], enter: Callable[..., Page]
) -> None:
    store.add(samples.plants(12))
    site = serve()
    page = enter(site)
    until(lambda: page.evaluate("caches.match('/').then(Boolean)"))
    saved(page)
    site.stop()
    said = [claim_of(page)]
    keys(page, "3")
    page.locator('#sync[data-state="offline"]').wait_for()
    page.reload()
    until(lambda: page.locator("h2#claim").count())
    page.locator("#article .now").first.wait_for()
    assert claim_of(page) not in said
    said.append(claim_of(page))
    keys(page, "3")
    assert "2 changes kept here" in page.locator("#sync").inner_text()
    site.start()
    saved(page)
    for text in said:
        assert [item.label for item in found(store, text)] == ["contradictory"]
    assert len([e for e in store.events() if e.action == "label"]) == 2


def test_signing_out_leaves_no_text_in_the_browser(
    store: ReviewStore, serve: Callable[..., Site], enter: Callable[..., Page]
) -> None:
    store.add(samples.plants(3))
    page = enter(serve())
    until(lambda: page.evaluate("caches.match('/').then(Boolean)"))
    page.reload()
    page.locator("h2#claim").wait_for()
    page.get_by_role("button", name="Sign out").press("Enter")
    page.wait_for_url("**/login")
    left = """async () => {
        const kept = await caches.open("claimcheck-review");
        return (await kept.keys()).map((one) => new URL(one.url).pathname);
    }"""
    until(lambda: all(path.startswith("/static/") for path in page.evaluate(left)))


def test_undo_goes_back_beyond_a_reload_to_what_this_reviewer_did(
    store: ReviewStore, serve: Callable[..., Site], enter: Callable[..., Page]
) -> None:
    store.add(samples.plants(8))
    page = enter(serve())
    said = []
    for key in "123":
        said.append(claim_of(page))
        keys(page, key)
    saved(page)
    (others,) = found(store, "Sample plant number 8 eases ailment number 8")
    store.label(others.id, "supported", actor="ben")
    page.reload()
    page.locator("#article .now").first.wait_for()
    for text, words in ((said[2], "Contradictory"), (said[1], "Unsupported")):
        keys(page, "u")
        until(lambda text=text: claim_of(page) == text)
        until(lambda words=words: words in page.locator("#toast-words").inner_text())
        assert "Taken back" in page.locator("#toast-words").inner_text()
        saved(page)
        assert [item.label for item in found(store, text)] == [None]
    assert [item.label for item in found(store, said[0])] == ["supported"]
    keys(page, "2")
    saved(page)
    assert [item.label for item in found(store, said[1])] == ["unsupported"]
    keys(page, "u", "u")
    until(lambda: [item.label for item in found(store, said[0])] == [None])
    saved(page)
    keys(page, "u")
    page.get_by_text("There is nothing to take back.").first.wait_for()
    assert store.item(others.id).label == "supported"


def test_an_answer_whose_acknowledgement_was_lost_is_not_doubled(
    store: ReviewStore, serve: Callable[..., Site], enter: Callable[..., Page]
) -> None:
    store.add(samples.plants(6))
    page = enter(serve())
    said, lost = claim_of(page), []

    def lose(route: Any) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/api/events", lose)
    keys(page, "2")
    page.locator('#sync[data-state="offline"]').wait_for()
    saved(page)
    assert lost == [200]
    (item,) = found(store, said)
    assert [e.action for e in store.history(item.id)] == ["suggest", "label"]


def test_a_conflict_shows_both_versions_and_the_reviewer_chooses(
    store: ReviewStore, serve: Callable[..., Site], enter: Callable[..., Page]
) -> None:
    store.add(samples.plants(6))
    page = enter(serve())
    for choice, kept in (("#conflict-keep", "contradictory"), ("#conflict-send", "supported")):
        text = claim_of(page)
        (item,) = found(store, text)
        store.label(item.id, "contradictory", actor="ben")
        keys(page, "1")
        page.locator("#conflict[open]").wait_for()
        assert "Supported" in page.locator("#conflict-mine").inner_text()
        theirs = page.locator("#conflict-theirs").inner_text()
        assert "Contradictory" in theirs
        assert "ben" in theirs
        page.locator(choice).press("Enter")
        page.locator("#conflict[open]").wait_for(state="detached")
        saved(page)
        until(lambda: page.locator("h2#claim").count())
        answers = {a.actor: a.label for a in store.item(item.id).answers}
        assert answers.get("ana", "contradictory") == kept
        assert answers["ben"] == "contradictory"


def test_blind_mode_shows_the_machines_label_after_the_answer(
    store: ReviewStore, serve: Callable[..., Site], enter: Callable[..., Page]
) -> None:
    store.add(samples.plants(6))
    page = enter(serve(blind=True))
    assert "Blind." in page.locator("#panel").inner_text()
    assert page.locator("#panel .chip").count() == 0
    text = claim_of(page)
    keys(page, "a")
    assert claim_of(page) == text
    keys(page, "2")
    page.get_by_text("The machine says:").wait_for()


def test_two_reviewers_differ_and_an_adjudicator_settles_it(
    store: ReviewStore, serve: Callable[..., Site], enter: Callable[..., Page]
) -> None:
    store.add(samples.plants(2), overlap=2)
    site = serve()
    for name, key in (("ana", "1"), ("ben", "3")):
        page = enter(site, name)
        keys(page, key)
        until(lambda page=page: page.locator("h2#claim").count())
        keys(page, key)
        saved(page)
    assert len(store.disagreements().items) == 2
    page = enter(site, "eve", role=Role.ADJUDICATOR, works=False)
    page.goto(f"{site.address}/adjudicate")
    page.locator(".list a").first.press("Enter")
    page.wait_for_url("**/adjudicate/*", wait_until="load")
    first = page.url
    keys(page, "1")
    page.wait_for_url(lambda url: url != first, wait_until="load")
    assert len(store.disagreements().items) == 1
    keys(page, "x")
    page.locator("#note:focus").wait_for()
    page.keyboard.type("No such plant.")
    keys(page, "Escape", "x")
    page.get_by_text("Nothing to settle").wait_for()
    labels = sorted(str(i.label) for i in store.items().items if "Sample" in i.text)
    assert labels in (["None", "supported"], ["None", "contradictory"])
    page.goto(f"{site.address}/agreement")
    assert "2 were finished by two people" in page.locator(".lead").inner_text()
    exported = b"".join(pieces(sheets_of(store), "jsonl")).decode()
    assert exported.count('"settled"') >= 1
    assert "No such plant." not in page.content()


def test_text_of_an_article_never_runs(
    store: ReviewStore, serve: Callable[..., Site], enter: Callable[..., Page]
) -> None:
    text = (
        "<script>document.title='owned'</script> <img src=x onerror=alert(1)>\r\n"
        "Hidden \u202eerutuf\u202c and \u200b and \x00 too. Mint heals all \U0001f33f wounds.\r\n"
    )
    said = samples.verdict(samples.Label.SUPPORTED, 0.6, samples.IRON)
    mint = samples.at(text, "Mint heals all \U0001f33f wounds")
    store.add(samples.of_claims(text, [samples.claim(text, mint, said)], title="<b>Mint</b>"))
    page = enter(serve())
    assert page.title() == "Work · claimcheck"
    assert page.locator("#article img").count() == 0
    shown = page.locator("#article").evaluate("e => e.textContent")
    assert shown == text
    keys(page, "[", "[", "]", "Enter")
    saved(page)
    (item,) = store.items().items
    assert item.answers[0].parts[0].quote == "Mint heals all"


def test_a_phone_gets_no_sideways_scrolling(
    store: ReviewStore, serve: Callable[..., Site], enter: Callable[..., Page]
) -> None:
    store.add([samples.tea(), samples.soup()])
    site = serve()
    page = enter(site, role=Role.OWNER, viewport={"width": 390, "height": 844})
    for path in ("/", "/agreement", "/adjudicate"):
        page.goto(site.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


ODD = (
    "plain words",
    "tea 🍵 and 👩‍⚕️💚 and 🇫🇷",
    "e\u0301 a\u0308\u0323 o\u20dd",
    "שלום \u202bתה\u202c \u200f!",
    "a\r\nb\rc\n\x00\x1b",
    "\U0001f3f4\U000e0067\U000e0062\U000e007f \ufeff",
    "lone \udc00 and \ud83c here",
)


@pytest.mark.parametrize("text", ODD)
def test_offsets_of_the_page_are_those_of_python(
    store: ReviewStore, serve: Callable[..., Site], browser: Browser, text: str
) -> None:
    page = browser.new_page()
    page.goto(f"{serve().address}/login")
    spans = [(s, e) for s in range(len(text)) for e in range(s + 1, len(text) + 1)]
    script = """async ([text, spans]) => {
        const { Offsets } = await import("/static/x/offsets.js");
        const given = new Offsets(JSON.parse(text));
        const quotes = spans.map(([start, end]) => given.slice(start, end));
        const there = (point) => given.points(given.units(point));
        const back = spans.map(([start, end]) => [there(start), there(end)]);
        return [given.length, JSON.stringify(quotes), back];
    }"""
    length, quotes, back = page.evaluate(script, [json.dumps(text), spans])
    page.close()
    assert length == len(text)
    assert json.loads(quotes) == [text[start:end] for start, end in spans]
    assert [tuple(pair) for pair in back] == spans
