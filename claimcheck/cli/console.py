"""Where messages and data go: data to stdout, everything else to stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimcheck.pipeline import Progress

__all__ = ["progress_bar", "put", "say", "warn"]


def put(text: str) -> None:
    """Write data to stdout; a text that UTF-8 cannot hold is escaped, not lost."""
    data = text if text.endswith("\n") else text + "\n"
    sys.stdout.flush()
    try:
        sys.stdout.write(data)
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding or "utf-8"
        sys.stdout.write(data.encode(encoding, "backslashreplace").decode(encoding))
    sys.stdout.flush()


def say(message: str) -> None:
    """Write a message to stderr."""
    print(message.encode("utf-8", "backslashreplace").decode("utf-8"), file=sys.stderr)


def warn(message: str) -> None:
    """Write a warning to stderr."""
    say(f"claimcheck: {message}")


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """A progress bar on stderr for slow steps; ``None`` where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, object] = {}

        def show(step: str, done: int, total: int) -> None:
            task = tasks.get(step)
            if task is None:
                task = tasks[step] = bar.add_task(step, total=total)
            bar.update(task, completed=done)  # type: ignore[arg-type]

        yield show
