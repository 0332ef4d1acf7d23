"""A served store, and what a reviewer does at the keyboard."""

from __future__ import annotations

import socket
import threading
from contextlib import closing
from typing import TYPE_CHECKING, Any

import uvicorn

from claimcheck.review import ReviewStore
from claimcheck.review.web import WebSettings, create_app
from tests.review.web import samples
from tests.waiting import PATIENCE, until

if TYPE_CHECKING:
    from playwright.sync_api import Page


class Site:
    """A served store that can go away and come back on the same port."""

    def __init__(self, store: ReviewStore, *, blind: bool = False) -> None:
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.store, self.blind = store, blind
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        settings = WebSettings(
            hosts=(f"127.0.0.1:{self.port}",), blind=self.blind, corpus="sample-corpus"
        )
        app = create_app(self.store, settings=settings, search=samples.search)
        config = uvicorn.Config(
            app, host="127.0.0.1", port=self.port, log_level="error", ws="none", lifespan="off"
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        until(lambda: self.server.started)

    def stop(self) -> None:
        self.server.should_exit = self.server.force_exit = True
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()


def keys(page: Page, *pressed: str) -> None:
    for key in pressed:
        page.keyboard.press(key)


def claim_of(page: Page) -> str:
    return page.locator("#claim").inner_text()


def saved(page: Page) -> None:
    page.get_by_text("All saved", exact=True).wait_for()


def go_to(page: Page, text: str) -> None:
    """Step through the article's items by keyboard until the one that says this is open."""
    for _ in range(40):
        if claim_of(page) == text:
            return
        page.keyboard.press("j")
        page.wait_for_timeout(150)
    raise AssertionError(f"no item says {text!r}")


def found(store: ReviewStore, text: str) -> list[Any]:
    return [item for item in store.items(limit=500).items if item.text == text]
