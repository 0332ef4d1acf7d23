"""A real Chromium that reaches nothing but what a test serves."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def running(*, served: str = "") -> Iterator[Browser]:
    """The browser; it finds no host but `served`, if one is named."""
    if CHROMIUM is None:
        pytest.skip("No Chromium on this machine; install one to run the browser tests.")
    sync_api = pytest.importorskip("playwright.sync_api")
    found = f", EXCLUDE {served}" if served else ""
    flags = [*_FLAGS, f"--host-resolver-rules=MAP * ~NOTFOUND{found}"]
    if os.geteuid() == 0:
        # Chromium's own sandbox does not start for root.
        flags.append("--no-sandbox")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield started
        started.close()
