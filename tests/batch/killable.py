"""A run in a process of its own, to be killed.

    python -m tests.batch.killable IN OUT PAUSE [models]

With ``models`` it is checked by the bundled ones, else by a scripted checker.
"""

from __future__ import annotations

import sys

import claimcheck as cc
from claimcheck.batch import BatchChecker, run
from tests.batch.fakes import FakeChecker

if __name__ == "__main__":
    checker: BatchChecker = FakeChecker(pause=float(sys.argv[3]))
    if sys.argv[4:] == ["models"]:
        checker = cc.load(profile="fast")
    print("begun", flush=True)
    summary = run(
        [sys.argv[1]],
        sys.argv[2],
        checker=checker,
        chunk=3,
        progress=lambda event: print("reused" if event.reused else "checked", flush=True),
    )
    print(summary.checked, summary.reused)
