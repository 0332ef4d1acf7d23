from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from claimcheck.batch.lock import run_lock
from claimcheck.errors import RunError

HOLD = """
import sys, time
from pathlib import Path
from claimcheck.batch.lock import run_lock
with run_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_run_is_refused_and_told_who_holds_the_folder(tmp_path: Path) -> None:
    with run_lock(tmp_path):
        with pytest.raises(RunError, match=f"process {os.getpid()}") as caught, run_lock(tmp_path):
            pass
        assert caught.value.code == "E601"
    with run_lock(tmp_path):
        pass
    assert not list(tmp_path.iterdir())


def test_a_lock_left_by_a_killed_run_is_taken_over(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as process:
        if process.stdout is None:
            raise AssertionError
        assert process.stdout.readline() == "held\n"
        with pytest.raises(RunError, match=socket.gethostname()), run_lock(tmp_path):
            pass
        process.kill()
    assert (tmp_path / "run.lock").exists()
    with run_lock(tmp_path):
        pass


def test_a_fresh_lock_of_another_machine_is_respected(tmp_path: Path) -> None:
    path = tmp_path / "run.lock"
    path.write_text("17 another-machine\n")
    with pytest.raises(RunError, match="another-machine"), run_lock(tmp_path):
        pass
    os.utime(path, (1e9, 1e9))
    with run_lock(tmp_path):
        pass
