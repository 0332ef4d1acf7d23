"""Ctrl-C once: finish what is in hand and stop. Twice: stop now. Both can be resumed."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any, Self

__all__ = ["Interrupts"]


class Interrupts:
    """Turns SIGINT and SIGTERM into a wish to stop while it is held.

    :param on_first: called at the first signal.

    In any thread but the main one it does nothing, as signals do not arrive there.
    """

    def __init__(self, on_first: Callable[[], None] | None = None) -> None:
        self.stop = False
        self._on_first = on_first
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.signal(number, self._arrived)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _arrived(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        if self.stop:
            raise KeyboardInterrupt
        self.stop = True
        if self._on_first is not None:
            self._on_first()
