from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

from claimcheck.batch import Summary, run
from claimcheck.batch.watch import watch
from claimcheck.ingest import Limits
from tests.batch.fakes import FakeChecker
from tests.batch.helpers import manifest


def test_what_is_put_into_the_folder_is_checked_when_it_is_whole(tmp_path: Path) -> None:
    inbox, out = tmp_path / "in", tmp_path / "run"
    inbox.mkdir()
    (inbox / "one.txt").write_text("Ginger tea.")
    checker = FakeChecker()

    def check() -> Summary:
        return run([inbox], out, checker=checker, limits=Limits(isolate=False))

    def drop() -> None:
        with (inbox / "two.txt").open("w") as stream:
            for word in ("Nettle ", "tea ", "is ", "warm."):
                stream.write(word)
                stream.flush()
                time.sleep(0.06)

    writer = threading.Thread(target=drop)
    summaries = []
    for summary in watch([inbox], check, every=0.1):
        summaries.append(summary.inputs)
        if summary.inputs == 1:
            writer.start()
        else:
            os.kill(os.getpid(), signal.SIGINT)
    writer.join()
    assert summaries == [1, 2]
    assert checker.checked == ["one.txt", "two.txt"]
    assert manifest(out)["two.txt"]["bytes"] == len("Nettle tea is warm.")


def test_nothing_is_run_while_nothing_changes(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Ginger tea.")
    calls = []

    def check() -> Summary:
        calls.append(1)
        threading.Timer(0.6, os.kill, (os.getpid(), signal.SIGINT)).start()
        return Summary(
            inputs=1, statuses={}, checked=1, reused=0, seconds=0.1, interrupted=False
        )  # fmt: skip

    assert len(list(watch([tmp_path], check, every=0.1))) == 1
    assert calls == [1]
