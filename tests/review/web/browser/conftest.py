"""A browser, a store that is served, and people who sign in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from claimcheck.review import ReviewStore, Role
from tests import chromium
from tests.review.conftest import a_place
from tests.review.web.browser.browsing import Site
from tests.waiting import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium.running(served="127.0.0.1") as started:
        yield started


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.soak)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where the store is; the browser is slow, so PostgreSQL has its turn in the long tests."""
    with a_place(request, tmp_path) as found:
        yield found


@pytest.fixture
def store(address: str) -> Iterator[ReviewStore]:
    """An empty store."""
    with ReviewStore.open(address) as opened:
        yield opened


@pytest.fixture
def serve(store: ReviewStore) -> Iterator[Callable[..., Site]]:
    sites: list[Site] = []

    def served(**options: bool) -> Site:
        sites.append(Site(store, **options))
        return sites[-1]

    yield served
    for site in sites:
        site.stop()


@pytest.fixture
def enter(browser: Browser, store: ReviewStore) -> Iterator[Callable[..., Page]]:
    """Signs a person in by the link that the command shows."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def entered(
        site: Site,
        name: str = "ana",
        *,
        role: Role = Role.REVIEWER,
        works: bool = True,
        **options: Any,
    ) -> Page:
        _, token = store.add_person(name, role=role)
        context = browser.new_context(**options)
        contexts.append(context)
        # A busy machine may be slow; what is tested is not speed.
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{site.address}/login#token={token}")
        page.wait_for_url(f"{site.address}/")
        if works:
            page.locator("h2#claim").wait_for()
            page.locator("#article .now").first.wait_for()
        return page

    yield entered
    for context in contexts:
        context.close()
    assert errors == []
