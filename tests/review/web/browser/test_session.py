"""A whole session by keyboard, from a run to a better run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from claimcheck import codec
from claimcheck.cli import app
from claimcheck.review import Filters, Item, Kind, ReviewStore, Role
from claimcheck.types import Report
from tests.review.web.browser import valley
from tests.review.web.browser.browsing import (
    Site,
    claim_of,
    found,
    go_to,
    keys,
    saved,
)
from tests.waiting import until

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.models, pytest.mark.enable_socket]

OVERRULED = (
    "Fernwort cures insomnia",
    "Marshbell ointment heals burns",
    "Tarnroot stops muscle cramps",
    "Fernwort cures cancer",
)
"""What both reviewers see otherwise than the machine; the letter repeats two of them."""

TOUCHED = "Glimmergrass thins the blood"
"""What one changes while the other has it open."""

MOVED = "Fernwort syrup calms a dry cough overnight"
"""Stands after an emoji; both take the last word off."""

ARGUED = ("Marshbell cures influenza", "Glimmergrass cures asthma")
"""What the reviewers differ on: one of them is right on the first, both are wrong on the second."""


def test_two_reviewers_settle_thirty_claims_and_the_next_run_is_changed_there_alone(
    address: str,
    store: ReviewStore,
    serve: Callable[..., Site],
    enter: Callable[..., Page],
    tmp_path: Path,
) -> None:
    article, letter, corpus = valley.write(tmp_path)
    before = run(tmp_path / "before", corpus, article) + run(tmp_path / "letter", corpus, letter)
    store.setting("overlap", "2")
    command("review", "add", tmp_path / "before", "--store", address)
    claims = store.items(Filters(kind=Kind.CLAIM, document=before[0].article.id)).items
    assert len(claims) == 30

    site = serve()
    ana, ben = enter(site, "ana"), enter(site, "ben")
    conflict(store, ana, ben)
    missed_claim(store, ana)
    for name, page in (("ana", ana), ("ben", ben)):
        answer_all(store, name, page)
    adjudicate(site, enter(site, "eve", role=Role.ADJUDICATOR, works=False), store)

    settled = {item.text: item for item in store.items(limit=100).items if item.label}
    assert settled[MOVED.removesuffix(" overnight")].source == "unanimous"
    assert valley.MISSED in settled
    exported = tmp_path / "reviews.jsonl"
    command("review", "export", "--store", address, "--format", "jsonl", "-o", exported)
    assert exported.read_text("utf-8").count('"status": "settled"') == len(settled)

    learnt = tmp_path / "learnt"
    command("learn", "--store", address, "-o", learnt, "--fast")
    after = run(tmp_path / "after", corpus, article, letter, "--models", learnt)
    assert changed(before, after) == expected(before, claims, store)


def command(*arguments: object) -> str:
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert done.exit_code == 0, done.output
    return done.output


def run(output: Path, corpus: Path, *articles: object) -> list[Report]:
    """Articles checked by the small model."""
    command("batch", *articles, "-o", output, "--fast", "--corpus", corpus)
    return list(codec.read_reports(output / "reports.jsonl"))


def conflict(store: ReviewStore, ana: Page, ben: Page) -> None:
    """Ben cuts a claim and takes it back while Ana has it open: she is told, and answers again."""
    for page in (ana, ben):
        go_to(page, TOUCHED)
    (item,) = found(store, TOUCHED)
    keys(ben, "c", "Enter")
    until(lambda: store.item(item.id).status == "replaced")
    keys(ben, "u")
    until(lambda: store.item(item.id).status == "open")
    keys(ana, "2")
    ana.locator("#conflict[open]").wait_for()
    assert "Unsupported" in ana.locator("#conflict-mine").inner_text()
    assert "Somebody else worked on it" in ana.locator("#conflict-theirs").inner_text()
    keys(ana, "Tab" if not ana.locator("#conflict-keep:focus").count() else "Shift", "Enter")
    ana.locator("#conflict[open]").wait_for(state="detached")
    assert store.item(item.id).answers == ()


def missed_claim(store: ReviewStore, page: Page) -> None:
    """A claim that the machine did not find, marked from the last one on."""
    go_to(page, "Glimmergrass prevents diarrhoea caused by antibiotics")
    keys(page, "i")
    page.locator("#article .draft").first.wait_for()
    until(lambda: "grandmother" in draft(page))
    keys(page, "b")
    for _ in range(20):
        if draft(page).startswith("slept"):
            break
        keys(page, "]")
    keys(page, "b", "{", "Enter")
    saved(page)
    (item,) = found(store, valley.MISSED)
    assert item.origin == "person"


def draft(page: Page) -> str:
    return "".join(page.locator("#article .draft").all_inner_texts())


def answer_all(store: ReviewStore, name: str, page: Page) -> None:
    """Everything in the queue, by keys alone."""
    for _ in range(40):
        until(lambda: page.locator("h2#claim").count() or "Nothing is left" in panel(page))
        if "Nothing is left" in panel(page):
            saved(page)
            return
        answer(store, name, page, claim_of(page))
    raise AssertionError(f"the queue of {name} has no end")


def panel(page: Page) -> str:
    return page.locator("#panel").inner_text()


def answer(store: ReviewStore, name: str, page: Page, text: str) -> None:
    item = next((item for item in found(store, text) if item.kind == "claim"), None)
    if text == MOVED:
        keys(page, "[", "Enter")
        until(lambda: claim_of(page) == MOVED.removesuffix(" overnight"))
    if text in ARGUED:
        keys(page, "1" if name == "ana" else "3")
    elif text in OVERRULED:
        keys(page, "r", "Enter")
        page.get_by_text("rationale marked by you").wait_for()
        keys(page, "2" if said(item) == "contradictory" else "3")
    elif text == valley.MISSED:
        keys(page, "2")
    else:
        keys(page, "a" if said(item) else "2")
    until(lambda: not page.locator("h2#claim").count() or claim_of(page) != text)


def said(item: Item | None) -> str | None:
    """What the machine says of an item."""
    claim = item.machine.claim if item and item.machine else None
    return claim.label.value if claim and claim.label else None


def adjudicate(site: Site, page: Page, store: ReviewStore) -> None:
    """Ana is right about the first, nobody about the second."""
    for text in ARGUED:
        (item,) = found(store, text)
        assert item.status == "disputed"
        page.goto(f"{site.address}/adjudicate")
        page.locator(".list a", has_text=text).press("Enter")
        page.wait_for_url(f"**/adjudicate/{item.id}", wait_until="load")
        if text == ARGUED[0]:
            keys(page, str(1 + [a.actor for a in item.answers].index("ana")))
        else:
            keys(page, "x")
            page.locator("#note:focus").wait_for()
            page.keyboard.type("Neither was measured.")
            keys(page, "Escape", "x")
        # The page goes on to the next one by itself.
        page.wait_for_url(lambda url, item=item: item.id not in url, wait_until="load")
        assert store.item(item.id).status == "settled"


Verdicts = dict[tuple[str, str], str | None]


def labels(reports: list[Report]) -> Verdicts:
    return {
        (report.article.id, claim.text): claim.label.value if claim.label else None
        for report in reports
        for claim in report.claims
    }


def changed(before: list[Report], after: list[Report]) -> Verdicts:
    """The verdicts that are new or not what they were; none may be gone."""
    first, second = labels(before), labels(after)
    assert first.keys() <= second.keys()
    return {key: label for key, label in second.items() if key not in first or label != first[key]}


def expected(before: list[Report], claims: tuple[Item, ...], store: ReviewStore) -> Verdicts:
    """What people settled otherwise than the machine, here and in the letter's repeats, and the
    claim that it had missed."""
    decided = {claim.text: store.item(claim.id) for claim in claims}
    otherwise = {
        text: item.label.value
        for text, item in decided.items()
        if item.label is not None and item.label.value != said(item)
    }
    assert set(otherwise) >= {*OVERRULED, ARGUED[0]}
    repeated = {key: otherwise[key[1]] for key in labels(before) if key[1] in otherwise}
    return {**repeated, (before[0].article.id, valley.MISSED): "unsupported"}
