"""The page in a real Chromium: nothing of the article runs, and the keys work."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from claimcheck.report import render
from claimcheck.report.index import IndexRow, render_index
from tests import chromium
from tests.report import samples

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.running() as started:
        yield started


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def show(browser: Browser, shared: BrowserContext, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    opened: list[Page | BrowserContext] = []

    def open_page(html: str, **options: object) -> Page:
        path = tmp_path / "page.html"
        path.write_bytes(html.encode())
        context = browser.new_context(**options) if options else shared  # type: ignore[arg-type]
        page = context.new_page()
        # A busy machine may be slow; what is tested is not speed.
        page.set_default_timeout(120_000)
        opened.append(context if options else page)
        page.goto(path.as_uri())
        return page

    yield open_page
    for thing in opened:
        thing.close()


def _text_of(page: Page, selector: str) -> str:
    return page.locator(selector).evaluate("e => e.textContent")


def test_text_of_the_article_is_text_and_never_runs(show: Callable[..., Page]) -> None:
    report = samples.hostile()
    page = show(render(report, "html"))
    for _ in range(len(report.claims) + 1):
        page.keyboard.press("j")
    for _ in range(len(report.promo) + 1):
        page.keyboard.press("p")
    assert page.title() != "owned"
    assert page.locator("img").count() == 0
    assert _text_of(page, "#article") == report.article.text.replace("\x00", "\ufffd")


def test_the_policy_stops_a_script_that_slipped_in(show: Callable[..., Page]) -> None:
    html = render(samples.moonroot(), "html")
    broken = html.replace(
        "</main>",
        "<script>document.title='owned'</script><img src=x onerror=document.title=1></main>",
    )
    page = show(broken)
    page.wait_for_timeout(100)
    assert "owned" not in page.title()
    assert page.title() != "1"


def test_j_and_k_go_through_the_claims(show: Callable[..., Page]) -> None:
    page = show(render(samples.moonroot(), "html"))
    assert page.locator(".overview").is_visible()
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator(".card.on").get_attribute("id") == "c2"
    assert page.locator("#c2").is_visible()
    assert "sel" in page.locator('[data-c="2"]').first.get_attribute("class")
    assert page.url.endswith("#c2")
    page.keyboard.press("k")
    assert page.locator(".card.on").get_attribute("id") == "c1"
    page.keyboard.press("k")
    assert page.locator(".card.on").get_attribute("id") == "c10"
    page.keyboard.press("Escape")
    assert page.locator(".overview").is_visible()
    assert page.locator(".card.on").count() == 0


def test_p_goes_on_from_the_place_of_the_claim(show: Callable[..., Page]) -> None:
    page = show(render(samples.moonroot(), "html"))
    page.keyboard.press("j")
    page.keyboard.press("p")
    assert "completely safe" in page.locator(".card.on blockquote").inner_text()
    page.keyboard.press("Shift+P")
    assert "wellness shop" in page.locator(".card.on blockquote").inner_text()


def test_slash_filters_by_word_and_zero_clears(show: Callable[..., Page]) -> None:
    page = show(render(samples.moonroot(), "html"))
    page.keyboard.press("/")
    page.keyboard.type("kidney")
    # The page's policy forbids wait_for_function, which evaluates strings.
    page.locator("#items > li:not(.out)").nth(1).wait_for(state="detached")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert "kidney stones" in page.locator(".card.on blockquote").first.inner_text()
    page.keyboard.press("0")
    assert page.locator("#items > li.out").count() == 0


def test_a_verdict_filter_keeps_the_phrases_that_sell_such_claims(
    show: Callable[..., Page],
) -> None:
    page = show(render(samples.moonroot(), "html"))
    page.keyboard.press("1")
    assert (
        page.locator('.filter[data-value="contradictory"]').get_attribute("aria-pressed") == "true"
    )
    assert page.locator("#article .v-supported:not(.mk)").count() == 0
    assert page.locator("#article .s.v-contradictory").count() > 0
    assert "cures insomnia" in page.locator("#article .s.s-error").all_inner_texts()
    assert "Studies show" not in page.locator("#article .s.p").all_inner_texts()


def test_a_click_on_overlapping_marks_goes_through_them(show: Callable[..., Page]) -> None:
    page = show(render(samples.moonroot(), "html"))
    spot = page.locator("#article .s", has_text="completely").first
    seen = []
    for _ in range(3):
        spot.click()
        seen.append(page.locator(".card.on").get_attribute("id"))
    assert seen == ["c1", "p3", "c1"]


def test_question_mark_opens_help_and_t_turns_the_lights(show: Callable[..., Page]) -> None:
    page = show(render(samples.moonroot(), "html"), color_scheme="light")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()
    page.keyboard.press("t")
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_a_long_report_builds_a_note_when_it_is_opened(show: Callable[..., Page]) -> None:
    page = show(render(samples.long_report(14_000), "html"))
    assert page.locator(".card").count() == 0
    page.keyboard.press("j")
    assert page.locator(".card.on").count() == 1
    assert "completely safe" in page.locator(".card.on blockquote").first.inner_text()


def test_a_phone_gets_no_sideways_scrolling(show: Callable[..., Page]) -> None:
    for report in (samples.moonroot(), samples.hostile()):
        page = show(render(report, "html"), viewport={"width": 390, "height": 844})
        page.keyboard.press("j")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_without_scripts_everything_is_there(show: Callable[..., Page]) -> None:
    page = show(render(samples.moonroot(), "html"), java_script_enabled=False)
    assert page.locator(".card").count() == 18
    assert page.locator("#c10").is_visible()


def _bare(html: str) -> str:
    """The elements of a table's body, without the white space and the empty classes around them."""
    return re.sub(r"\n\s*| class=\"\"|(?<=risk) (?=\")", "", html)


def test_the_index_sorts_searches_and_pages(show: Callable[..., Page]) -> None:
    rows = [
        IndexRow(
            title=f"Article {i}",
            source=f"in/{i}.md",
            href=f"a/{i}.html",
            risk=float(i % 50),
            claims=i,
        )
        for i in range(250)
    ]
    page = show(render_index(rows))
    assert page.locator("#rows tr").count() == 100
    assert page.locator("#where").inner_text() == "1–100 of 250"
    as_it_came = page.locator("#rows").inner_html()
    page.locator("#next").click()
    assert page.locator("#where").inner_text() == "101–200 of 250"
    page.locator("#prev").click()
    assert _bare(page.locator("#rows").inner_html()) == _bare(as_it_came)
    page.get_by_role("button", name="All", exact=False).first.click()
    assert "Article 249" in page.locator("#rows tr").first.inner_text()
    page.keyboard.press("/")
    page.keyboard.type("in/17.md")
    page.locator("#rows tr").nth(1).wait_for(state="detached")
    assert page.locator("#rows a").get_attribute("href") == "a/17.html"
