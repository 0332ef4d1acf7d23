"""Waiting for what another thread or process does, but never for ever."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

__all__ = ["PATIENCE", "until"]

PATIENCE = 30.0
"""Seconds. A busy machine may be slow; what is tested is not speed."""


def until(true: Callable[[], Any]) -> Any:
    """What is asked for, once it is there."""
    end = time.monotonic() + PATIENCE
    while not (found := true()):
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)
    return found
