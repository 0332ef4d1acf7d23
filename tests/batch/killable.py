"""A run in a process of its own, to be killed: ``python -m tests.batch.killable IN OUT PAUSE``."""

from __future__ import annotations

import sys

from claimcheck.batch import run
from tests.batch.fakes import FakeChecker

if __name__ == "__main__":
    checker = FakeChecker(pause=float(sys.argv[3]))
    print("begun", flush=True)
    summary = run(
        [sys.argv[1]],
        sys.argv[2],
        checker=checker,
        chunk=3,
        progress=lambda event: print("reused" if event.reused else "checked", flush=True),
    )
    print(summary.checked, summary.reused)
