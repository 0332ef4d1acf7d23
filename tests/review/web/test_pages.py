"""The pages that are forms and figures, and what they make of hostile text."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from claimcheck.review import ReviewStore
from claimcheck.review.records import Figure
from claimcheck.review.web.plots import said
from tests.report.pages import Page
from tests.review.web import samples
from tests.review.web.clients import Client, label

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)> {{ 7*7 }} \u202e"


@pytest.fixture
def disputed(store: ReviewStore, enter: Callable[..., Client]) -> str:
    """An item that Ana and Ben see differently."""
    store.add([samples.plants(2)], overlap=2)
    for name, choice in (("ana", "supported"), ("ben", "contradictory")):
        client = enter(name)
        item = next(
            t["item"]
            for t in client.tasks(limit=20)
            if t["item"]["text"].startswith("Sample plant number 1 ")
        )
        client.send(label(item, choice, note=f"{name} says {HOSTILE}"))
    return str(item["id"])


def fields(page: str) -> dict[str, str]:
    """The hidden fields of the form."""
    found = re.findall(r'<input type="hidden" name="(event|version)" value="([^"]+)">', page)
    return dict(found)


def test_the_work_page_loads_its_own_files_alone(ana: Client) -> None:
    page = Page(ana.get("/").text)
    loaded = [e.attrs["src"] for e in page.all("script")]
    loaded += [e.attrs["href"] for e in page.all("link")]
    for address in loaded:
        assert address.startswith("/static/")
        assert ana.get(address).status_code == 200


def test_adjudication_shows_answers_side_by_side(
    disputed: str, enter: Callable[..., Client]
) -> None:
    eve = enter("eve", role="adjudicator")
    assert f"/adjudicate/{disputed}" in eve.get("/adjudicate").text
    page = Page(eve.get(f"/adjudicate/{disputed}").text)
    names = [e.text for e in page.all("h2")]
    assert any("ana" in name for name in names)
    assert any("ben" in name for name in names)
    decisions = {e.attrs["value"] for e in page.all("button") if e.attrs.get("name")}
    assert {"answer:ana", "answer:ben", "all_wrong:", "other:unsupported"} <= decisions


def test_notes_of_reviewers_are_text(disputed: str, enter: Callable[..., Client]) -> None:
    html = enter("eve", role="adjudicator").get(f"/adjudicate/{disputed}").text
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "\u202e" not in html.replace('<span class="hid" data-h="RLO"><span>\u202e</span>', "")


def test_an_adjudicator_takes_one_answer(
    disputed: str, enter: Callable[..., Client], store: ReviewStore
) -> None:
    eve = enter("eve", role="adjudicator")
    form = fields(eve.get(f"/adjudicate/{disputed}").text)
    eve.form(
        f"/adjudicate/{disputed}",
        **form,
        decision="answer:ben",
        errors=["misread_claim", "slip"],
        confidence="0.8",
        note="Ben read the passage.",
    )
    item = store.item(disputed)
    assert (item.status, item.source, item.label) == ("settled", "adjudicated", "contradictory")
    assert item.adjudication is not None
    assert item.adjudication["errors"] == ["misread_claim", "slip"]


def test_all_wrong_needs_a_note_and_sets_no_label(
    disputed: str, enter: Callable[..., Client], store: ReviewStore
) -> None:
    eve = enter("eve", role="adjudicator")
    form = fields(eve.get(f"/adjudicate/{disputed}").text)
    refused = eve.form(f"/adjudicate/{disputed}", **form, decision="all_wrong:")
    assert refused.status_code == 422
    assert "note" in refused.text
    form = fields(refused.text)
    eve.form(f"/adjudicate/{disputed}", **form, decision="all_wrong:", note="No such plant.")
    item = store.item(disputed)
    assert (item.status, item.label) == ("settled", None)


def test_the_same_form_sent_twice_decides_once(
    disputed: str, enter: Callable[..., Client], store: ReviewStore
) -> None:
    eve = enter("eve", role="adjudicator")
    form = fields(eve.get(f"/adjudicate/{disputed}").text)
    for _ in range(2):
        answer = eve.form(f"/adjudicate/{disputed}", **form, decision="answer:ana")
        assert answer.status_code == 200
    actions = [e.action for e in store.history(disputed)]
    assert actions.count("adjudicate") == 1


def test_a_decision_on_an_old_version_is_a_conflict(
    disputed: str, enter: Callable[..., Client], store: ReviewStore
) -> None:
    eve, max_ = enter("eve", role="adjudicator"), enter("max", role="owner")
    old = fields(eve.get(f"/adjudicate/{disputed}").text)
    new = fields(max_.get(f"/adjudicate/{disputed}").text)
    max_.form(f"/adjudicate/{disputed}", **new, decision="answer:ana")
    answer = eve.form(f"/adjudicate/{disputed}", **old, decision="answer:ben")
    assert answer.status_code == 409
    assert "changed while you looked" in answer.text
    assert "max" in answer.text
    assert store.item(disputed).label == "supported"


@pytest.mark.parametrize(
    "fields", [{}, {"event": "1", "version": "1"}, {"event": "x" * 36, "version": "-"}]
)
def test_a_form_that_the_page_did_not_make_is_refused(
    disputed: str, enter: Callable[..., Client], fields: dict[str, str]
) -> None:
    eve = enter("eve", role="adjudicator")
    answer = eve.form(f"/adjudicate/{disputed}", **fields, decision="answer:ana")
    assert answer.status_code == 422


def test_agreement_is_shown_with_its_number(disputed: str, ana: Client) -> None:
    html = ana.get("/agreement").text
    assert "1 were finished by two people" in html
    page = Page(html)
    assert page.all("svg")
    assert any("ana and ben" in e.text for e in page.all("th"))


def test_agreement_without_shared_items_is_not_defined(ana: Client) -> None:
    assert (
        "agreement is not defined" in ana.get("/agreement").text
        or "not defined" in ana.get("/agreement").text
    )


def test_figures_are_said_with_interval_and_n() -> None:
    assert said(Figure(value=0.5, low=0.25, high=0.75, n=12)) == "0.50 (0.25 to 0.75), n = 12"
    assert said(Figure(value=-0.004, low=-0.5, high=1, n=2)) == "0.00 (−0.50 to 1.00), n = 2"
    assert said(Figure(value=None, why="nobody shares an item")) == (
        "not defined (nobody shares an item)"
    )


def test_a_persons_name_is_text(enter: Callable[..., Client]) -> None:
    html = enter("<b>x</b>\"'").get("/").text
    assert "<b>x</b>" not in html
